"""A whole workbook as it stands: every sheet, every cell, nothing chosen and nothing cleaned.

`read_grids` runs in the child process (`isolation.read_workbook_apart`), like every look into an
upload; what it found comes back as JSON.
"""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from dashboard.errors import Problem
from dashboard.intake.decoding import other_form
from dashboard.intake.packages import errors_as_text, unreadable, unsafe
from dashboard.intake.reading import MAX_COLUMNS, MAX_ROWS
from dashboard.intake.wire import problem_back, problem_written
from dashboard.intake.workbooks import spans_too_much

Value: TypeAlias = str | int | float | bool | dt.date | dt.datetime | None  # "" is None
Grid: TypeAlias = Sequence[tuple[Value, ...]]  # from the sheet's first row on
Grids: TypeAlias = Mapping[str, Grid]


def read_grids(content: bytes, only: str | None = None) -> Grids | Problem:
    """Return the sheets of a workbook by name, in its order, or why it is not read.

    Args:
        content: the bytes of the file.
        only: the one sheet wanted; None for all of them.
    """
    problem = other_form(content) or unsafe(content)
    if problem is not None:
        return problem
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(errors_as_text(content))) as workbook:
            grids: dict[str, Grid] = {}
            for name in workbook.sheet_names:
                if only in (None, name):
                    found = _grid(workbook.get_sheet_by_name(name))
                    if isinstance(found, Problem):
                        return found
                    grids[name] = found
            return grids
    except (CalamineError, IndexError, OSError, ValueError) as fault:
        return unreadable(str(fault))


def grids_written(found: Grids | Problem) -> str:
    """Return sheets, or the reason why there are none, as JSON."""
    if isinstance(found, Problem):
        return json.dumps({"problem": problem_written(found)}, ensure_ascii=False)
    held = {name: [[_wired(cell) for cell in row] for row in grid] for name, grid in found.items()}
    return json.dumps({"grids": held}, ensure_ascii=False)


def grids_back(text: str) -> Grids | Problem:
    """Return what a JSON text holds.

    Raises:
        ValueError: neither sheets nor a reason.
    """
    held = json.loads(text)
    try:
        if "problem" in held:
            return problem_back(held["problem"])
        return {
            str(name): [tuple(_back(cell) for cell in row) for row in grid]
            for name, grid in held["grids"].items()
        }
    except (AttributeError, KeyError, TypeError, IndexError) as fault:
        raise ValueError(str(fault)) from fault


def _grid(sheet: CalamineSheet) -> Grid | Problem:
    if sheet.end and (sheet.end[0] > MAX_ROWS or sheet.end[1] >= MAX_COLUMNS):
        return spans_too_much(*sheet.end)
    rows = sheet.to_python(skip_empty_area=False)
    return [tuple(_value(cell) for cell in row) for row in rows]


def _value(cell: object) -> Value:
    if isinstance(cell, str):
        return cell or None
    if cell is None or isinstance(cell, bool | int | float | dt.date):
        return cell
    return str(cell)  # a time of day, a duration


def _wired(cell: Value) -> object:
    return [cell.isoformat()] if isinstance(cell, dt.date) else cell


def _back(cell: Any) -> Value:
    if not isinstance(cell, list):
        value: Value = cell
        return value
    text = str(cell[0])
    return dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)
