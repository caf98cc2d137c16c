"""A workbook of the return, as Excel or LibreOffice saved it → its ticked rows.

What it is follows from its content: the hidden sheet says the province and the month; where it was
lost (sheets copied to another workbook) they are those asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from dashboard.errors import Month, Problem, Refused, Said
from dashboard.intake.dates import months_in
from dashboard.intake.faults import error
from dashboard.intake.isolation import read_workbook_apart
from dashboard.intake.monthly.drop_downs import HIDDEN
from dashboard.intake.monthly.filled import Filled, in_sheet
from dashboard.intake.monthly.layout import SheetLayout, version
from dashboard.intake.monthly.tabular import Record, WasFilled, find_block, take_rows
from dashboard.intake.monthly.workbook import BASELINE_AT, FACTS, MARK, fingerprint
from dashboard.intake.reading import Cell, clean

Records = Sequence[Record]


def read_return(
    content: bytes, file_name: str, *, province: str | None = None, period: str | None = None
) -> Filled:
    """Return the ticked rows of a workbook.

    Args:
        content: the file.
        file_name: its name, for the history.
        province: where the workbook does not say it itself.
        period: likewise.

    Raises:
        Refused: no workbook, one that is not read (a bomb, a hang, a crash), not a monthly return,
            of another version, or for no known month.
    """
    sheets = _sheets(content)
    hidden, said = _facts(sheets.pop(HIDDEN, ()))
    province, period = said.get("province") or province, said.get("period") or period
    blocks = {name: block for name, records in sheets.items() if (block := find_block(records))}
    if not blocks:
        raise Refused(
            Said("No sheet of this file is a sheet of the monthly return."),
        )
    if not province or not period:
        raise Refused(Said("The file does not say of which province and month it is. Choose them."))
    kinds = [block.layout.name for block in blocks.values()]
    if len(set(kinds)) < len(kinds):
        raise Refused(
            Said("Two sheets of this file are the same sheet of the return. Keep one of them.")
        )
    filled = Filled(province, period, "workbook", content, file_name)
    changed = _changed(hidden)
    for name, block in blocks.items():
        take_rows(filled, block, sheets[name], name=name, changed=changed)
        filled.problems += _other_titles(sheets[name][: block.header], name, period)
    return filled


def _sheets(content: bytes) -> dict[str, Records]:
    """Return the sheets, read apart like every upload; cells cleaned, days without their hour."""
    grids = read_workbook_apart(content, spread=True)
    return {name: [tuple(_cell(v) for v in row) for row in grid] for name, grid in grids.items()}


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, bool | int | dt.date):
        return value
    return None if value is None else str(value)


def _facts(hidden: Records) -> tuple[Records, Mapping[str, str]]:
    """Return the hidden sheet if it is ours, and what it says of itself."""
    said = {str(row[0]): str(row[1]) for row in hidden[: len(FACTS)] if len(row) > 1}
    if said.get("mark") != MARK:
        return (), {}
    if said.get("version") != str(version()):
        raise Refused(
            Said("This return was made by another version of the dashboard. Download it again.")
        )
    return hidden, said


def _other_titles(titles: Records, name: str, period: str) -> list[Problem]:
    """Refuse a sheet whose title was given another month than the workbook was made for.

    Last month's file with a new title: its figures would go to last month.
    """
    said = [month for row in titles for cell in row for month in months_in(str(cell or ""))]
    if not said or period in said:
        return []
    found = error(
        "return.other_title",
        Said("The title is of {said}, and this return was made for {month}.",
             said=Month(said[0]), month=Month(period)),
        Said("Download the return of the month it is of, or put the title back."),
        found=said[0],
    )  # fmt: skip
    return [in_sheet(found, name)]


def _changed(hidden: Records) -> WasFilled:
    """Say of an unticked row whether it differs from what it was filled with."""
    start = BASELINE_AT - 1
    kept = {
        (str(row[start]), str(row[start + 1])): str(row[start + 2])
        for row in hidden
        if len(row) > start + 2 and row[start] is not None
    }

    def differs(one: SheetLayout, cells: dict[str, Cell]) -> bool:
        was = kept.get((one.name, str(cells.get(one.key))))
        return was != fingerprint(cells) if was is not None else _says_something(one, cells)

    return differs


def _says_something(one: SheetLayout, cells: Mapping[str, Cell]) -> bool:
    return any(cell is not None for name, cell in cells.items() if name not in (one.key,))
