"""A table as a file: CSV or XLSX, with its source, its day and, for synthetic data, a notice."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.figures.tables import Table
from dashboard.reports.about import AboutLine
from dashboard.reports.plain_text import plain_text, safe
from dashboard.reports.typed_cells import TypedCell, typed_rows
from dashboard.wording import Wording

_WIDEST = 48  # of a column, in letters
_RESERVED = "history"  # a name that Excel keeps for a sheet of its own


def csv_file(table: Table, about: Sequence[AboutLine], words: Wording) -> bytes:
    """Return the table as CSV in UTF-8 with a byte-order mark, as Excel opens it.

    Args:
        table: Its headers and cells; numbers are written plain, so they can be computed with,
            shares from 0 to 1, days as 2026-09-23. What is not one of these is what the page says.
        about: What the file says of itself; it follows the table after an empty line.
        words: Chooses the delimiter: `;` where the comma is decimal.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter="," if words.language == "en" else ";")
    writer.writerow([safe(plain_text(header)) for header in table.headers])
    for cells in typed_rows(table, words):
        writer.writerow([_csv_value(cell, words) for cell in cells])
    writer.writerow([])
    for line in about:
        writer.writerow([safe(plain_text(line.text))])
    return out.getvalue().encode("utf-8-sig")


def xlsx_file(table: Table, about: Sequence[AboutLine], words: Wording) -> bytes:
    """Return the table as a workbook, right to left in Arabic.

    Its header stays in sight and filters; `about` stands on a second sheet, a row a line.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = sheet_name(table.caption)
    sheet.sheet_view.rightToLeft = words.direction == "rtl"
    sheet.append([safe(plain_text(header)) for header in table.headers])
    rows = typed_rows(table, words)
    for number, cells in enumerate(rows, start=2):
        for at, one in enumerate(cells, start=1):
            cell = sheet.cell(number, at, safe(one.value) if one.words else None)
            cell.number_format = one.number_format
            if one.kind == "text" and one.words:
                cell.data_type = "s"  # a name like #N/A is a name
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"
    last = get_column_letter(max(1, len(table.headers)))
    sheet.auto_filter.ref = f"A1:{last}{len(rows) + 1}"
    for index, header in enumerate(table.headers):
        widest = max([len(header), *(len(str(cells[index][0])) for cells in table.cells)])
        sheet.column_dimensions[get_column_letter(index + 1)].width = min(widest + 4, _WIDEST)
    about_sheet(book.create_sheet(sheet_name(words("About these figures"))), about, words)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def about_sheet(sheet: Worksheet, about: Sequence[AboutLine], words: Wording) -> None:
    """Write what a file says of itself: what each line is about, and the line."""
    sheet.sheet_view.rightToLeft = words.direction == "rtl"
    for number, line in enumerate(about, start=1):
        label, said = (sheet.cell(number, at) for at in (1, 2))
        label.value, said.value = safe(plain_text(line.label)), safe(plain_text(line.text))
        label.font = Font(bold=True)
        for cell in (label, said):
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 100


def sheet_name(title: str) -> str:
    """Return a title as a spreadsheet takes one for a sheet: some marks left out, 31 at most."""
    kept = "".join(letter for letter in plain_text(title) if letter not in "[]:*?/\\")
    name = kept.strip().strip("'")[:31].rstrip("'")
    return f"{name}_" if name.lower() == _RESERVED else name or "1"


def _csv_value(cell: TypedCell, words: Wording) -> Any:
    if cell.kind == "date":
        return cell.value.isoformat()
    if cell.kind == "number" and (cell.before or cell.after):
        return safe(cell.words)
    if isinstance(cell.value, float) and words.language != "en":
        return repr(cell.value).replace(".", ",")
    return safe(cell.value)
