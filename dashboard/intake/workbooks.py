"""XLSX, XLS and ODS → a table of cells: one sheet, values only, dates and numbers as typed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from dashboard.errors import Problem, Said
from dashboard.intake.books import Book, NotRead, opened
from dashboard.intake.faults import error
from dashboard.intake.layout import LOOKED_AT, header_at, merit, tabulate
from dashboard.intake.packages import unreadable
from dashboard.intake.reading import (
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Record,
    Sheet,
    clean,
    refused_sheet,
)

# As Excel and LibreOffice write them in English and French; ##### is a cell too narrow to show.
_ERROR = re.compile(
    r"#(?:N/[AD]|[A-Z][A-Z0-9/_]*\s?[!?]|GETTING_DATA|##+)|(?:Err|خطأ|Erreur\s?):\d{3}"
)


def read_workbook(content: bytes, known: Callable[[str], bool], wanted: str | None = None) -> Sheet:
    """Return the sheet that was asked for, else the only one with known headers."""
    try:
        with opened(content) as book:
            return _chosen(book, known, wanted)
    except NotRead as fault:
        return refused_sheet(fault.problem)


def is_error_value(cell: object) -> bool:
    """Say whether a cell holds a spreadsheet's error, such as #REF!."""
    return isinstance(cell, str) and _ERROR.fullmatch(cell) is not None


def _chosen(book: Book, known: Callable[[str], bool], wanted: str | None) -> Sheet:
    names = book.names
    if wanted is not None and wanted not in names:
        return replace(refused_sheet(_no_such_sheet(wanted, names)), sheets=names)
    candidates = [wanted] if wanted is not None else _with_headers(book, known)
    if len(candidates) > 1:
        return replace(refused_sheet(_which_sheet(candidates)), sheets=names)
    if not names:
        return refused_sheet(unreadable("no sheet"))
    name = candidates[0] if candidates else _first_filled(book)
    return replace(_sheet(book, name, known), sheet=name, sheets=names, from_1904=book.from_1904)


def _with_headers(book: Book, known: Callable[[str], bool]) -> list[str]:
    """The sheets that may hold the table: those seen, then those hidden; one is no question.

    A sheet is one when a row of it has two known headers and half as many as the best: a sheet that
    explains the columns has fewer.
    """
    if len(book.names) == 1:
        return list(book.names)
    for names in (book.visible, book.names):
        merits = {name: _merit(book, name, known) for name in names}
        most = max(merits.values(), default=0)
        if most > 1:
            return [name for name, count in merits.items() if count > 1 and count * 2 >= most]
    return []


def _merit(book: Book, name: str, known: Callable[[str], bool]) -> int:
    first = [cells for _, cells in islice(_records(book, name), LOOKED_AT)]
    return merit(first[header_at(first, known)], known) if first else 0


def _first_filled(book: Book) -> str:
    names = book.visible or book.names
    return next((name for name in names if book.sheet(name).total_height), names[0])


def _sheet(book: Book, name: str, known: Callable[[str], bool]) -> Sheet:
    end = book.sheet(name).end
    if end and (end[0] > MAX_ROWS + LOOKED_AT or end[1] >= MAX_COLUMNS):
        return refused_sheet(spans_too_much(*end))
    return tabulate(_records(book, name), known, is_grid=True)


def _records(book: Book, name: str) -> Iterator[Record]:
    """The rows from the first of the sheet on that holds something."""
    return ((row, tuple(map(_cell, cells))) for row, cells in book.rows(name))


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, bool | int | dt.date):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return None if value is None else str(value)


def spans_too_much(rows: int, columns: int) -> Problem:
    """Return the problem of a sheet whose last cell lies at these places, from 0."""
    return error(
        "file.too_many_rows",
        Said(
            "The sheet spans {rows} rows and {columns} columns.", rows=rows + 1, columns=columns + 1
        ),
        Said("Delete what lies below and beside the table, or split it."),
        expected=Said(
            "at most {rows} rows and {columns} columns", rows=MAX_ROWS, columns=MAX_COLUMNS
        ),
    )


def _which_sheet(names: list[str]) -> Problem:
    return error(
        "file.sheet",
        Said("Several sheets of the workbook hold this table."),
        Said("Say which one is to be read, or keep one of them."),
        candidates=tuple(names),
    )


def _no_such_sheet(wanted: str, names: tuple[str, ...]) -> Problem:
    return error(
        "file.sheet_unknown",
        Said("The workbook has no sheet of this name."),
        Said("Choose one of the sheets listed."),
        found=wanted,
        candidates=names,
    )
