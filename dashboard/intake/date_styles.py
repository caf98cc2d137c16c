"""Is 03/04 the third of April in this column? Its other dates say, else the user is asked.

dd/mm/yyyy is the documented form, so a column written in it alone is read so. A column that also
writes a month first (03/15/2026), or mixes forms without one day above 12 to settle it, is asked.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from dashboard.contracts import Contract
from dashboard.errors import Said
from dashboard.intake.counts import plain_digits
from dashboard.intake.dates import day
from dashboard.intake.faults import CellFault
from dashboard.intake.reading import Cell, Line, Sheet

_SLASHED = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(?:\d{4}|\d{2})(?:[ t]\d{1,2}:\d\d(?::\d\d)?)?")
_TYPES = ("date", "dates")
_YEARS_APART = 1_462  # days from 1 January 1900 to 1 January 1904, as spreadsheets count them


def columns_asked(contract: Contract, cells: Mapping[str, Iterable[object]]) -> frozenset[str]:
    """Return the date columns whose ambiguous days must be asked.

    Args:
        contract: the table.
        cells: the different cells of each column that the file has.
    """
    return frozenset(
        name for name, held in cells.items()
        if contract.by_name[name].type in _TYPES and _is_unsettled(_parts(held))
    )  # fmt: skip


def with_days_of_1904(contract: Contract, at: Mapping[str, int], sheet: Sheet) -> Sheet:
    """Return a sheet whose bare numbers in date columns are days, where it counts from 1904.

    Cells formatted as days are days already; a bare number is read as counted from 1900.
    """
    dated = {
        index for name, index in at.items() if contract.by_name[name].type in (*_TYPES, "period")
    }
    if not sheet.from_1904 or not dated:
        return sheet
    lines = [
        Line(line.row, tuple(_later(c) if i in dated else c for i, c in enumerate(line.cells)))
        for line in sheet.lines
    ]
    return replace(sheet, lines=tuple(lines))


def _later(cell: Cell) -> Cell:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell + _YEARS_APART
    return cell


def refuse_ambiguous(cell: object) -> None:
    """Ask which day is meant, for a cell of a column that is asked.

    Raises:
        CellFault: day and month may be each other's.
    """
    for part in _parts([cell]):
        numbers = _numbers(part)
        if numbers and _may_be_either(numbers):
            first = day(part)
            raise CellFault(
                "date.ambiguous",
                Said("This may be a day and a month, or a month and a day."),
                Said("Write the date as year-month-day, or its month in letters."),
                Said("one form for the whole column, such as 18/05/2026"),
                (first.isoformat(), first.replace(month=first.day, day=first.month).isoformat()),
            )


def _is_unsettled(parts: list[object]) -> bool:
    slashed = [numbers for part in parts if (numbers := _numbers(part))]
    if not any(map(_may_be_either, slashed)):
        return False
    if any(first <= 12 < second for first, second in slashed):
        return True
    is_mixed = len(slashed) < len(parts)
    return is_mixed and not any(first > 12 for first, _ in slashed)


def _may_be_either(numbers: tuple[int, int]) -> bool:
    first, second = numbers
    return first != second and 1 <= first <= 12 and 1 <= second <= 12


def _numbers(part: object) -> tuple[int, int] | None:
    if not isinstance(part, str):
        return None
    match = _SLASHED.fullmatch(plain_digits(part).strip().lower())
    return (int(match[1]), int(match[3])) if match else None


def _parts(cells: Iterable[object]) -> list[object]:
    """Every date of the cells: a list cell holds several; what erases is none."""
    parts: list[object] = []
    for cell in cells:
        if isinstance(cell, str):
            held = (one.strip() for one in cell.split("|"))
            parts += [one for one in held if any(letter.isdigit() for letter in one)]
        elif isinstance(cell, dt.date | int | float) and not isinstance(cell, bool):
            parts.append(cell)
    return parts
