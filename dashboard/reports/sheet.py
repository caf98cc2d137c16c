"""A sheet of paper before it is set: one page, every text already in its language.

What may be long is given whole, and how much of it may be left out: the typesetter shows as much as
one page holds and says how many are not shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dashboard.wording import Language, Wording

LONGEST_NAME, LONGEST_TEXT = 60, 240


@dataclass(frozen=True)
class Fact:
    """One figure: its label and value, what stands behind it, its change, its reliability."""

    label: str
    value: str
    behind: str
    change: str = ""
    reliability: str = ""


@dataclass(frozen=True)
class Part:
    """One heading with its sentences, then rows under headers or a list of names.

    Of the rows or names at least `least` and at most `most` are shown; `more` says what is said
    when 1, 2, 3 … of them are not. `widths` are the shares of the columns.
    """

    title: str
    sentences: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    names: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    least: int = 0
    most: int = 0


@dataclass(frozen=True)
class Key:
    """One line of a legend: the swatch as SVG, its words, how many units have it."""

    swatch: str
    word: str
    count: str


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG, what it says without being seen, and its legend."""

    svg: str
    alt: str
    caption: str
    keys: tuple[Key, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One page of A4 in one language.

    `place` is its heading, `title` what it says in one sentence, `lines` what it is of and when.
    `beside` stands beside the picture, `below` under both. `notes` say what is unknown and where
    all of it comes from; `notice` is empty unless the data are synthetic.
    """

    language: Language
    place: str
    kind: str
    title: str
    lines: tuple[str, ...] = ()
    notice: str = ""
    facts: tuple[Fact, ...] = ()
    picture: Picture | None = None
    beside: tuple[Part, ...] = ()
    below: tuple[Part, ...] = ()
    trend: Picture | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Prose:
    """A page of running text: a cover, the contents, or the method; as long as it is."""

    language: Language
    place: str
    kind: str
    parts: tuple[Part, ...] = ()
    notice: str = ""
    lines: tuple[str, ...] = ()
    form: Literal["cover", "contents", "prose"] = "prose"


def clipped(text: str, most: int = LONGEST_NAME) -> str:
    """Return a text no longer than a page can take; what is cut off ends in an ellipsis."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def listed(
    title: str, sentences: Sequence[str], names: Sequence[str], words: Wording, *, most: int = 60
) -> Part:
    """Return a part with a list of names, all or as many as fit."""
    return Part(
        title,
        tuple(sentences),
        names=tuple(clipped(one) for one in names),
        more=rest(len(names), words),
        most=min(most, len(names)),
    )


def tabled(
    title: str,
    sentences: Sequence[str],
    columns: Sequence[tuple[str, float]],
    rows: Sequence[Sequence[str]],
    words: Wording,
    *,
    least: int = 0,
    most: int = 12,
) -> Part:
    """Return a part with a table, its columns each a header and a share of the width."""
    return Part(
        title,
        tuple(sentences),
        headers=tuple(head for head, _width in columns),
        widths=tuple(width for _head, width in columns),
        rows=tuple(tuple(clipped(cell, LONGEST_TEXT) for cell in row) for row in rows),
        more=rest(len(rows), words),
        least=min(least, len(rows)),
        most=min(most, len(rows)),
    )


def rest(count: int, words: Wording) -> tuple[str, ...]:
    """Return what is said when 1, 2, 3 … of a number of items are not shown."""
    return tuple(words.count("and {n} more", "and {n} more", n) for n in range(1, count + 1))
