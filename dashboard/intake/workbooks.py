"""XLSX → a table of cells: the first sheet, values only, dates and numbers as typed there.

A workbook is a zip of XML. Its unpacked size and number of parts are looked at before anything is
unpacked (OWASP ASVS 5.0, 5.2.3), and one with macros is refused.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from dashboard.errors import Problem, Said
from dashboard.intake.faults import error
from dashboard.intake.reading import MAX_COLUMNS, MAX_ROWS, Cell, Sheet, refused_sheet, tabulate

_MAX_UNPACKED = 200 * 2**20
_MAX_PARTS = 2_000
_ERRORS = frozenset(
    {"#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
)
# A formula whose result was never stored reads as an empty cell, which would say «not reported».
_UNCALCULATED = re.compile(rb"(?:</f>|<f[^>]*/>)\s*(?:<v>\s*</v>|<v\s*/>)?\s*</c>")


def read_workbook(content: bytes) -> Sheet:
    """Return the first sheet of an XLSX file."""
    problem = _unsafe(content)
    if problem is not None:
        return refused_sheet(problem)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            name = workbook.sheet_names[0]
            return _sheet(workbook.get_sheet_by_index(0), name)
    except (CalamineError, IndexError, OSError, ValueError) as fault:
        return refused_sheet(_unreadable(str(fault)))


def _sheet(source: CalamineSheet, name: str) -> Sheet:
    if source.end and (source.end[0] > MAX_ROWS or source.end[1] >= MAX_COLUMNS):
        return refused_sheet(_too_wide(*source.end))
    records = [
        tuple(_cell(value) for value in row) for row in source.to_python(skip_empty_area=False)
    ]
    read = tabulate(records)
    return Sheet(read.header, read.header_row, read.lines, sheet=name, problems=read.problems)


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, bool | int | dt.date):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return None if value is None else str(value)


def _unsafe(content: bytes) -> Problem | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            infos = parts.infolist()
            names = {info.filename for info in infos}
            if len(infos) > _MAX_PARTS or sum(info.file_size for info in infos) > _MAX_UNPACKED:
                return _bomb()
            if "xl/workbook.xml" not in names:
                return _unreadable("no xl/workbook.xml")
            if any(name.endswith("vbaProject.bin") for name in names):
                return _macros()
            return _uncalculated(parts, names)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as fault:
        return _unreadable(str(fault))


def _uncalculated(parts: zipfile.ZipFile, names: set[str]) -> Problem | None:
    sheets = sorted(name for name in names if name.startswith("xl/worksheets/sheet"))
    if not any(_UNCALCULATED.search(parts.read(name)) for name in sheets):
        return None
    return error(
        "file.formulas",
        Said("The workbook holds formulas whose results were never stored."),
        Said(
            "Open it in the spreadsheet and save it, or paste the values instead of the formulas."
        ),
    )


def is_error_value(cell: object) -> bool:
    """Say whether a cell holds a spreadsheet's error, such as #REF!."""
    return isinstance(cell, str) and cell in _ERRORS


def _too_wide(rows: int, columns: int) -> Problem:
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


def _bomb() -> Problem:
    return error(
        "file.unpacks_too_large",
        Said("This workbook is far larger once unpacked than a return can be."),
        Said("Copy the table alone into a new workbook."),
    )


def _macros() -> Problem:
    return error(
        "file.macros",
        Said("This workbook holds macros."),
        Said("Save it as .xlsx, without macros."),
    )


def _unreadable(fault: str) -> Problem:
    return error(
        "file.unreadable",
        Said("This is not a workbook that can be read."),
        Said("Save it again from the spreadsheet as .xlsx or as CSV UTF-8."),
        found=fault,
    )
