"""Accepting an agenda: the days it would store, what they would change, then the button."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.errors import UserError
from dashboard.figures.tables import Table, records, table
from dashboard.figures.tours import KIND_WORDS
from dashboard.intake.importing import Checked
from dashboard.planning.kept import Tour
from dashboard.planning.planned_rows import accept_planned, check_planned
from dashboard.screens import _columns as columns
from dashboard.screens._impact import kept_impact, province_changes
from dashboard.screens._table import show_table
from dashboard.screens._text import finding, note, plain
from dashboard.territory.register import register

_CHECKED, TOLD = "tour_checked", "tour_kept"


def accept_tour(tour: Tour) -> None:
    """Draw what accepting an agenda would store, asked for first; the commit comes after it."""
    _ = state.wording()
    note(_("Accepting writes the days as planned dates, in a batch that can be undone on the "
           "page Data. Saving alone changes no figure."))  # fmt: skip
    st.button(_("See what accepting would change"), on_click=_check, args=(tour,),
              disabled=not tour.agenda.outings)  # fmt: skip
    held = st.session_state.get(_CHECKED)
    if held is None or held[0] is not tour:
        return
    _preview(held[1], held[2])


def _check(tour: Tour) -> None:
    _ = state.wording()
    rows = state.answers(("tour_bodies", "tour_visits"))
    name = st.session_state.get("tour_name") or _("Agenda")
    try:
        checked = check_planned(
            state.store(), tour.request, tour.agenda, rows["tour_bodies"], rows["tour_visits"],
            note=name, today=state.today(),
        )  # fmt: skip
    except UserError as fault:
        st.session_state[TOLD] = fault
        return
    days = planned_days(checked, rows["tour_bodies"], rows["tour_visits"])
    st.session_state[_CHECKED] = (tour, checked, days)


def _preview(checked: Sequence[Checked], days: Sequence[dict[str, Any]]) -> None:
    _ = state.wording()
    if not days:
        note(_("There is nothing to write: no founding or visit has a day from today on."))
        return
    moved = sum(row["was"] != row["becomes"] for row in days)
    if not moved:
        note(_("Every day of this agenda is stored already."))
        return
    finding(
        _.count(
            "{n} planned date would be stored, new or moved:",
            "{n} planned dates would be stored, new or moved:",
            moved,
        )
    )
    show_table(days_table(days), key="tour_days_stored", searchable=False, height=320)
    try:
        found = kept_impact(checked)
    except UserError as fault:
        st.error(plain(_.say(fault.said)))
        for problem in getattr(fault, "problems", ())[:10]:
            note(_.join([_.say(problem.message), _.say(problem.remedy)]))
        return
    if found.provinces:
        show_table(province_changes(found), key="tour_impact", searchable=False, height=320)
    else:
        note(_("Coverage and readiness stay as they are in every province."))
    st.button(_("Accept as planned dates"), type="primary", on_click=_accept, args=(checked,))


def planned_days(
    checked: Sequence[Checked], bodies: pd.DataFrame, visits: pd.DataFrame
) -> list[dict[str, Any]]:
    """Return a row a planned date: unit, kind, the day stored now and the day it becomes.

    `was` is None where no day is stored. `bodies` and `visits`: see `check_planned`.
    """
    stored = {
        "structures": {(row.unit_code, row.number): row.planned_on for row in records(bodies)},
        "meetings": {row.body_unit_code: row.planned_on for row in records(visits)},
    }
    days = []
    for one in checked:
        for row in one.rows:
            values = row.values
            is_founding = one.table == "structures"
            unit = values["unit_code" if is_founding else "body_unit_code"]
            key = (unit, values["number"]) if is_founding else unit
            was = columns.day(stored[one.table].get(key))
            kind = "founding" if is_founding else "visit"
            days.append({"unit": unit, "kind": kind, "was": was, "becomes": values["planned_on"]})
    return sorted(days, key=lambda day: (day["becomes"], day["unit"]))


def days_table(days: Sequence[dict[str, Any]]) -> Table:
    """Return the planned dates as a table, the earliest first."""
    _ = state.wording()
    return table(
        pd.DataFrame(days),
        [
            columns.text_column(
                _("Commune"), lambda row: register().unit_name(row.unit, _.language)
            ),
            columns.text_column(_("What"), lambda row: _(KIND_WORDS[row.kind])),
            columns.day_column(_("Was"), "was", _("no date")),
            columns.date_column(_("Becomes"), "becomes"),
        ],
        caption=_("Dates that accepting would store"),
    )


def _accept(checked: Sequence[Checked]) -> None:
    try:
        numbers = accept_planned(state.store(), checked)
    except UserError as fault:
        st.session_state[TOLD] = fault
        return
    st.session_state.pop(_CHECKED, None)
    st.session_state[TOLD] = ("accepted", numbers)
