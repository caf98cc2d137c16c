"""The same template as a workbook: drop-downs in the reader's language, a sheet that explains.

The first sheet is the table and the import reads it alone; the second says what each column means;
the third, hidden, holds the lists of the drop-downs. A value outside a list is questioned by the
spreadsheet and not forbidden: a code, a dash that erases, or a list with | must stay possible.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.contracts import Column, Contract
from dashboard.intake.template_meanings import choices, meanings
from dashboard.intake.templates import (
    columns_in_order,
    contract_of,
    headers,
    place_names,
    places_of,
    row_of,
)
from dashboard.labels import Labels
from dashboard.territory.register import register
from dashboard.wording import Language, Wording, wording

_LAST_ROW = 5_000  # as far down as drop-downs reach
_A4 = 9
_LISTS = "lists"
_FIRST_DAY = 32_874  # 1 January 1990, as a spreadsheet counts days
_TEXT, _WHOLE = "@", "0"
_DAY = Labels({"ar": "dd/mm/yyyy", "fr": "dd/mm/yyyy", "en": "yyyy-mm-dd"})
_LIST_TYPES = ("units", "texts", "references", "dates")
_WIDTHS = {"text": 36, "texts": 30, "units": 30, "references": 30, "date": 13, "period": 11}
_HEAD = PatternFill("solid", fgColor="DDE5EC")
_NEEDED = PatternFill("solid", fgColor="F3D9A4")


def template_xlsx(
    table: str, language: Language, *, territories: Sequence[str] | None = None
) -> bytes:
    """Return a table's template as a workbook that the import reads back.

    With territories, a row a commune stands there already, and drop-downs offer these places;
    without, those of the whole region. A row left as it was is not read.

    Args:
        table: the name of a contract.
        language: of the headers, names and drop-downs; Arabic runs right to left.
        territories: codes of provinces, cercles, communes or the region.

    Raises:
        Refused: no such table, no such territory, or a table without a territory column.
    """
    contract, _ = contract_of(table), wording(language)
    rows = [row_of(contract, place, language) for place in places_of(contract, territories or ())]
    workbook = Workbook()
    workbook.properties.creator = "Jahiziya"
    sheet = workbook.active
    sheet.title = _sheet_name(contract.title[language])
    for cells in (headers(contract, language), *rows):
        sheet.append(cells)
    _explain(workbook.create_sheet(_sheet_name(_("What each column means"))), contract, _)
    lists = _Lists(workbook.create_sheet(_LISTS), sheet)
    _dress(sheet, contract, language)
    _offer(lists, contract, language, territories or ())
    for one in workbook.worksheets:
        one.sheet_view.rightToLeft = language == "ar"
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def _explain(sheet: Worksheet, contract: Contract, _: Wording) -> None:
    columns = [column for column in columns_in_order(contract) if column]
    for cells in meanings(contract, columns, _):
        sheet.append(cells)
    for letter, width in zip("ABCDEF", (30, 14, 24, 60, 48, 36), strict=True):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.number_format = _TEXT
    _head(sheet, _.language)


def _dress(sheet: Worksheet, contract: Contract, language: Language) -> None:
    """Widths and formats a column, so that a code stays text and a day is shown as one."""
    for index, column in enumerate(columns_in_order(contract), 1):
        look = sheet.column_dimensions[get_column_letter(index)]
        cell = sheet.cell(1, index)
        look.width = max(_width(column), min(len(str(cell.value)) + 3, 34))
        look.number_format = _format(column, language)
    _head(sheet, language)
    for index, column in enumerate(columns_in_order(contract), 1):
        if column and column.required and not (column.default or column.default_from):
            sheet.cell(1, index).fill = _NEEDED
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _head(sheet: Worksheet, language: Language) -> None:
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 32
    side = "right" if language == "ar" else "left"
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), _HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal=side)


def _width(column: Column | None) -> int:
    if column is None or column.type in ("code", "unit"):
        return 26
    longest = max((len(label) for v in column.values for label in v.labels.values()), default=0)
    return max(_WIDTHS.get(column.type, 12), min(longest + 4, 40))


def _format(column: Column | None, language: Language) -> str:
    if column is not None and column.type == "date":
        return _DAY[language]
    return _WHOLE if column is not None and column.type == "integer" else _TEXT


class _Lists:
    """The hidden sheet of lists: a column a list, and the validations that point at them."""

    def __init__(self, hidden: Worksheet, sheet: Worksheet) -> None:
        hidden.sheet_state = "hidden"
        self._hidden, self._sheet = hidden, sheet
        self._at: dict[tuple[str, ...], str] = {}

    def validate(self, index: int, rule: DataValidation) -> None:
        """Put a rule on a column of the table, from the first row below the header on."""
        letter = get_column_letter(index)
        rule.errorStyle = "warning"
        self._sheet.add_data_validation(rule)
        rule.add(f"{letter}2:{letter}{_LAST_ROW}")

    def offer(self, index: int, values: Iterable[str], *, is_strict: bool = True) -> None:
        """Offer a drop-down; one that is not strict lets several values be written with |."""
        rule = DataValidation("list", formula1=self._range(tuple(dict.fromkeys(values))))
        rule.showErrorMessage = is_strict
        self.validate(index, rule)

    def _range(self, values: tuple[str, ...]) -> str:
        if values not in self._at:
            letter = get_column_letter(len(self._at) + 1)
            for row, value in enumerate(values, 1):
                self._hidden[f"{letter}{row}"] = value
            self._at[values] = f"{_LISTS}!${letter}$1:${letter}${len(values)}"
        return self._at[values]


def _offer(
    lists: _Lists, contract: Contract, language: Language, territories: Sequence[str]
) -> None:
    places = place_names(contract, language, territories)
    for index, column in enumerate(columns_in_order(contract), 1):
        if column is None:
            lists.offer(index, (one.name(language) for one in register().provinces()))
        elif column.type in ("code", "unit", "units"):
            lists.offer(index, places, is_strict=column.type == "code")
        elif words := choices(column, language):
            lists.offer(index, words, is_strict=column.type not in _LIST_TYPES)
        elif rule := _rule(column):
            lists.validate(index, rule)


def _rule(column: Column) -> DataValidation | None:
    if column.type == "integer":
        least = str(column.least or 0)
        if column.most is None:
            return DataValidation("whole", operator="greaterThanOrEqual", formula1=least)
        return DataValidation("whole", formula1=least, formula2=str(column.most))
    if column.type == "date":
        return DataValidation("date", operator="greaterThanOrEqual", formula1=str(_FIRST_DAY))
    if column.max_length:
        most = str(column.max_length)
        return DataValidation("textLength", operator="lessThanOrEqual", formula1=most)
    return None


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\\u2066-\u2069]", " ", title)[:31].strip()
