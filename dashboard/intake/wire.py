"""A sheet as text between processes. JSON, so that what a child says can run nothing here."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from dashboard.errors import Named, Problem, Said
from dashboard.intake.reading import Cell, Line, Sheet

_PLAIN = ("header_row", "encoding", "delimiter", "sheet", "certainty", "from_1904")
_LISTS = ("header", "sheets", "titles", "numbers")


def written(sheet: Sheet) -> str:
    """Return a sheet as JSON."""
    held: dict[str, Any] = {name: getattr(sheet, name) for name in (*_PLAIN, *_LISTS, "previews")}
    held["problems"] = [problem_written(one) for one in sheet.problems]
    held["lines"] = [[line.row, *map(_cell, line.cells)] for line in sheet.lines]
    return json.dumps(held, ensure_ascii=False)


def read_back(text: str) -> Sheet:
    """Return the sheet of a JSON text.

    Raises:
        ValueError: it is no sheet.
    """
    held = json.loads(text)
    try:
        told: dict[str, Any] = {name: held[name] for name in _PLAIN}
        told |= {name: tuple(held[name]) for name in _LISTS}
        return Sheet(
            **told,
            previews=tuple((name, shown) for name, shown in held["previews"]),
            problems=tuple(problem_back(one) for one in held["problems"]),
            lines=tuple(_line_back(one) for one in held["lines"]),
        )
    except (KeyError, TypeError, IndexError) as fault:
        raise ValueError(str(fault)) from fault


def _cell(cell: Cell) -> object:
    return [cell.isoformat()] if isinstance(cell, dt.date) else cell


def _line_back(held: list[Any]) -> Line:
    row, *cells = held
    return Line(
        int(row),
        tuple(dt.date.fromisoformat(one[0]) if isinstance(one, list) else one for one in cells),
    )


def _said(said: Said | None) -> object:
    if said is None:
        return None
    return [said.sentence, {name: _value(value) for name, value in said.values.items()}]


def _value(value: object) -> object:
    if isinstance(value, Named):
        return {"named": value.values}
    if isinstance(value, Said):
        return {"said": _said(value)}
    if isinstance(value, list | tuple):
        return [_value(one) for one in value]
    return {"day": value.isoformat()} if isinstance(value, dt.date) else value


def _said_back(held: Any) -> Said:
    sentence, values = held
    return Said(sentence, **{name: _value_back(value) for name, value in values.items()})


def _value_back(value: Any) -> Any:
    if isinstance(value, dict) and "named" in value:
        return Named(value["named"])
    if isinstance(value, dict):
        return _said_back(value["said"]) if "said" in value else dt.date.fromisoformat(value["day"])
    return [_value_back(one) for one in value] if isinstance(value, list) else value


def problem_written(one: Problem) -> dict[str, Any]:
    """Return a problem as JSON holds it."""
    return {
        **{"code": one.code, "level": one.level, "row": one.row, "column": one.column},
        **{"found": one.found, "candidates": one.candidates, "message": _said(one.message)},
        **{"remedy": _said(one.remedy), "expected": _said(one.expected)},
    }


def problem_back(held: dict[str, Any]) -> Problem:
    """Return the problem that JSON holds."""
    expected = held["expected"]
    return Problem(
        held["code"],
        "error" if held["level"] == "error" else "warning",
        _said_back(held["message"]),
        _said_back(held["remedy"]),
        held["row"],
        held["column"],
        held["found"],
        None if expected is None else _said_back(expected),
        tuple(held["candidates"]),
    )
