"""How a sheet of the return looks on a screen and on A4 landscape, to be filled by pen too."""

from __future__ import annotations

from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.intake.monthly.layout import SheetLayout
from dashboard.wording import Language

HEADER_ROW = 3  # a title and a note stand above it
_HEADER_HEIGHT, _LINE_HEIGHT = 44.0, 22.0  # points; a line takes handwriting
_PAPER_A4 = 9
_LINE = Side(style="thin", color="8A94A6")
_GREY = PatternFill("solid", fgColor="EEF1F5")
_TICKED = PatternFill("solid", fgColor="FFF7DB")
_FONT = "Arial"  # on every machine, with Arabic letters
_CODE = Font(name=_FONT, size=8, color="6B7280")
_PLAIN = Font(name=_FONT, size=10)


def put(cell: Cell, value: Any) -> None:
    """Write a value; a text that begins with «=» stays a text, no spreadsheet runs it."""
    if value is None:
        return
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def dress(sheet: Worksheet, one: SheetLayout, title: str, note: str, language: Language) -> None:
    """Set direction, header, widths, heights and print of a filled sheet."""
    is_rtl = language == "ar"
    sheet.sheet_view.rightToLeft = is_rtl
    _above(sheet, one, title, note, is_rtl=is_rtl)
    _table(sheet, one, is_rtl=is_rtl)
    sheet.freeze_panes = sheet.cell(HEADER_ROW + 1, 3)
    _print(sheet, title)


def _above(sheet: Worksheet, one: SheetLayout, title: str, note: str, *, is_rtl: bool) -> None:
    width = len(one.columns)
    for row, text in enumerate((title, note), 1):
        put(sheet.cell(row, 1), text)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
        sheet.cell(row, 1).alignment = Alignment(
            wrap_text=True, vertical="center", horizontal="right" if is_rtl else "left",
            readingOrder=2 if is_rtl else 1,
        )  # fmt: skip
    sheet.cell(2, 1).font = _PLAIN
    sheet.cell(1, 1).font = Font(name=_FONT, bold=True, size=14)
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 24, 32


def _table(sheet: Worksheet, one: SheetLayout, *, is_rtl: bool) -> None:
    end = max(sheet.max_row, HEADER_ROW + one.spare_rows)
    border = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
    for index, column in enumerate(one.columns, 1):
        sheet.column_dimensions[sheet.cell(HEADER_ROW, index).column_letter].width = column.width
        for row in range(HEADER_ROW, end + 1):
            cell = sheet.cell(row, index)
            cell.border = border
            cell.alignment = _alignment(column.kind, is_header=row == HEADER_ROW, is_rtl=is_rtl)
            cell.font = _CODE if column.kind == "code" else _PLAIN
            if row == HEADER_ROW:
                cell.font, cell.fill = Font(name=_FONT, bold=True, size=10), _GREY
            elif column.kind == "tick":
                cell.fill = _TICKED
    sheet.row_dimensions[HEADER_ROW].height = _HEADER_HEIGHT
    for row in range(HEADER_ROW + 1, end + 1):
        sheet.row_dimensions[row].height = _LINE_HEIGHT


def _alignment(kind: str, *, is_header: bool, is_rtl: bool) -> Alignment:
    if is_header:
        return Alignment(wrap_text=True, vertical="center", horizontal="center")
    if kind in ("tick", "count", "date"):
        return Alignment(vertical="center", horizontal="center")
    if kind == "code":  # an id keeps its direction, and never breaks
        return Alignment(vertical="center", horizontal="left", readingOrder=1, shrink_to_fit=True)
    return Alignment(
        wrap_text=True, vertical="center", horizontal="right" if is_rtl else "left",
        readingOrder=2 if is_rtl else 1,
    )  # fmt: skip


def _print(sheet: Worksheet, title: str) -> None:
    sheet.page_setup.paperSize = _PAPER_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.45, 0.55, 0.2, 0.25
    sheet.oddFooter.left.text = title
    sheet.oddFooter.right.text = "&P / &N"
