"""Ticked rows of a return → rows of the tables they write, in the cells' own words.

The cells go through the same reading and checks as a file of each table. Every row here keeps
which row of the return it comes from, and which of its columns each cell was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.contracts import contracts
from dashboard.errors import Said
from dashboard.intake.faults import CellFault
from dashboard.intake.lists import listed_code
from dashboard.intake.monthly.bodies_met import body_of
from dashboard.intake.monthly.filled import Filled, FilledRow, in_sheet, quotable
from dashboard.intake.monthly.last_known import LastKnown
from dashboard.intake.monthly.layout import is_tick
from dashboard.intake.monthly.secretariats import structure_row
from dashboard.intake.places import ANY, COMMUNES, Levels, place_code
from dashboard.intake.reading import Cell

TABLES = ("structures", "membership", "meetings", "constraint_reports")  # what a tick declares


@dataclass(frozen=True)
class TableRow:
    """A row of a table: its cells by column, the filled row it is from, and the columns of that."""

    source: FilledRow
    cells: Mapping[str, Cell]
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Written:
    """What a return writes, by table."""

    structures: list[TableRow] = field(default_factory=list)
    membership: list[TableRow] = field(default_factory=list)
    meetings: list[TableRow] = field(default_factory=list)
    constraint_reports: list[TableRow] = field(default_factory=list)
    returns: list[TableRow] = field(default_factory=list)
    ticked: dict[str, FilledRow] = field(default_factory=dict)  # confirmed communes by code

    def by_table(self) -> dict[str, list[TableRow]]:
        """Return the rows of each table, a table after those it refers to."""
        names = ("structures", "membership", "meetings", "constraint_reports", "returns")
        return {name: getattr(self, name) for name in names}


def written(filled: Filled, last: LastKnown, today: dt.date) -> Written:
    """Return the rows that the ticked rows write, but for the returns; note faults in `filled`."""
    found = Written()
    for row in filled.rows:
        if row.sheet == "communes":
            _commune(found, filled, last, row, today)
        elif row.sheet == "meetings":
            _meeting(found, filled, last, row)
        else:
            _constraint(found, filled, last, row)
    return found


def _commune(
    found: Written, filled: Filled, last: LastKnown, row: FilledRow, today: dt.date
) -> None:
    code = _unit(filled, last, row)
    if code is None:
        return
    found.ticked.setdefault(code, row)
    structure = structure_row(filled, last, row, code, min(last.last, today))
    if structure is not None:
        columns = {"planned_on": "date", "founded_on": "date", "status": "secretariat"}
        found.structures.append(TableRow(row, structure, {**columns, "unit_code": "territory"}))
    counts = {name: row.cell(name) for name in ("members", "women")}
    if any(cell is not None for cell in counts.values()):
        cells = {"territory_code": code, "period": filled.period, **counts}
        found.membership.append(TableRow(row, cells, {"territory_code": "territory"}))


def _unit(filled: Filled, last: LastKnown, row: FilledRow) -> str | None:
    """Return the commune of a row by code and name, which must agree: a column may be sorted."""
    named = row.cell("territory")
    code = row.cell("code")
    by_name = None if named is None else _place(filled, last, row, "territory", COMMUNES)
    by_code = None if code is None else _place(filled, last, row, "code", COMMUNES)
    if (named is not None and by_name is None) or (code is not None and by_code is None):
        return None
    if named is None and code is None:
        filled.fault(row, "territory", "cell.missing", Said("This cell must be filled."),
                     Said("Fill it."))  # fmt: skip
        return None
    if by_name and by_code and by_name != by_code:
        filled.fault(
            row, "territory", "return.name_and_code",
            Said("The name and the code of this row are of two communes."),
            Said("Sort whole rows, never one column; or download the return again."),
            Said("{code}", code=by_code),
        )  # fmt: skip
        return None
    return by_code or by_name


def _place(
    filled: Filled, last: LastKnown, row: FilledRow, column: str, levels: Levels
) -> str | None:
    cell = row.cell(column)
    try:
        code = place_code(cell, last.province.code, levels)
    except CellFault as fault:
        problem = fault.at(row.row, filled.title(row.sheet, column), quotable(cell))
        filled.problems.append(in_sheet(problem, filled.name(row.sheet)))
        return None
    if code not in last.inside:
        filled.fault(
            row, column, "return.outside_province",
            Said("This lies outside the province of this return."),
            Said("Take the row out: each province sends its own return."),
        )  # fmt: skip
        return None
    return code


def _meeting(found: Written, filled: Filled, last: LastKnown, row: FilledRow) -> None:
    body = body_of(filled, last, row)
    if body is None:
        return
    cells: dict[str, Cell] = {
        "meeting_id": row.cell("meeting_id"),
        "body_kind": body.kind,
        "body_unit_code": body.unit_code,
        "structure_label": body.label,
        "status": row.cell("status"),
        "attendees_total": row.cell("attendees"),
    }
    day = "held_on" if _said(cells["status"]) == "held" else "planned_on"
    is_known = cells["meeting_id"] is not None
    # A meeting called off keeps the day it was planned for.
    if not (is_known and _said(cells["status"]) == "cancelled"):
        cells[day] = row.cell("date")
    columns = {"body_kind": "body", "body_unit_code": "body", "structure_label": "body",
               "planned_on": "date", "held_on": "date", "attendees_total": "attendees"}  # fmt: skip
    found.meetings.append(TableRow(row, cells, columns))


def _said(cell: Cell) -> str | None:
    try:
        column = contracts()["meetings"].by_name["status"]
        return listed_code("meetings", column, str(cell)) if cell is not None else None
    except CellFault:
        return None  # said with the other faults, when the cell is read


def _constraint(found: Written, filled: Filled, last: LastKnown, row: FilledRow) -> None:
    code = None if row.cell("territory") is None else _place(filled, last, row, "territory", ANY)
    if row.cell("territory") is not None and code is None:
        return
    names = ("constraint_id", "raised_on", "category", "summary", "status", "closed_on")
    cells = {"territory_code": code, **{name: row.cell(name) for name in names}}
    found.constraint_reports.append(TableRow(row, cells, {"territory_code": "territory"}))


def has_tick(filled: Filled, row: FilledRow, column: str) -> bool:
    """Say whether a tick of a row is set; a cell that is neither is noted."""
    ticked = is_tick(row.cell(column))
    if ticked is None:
        filled.fault(
            row, column, "return.tick",
            Said("This cell is neither a tick nor empty."),
            Said("Write ✓ to confirm the row, or empty the cell."),
        )  # fmt: skip
    return bool(ticked)
