"""A table's cells as a file holds them: a number, a share or a day where the words say just that.

A file says what the page says. A masked count has a number to compute with behind it, and a range
its low end to sort by: neither is what is said, so both leave as words.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from dashboard.figures.tables import Table
from dashboard.reports.plain_text import plain_text
from dashboard.wording import Language, Wording

Kind = Literal["text", "number", "share", "date"]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBERS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"[+\u2212-]?\d[\d,]*(?:\.\d+)?"),
    "fr": re.compile(r"[+\u2212-]?\d[\d\u202f]*(?:,\d+)?"),
    "ar": re.compile(r"[+\u2212-]?\d[\d\u202f]*(?:,\d+)?"),
}
_UNIT_LETTERS = 24  # the longest unit that is written into a number's format


@dataclass(frozen=True)
class TypedCell:
    """One cell: its value by kind, what the page says, and how a number is written around it."""

    kind: Kind
    value: Any
    words: str
    decimals: int = 0
    before: str = ""
    after: str = ""
    is_signed: bool = False
    is_grouped: bool = True

    @property
    def number_format(self) -> str:
        """How a workbook writes the value; the day as it is written in Morocco."""
        if self.kind == "date":
            return "dd/mm/yyyy"
        if self.kind == "text":
            return "General"
        digits = "." + "0" * self.decimals if self.decimals else ""
        shown = (
            f"0{digits}%"
            if self.kind == "share"
            else f"{'#,##0' if self.is_grouped else '0'}{digits}"
        )
        shown = _quoted(self.before) + shown + _quoted(self.after)
        return f"+{shown};-{shown};{shown}" if self.is_signed else shown


def typed_rows(table: Table, words: Wording) -> list[list[TypedCell]]:
    """Return the cells of a table, row by row; a column of numbers has one count of decimals."""
    rows = [[typed_cell(cell, words) for cell in cells] for cells in table.cells]
    most = [max((row[at].decimals for row in rows), default=0) for at in range(len(table.columns))]
    return [_level(row, most) for row in rows]


def typed_cell(cell: Sequence[Any], words: Wording) -> TypedCell:
    """Return one cell: what it shows, typed where the value behind it is what the words say."""
    shown, behind = plain_text(str(cell[0])), cell[1]
    if isinstance(behind, str) and _DAY.fullmatch(behind):
        day = dt.date.fromisoformat(behind)
        written = {plain_text(words.date(day, style)) for style in ("long", "medium")}
        if shown in written:
            return TypedCell("date", day, shown)
    if isinstance(behind, int | float) and not isinstance(behind, bool) and math.isfinite(behind):
        return _number(shown, float(behind), words) or TypedCell("text", shown, shown)
    return TypedCell("text", shown, shown)


def _number(shown: str, behind: float, words: Wording) -> TypedCell | None:
    """Return the number that the words say, if it is the one behind them."""
    found = list(_NUMBERS[words.language].finditer(shown))
    if len(found) != 1:
        return None
    (match,) = found
    before, after = shown[: match.start()], shown[match.end() :]
    said = match.group().replace("\u2212", "-")
    bare = re.sub("[\u202f,]", "", said) if words.language == "en" else said.replace("\u202f", "")
    bare = bare.replace(",", ".")
    decimals, value = len(bare.partition(".")[2]), float(bare)
    is_share, is_signed = not before and after.strip() == "%", said.startswith("+")
    if abs(value - behind * (100 if is_share else 1)) > 0.5 * 10**-decimals + 1e-9:
        return None
    if is_share:
        share = round(value / 100, decimals + 2)
        return TypedCell("share", share, shown, decimals, is_signed=is_signed)
    if len(before) + len(after) > _UNIT_LETTERS:
        return None
    exact = value if decimals else int(value)
    is_grouped = abs(value) < 1000 or bare != said
    return TypedCell("number", exact, shown, decimals, before, after, is_signed, is_grouped)


def _level(row: Iterable[TypedCell], most: Sequence[int]) -> list[TypedCell]:
    return [
        replace(one, decimals=places) if one.kind in ("number", "share") else one
        for one, places in zip(row, most, strict=True)
    ]


def _quoted(text: str) -> str:
    """Return a text as a number's format writes it: as it stands."""
    kept = text.replace('"', "")
    return f'"{kept}"' if kept else ""
