"""Open warnings: listed, acknowledged with a note, opened again."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.errors import UserError
from dashboard.figures.tables import Table, records, table
from dashboard.readiness.acknowledging import acknowledge_warnings
from dashboard.readiness.open_warnings import WARNINGS
from dashboard.screens import _columns as columns
from dashboard.screens._cell_words import account_words, id_words
from dashboard.screens._table import show_table
from dashboard.screens._text import note, plain
from dashboard.store.acknowledged import MAX_NOTE, Warned, take_back
from dashboard.territory.register import register

_MONTH = re.compile(r"^(?:(?P<unit>\S+) )?(?P<month>\d{4}-\d{2})$")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TOLD = "quality_told"


@dataclass(frozen=True)
class OpenWarning:
    """One warning with every unit it stands on."""

    code: str
    subject: str
    units: tuple[str, ...]

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return f"{self.code} {self.subject}"

    @property
    def warned(self) -> list[Warned]:
        """The warnings of its units, one each."""
        return [Warned(self.code, unit, self.subject) for unit in self.units]


def grouped(rows: pd.DataFrame) -> list[OpenWarning]:
    """Return rows of `open_warnings` with the units of each warning together."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in records(rows):
        found.setdefault((row.code, row.subject), []).append(row.unit_code)
    return [OpenWarning(*key, tuple(units)) for key, units in found.items()]


def places_words(units: Sequence[str]) -> str:
    """Return the names of units as a list."""
    _ = state.wording()
    return _.join(register().unit_name(unit, _.language) for unit in units)


def subject_words(subject: str) -> str:
    """Return what a warning is about: a month, a day, or a structure."""
    _ = state.wording()
    month = _MONTH.match(subject)
    if month is None and _DAY.fullmatch(subject):
        return _.date(dt.date.fromisoformat(subject), "medium")
    if month is None:
        return id_words(subject)
    said = _.month(month["month"])
    unit = month["unit"]
    return _.join([register().unit_name(unit, _.language), said]) if unit else said


def warnings_part(opened: pd.DataFrame, known: pd.DataFrame) -> None:
    """Draw the open warnings, the form that acknowledges one, and those acknowledged."""
    _ = state.wording()
    st.subheader(_("Open warnings"))
    _tell_last()
    listed = grouped(opened)
    if listed:
        show_table(warning_rows(listed), key="quality_warnings", height=320)
        if state.may_correct():
            _acknowledge_form(listed)
    else:
        note(_("No warning is open."))
    if not known.empty:
        show_table(known_rows(known), key="quality_known", height=240)
        if state.may_correct():
            _take_back_form(known)


def warning_rows(listed: Sequence[OpenWarning]) -> Table:
    """Return the open warnings as a table."""
    _ = state.wording()
    return table(
        pd.DataFrame({"one": list(listed)}),
        [
            columns.text_column(_("Warning"), lambda row: _(WARNINGS[row.one.code])),
            columns.text_column(_("Where"), lambda row: places_words(row.one.units)),
            columns.text_column(_("About"), lambda row: subject_words(row.one.subject)),
        ],
        caption=_("Each lowers the reliability of its communes until it is acknowledged"),
    )


def known_rows(known: pd.DataFrame) -> Table:
    """Return the acknowledged warnings as a table."""
    _ = state.wording()
    return table(
        known,
        [
            columns.text_column(_("Warning"), lambda row: _(WARNINGS[row.code])),
            columns.name_column(_("Where")),
            columns.text_column(_("About"), lambda row: subject_words(row.subject)),
            columns.text_column(_("Note"), lambda row: row.note),
            columns.text_column(_("Account"), lambda row: account_words(row.account)),
            columns.date_column(_("Noted on"), "noted_at"),
        ],
        caption=_("Acknowledged warnings: they lower nothing"),
    )


def _acknowledge_form(listed: Sequence[OpenWarning]) -> None:
    _ = state.wording()
    if state.view().known_at:
        note(_("To acknowledge a warning, look at the figures as known now."))
        return
    by_key = {one.key: one for one in listed}
    words = {key: _words(one) for key, one in by_key.items()}
    with st.container(key="quality_acknowledge"):
        st.selectbox(
            _("Warning to acknowledge"),
            list(by_key),
            format_func=words.__getitem__,
            key="acknowledge_choice",
        )
        st.text_input(
            _("Why it is left as it is, without a person's name"),
            key="acknowledge_note",
            max_chars=MAX_NOTE,
        )
        st.button(_("Acknowledge"), on_click=_acknowledge, args=(by_key,), key="acknowledge_it")


def _take_back_form(known: pd.DataFrame) -> None:
    _ = state.wording()
    if state.view().known_at:
        return
    by_no = {int(row.acknowledgement_no): row for row in records(known)}
    words = {number: _known_words(row) for number, row in by_no.items()}
    st.selectbox(
        _("Acknowledged warning to open again"),
        list(by_no),
        format_func=words.__getitem__,
        key="take_back_choice",
    )
    st.button(_("Open it again"), on_click=_take_back, args=(by_no,), key="take_it_back")


def _words(one: OpenWarning) -> str:
    _ = state.wording()
    return _.join([_(WARNINGS[one.code]), places_words(one.units), subject_words(one.subject)])


def _known_words(row: Any) -> str:
    _ = state.wording()
    return _.join([_(WARNINGS[row.code]), columns.local(row, "name"), subject_words(row.subject)])


def _acknowledge(by_key: dict[str, OpenWarning]) -> None:
    chosen = by_key[st.session_state["acknowledge_choice"]]
    try:
        acknowledge_warnings(state.store(), chosen.warned, st.session_state["acknowledge_note"])
    except UserError as fault:
        st.session_state[_TOLD] = fault.said
        return
    st.session_state["acknowledge_note"] = ""
    st.session_state[_TOLD] = "acknowledged"


def _take_back(by_no: dict[int, Any]) -> None:
    row = by_no[st.session_state["take_back_choice"]]
    try:
        take_back(state.store(), [Warned(row.code, row.unit_code, row.subject)])
    except UserError as fault:
        st.session_state[_TOLD] = fault.said
        return
    st.session_state[_TOLD] = "opened"


def _tell_last() -> None:
    _ = state.wording()
    told = st.session_state.pop(_TOLD, None)
    if told == "acknowledged":
        st.success(_("Acknowledged: it lowers no reliability from now on."))
    elif told == "opened":
        st.success(_("The warning is open again."))
    elif told is not None:
        st.error(plain(_.say(told)))
