"""The terms a communiqué is read by: `data/communique.toml`, made into patterns over folded words.

A phrase is words with blanks: `*` ends a word whose ending is free, `…` stands for up to six words.
An Arabic word is found with what Arabic writes onto it: «و», «ف», «ب», «ل», «ك», «ال».
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from dashboard.intake.communique.text import Sentence
from dashboard.paths import DATA
from dashboard.territory.folding import plain_words

_ONTO = "(?:[وف]?(?:لل|[بكل]?ال|[بكل])?)"
_GAP = r"(?: [^\s,]+){0,6}?"


@dataclass(frozen=True)
class Hit:
    """A phrase found in a sentence: its code, and where it stands in `plain`."""

    code: str
    start: int
    end: int


@cache
def lists() -> dict[str, Any]:
    """Return the file of terms as it is written."""
    return tomllib.loads((DATA / "communique.toml").read_text(encoding="utf-8"))


@cache
def coded(section: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the codes of a section with the pattern of each, in the order of the file."""
    return tuple((code, _pattern(phrases)) for code, phrases in lists()[section].items())


@cache
def listed(name: str) -> re.Pattern[str]:
    """Return the pattern of one list of phrases."""
    return _pattern(lists()["lists"][name])


def hits(section: str, sentence: Sentence, start: int = 0, end: int | None = None) -> list[Hit]:
    """Return what a section finds in a part of a sentence, in order of place, the longest first."""
    last = len(sentence.plain) if end is None else end
    found = [
        Hit(code, one.start(), one.end())
        for code, pattern in coded(section)
        for one in pattern.finditer(sentence.plain, start, last)
    ]
    return sorted(found, key=lambda one: (one.start, one.start - one.end))


def apart(found: Iterable[Hit]) -> Iterator[Hit]:
    """Yield hits in order without those that lie over one before them."""
    reached = -1
    for one in found:
        if one.start >= reached:
            reached = one.end
            yield one


def first(section: str, sentence: Sentence, start: int = 0, end: int | None = None) -> str | None:
    """Return the first code of a section, in the order of the file, that a part holds."""
    last = len(sentence.plain) if end is None else end
    for code, pattern in coded(section):
        if pattern.search(sentence.plain, start, last):
            return code
    return None


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    made = sorted((_phrase(one) for one in phrases), key=len, reverse=True)
    return re.compile(rf"(?<!\S)(?:{'|'.join(made)})(?!\S)")


def _phrase(phrase: str) -> str:
    made = ""
    for part in phrase.split():
        if part == "…":
            made += _GAP
        else:
            made += (" " if made else "") + _word(part)
    return made


def _word(part: str) -> str:
    if part == "*":
        return r"\S+"
    exact, part = part.startswith("="), part.lstrip("=")
    free, part = part.endswith("*"), part.rstrip("*")
    key = "".join(plain_words(part))
    arabic = "\u0600" <= key[0] <= "\u06ff"
    if arabic and key.startswith("ال") and len(key) > 4:
        key = key[2:]
    onto = _ONTO if arabic and not exact else ""
    return onto + re.escape(key) + (r"\S*" if free else "")
