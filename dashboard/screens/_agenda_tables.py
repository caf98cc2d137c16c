"""The agenda as a table, and the words of its rows: what, how far, how late, what next."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import state
from dashboard.figures.tables import Table, TableColumn, table
from dashboard.readiness.next_steps import NEXT_STEPS
from dashboard.screens import _columns as columns
from dashboard.territory.register import register
from dashboard.wording import N_
from dashboard.wording.terms import STATUS_WORDS

STATE_WORDS = {
    "late": N_("late"),
    "unreported": N_("outcome not reported"),
    "coming": N_("ahead"),
}
KIND_WORDS = {
    "founding": N_("Founding"),
    "renewal": N_("Renewal"),
    "meeting": N_("Meeting"),
}
_COMING_STEPS = {
    "planned": NEXT_STEPS["prepare_founding"],
    "convened": NEXT_STEPS["hold_founding"],
}
_STEPS = {
    "founding": NEXT_STEPS["set_new_date"],
    "renewal": NEXT_STEPS["renew"],
    "meeting": NEXT_STEPS["hold_meeting"],
}
REPORT_OUTCOME = N_("Report whether it was held")


def agenda_rows(rows: pd.DataFrame, *, named: bool) -> Table:
    """Return what has a day, the late first; `named`: of several provinces, with their names."""
    _ = state.wording()
    return table(
        rows[rows["state"] != "undated"],
        [
            columns.text_column(_("Seat"), place_words),
            *([columns.text_column(_("Province or prefecture"), _province)] if named else []),
            columns.text_column(_("What"), what_words),
            columns.text_column(_("Stage"), stage_words),
            columns.date_column(_("Day"), "day_on"),
            TableColumn(_("First planned on"), _first, lambda row: columns.day(_first_day(row))),
            TableColumn(
                _("Slippage"), _slippage, lambda row: columns.number(row.slippage_days), "number"
            ),
            columns.text_column(_("Next step"), _step),
        ],
        caption=_("The agenda, the late first"),
        id_column="subject",
    )


def place_words(row: Any) -> str:
    """Return the name of the seat of the body."""
    return register().unit_name(row.unit_code, state.view().lang)


def what_words(row: Any) -> str:
    """Return what is planned, and of which body."""
    _ = state.wording()
    table_name = "meetings" if row.kind == "meeting" else "structures"
    column = "body_kind" if row.kind == "meeting" else "kind"
    return _(
        "{what} ({body})",
        what=_(KIND_WORDS[row.kind]),
        body=columns.value_words(table_name, column, row.body_kind),
    )


def stage_words(row: Any) -> str:
    """Return how far it is, and whether its day has gone by."""
    _ = state.wording()
    if row.kind == "renewal":
        return _("mandate over") if row.state == "late" else _("mandate soon over")
    return _.join([_(STATUS_WORDS[row.status]), _(STATE_WORDS[row.state])])


def _province(row: Any) -> str:
    if not isinstance(row.province_code, str):
        return state.region_name()
    return register().unit_name(row.province_code, state.view().lang)


def _first_day(row: Any) -> Any:
    return None if row.kind == "renewal" else row.first_planned_on


def _first(row: Any) -> str:
    """Return the first day ever planned; a renewal has none, its mandate ends by itself."""
    _ = state.wording()
    return "" if row.kind == "renewal" else _.date(columns.day(row.first_planned_on), "medium")


def _slippage(row: Any) -> str:
    return columns.slippage_words(row, is_growing=row.state == "late")


def _step(row: Any) -> str:
    _ = state.wording()
    if row.kind == "meeting" and row.state == "unreported":
        return _(REPORT_OUTCOME)
    if row.kind == "founding" and row.state == "coming":
        return _(_COMING_STEPS[row.status])
    return _(_STEPS[row.kind])
