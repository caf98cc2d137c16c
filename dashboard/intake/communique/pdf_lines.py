"""The lines of a PDF's page in reading order, right to left where the words are Arabic.

Producers write an Arabic line word by word from either side; where each word stands settles it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PageObject

_SAME_LINE = 3.0  # points by which words of one line may differ in height
_PARAGRAPH = 1.45  # a gap of so many line heights begins a paragraph
_ENDS = re.compile(r"[.!?؟:؛;]$")
_ITEM = re.compile(r"[-–•*▪]|\d{1,2}\s?[.)]")


@dataclass(frozen=True)
class _Part:
    x: float
    y: float
    text: str


def page_text(page: PageObject) -> str:
    """Return the text of a page: a paragraph a line, in reading order."""
    parts: list[_Part] = []

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], *_more: Any) -> None:
        if text.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            parts.append(_Part(x, y, unicodedata.normalize("NFKC", text)))

    plain = page.extract_text(visitor_text=visit)
    if not _is_arabic("".join(one.text for one in parts)):
        return "\n".join(paragraphs(plain.splitlines()))
    lines = _lines(parts)
    return "\n".join(paragraphs(_spaced(lines)))


def paragraphs(lines: Sequence[str]) -> list[str]:
    """Return paragraphs: a line that ends no sentence goes on in the next, but not past a gap."""
    held: list[str] = []
    for line in (" ".join(one.split()) for one in lines):
        goes_on = held and held[-1] and not _ENDS.search(held[-1])
        if goes_on and line and not _ITEM.match(line):
            held[-1] = f"{held[-1]} {line}"
        else:
            held.append(line)
    return held


def _is_arabic(text: str) -> bool:
    arabic = sum("\u0600" <= sign <= "\u06ff" for sign in text)
    latin = sum(sign.isascii() and sign.isalpha() for sign in text)
    return arabic > latin


def _lines(parts: Sequence[_Part]) -> list[list[_Part]]:
    """Return the words by line from the top, each line in reading order."""
    found: list[list[_Part]] = []
    for one in sorted(parts, key=lambda part: -part.y):
        if found and abs(found[-1][0].y - one.y) <= _SAME_LINE:
            found[-1].append(one)
        else:
            found.append([one])
    return [sorted(line, key=lambda part: -part.x) for line in found]


def _spaced(lines: Sequence[list[_Part]]) -> list[str]:
    """Return the lines as text, an empty one where a wider gap parts two paragraphs."""
    gaps = [above[0].y - below[0].y for above, below in pairwise(lines)]
    usual = median(gaps) if gaps else 0.0
    told: list[str] = []
    for number, line in enumerate(lines):
        if number and gaps[number - 1] > usual * _PARAGRAPH:
            told.append("")
        told.append(" ".join(part.text.strip() for part in line))
    return told
