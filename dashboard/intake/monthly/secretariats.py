"""The local secretariat of a ticked commune → a row of `structures` at the end of the month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from dashboard.errors import Said
from dashboard.intake.dates import day
from dashboard.intake.faults import CellFault
from dashboard.intake.monthly.filled import Filled, FilledRow
from dashboard.intake.monthly.last_known import LastKnown, is_over
from dashboard.intake.monthly.layout import secretariat_code
from dashboard.intake.monthly.places import LOCAL
from dashboard.intake.reading import Cell

_COUNTS = ("bureau_members", "offices_total", "offices_filled")
_ERASE = "-"
Known = Mapping[str, Any]


def structure_row(
    filled: Filled, last: LastKnown, row: FilledRow, code: str, reported_on: dt.date
) -> dict[str, Cell] | None:
    """Return the cells of the structure that a row reports; None when there is none to write.

    A body founded after another was dissolved takes the next number. Status and plan that the new
    answer contradicts are erased, so that an old «not started» does not outlive the founding.
    """
    known = last.secretariat(code)
    over = known if is_over(known, last.last) else None
    before = None if over is not None else known
    said = _said(filled, row, before, is_over=over is not None)
    if said is None or (said == "none" and over is not None):
        return None
    number = (known["number"] or 1) if known else 1
    cells: dict[str, Cell] = {
        "kind": LOCAL,
        "unit_code": code,
        "number": number + 1 if over is not None else number,
        "reported_on": reported_on,
        **{name: row.cell(name) for name in _COUNTS},
    }
    return {**cells, **_dates(filled, row, said, before)}


def _said(filled: Filled, row: FilledRow, before: Known | None, *, is_over: bool) -> str | None:
    """Return what the row says of the secretariat: none, planned, founded, or keep; None: fault."""
    cell = row.cell("secretariat")
    if cell is None:
        if before is not None and row.cell("date") is None:
            return "keep"
        if is_over and row.cell("date") is None:
            return "none"
        filled.fault(
            row, "secretariat", "cell.missing",
            Said("This cell must be filled: it says what the day or the silence means."),
            Said("Choose none, planned or founded."),
        )  # fmt: skip
        return None
    code = secretariat_code(str(cell))
    if code is None:
        filled.fault(
            row, "secretariat", "value.unknown",
            Said("This value is not in the list of the column."),
            Said("Choose none, planned or founded."),
            Said("one of: {values}", values=["aucun / لا توجد", "programmé / مبرمجة",
                                             "fondé / مؤسسة"]),
        )  # fmt: skip
    return code


def _dates(filled: Filled, row: FilledRow, said: str, before: Known | None) -> dict[str, Cell]:
    if said == "none":
        return _none(filled, row, before)
    if said == "keep":
        return {}
    column = "planned_on" if said == "planned" else "founded_on"
    on = row.cell("date")
    if on is None and (before is None or before[column] is None):
        filled.fault(
            row, "date", "cell.missing",
            Said("This cell must be filled: the day is not known."),
            Said("Write the day planned, or the day of founding."),
        )  # fmt: skip
    gone = ("not_started",) if said == "planned" else ("not_started", "planned")
    contradicted = before is not None and before["status"] in gone
    return {column: on, **({"status": _ERASE} if contradicted else {})}


def _none(filled: Filled, row: FilledRow, before: Known | None) -> dict[str, Cell]:
    planned_on = before["planned_on"] if before else None
    begun = before is not None and (before["convened_on"] or before["founded_on"])
    if row.cell("date") not in (None, _ERASE) and _day(row.cell("date")) != planned_on:
        filled.fault(
            row, "date", "return.date_without_plan",
            Said("A day stands beside «none»: was it planned or founded?"),
            Said("Choose planned or founded, or empty the day."),
        )  # fmt: skip
    drops_plan = planned_on is not None and not begun
    return {"status": "not_started", **({"planned_on": _ERASE} if drops_plan else {})}


def _day(cell: Cell) -> dt.date | None:
    try:
        return day(cell)
    except CellFault:
        return None
