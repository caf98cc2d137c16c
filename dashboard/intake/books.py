"""A workbook opened to be read: XLSX, ODS or the XLS of before 2007, looked at before.

Cells give what the spreadsheet shows: an error is a text such as #REF!, a percentage a text such as
50 %. In the rows of a table a text or day in cells merged over several rows stands in each of them;
a number there is marked, for nobody can say which row it is of.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from dashboard.errors import Problem
from dashboard.intake.file_forms import OLD_OFFICE
from dashboard.intake.old_workbooks import look_into
from dashboard.intake.packages import counts_from_1904, unreadable, unsafe
from dashboard.intake.shown_cells import as_shown

_ZIPPED = b"PK\x03\x04"
_MERGED = re.compile(r".+ ⟦\d+–\d+⟧")

Places = Mapping[tuple[int, int], str]  # row and column from 0 → the text shown there


class NotRead(Exception):
    """A workbook that is not read, and why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.code)


def is_workbook(content: bytes) -> bool:
    """Say whether a file is a workbook by its first bytes, or some other zip or old document."""
    return content.startswith((_ZIPPED, OLD_OFFICE))


def is_merged_number(cell: object) -> bool:
    """Say whether a cell is a number that stands in cells merged over several rows."""
    return isinstance(cell, str) and _MERGED.fullmatch(cell) is not None


@dataclass(frozen=True)
class Book:
    """An open workbook. `shown` are, by sheet, cells that show something else than they hold."""

    workbook: CalamineWorkbook
    shown: Mapping[str, Places] = field(default_factory=dict)
    from_1904: bool = False  # a bare number that is a day counts from 1904

    @property
    def names(self) -> tuple[str, ...]:
        """The sheets with cells; a sheet that is one chart has none."""
        return tuple(
            one.name
            for one in self.workbook.sheets_metadata
            if one.typ in (SheetTypeEnum.WorkSheet, SheetTypeEnum.DialogSheet)
        )

    @property
    def visible(self) -> tuple[str, ...]:
        """The sheets whoever opens the workbook sees."""
        seen = {
            one.name
            for one in self.workbook.sheets_metadata
            if one.visible == SheetVisibleEnum.Visible
        }
        return tuple(name for name in self.names if name in seen)

    def sheet(self, name: str) -> CalamineSheet:
        """Return one sheet."""
        return self.workbook.get_sheet_by_name(name)

    def rows(self, name: str) -> Iterator[tuple[int, list[object]]]:
        """Yield the rows of a sheet that hold something, with the number the spreadsheet shows."""
        sheet, shown = self.sheet(name), _by_row(self.shown.get(name, {}))
        first, left = sheet.start or (0, 0)
        merged = _merged(sheet)
        below: dict[int, dict[int, object]] = {}
        for row, cells in enumerate(sheet.iter_rows()):
            if row < first:
                continue
            whole: list[object] = [*[""] * left, *cells]
            for column, value in {**shown.get(row, {}), **below.pop(row, {})}.items():
                whole[column] = value
            for column, last in merged.get(row, {}).items():
                whole[column] = _spread(whole[column], row, column, last, below)
            yield row + 1, whole

    def grid(self, name: str, *, spread: bool = False) -> list[list[object]]:
        """Return every row of a sheet from its first on.

        Merged cells are as the file has them, or spread over their rows like those of a table.
        """
        if spread:
            held = dict(self.rows(name))
            return [held.get(row, []) for row in range(1, max(held, default=0) + 1)]
        rows = [list[object](row) for row in self.sheet(name).to_python(skip_empty_area=False)]
        for (row, column), text in self.shown.get(name, {}).items():
            rows[row][column] = text
        return rows


@contextmanager
def opened(content: bytes) -> Iterator[Book]:
    """Open a workbook.

    Raises:
        NotRead: it is none, or holds what no return does.
    """
    shown: Mapping[str, Places] = {}
    if content.startswith(OLD_OFFICE):
        found = look_into(content)
        if isinstance(found, Problem):
            raise NotRead(found)
        shown, from_1904 = found.shown, found.from_1904
    else:
        problem = unsafe(content)
        if problem is not None:
            raise NotRead(problem)
        content, from_1904 = as_shown(content), counts_from_1904(content)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            yield Book(workbook, shown, from_1904)
    except (CalamineError, IndexError, OSError, ValueError) as fault:
        raise NotRead(unreadable(str(fault))) from None


def _by_row(shown: Places) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {}
    for (row, column), text in shown.items():
        found.setdefault(row, {})[column] = text
    return found


def _merged(sheet: CalamineSheet) -> dict[int, dict[int, int]]:
    """The last row of each cell merged over several rows, by its own row and column, from 0.

    Cells merged beside or below all that the sheet holds are empty and left out.
    """
    found: dict[int, dict[int, int]] = {}
    end, right = sheet.end or (0, -1)
    for (row, column), (last, _) in sheet.merged_cell_ranges or ():
        if row < min(last, end) and column <= right:
            found.setdefault(row, {})[column] = min(last, end)
    return found


def _spread(
    value: object, row: int, column: int, last: int, below: dict[int, dict[int, object]]
) -> object:
    """Return what a cell merged down to a row gives; note a text or day for the rows below."""
    if isinstance(value, bool | str | dt.date):
        for one in range(row + 1, last + 1) if value != "" else ():
            below.setdefault(one, {})[column] = value
        return value
    if isinstance(value, int | float):
        return f"{value:g} ⟦{row + 1}–{last + 1}⟧"
    return value
