"""A table as a file: CSV or XLSX, with its source, its day and, for synthetic data, a notice."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from dashboard.figures.tables import Table
from dashboard.wording import Wording

# A spreadsheet runs a cell that starts with one of these; such a text is quoted (ASVS 5.0, 1.2.10).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\x00", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))


def csv_file(table: Table, about: Sequence[str], words: Wording) -> bytes:
    """Return the table as CSV in UTF-8 with a byte-order mark, as Excel opens it.

    Args:
        table: Its headers and cells; numbers are written plain, so they can be computed with.
        about: Sentences on source, day and method; they follow the table after an empty line.
        words: Chooses the delimiter: `;` where the comma is decimal.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter="," if words.language == "en" else ";")
    writer.writerow([safe(header) for header in table.headers])
    for cells in table.cells:
        writer.writerow([_csv_value(value, words) for value in _values(table, cells)])
    writer.writerow([])
    for line in about:
        writer.writerow([safe(plain_text(line))])
    return out.getvalue().encode("utf-8-sig")


def xlsx_file(table: Table, about: Sequence[str], words: Wording) -> bytes:
    """Return the table as a workbook, right to left in Arabic; `about` stands on a second sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = sheet_name(table.caption)
    sheet.sheet_view.rightToLeft = words.direction == "rtl"
    sheet.append([safe(header) for header in table.headers])
    for cells in table.cells:
        sheet.append([safe(value) for value in _values(table, cells)])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"
    for index, header in enumerate(table.headers, start=1):
        widest = max([len(header), *(len(str(row[index - 1][0])) for row in table.cells)])
        sheet.column_dimensions[sheet.cell(1, index).column_letter].width = min(widest + 2, 48)
    notes = book.create_sheet(sheet_name(words("About these figures")))
    notes.sheet_view.rightToLeft = words.direction == "rtl"
    for line in about:
        notes.append([safe(plain_text(line))])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def safe(value: Any) -> Any:
    """Quote a text that a spreadsheet would run as a formula; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value.replace("\x00", "")
    return value.replace("\x00", "") if isinstance(value, str) else value


def _values(table: Table, cells: Sequence[Sequence[Any]]) -> list[Any]:
    """Return the number of each number cell, the words of any other."""
    return [
        cell[1] if column.kind == "number" and cell[1] is not None else plain_text(str(cell[0]))
        for column, cell in zip(table.columns, cells, strict=True)
    ]


def _csv_value(value: Any, words: Wording) -> Any:
    if isinstance(value, float) and words.language != "en":
        return repr(value).replace(".", ",")
    return safe(value)


def plain_text(text: str) -> str:
    """Return a text without the marks of direction that a page needs and a cell does not."""
    return text.translate(_ISOLATES)


def sheet_name(title: str) -> str:
    """Return a title as a spreadsheet takes one for a sheet: some marks left out, 31 at most."""
    kept = "".join(letter for letter in plain_text(title) if letter not in "[]:*?/\\")
    return kept[:31] or "1"
