"""The three sheets of the monthly return: their columns, headers and words in three languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal

from dashboard.contracts import Column, contracts
from dashboard.intake.places import folded
from dashboard.labels import Labels, with_labels
from dashboard.paths import DATA

SheetName = Literal["communes", "meetings", "constraints"]
SHEETS: tuple[SheetName, ...] = ("communes", "meetings", "constraints")
_TICKS = frozenset(
    (
        "✓",
        "✔",
        "☑",
        "✅",
        "√",
        "x",
        "×",
        "oui",
        "o",
        "نعم",
        "yes",
        "y",
        "true",
        "vrai",
        "1",
        "صحيح",
        "v",
        "ok",
        "vu",
        "تم",
    )
)
_NO_TICKS = frozenset(("☐", "□", "non", "n", "لا", "no", "false", "faux", "0", "خطأ", "-", "–"))


@dataclass(frozen=True, eq=False)
class SheetColumn:
    """One column: how its cells are filled, its headers, its width in characters."""

    name: str
    kind: str  # tick, place, list, date, count, text, code
    width: int
    labels: Labels
    synonyms: tuple[str, ...] = ()
    like: str = ""  # the contract's column it stands for: its headers are known too

    @property
    def contract_column(self) -> Column | None:
        """The column of a contract that it is like."""
        table, _, name = self.like.partition(".")
        return contracts()[table].by_name[name] if name else None

    def headers(self) -> list[str]:
        """Return every header that names it, its own before those of the contract."""
        own = [self.name, *self.labels.values(), *self.synonyms]
        like = self.contract_column
        return [*own, like.name, *like.labels.values(), *like.synonyms] if like else own


@dataclass(frozen=True, eq=False)
class SheetLayout:
    """One sheet. `key` is the column filled by us; `needs` are those no pasted table lacks."""

    name: SheetName
    labels: Labels
    key: str
    needs: tuple[str, ...]
    spare_rows: int
    columns: tuple[SheetColumn, ...]

    @cached_property
    def by_name(self) -> dict[str, SheetColumn]:
        """The columns by name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def _index(self) -> dict[str, str]:
        index: dict[str, str] = {}
        for column in self.columns:
            for label in (column.name, *column.labels.values()):
                index.setdefault(folded(label), column.name)
        for column in self.columns:
            for header in column.headers():
                index.setdefault(folded(header), column.name)
        return index

    def column_named(self, title: object) -> str | None:
        """Return the column a header names, None if none."""
        return self._index.get(folded(title)) if isinstance(title, str) and title else None


@cache
def _file() -> Mapping[str, Any]:
    told: Mapping[str, Any] = with_labels(
        tomllib.loads((DATA / "monthly_return.toml").read_text(encoding="utf-8"))
    )
    return told


def version() -> int:
    """Return the version of the workbook that this product makes and reads."""
    return int(_file()["version"])


@cache
def layout(name: SheetName) -> SheetLayout:
    """Return the layout of one sheet."""
    sheet = _file()["sheets"][name]
    columns = tuple(
        SheetColumn(
            one, told["kind"], told["width"], told["labels"],
            tuple(told.get("synonyms", ())), told.get("like", ""),
        )
        for one, told in _file()[name].items()
    )  # fmt: skip
    return SheetLayout(
        name, sheet["labels"], sheet["key"], tuple(sheet["needs"]), sheet["spare_rows"], columns
    )


def secretariat_labels(language: str) -> dict[str, str]:
    """Return the words of the secretariat's list by code: none, planned, founded."""
    return {code: told["labels"][language] for code, told in _file()["secretariat"].items()}


def secretariat_code(text: str) -> str | None:
    """Return the code that a word for a secretariat's state means, None if it is none of them."""
    return _words_of("secretariat").get(folded(text))


def said_word(text: str) -> str | None:
    """Return what a message's words mean: no_change, meeting, or None."""
    return _words_of("words").get(folded(text))


def word(code: str, language: str) -> str:
    """Return the words of a message in a language."""
    return str(_file()["words"][code]["labels"][language])


@cache
def _words_of(section: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, told in _file()[section].items():
        for label in (code, *told["labels"].values(), *told["synonyms"]):
            found.setdefault(folded(label), code)
    return found


def is_tick(cell: object) -> bool | None:
    """Say whether a cell is ticked; None when it is neither a tick nor empty."""
    if cell is None or isinstance(cell, bool):
        return bool(cell)
    text = str(cell).strip().casefold()
    if text in _TICKS:
        return True
    return False if not text or text in _NO_TICKS else None


def best_layout(titles: Sequence[object]) -> tuple[SheetLayout | None, dict[str, int]]:
    """Return the sheet whose headers a row holds, and where each column stands in it.

    At least two headers must be known, the sheet's own needs among them counting most.
    """
    best: tuple[tuple[int, int], SheetLayout | None, dict[str, int]] = ((0, 1), None, {})
    for name in SHEETS:
        one = layout(name)
        at: dict[str, int] = {}
        for index, title in enumerate(titles):
            column = one.column_named(title)
            if column:
                at.setdefault(column, index)
        merit = (sum(need in at for need in one.needs), len(at))
        if len(at) > 1 and merit > best[0]:
            best = (merit, one, at)
    return best[1], best[2]
