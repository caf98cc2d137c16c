"""Rows below a table that are its totals: left out, each with a warning that names it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache, lru_cache

from dashboard.errors import Problem, Said
from dashboard.intake.dates import period
from dashboard.intake.faults import CellFault, Place, warning
from dashboard.intake.reading import Cell
from dashboard.territory.matching import fold, match

_TOTALS = ("total", "totaux", "sous total", "grand total", "subtotal", "somme", "ensemble")
_TOTALS_AR = ("المجموع", "مجموع", "الإجمالي", "إجمالي", "الحصيلة الإجمالية")
_NUMBER = re.compile(r"[-+]?[\d\s.,٫٬%٠-٩۰-۹()]+")
_CODE = re.compile(r"\d\d(?:\.\d+)+")  # of a territory: a row that has one is a row
_GAPS = re.compile(r"[\s\-:._]+")
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST = 80
_MOST_WORDS = 6  # «Total de la province de Taza»; a longer text is a sentence


def is_total(cells: Iterable[Cell]) -> bool:
    """Say whether a row is a total: a cell says so, and beside it stand only figures.

    A day or month, and the name of a province, may stand beside it too: «Taza · Total · mai 2026».
    """
    filled = [cell for cell in cells if cell is not None]
    said = [isinstance(cell, str) and says_total(cell) for cell in filled]
    if not any(said):
        return False
    others = [cell for cell, is_word in zip(filled, said, strict=True) if not is_word]
    if said[0] and all(map(_is_figure, others)):
        return True
    return all(_is_figure(one) or _says_when(one) or _is_province(one) for one in others) and not (
        any(isinstance(one, str) and _CODE.fullmatch(one.strip()) for one in others)
    )


def total_left_out(row: int, cells: Iterable[Cell]) -> Problem:
    """Return the warning of a total that was left out."""
    return warning(
        "row.total",
        Said("Row {row} is a total: it is left out.", row=row),
        Said("Nothing to do: totals are computed from the rows."),
        at=Place(row),
        found=next((one for one in cells if isinstance(one, str) and says_total(one)), None),
    )


@lru_cache(maxsize=4_096)
def says_total(text: str) -> bool:
    """Say whether a text begins with a word for a total and is no sentence."""
    if len(text) > _LONGEST or not _LETTER.search(text):
        return False
    words = [word for one in _GAPS.split(text) if (word := fold(one))]
    if not words or len(words) > _MOST_WORDS:
        return False
    return any(tuple(words[: len(said)]) == said for said in _totals())


@cache
def _totals() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(fold, said.split())) for said in (*_TOTALS, *_TOTALS_AR))


def _is_figure(cell: Cell) -> bool:
    if isinstance(cell, str):
        return bool(_NUMBER.fullmatch(cell)) or cell in ("-", "–", "—")
    return isinstance(cell, int | float)


def _says_when(cell: Cell) -> bool:
    if isinstance(cell, str):
        try:
            return bool(period(cell))
        except CellFault:
            return False
    return isinstance(cell, dt.date)


def _is_province(cell: Cell) -> bool:
    return isinstance(cell, str) and match(cell, levels=("province",)).code is not None
