"""Rows of an answer as an aligned table for people, as CSV, or as records of a JSON document."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

_NOTHING = "·"
_GAP = "  "


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows as JSON takes them: missing is null, days and UTC times are ISO 8601."""
    return [
        {str(name): _plain_value(value, str(name)) for name, value in one.items()}
        for one in rows.to_dict(orient="records")
    ]


def print_csv(rows: pd.DataFrame) -> None:
    """Print rows as CSV, with a comma and a decimal point; missing is empty."""
    print(rows.to_csv(index=False, lineterminator="\n"), end="")


def print_table(rows: list[dict[str, Any]]) -> None:
    """Print records as aligned columns: numbers to the right with one decimal at most."""
    if not rows:
        return
    columns = {name: [one[name] for one in rows] for name in rows[0]}
    cells = [_column(name, values) for name, values in columns.items()]
    for line in zip(*cells, strict=True):
        print(_GAP.join(line).rstrip())


def _column(name: str, values: list[Any]) -> list[str]:
    is_number = any(_is_number(one) for one in values)
    shown = [name, *(_shown(one) for one in values)]
    width = max(map(len, shown))
    return [one.rjust(width) if is_number else one.ljust(width) for one in shown]


def _shown(value: Any) -> str:
    if value is None or value == "":
        return _NOTHING
    if isinstance(value, float):
        return f"{value:.1f}"
    if isinstance(value, list):
        return ", ".join(_shown(one) for one in value)
    return str(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _plain_value(value: Any, name: str) -> Any:
    if hasattr(value, "tolist"):  # a list or a number of numpy
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [_plain_value(one, name) for one in value]
    if value is None or pd.isna(value):
        return None
    if isinstance(value, dt.datetime):
        return f"{value.isoformat()}Z" if name.endswith("_at") else value.date().isoformat()
    return value.isoformat() if isinstance(value, dt.date) else value
