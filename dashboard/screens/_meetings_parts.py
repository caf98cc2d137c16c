"""The parts of the page of meetings: what is shown, the month, the pace, who was there."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.access.small_counts import MASKED_BELOW
from dashboard.figures.month_calendar import Entry
from dashboard.figures.tables import records
from dashboard.followup.method import followup_method
from dashboard.screens import _columns as columns
from dashboard.screens._calendar import month_part
from dashboard.screens._correction import correction
from dashboard.screens._export import export_buttons
from dashboard.screens._meetings_tables import (
    UNKNOWN,
    attendance_rows,
    body_words,
    kind_words,
    meeting_rows,
    pace_rows,
    seat_words,
    state_words,
)
from dashboard.screens._menu import script
from dashboard.screens._nothing import nothing
from dashboard.screens._row_fields import place_labels
from dashboard.screens._table import show_table
from dashboard.screens._text import note, sentence
from dashboard.wording import N_

_GLYPHS = {"held": "●", "planned": "▲", "postponed": "◇", "cancelled": "×", "unknown": "?"}
_LOOKS = {"unknown": "unreported", "cancelled": "gone"}
_LEGEND = (
    ("held", "●", N_("held")),
    ("planned", "▲", N_("planned")),
    ("postponed", "◇", N_("postponed")),
    ("gone", "×", N_("cancelled")),
    ("unreported", "?", UNKNOWN),
)
_SHOWN = {
    "open": N_("The last 90 days, and what is open"),
    "minutes": N_("Minutes that are late"),
    "year": N_("The last 12 months"),
    "all": N_("All that is stored"),
}
_OPEN_STATES = ("unknown", "planned", "postponed")


def chosen_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Draw the choices of a body, a kind and a seat; return the meetings they leave."""
    _ = state.wording()
    with st.container(horizontal=True, key="meeting_choices"):
        kinds = {one.body_kind: columns.value_words("meetings", "body_kind", one.body_kind)
                 for one in records(rows)}  # fmt: skip
        rows = _of(rows, "body_kind", _pick(_("Body"), kinds, "meetings_body"))
        kinds = {one.kind: kind_words(one) for one in records(rows)}
        rows = _of(rows, "kind", _pick(_("Kind"), kinds, "meetings_kind"))
        seats = place_labels(sorted(set(rows["body_unit_code"])))
        return _of(rows, "body_unit_code", _pick(_("Seat"), seats, "meetings_seat"))


def _pick(label: str, words: dict[str, str], key: str) -> str | None:
    _ = state.wording()
    options = [None, *sorted(words, key=lambda code: words[code])]
    return st.selectbox(
        label, options, format_func=lambda code: _("All") if code is None else words[code],
        key=key,
    )  # fmt: skip


def _of(rows: pd.DataFrame, column: str, code: str | None) -> pd.DataFrame:
    return rows if code is None else rows[rows[column] == code]


def list_part(rows: pd.DataFrame) -> None:
    """Draw the list, of what is recent or open unless more is asked for, and its export."""
    _ = state.wording()
    asked = st.selectbox(
        _("Show"), list(_SHOWN), format_func=lambda one: _(_SHOWN[one]), key="meetings_shown",
        width=420,
    )  # fmt: skip
    shown = _shown(rows, asked)
    if shown.empty:
        nothing(
            _("No meeting is stored here: bring in the monthly return, or enter one below."),
            "meetings",
        )
        return
    show_table(meeting_rows(shown), key="meetings")
    export_buttons(
        meeting_rows(shown, is_export=True), name="jahiziya-meetings", key="meetings_export"
    )
    note(_("A meeting whose day has gone by is held only once somebody says so."))
    if state.view().province:
        note(_("A meeting of the region is counted in the province that hosted it."))
    note(followup_method().note(_.language))
    correction("meetings", shown)


def _shown(rows: pd.DataFrame, asked: str) -> pd.DataFrame:
    is_open = rows["state"].isin(_OPEN_STATES)
    if asked == "open":
        return rows[is_open | rows["is_recent"]]
    if asked == "minutes":
        return rows[rows["minutes"] == "late"]
    if asked == "year":
        return rows[rows["is_of_year"]]
    return rows


