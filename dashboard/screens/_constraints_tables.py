"""The register of constraints and the findings as tables, and the words of their rows."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import state
from dashboard.figures.tables import Table, TableColumn, table
from dashboard.followup.levels import levels
from dashboard.screens import _columns as columns
from dashboard.territory.register import register

_TABLE = "constraint_reports"


def constraint_rows(rows: pd.DataFrame, *, with_summary: bool) -> Table:
    """Return the register, the longest overdue first.

    `with_summary`: the line of each is shown, on a province's page alone and in no file.
    """
    _ = state.wording()
    line = [columns.said_column(_("Constraint"), "summary")]
    return table(
        rows,
        [
            columns.text_column(_("Place"), place_words),
            columns.value_column(_("Category"), "constraint_reports.category", "category"),
            *(line if with_summary else []),
            TableColumn(
                _("Overdue by"), _overdue, lambda row: columns.number(row.overdue_days), "number"
            ),
            columns.text_column(_("Next step"), step_words),
            columns.text_column(_("Who must answer"), level_words),
            columns.text_column(_("Follows it"), owner_words),
            TableColumn(_("Due"), due_words, lambda row: columns.day(row.due_day)),
            columns.date_column(_("Raised on"), "raised_on"),
            TableColumn(_("Open for"), _age, lambda row: columns.number(row.age_days), "number"),
            columns.value_column(
                _("Pillar it holds back"), "constraint_reports.pillar", "pillar", _("not said")
            ),
        ],
        caption=_("Constraints, the longest overdue first"),
        id_column="constraint_id",
    )


def finding_rows(rows: pd.DataFrame, *, with_summary: bool) -> Table:
    """Return the findings of the diagnosis, the gravest first; `with_summary` as above."""
    _ = state.wording()
    line = [
        columns.said_column(_("Finding"), "summary"),
        columns.said_column(_("Rests on"), "evidence"),
    ]
    return table(
        rows,
        [
            columns.text_column(_("Place"), place_words),
            columns.value_column(_("Level of the matter"), "diagnoses.level", "level"),
            columns.value_column(_("Theme"), "diagnoses.theme", "theme"),
            columns.value_column(_("Kind"), "diagnoses.kind", "kind"),
            *(line if with_summary else []),
            columns.number_column(_("Gravity (of 4)"), "severity"),
            columns.date_column(_("Noted on"), "noted_on"),
            columns.value_column(_("State"), "diagnoses.status", "status"),
            columns.text_column(_("Next step"), _finding_step),
        ],
        caption=_("Findings of the diagnosis, the gravest first"),
        id_column="diagnosis_id",
    )


def place_words(row: Any) -> str:
    """Return the name of the place, with its province where it lies in one."""
    _ = state.wording()
    name = register().unit_name(row.territory_code, _.language)
    if not isinstance(row.province_code, str) or row.province_code == row.territory_code:
        return name
    return _.join([name, register().unit_name(row.province_code, _.language)])


def level_words(row: Any) -> str:
    """Return the level that must answer, or that nobody said which."""
    known = levels().get(columns.text(row.answer_level))
    return known.name(state.view().lang) if known else state.wording()("not said")


def owner_words(row: Any) -> str:
    """Return the function that follows it, or that none is named."""
    named = columns.value_words(_TABLE, "owner_function", row.owner_function)
    return named or state.wording()("not said")


def due_words(row: Any) -> str:
    """Return the last day to answer, said to be assumed where no source gave one."""
    _ = state.wording()
    due = columns.day(row.due_day)
    if due is None:
        return _("not said")
    day = _.date(due, "medium")
    return _("{day} (assumed)", day=day) if row.is_due_assumed else day


def step_words(row: Any) -> str:
    """Return what comes next of a constraint."""
    _ = state.wording()
    if row.state == "closed":
        return _("Closed: tell those who raised it")
    if row.state == "dropped":
        return _("Dropped: nothing is due")
    if (columns.number(row.overdue_days) or 0) > 0:
        above = levels().get(columns.text(row.escalates_to))
        if above is None:
            return _("Overdue, no level above: take it to the leadership's meeting")
        return _("Overdue: take it to the next level ({level})", level=above.name(_.language))
    if not isinstance(row.answer_level, str):
        return _("Say which level must answer")
    if not isinstance(row.owner_function, str):
        return _("Name a function that follows it")
    return _("Answer by {day}", day=columns.day(row.due_day))


def _age(row: Any) -> str:
    _ = state.wording()
    age, taken = columns.number(row.age_days), columns.number(row.taken_days)
    if age is not None:
        return _.count("{n} day", "{n} days", int(age))
    if taken is not None:
        return _.count("closed after {n} day", "closed after {n} days", int(taken))
    return _("ended")


def _overdue(row: Any) -> str:
    _ = state.wording()
    n = columns.number(row.overdue_days)
    if n is None:
        return (
            _("unknown: no day is due") if columns.number(row.age_days) is not None else _("ended")
        )
    return _.count("{n} day", "{n} days", int(n)) if n else _("not overdue")


def _finding_step(row: Any) -> str:
    _ = state.wording()
    if row.status in ("closed", "dropped"):
        return _("Nothing is due")
    if not isinstance(row.status, str):
        return _("Say what became of it")
    if row.kind in ("weakness", "threat"):
        return _("Put it on the agenda of the next meeting")
    return _("Keep it, and say where it helps")
