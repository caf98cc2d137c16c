"""XLSX and ODS → a table of cells: one sheet, values only, dates and numbers as typed there."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from dashboard.errors import Problem, Said
from dashboard.intake.faults import error
from dashboard.intake.layout import LOOKED_AT, header_at, merit, tabulate
from dashboard.intake.packages import errors_as_text, unreadable, unsafe
from dashboard.intake.reading import (
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Record,
    Sheet,
    clean,
    refused_sheet,
)

_ERRORS = frozenset(
    {"#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
)


def read_workbook(content: bytes, known: Callable[[str], bool], wanted: str | None = None) -> Sheet:
    """Return the sheet that was asked for, else the only one with known headers."""
    problem = unsafe(content)
    if problem is not None:
        return refused_sheet(problem)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(errors_as_text(content))) as workbook:
            return _chosen(workbook, known, wanted)
    except (CalamineError, IndexError, OSError, ValueError) as fault:
        return refused_sheet(unreadable(str(fault)))


def is_error_value(cell: object) -> bool:
    """Say whether a cell holds a spreadsheet's error, such as #REF!."""
    return isinstance(cell, str) and cell in _ERRORS


def _chosen(workbook: CalamineWorkbook, known: Callable[[str], bool], wanted: str | None) -> Sheet:
    names = tuple(workbook.sheet_names)
    if wanted is not None and wanted not in names:
        return replace(refused_sheet(_no_such_sheet(wanted, names)), sheets=names)
    candidates = [wanted] if wanted is not None else _with_headers(workbook, known)
    if len(candidates) > 1:
        return replace(refused_sheet(_which_sheet(candidates)), sheets=names)
    name = candidates[0] if candidates else _first_filled(workbook)
    return replace(_sheet(workbook.get_sheet_by_name(name), known), sheet=name, sheets=names)


def _with_headers(workbook: CalamineWorkbook, known: Callable[[str], bool]) -> list[str]:
    """The sheets with most known headers, at least two; an explained one has fewer."""
    if len(workbook.sheet_names) == 1:
        return list(workbook.sheet_names)
    merits = {}
    for name in workbook.sheet_names:
        first = [
            cells for _, cells in islice(_records(workbook.get_sheet_by_name(name)), LOOKED_AT)
        ]
        merits[name] = merit(first[header_at(first, known)], known) if first else 0
    most = max(merits.values(), default=0)
    return [name for name, count in merits.items() if count == most and count > 1]


def _first_filled(workbook: CalamineWorkbook) -> str:
    names = workbook.sheet_names
    return next((n for n in names if workbook.get_sheet_by_name(n).total_height), names[0])


def _sheet(source: CalamineSheet, known: Callable[[str], bool]) -> Sheet:
    if source.end and (source.end[0] > MAX_ROWS + LOOKED_AT or source.end[1] >= MAX_COLUMNS):
        return refused_sheet(spans_too_much(*source.end))
    return tabulate(_records(source), known)


def _records(source: CalamineSheet) -> Iterator[Record]:
    """The rows from the first of the sheet on; those above what it holds are blank."""
    first = source.start[0] if source.start else 0
    left: tuple[Cell, ...] = (None,) * (source.start[1] if source.start else 0)
    for row, cells in enumerate(source.iter_rows(), 1):
        if row > first:
            yield row, (*left, *map(_cell, cells))


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
        Said("Say which one (--sheet), or keep one of them."),
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
