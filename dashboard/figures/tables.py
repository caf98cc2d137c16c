"""Tables as the table component takes them: what a cell shows, what it sorts by, its swatch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from dashboard.questions.rows import records as records

_ASSETS = Path(__file__).parent / "table"
Kind = Literal["text", "number", "class"]


@dataclass(frozen=True)
class TableColumn:
    """One column: its header and how a row becomes a cell.

    `shown` gives the words; `sorted_by` the value to sort by, None for what is not reported (last
    in either direction); `swatch` a colour, for classes.
    """

    label: str
    shown: Callable[[Any], str]
    sorted_by: Callable[[Any], Any]
    kind: Kind = "text"
    swatch: Callable[[Any], str | None] | None = None


@dataclass(frozen=True)
class Table:
    """A table ready for the component and for export: headers and cells, in reading order."""

    caption: str
    columns: Sequence[TableColumn]
    ids: Sequence[str]
    cells: Sequence[Sequence[Sequence[Any]]] = field(default_factory=tuple)

    @property
    def headers(self) -> list[str]:
        """The headers, in reading order."""
        return [column.label for column in self.columns]

    def payload(self) -> dict[str, Any]:
        """Return the part of the component's data that the rows make."""
        return {
            "columns": [{"label": one.label, "kind": one.kind} for one in self.columns],
            "rows": [
                {"id": key, "cells": cells} for key, cells in zip(self.ids, self.cells, strict=True)
            ],
        }


def table(
    rows: pd.DataFrame, columns: Sequence[TableColumn], *, caption: str, id_column: str = ""
) -> Table:
    """Make a table from rows, one cell a column; `id_column` names what a pressed row returns."""
    lines = records(rows)
    ids = [str(getattr(one, id_column)) if id_column else "" for one in lines]
    return Table(caption, columns, ids, [_cells(one, columns) for one in lines])


def _cells(record: Any, columns: Iterable[TableColumn]) -> list[list[Any]]:
    cells = []
    for column in columns:
        cell: list[Any] = [column.shown(record), plain(column.sorted_by(record))]
        if column.swatch is not None:
            cell.append(column.swatch(record))
        cells.append(cell)
    return cells


def plain(value: Any) -> Any:
    """Return a value as JSON takes it: missing is None, a date is ISO, a number plain."""
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


def asset(name: str) -> str:
    """Return one of the table component's own files (table.html, table.css, table.js)."""
    return (_ASSETS / name).read_text(encoding="utf-8")
