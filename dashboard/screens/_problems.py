"""The problems of a file, every one with row, column, what was found, expected, and the remedy."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pandas as pd

from dashboard import state
from dashboard.contracts import Contract
from dashboard.errors import Problem
from dashboard.figures.tables import Table, TableColumn, table
from dashboard.intake.monthly.layout import SHEETS, SheetColumn, layout
from dashboard.intake.problem_groups import Group, grouped
from dashboard.screens import _columns as columns
from dashboard.screens._export import export_buttons
from dashboard.screens._table import show_table
from dashboard.territory.register import register
from dashboard.wording import N_

_LEVELS = {"error": N_("error"), "warning": N_("warning")}


def show_problems(
    problems: Sequence[Problem], contract: Contract | None = None, *, key: str
) -> None:
    """Draw the problems as a table that can be taken away as a file."""
    _ = state.wording()
    if not problems:
        return
    rows = problem_rows(problems, contract)
    groups = grouped(problems)
    if len(groups) < len(problems):
        show_table(group_rows(groups, contract), key=f"{key}_groups", searchable=False, height=260)
    show_table(rows, key=key, height=420)
    export_buttons(rows, name="jahiziya-problems", key=f"{key}_export")


def group_rows(groups: Sequence[Group], contract: Contract | None) -> Table:
    """Return the kinds of problems with how often each is met and where first."""
    _ = state.wording()
    rows = pd.DataFrame(
        [
            {
                "level": _(_LEVELS[one.level]),
                "message": _.say(one.message),
                "count": one.count,
                "columns": _.join(_label(name, contract) for name in one.columns),
                "rows": _.join(_.number(row) for row in one.rows),
            }
            for one in groups
        ]
    )
    return table(
        rows,
        [
            columns.text_column(_("Problem"), lambda row: row.message),
            columns.number_column(_("How often"), "count"),
            columns.text_column(_("Columns"), lambda row: row.columns),
            columns.text_column(_("First rows"), lambda row: row.rows),
            columns.text_column(_("Level"), lambda row: row.level),
        ],
        caption=_("Kinds of problems"),
    )


def problem_rows(problems: Sequence[Problem], contract: Contract | None) -> Table:
    """Return problems as a table in the reader's language, columns by the name it gives them."""
    _ = state.wording()
    rows = pd.DataFrame(
        [
            {
                "level": _(_LEVELS[one.level]),
                "row": one.row,
                "column": _.join(_column_words(one, contract)),
                "message": _.say(one.message),
                "found": _.isolate(_.say(one.found or "")),
                "expected": _.say(one.expected) if one.expected else "",
                "remedy": " ".join(
                    [
                        _.say(one.remedy),
                        _.join(_candidate(name, contract) for name in one.candidates),
                    ]
                ).strip(),
            }
            for one in problems
        ]
    )
    return table(
        rows,
        [
            columns.text_column(_("Problem"), lambda row: row.message),
            _row_column(),
            columns.text_column(_("Column"), lambda row: row.column),
            columns.text_column(_("Found"), lambda row: row.found),
            columns.text_column(_("Expected"), lambda row: row.expected),
            columns.text_column(_("What to do"), lambda row: row.remedy),
            columns.text_column(_("Level"), lambda row: row.level),
        ],
        caption=_("Problems of the file"),
    )


def _row_column() -> TableColumn:
    """Return the rows' numbers; empty for what is said of the whole file."""
    _ = state.wording()
    return TableColumn(
        _("Row"),
        lambda row: "" if pd.isna(row.row) else _.number(row.row),
        lambda row: None if pd.isna(row.row) else int(row.row),
        kind="number",
    )


def _column_words(one: Problem, contract: Contract | None) -> list[str]:
    """Return the sheet and the column's label; what is not the contract's keeps the file's word."""
    return [part for part in (one.sheet, _label(one.column or "", contract)) if part]


def _label(column: str, contract: Contract | None) -> str:
    _ = state.wording()
    known = contract.by_name.get(column) if contract else _of_a_return().get(column)
    return known.labels[_.language] if known else _.isolate(column)


@cache
def _of_a_return() -> dict[str, SheetColumn]:
    """Return the columns of a return by the two names a message or a form without titles gives."""
    return {
        f"{column.labels['fr']} / {column.labels['ar']}": column
        for sheet in SHEETS
        for column in layout(sheet).columns
    }


def _candidate(named: str, contract: Contract | None) -> str:
    """Return what is proposed: a place by its name in the reader's language, then its code."""
    _ = state.wording()
    code = named.split(" ", 1)[0]
    if not register().units_within(code):
        return _label(named, contract)
    name = register().unit_name(code, _.language)
    return _("{name} ({code})", name=name, code=_.isolate(code))
