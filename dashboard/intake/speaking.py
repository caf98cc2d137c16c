"""How well a table's own words show in a text: decides encodings, and which row is the header."""

from __future__ import annotations

from dashboard.contracts import Contract
from dashboard.intake.headers import column_named
from dashboard.intake.places import is_known_place
from dashboard.intake.reading import Sheet

_MOST_PLACES = 500


def knows(contract: Contract, title: str) -> bool:
    """Say whether a header is one the table knows."""
    return column_named(contract, title) is not None


def speaks(contract: Contract, sheet: Sheet) -> int:
    """Count the headers, and the different names of places, that are known."""
    named = [column_named(contract, title) for title in sheet.header]
    places = {
        cell
        for index, name in enumerate(named)
        if _is_place(contract, name)
        for cell in {line.cells[index] for line in sheet.lines}
        if isinstance(cell, str) and not cell.isascii()
    }
    headers = sum(name is not None for name in named)
    return headers + sum(map(is_known_place, sorted(places)[:_MOST_PLACES]))


def repeats(contract: Contract, title: str) -> bool:
    """Say whether the column of a header holds the same texts again and again."""
    column = contract.by_name.get(column_named(contract, title) or "")
    return column is None or column.type not in ("id", "text", "reference")


def _is_place(contract: Contract, name: str | None) -> bool:
    if name == "province":
        return True
    column = contract.by_name.get(name or "")
    return column is not None and column.type in ("code", "unit")
