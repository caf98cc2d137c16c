"""Corrections of what a commune's indicators are reckoned from, table by table."""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.contracts import contracts
from dashboard.intake.correction import rows_of_units
from dashboard.screens._correction import row_and_figure, tell_last
from dashboard.screens._text import note
from dashboard.territory.register import register

# What indicators are reckoned from and the sheet does not list with a switch of its own.
_BEHIND = (
    "electorate",
    "seats",
    "candidacies",
    "polling_coverage",
    "constraint_reports",
    "decisions",
    "liaison_requests",
    "advocacy_items",
)


def correction_of_indicators(commune: str) -> None:
    """Draw the switch that opens what a commune's indicators are reckoned from, table by table.

    Bodies, members and meetings have their own switch under their own list on the sheet.
    """
    _ = state.wording()
    for name in _BEHIND:
        tell_last(name)
    if not state.may_correct():
        return
    if not st.toggle(_("Correct a figure behind these indicators"), key="correct_behind"):
        return
    units = register().units_within(commune)
    found = {name: rows_of_units(state.store(), name, units) for name in _seen()}
    found = {name: rows for name, rows in found.items() if rows}
    note(_("Bodies, members and meetings are corrected below, each under its own list."))
    if not found:
        note(_("Nothing else is reported of this commune: bring it in by a file or a return."))
        return
    with st.container(border=True):
        name = st.selectbox(
            _("Table"),
            list(found),
            format_func=lambda one: contracts()[one].title[_.language],
            key="correct_behind_table",
        )
        row_and_figure(contracts()[name], found[name])


def _seen() -> list[str]:
    """Return the tables behind indicators that this reader may see."""
    return [name for name in _BEHIND if name != "candidacies" or state.may_see_candidacies()]