def calendar_part(rows: pd.DataFrame, targets: pd.DataFrame) -> None:
    """Draw a month of meetings; days of elections and councils boxed."""
    month_part([_entry(row) for row in records(rows)], targets, _LEGEND, key="meetings_month")


def _entry(row: Any) -> Entry:
    _ = state.wording()
    words = _.join([body_words(row), state_words(row)])
    look = _LOOKS.get(row.state, row.state)
    return Entry(columns.day(row.day_on), look, _GLYPHS[row.state], seat_words(row), words)


def pace_part(rows: pd.DataFrame) -> None:
    """Draw which bodies meet at the pace decided, those furthest behind first."""
    _ = state.wording()
    st.header(_("Which bodies fall behind the pace decided?"))
    if rows.empty:
        nothing(_("No founded body is stored here: bring in the bodies first."), "structures")
        st.page_link(script("data"), label=_("Bring data in"),
                     query_params=state.view().params())  # fmt: skip
        return
    sentence(pace_sentence(rows))
    show_table(pace_rows(rows), key="meetings_pace")
    export_buttons(
        pace_rows(rows, is_export=True), name="jahiziya-pace-of-meetings", key="pace_export"
    )
    _expected_note(rows)
    note(
        _("Pace: meetings held in the 12 months up to the day against those expected of the kind "
          "of body, for the months it has been there. Founding assemblies do not count. Behind "
          "means behind even if the months that are not reported had kept the pace.")
    )  # fmt: skip


def _expected_note(rows: pd.DataFrame) -> None:
    """Say how many meetings a year are expected of each kind of body, and where that comes from."""
    _ = state.wording()
    told = rows[rows["meetings_per_year"].notna()].drop_duplicates("body_kind")
    if told.empty:
        return
    given = [
        _.count("{body} {n} meeting", "{body} {n} meetings", int(row.meetings_per_year),
                body=columns.value_words("meetings", "body_kind", row.body_kind))
        for row in records(told)
    ]  # fmt: skip
    sources = sorted(set(told["rhythm_source"]))
    note(_("Expected in a year: {given}. Source: {sources}.", given=_.join(given),
           sources=_.join(sources)))  # fmt: skip


def pace_sentence(rows: pd.DataFrame) -> str:
    """Return how many bodies keep the pace, fall behind, or cannot be told."""
    _ = state.wording()
    found = rows["state"].value_counts()
    unknown = int(found.get("unknown", 0) + found.get("no_rhythm", 0))
    said = [
        _.count("{n} body of {all} keeps the pace decided.",
                "{n} bodies of {all} keep the pace decided.",
                int(found.get("kept", 0)), all=len(rows)),
        _.count("{n} is behind.", "{n} are behind.", int(found.get("behind", 0))),
        _.count("Of {n} it is unknown.", "Of {n} it is unknown.", unknown),
    ]  # fmt: skip
    return " ".join(said)


def attendance_part(rows: pd.DataFrame) -> None:
    """Draw who was at the meetings of the last 12 months, by capacity."""
    _ = state.wording()
    st.header(_("Who was there?"))
    held = rows[rows["is_of_year"]]
    if held.empty:
        nothing(_("No meeting held in the last 12 months is stored here."), "meetings")
        return
    told = held[held["attendees_total"].notna()]
    sentence(
        _.count("Attendance is reported for {n} meeting of the {all} held in the last 12 months.",
                "Attendance is reported for {n} meetings of the {all} held in the last 12 months.",
                len(told), all=len(held))
    )  # fmt: skip
    if len(told) < len(held):
        sentence(_("Report it for the others: in the monthly return, or by the form below."))
    listed = attendance_rows(told)
    show_table(listed, key="meetings_attendance", height=420)
    export_buttons(listed, name="jahiziya-attendance", key="attendance_export")
    note(_("Persons are published: fewer than {n}, else to the nearest 5. Offices are exact.",
           n=MASKED_BELOW))  # fmt: skip
