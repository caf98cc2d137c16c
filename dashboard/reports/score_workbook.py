"""Every step of the scores of a province as live formulas, to be checked by hand.

Three sheets besides the notes. *Method*: thresholds, dates, classes. *Steps*: a row for each unit
and indicator, the published inputs first, then formulas from points to contribution. *Scores*: a
row for each unit, from known weight to class and reliability, beside what the app shows and the
difference, which is zero. The app rounds sums to nine decimals, and so do the formulas.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.figures.tables import records
from dashboard.figures.tokens import colour
from dashboard.reports.about import AboutLine
from dashboard.reports.plain_text import plain_text, safe
from dashboard.reports.score_formulas import RESULT_COLUMNS, STEP_COLUMNS, Column, Layout
from dashboard.reports.score_thresholds import METHOD_FORMULAS, METHOD_INPUTS
from dashboard.reports.table_file import about_sheet, sheet_name
from dashboard.wording import N_, Wording

_GRAINS = ("region", "province", "constituency", "commune", "arrondissement")
_FORMULA_FILL = PatternFill("solid", fgColor=colour("surface").removeprefix("#"))
_WIDTH = 16
_SHEETS = (N_("Method"), N_("Steps"), N_("Scores"))


def score_workbook(
    steps: pd.DataFrame,
    results: pd.DataFrame,
    method: Mapping[str, Any],
    classes: Sequence[tuple[str, float]],
    about: Sequence[AboutLine],
    words: Wording,
) -> bytes:
    """Return the workbook of one province, one day and one profile.

    Args:
        steps: `score_steps`, asked without candidacies where they are confidential.
        results: `score_results`, asked likewise.
        method: the row of the method's thresholds, by the names of `method.csv`.
        classes: name and low bound of each class, the least ready first.
        about: source, day, method and, for synthetic data, the notice.
        words: the reader's language; Arabic sheets run from right to left.
    """
    units = results.assign(order=results["grain"].map(_GRAINS.index)).sort_values(
        ["order", "unit_code"], kind="stable"
    )
    book = Workbook()
    names = [sheet_name(words(title)) for title in _SHEETS]
    layout = Layout(*names, steps=len(steps), results=units, classes=len(classes))
    notes = book.active
    notes.title = sheet_name(words("About these figures"))
    how = [AboutLine(words("How to read"), line) for line in _how_to_read(words)]
    about_sheet(notes, [*about, *how], words)
    _method(book.create_sheet(names[0]), layout, {**method, **_dates(units)}, classes, words)
    _rows(book.create_sheet(names[1]), layout, STEP_COLUMNS, records(steps), words)
    _rows(book.create_sheet(names[2]), layout, RESULT_COLUMNS, records(units), words)
    for sheet in book.worksheets:
        sheet.sheet_view.rightToLeft = words.direction == "rtl"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _how_to_read(words: Wording) -> list[str]:
    return [
        words("White cells are published figures, grey cells are formulas: change one and see."),
        words("The last columns of the scores hold what the app shows and the difference."),
    ]


def _dates(units: pd.DataFrame) -> dict[str, Any]:
    first = units.iloc[0]
    return {name: first[name] for name in ("nominations_close_on", "polling_on", "facts_on")}


def _method(
    sheet: Worksheet,
    layout: Layout,
    values: Mapping[str, Any],
    classes: Sequence[tuple[str, float]],
    words: Wording,
) -> None:
    _heads(sheet, [words("What"), words("Value")])
    for name, label in METHOD_INPUTS.items():
        sheet.append([safe(words(label)), _cell(values[name])])
    for label, formula in METHOD_FORMULAS.values():
        sheet.append([safe(words(label)), formula(layout)])
        sheet.cell(sheet.max_row, 2).fill = _FORMULA_FILL
    for name, low in classes:
        sheet.append([safe(words("{name}: from", name=plain_text(name))), low])
    sheet.column_dimensions["A"].width = 60


def _rows(
    sheet: Worksheet, layout: Layout, columns: Sequence[Column], rows: Sequence[Any], words: Wording
) -> None:
    _heads(sheet, [words(column.label) for column in columns])
    for number, row in enumerate(rows, start=2):
        for at, column in enumerate(columns, start=1):
            cell = sheet.cell(number, at)
            if column.formula is None:
                cell.value = _cell(column.value(row, words.language))
            else:
                cell.value = column.formula(layout, number)
                cell.fill = _FORMULA_FILL
    sheet.freeze_panes = "C2"


def _heads(sheet: Worksheet, labels: Sequence[str]) -> None:
    sheet.append([safe(plain_text(label)) for label in labels])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[cell.column_letter].width = _WIDTH


def _cell(value: Any) -> Any:
    """Return a published figure as a cell takes it: empty where unknown, never a formula."""
    if value is None or value is pd.NaT or value != value:
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime().date()
    if isinstance(value, str):
        return safe(plain_text(value))
    if isinstance(value, bool) or (hasattr(value, "dtype") and value.dtype == bool):
        return int(value)
    return value.item() if hasattr(value, "item") else value
