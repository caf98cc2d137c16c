"""A whole workbook as it stands: every sheet, every cell, nothing chosen and nothing cleaned.

`read_grids` runs in the child process (`isolation.read_workbook_apart`), like every look into an
upload; what it found comes back as JSON.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from dashboard.errors import Problem
from dashboard.intake.books import Book, NotRead, opened
from dashboard.intake.decoding import other_form
from dashboard.intake.reading import MAX_COLUMNS, MAX_ROWS
from dashboard.intake.wire import problem_back, problem_written
from dashboard.intake.workbooks import spans_too_much

Value: TypeAlias = str | int | float | bool | dt.date | dt.datetime | None  # "" is None
Grid: TypeAlias = Sequence[tuple[Value, ...]]  # from the sheet's first row on
Grids: TypeAlias = Mapping[str, Grid]


def read_grids(content: bytes, only: str | None = None, *, spread: bool = False) -> Grids | Problem:
    """Return the sheets of a workbook by name, in its order, or why it is not read.

    Args:
        content: the bytes of the file.
        only: the one sheet wanted; None for all of them.
        spread: merged cells are read over all their rows, as those of a table are.
    """
    problem = other_form(content)
    if problem is not None:
        return problem
    try:
        with opened(content) as book:
            grids: dict[str, Grid] = {}
            for name in book.names:
                if only in (None, name):
                    found = _grid(book, name, spread=spread)
                    if isinstance(found, Problem):
                        return found
                    grids[name] = found
            return grids
    except NotRead as fault:
        return fault.problem


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


def _grid(book: Book, name: str, *, spread: bool) -> Grid | Problem:
    end = book.sheet(name).end
    if end and (end[0] > MAX_ROWS or end[1] >= MAX_COLUMNS):
        return spans_too_much(*end)
    return [tuple(_value(cell) for cell in row) for row in book.grid(name, spread=spread)]


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
