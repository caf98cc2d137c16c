"""Finding by what was typed: entries by the beginnings of their words, in whatever language.

Names are folded as everywhere (`folding`), so hamza forms, ة/ه, ى/ي, articles and accents make no
difference. When nothing has the words, they are read as typed on the keyboard's other language.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from dashboard.territory.folding import joined, plain_words, without_articles
from dashboard.territory.keyboards import readings
from dashboard.territory.typed import LINKS

What = TypeVar("What")
# How well an entry answers: its whole name, the beginning of it, words of it, letters inside it.
_WHOLE, _BEGINS, _WORDS, _INSIDE = range(4)
_LEAST_INSIDE = 3  # letters; fewer are inside everything


@dataclass(frozen=True)
class Found(Generic[What]):
    """What answers a text, the best first. `read_as` is the other layout's text, else empty."""

    entries: tuple[What, ...]
    read_as: str = ""


@dataclass(frozen=True)
class _Names:
    """The texts of an entry, folded: each as one word, and the words of all."""

    wholes: tuple[str, ...]
    words: frozenset[str]

    @classmethod
    def of(cls, texts: Sequence[str]) -> _Names:
        names = [folded(text) for text in texts]
        return cls(tuple(map(joined, names)), frozenset(word for name in names for word in name))


class Lookup(Generic[What]):
    """Entries with the texts they are found by; among equally good ones the given order stays."""

    def __init__(self, entries: Iterable[tuple[What, Sequence[str]]]) -> None:
        """Fold the texts of every entry: the first ones are its names in each language.

        Args:
            entries: each with its texts; words of several texts may be asked for together.
        """
        self._kept = [(what, _Names.of(texts)) for what, texts in entries]

    def find(self, text: str) -> Found[What]:
        """Return the entries that hold every word of a text, else of what its keys would write."""
        direct = self._found(text)
        if direct:
            return Found(direct)
        for reading in readings(text):
            found = self._found(reading)
            if found:
                return Found(found, reading)
        return Found(())

    def _found(self, text: str) -> tuple[What, ...]:
        words = folded(text)
        if not words:
            return ()
        ranked = [(rank, what) for what, names in self._kept
                  if (rank := _rank(words, names)) is not None]  # fmt: skip
        return tuple(what for _rank, what in sorted(ranked, key=lambda one: one[0]))


@lru_cache(maxsize=65_536)
def folded(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared, articles and «de», «du» left out."""
    words = without_articles(plain_words(text))
    said = [word for word in words if word not in LINKS] or words
    return tuple(joined([word]) for word in said)


def _rank(words: tuple[str, ...], names: _Names) -> int | None:
    """Return how well names answer words, None when they do not."""
    whole = joined(words)
    if whole in names.wholes:
        return _WHOLE
    if any(one.startswith(whole) for one in names.wholes):
        return _BEGINS
    if all(any(part.startswith(word) for part in names.words) for word in words):
        return _WORDS
    is_inside = len(whole) >= _LEAST_INSIDE and any(whole in one for one in names.wholes)
    return _INSIDE if is_inside else None
