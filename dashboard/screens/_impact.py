"""What a checked file would do to coverage and readiness, drawn before the button that commits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.errors import UserError
from dashboard.figures.tables import Table, TableColumn, table
from dashboard.intake.importing import Checked
from dashboard.readiness.impact import Impact, ProvinceChange, impact, place_of, title_of
from dashboard.screens import _columns as columns
from dashboard.screens._table import show_table
from dashboard.screens._text import aside, note, plain
from dashboard.territory.register import register

_SHOWN_PARTS = 12
_KEPT = "impact_kept"


def show_impact(files: Sequence[Checked]) -> None:
    """Draw what committing the checked files of an upload would do; nothing when one is refused."""
    if any(one.refused for one in files):
        return
    try:
        found = kept_impact(files)
    except UserError as fault:
        st.error(plain(state.wording().say(fault.said)))
        return
    draw_impact(found, key="impact")


def draw_impact(found: Impact, *, key: str) -> None:
    """Draw warnings and questions first, then rows that go and provinces that change."""
    _ = state.wording()
    if found.changes_nothing:
        aside(_("This changes nothing: all that it says is known already."))
    if found.changes_much:
        said = _(
            "{share} of the values it speaks of would change or go. "
            "Is it the right file and month?",
            share=_.share(found.changed_share),
        )
        aside(said)
    _questions(found)
    if found.gone_count:
        show_table(gone_rows(found), key=f"{key}_gone", searchable=False, height=240)
    if found.provinces:
        show_table(province_changes(found), key=f"{key}_provinces", searchable=False, height=320)
    elif not found.changes_nothing:
        note(_("Coverage and readiness stay as they are in every province."))


def province_changes(found: Impact) -> Table:
    """Return the provinces whose figures change, the region first."""
    _ = state.wording()
    rows = pd.DataFrame({"one": list(found.provinces)})
    return table(
        rows,
        [
            columns.text_column(
                _("Province or prefecture"),
                lambda row: register().unit_name(row.one.unit_code, _.language),
            ),
            _moves(_("Communes covered, of those known"), _covered),
            _moves(_("Score of 100"), _score),
            _moves(_("Low end of the range"), lambda one: _.number(one.low)),
            _moves(_("Reliability of 100"), lambda one: _.number(one.reliability)),
        ],
        caption=_("What changes in coverage and readiness"),
    )


def gone_rows(found: Impact) -> Table:
    """Return the rows that would count no more."""
    _ = state.wording()
    rows = pd.DataFrame({"one": list(found.gone)})
    return table(
        rows,
        [
            columns.text_column(_("Table"), lambda row: title_of(row.one, _.language)),
            columns.text_column(_("Place"), lambda row: place_of(row.one, _.language)),
            columns.text_column(_("Date or month"), lambda row: _dated(row.one.dated)),
            columns.text_column(
                _("Row"), lambda row: _.isolate(" · ".join(str(part) for part in row.one.key))
            ),
        ],
        caption=_.count(
            "{n} row would disappear", "{n} rows would disappear", found.gone_count
        ),
    )  # fmt: skip


def _questions(found: Impact) -> None:
    """Ask whether a file that holds some communes of a province holds all there is."""
    _ = state.wording()
    for part in found.parts[:_SHOWN_PARTS]:
        note(
            _(
                "Is this everything for {province} in {month}? Communes in the file: {n} of {all}.",
                province=register().unit_name(part.province_code, _.language),
                month=_.month(part.month),
                n=part.communes_in_file,
                all=part.communes,
            )
        )
    rest = len(found.parts) - _SHOWN_PARTS
    if rest > 0:
        note(
            _.count(
                "{n} more month of a province is there in part.",
                "{n} more months of provinces are there in part.",
                rest,
            )
        )


def _moves(label: str, words: Any) -> TableColumn:
    _ = state.wording()

    def said(row: Any) -> str:
        change: ProvinceChange = row.one
        old, new = words(change.before), words(change.after)
        return new if old == new else _("from {old} to {new}", old=old, new=new)

    return columns.text_column(label, said)


def _covered(one: Any) -> str:
    return state.wording()("{n} of {all}", n=one.communes_covered, all=one.communes_known)


def _score(one: Any) -> str:
    return (
        columns.state_words("not_assessable")
        if one.score is None
        else state.wording().number(one.score)
    )


def _dated(value: Any) -> str:
    _ = state.wording()
    if value is None:
        return ""
    return _.month(value) if isinstance(value, str) else _.date(value, "medium")


def kept_impact(files: Sequence[Checked]) -> Impact:
    """Return what files would do, asked once: the page is drawn again at every press.

    Raises:
        Refused: as for `impact`.
    """
    asked = (
        [(one.sha256, one.table, one.file.mode, one.file.scope, one.rows, one.preview, one.today)
         for one in files],
        state.data_version(),
    )  # fmt: skip
    held = st.session_state.get(_KEPT)
    if held is None or held[0] != asked:
        held = (asked, impact(state.store(), files))
        st.session_state[_KEPT] = held
    found: Impact = held[1]
    return found
