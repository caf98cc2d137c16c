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
_MOST_OTHERS = 2  # a province and a month
_MOST_WORDS = 6  # «Total de la province de Taza»; a longer text is a sentence


def is_total(cells: Iterable[Cell]) -> bool:
    """Say whether a row is a total: a cell says so, and beside it stand only figures.

    A day or month, and the name of a province, may stand beside it too: «Taza · Total · mai 2026».
    """
    says, others = False, list[Cell]()
    for cell in cells:
        if cell is None or _is_figure(cell):
            others += [cell] if isinstance(cell, str) and _CODE.fullmatch(cell) else []
        elif isinstance(cell, str) and says_total(cell):
            says = True
        elif len(others) == _MOST_OTHERS:
            return False
        else:
            others.append(cell)
    return says and all(_says_when(one) or _is_province(one) for one in others)


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
