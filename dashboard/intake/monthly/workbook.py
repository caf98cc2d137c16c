"""The workbook of a province and month: three sheets to fill in Excel, LibreOffice or by pen.

A hidden sheet says what the file is (so that it is known by content, whatever its name), holds the
lists of the drop-downs, and the values every row was filled with (so that a row that was changed
but not ticked can be told).
"""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.intake.monthly.drop_downs import HIDDEN, DropDowns
from dashboard.intake.monthly.last_known import LastKnown
from dashboard.intake.monthly.layout import (
    SHEETS,
    SheetLayout,
    layout,
    version,
)
from dashboard.intake.monthly.places import unit_name
from dashboard.intake.monthly.prefill import Rows, prefilled
from dashboard.intake.monthly.sheet_look import HEADER_ROW, dress, put
from dashboard.intake.reading import Cell
from dashboard.store import Store
from dashboard.wording import Language, wording

MARK = "jahiziya.monthly_return"
FACTS = ("mark", "version", "province", "period", "language")
BASELINE_AT = 20  # the column of the hidden sheet where the rows as filled begin


def monthly_workbook(store: Store, province: str, period: str, language: Language) -> bytes:
    """Return the workbook of a province for a month (`2026-05`), filled with what is last known.

    Counts in it are exact: they are the province's own, and a note on each sheet says so.

    Raises:
        Refused: there is no such province.
    """
    last = LastKnown(store, province, period)
    book = Workbook()
    hidden = book.active
    hidden.title = HIDDEN
    _mark(hidden, [MARK, version(), province, period, language])
    lists = DropDowns(hidden, last, language)
    baseline: list[tuple[str, str, str]] = []
    for name in SHEETS:
        one, rows = layout(name), prefilled(last, name, language)
        sheet = book.create_sheet(one.labels[language])
        _fill(sheet, one, rows, language)
        _validate(sheet, one, lists, len(rows) + one.spare_rows)
        dress(sheet, one, _title(last, one, language), _note(one, language), language)
        baseline += [(name, str(row[one.key]), fingerprint(row)) for row in rows]
    for row, texts in enumerate(baseline, 1):
        for column, text in enumerate(texts, BASELINE_AT):
            put(hidden.cell(row, column), text)
    hidden.sheet_state = "hidden"
    book.move_sheet(hidden, len(SHEETS))
    book.active = 0
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fingerprint(cells: dict[str, Cell]) -> str:
    """Return a row's cells as one text by which a changed row is told from an untouched one."""
    told = {
        name: cell.isoformat() if isinstance(cell, dt.date) else str(cell).strip()
        for name, cell in sorted(cells.items())
        if cell is not None and name != "confirmed"
    }
    return json.dumps(told, ensure_ascii=False)


def file_name(province: str, period: str, language: Language) -> str:
    """Return the name the workbook is offered under: `monthly-return-taza-2026-05-ar.xlsx`."""
    name = unit_name(province, "fr").split()[-1].lower()
    ascii_name = "".join(letter for letter in name if letter.isascii() and letter.isalnum())
    return f"monthly-return-{ascii_name or province}-{period}-{language}.xlsx"


def _mark(hidden: Worksheet, facts: Sequence[object]) -> None:
    for row, (name, value) in enumerate(zip(FACTS, facts, strict=True), 1):
        put(hidden.cell(row, 1), name)
        put(hidden.cell(row, 2), value)


def _fill(sheet: Worksheet, one: SheetLayout, rows: Rows, language: Language) -> None:
    for index, column in enumerate(one.columns, 1):
        put(sheet.cell(HEADER_ROW, index), column.labels[language])
        for number, row in enumerate(rows, HEADER_ROW + 1):
            put(sheet.cell(number, index), row.get(column.name))
        for number in range(HEADER_ROW + 1, HEADER_ROW + 1 + len(rows) + one.spare_rows):
            if column.kind == "date":
                sheet.cell(number, index).number_format = "dd/mm/yyyy"
            elif column.kind in ("code", "text"):
                sheet.cell(number, index).number_format = "@"


def _validate(sheet: Worksheet, one: SheetLayout, lists: DropDowns, rows: int) -> None:
    if not rows:
        return
    for index, column in enumerate(one.columns, 1):
        rule = lists.rule(one, column)
        if rule is None:
            continue
        letter = sheet.cell(1, index).column_letter
        rule.add(f"{letter}{HEADER_ROW + 1}:{letter}{HEADER_ROW + rows}")
        sheet.add_data_validation(rule)


def _title(last: LastKnown, one: SheetLayout, language: Language) -> str:
    words = wording(language)
    text = words(
        "Monthly return: {province}, {month}. {sheet}",
        province=unit_name(last.province.code, language),
        month=words.month(last.period),
        sheet=one.labels[language],
    )
    return _bare(text)


def _note(one: SheetLayout, language: Language) -> str:
    words = wording(language)
    rule = words(
        "Tick a row to confirm it (✓): a row without its tick is not read, whatever is in it."
    )
    if one.name == "communes":
        own = words(
            "Correct what has changed; an empty cell keeps what was known, a dash erases it. "
            "Figures are exact and the province's own: do not pass this file on."
        )
    elif one.name == "meetings":
        own = words(
            "A meeting held, planned, postponed or cancelled. Count those present; name nobody."
        )
    else:
        own = words(
            "Open constraints stand here; add new ones below. One line, no name of a person. "
            "«No constraint» is ticked on the first sheet, beside the commune."
        )
    return _bare(f"{rule} {own}")


def _bare(text: str) -> str:
    """Return text without the marks that keep directions apart: a cell has its own direction."""
    return text.translate(dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069")))
