"""The sentences of a communiqué, each with its words folded and where they stand in the text.

A term is looked for in the folded form («الأمانة الجھوية» is «امانه جهويه» there), and what is
found is quoted as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dashboard.intake.counts import plain_digits
from dashboard.territory.folding import plain_words

_TOKEN = re.compile(
    r"\d+(?:[./\-]\d+)+|\d+(?:er|ère|ème|e)\b|\d+|[^\W\d_][^\W\d_\u064b-\u0652\u0670]*"
    # Vowel signs, accents that stand apart, and marks that are not seen are inside a word.
    r"(?:[\u064b-\u0652\u0670ـ\u0300-\u036f\u00ad\u061c\u200c-\u200f\ufeff]+[^\W\d_]*)*"
    r"|[،,؛;:()\[\]«»“”„‹›\"–—]"
)
_END = re.compile(r"[.!?؟…]+(?=[\s»\")\]]|$)|\n+")
_SHORT = re.compile(
    r"(?:^|(?<!\d)[\s(«])(?:M|MM|Mme|Mmes|Mlle|Dr|Pr|Me|St|art|n|(?:[A-Z]\.)?[A-Z]"
    r"|[\u0621-\u063a\u0641-\u064a]|\n\s*\d{1,2})$",
    re.IGNORECASE,
)
_COMMAS = frozenset('،,؛;:()[]«»“”„‹›"–—')
_MOST_WORDS = 400  # a longer sentence is cut: no rule looks that far
COMMA = ","


@dataclass(frozen=True)
class Token:
    """A word, a number or a sign: folded, and where it stands in the whole text."""

    key: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """A sentence: `text` as written, `start` and `end` in the whole text, `number` from 0 up."""

    text: str
    start: int
    end: int
    number: int
    tokens: tuple[Token, ...]

    @cached_property
    def plain(self) -> str:
        """The folded words, parted by one blank."""
        return " ".join(one.key for one in self.tokens)

    @cached_property
    def _begins(self) -> dict[int, int]:
        at, found = 0, {}
        for number, one in enumerate(self.tokens):
            found[at] = number
            at += len(one.key) + 1
        return found

    def token_at(self, at: int) -> int:
        """Return the number of the word that holds a place of `plain`."""
        return self._begins[max(begin for begin in self._begins if begin <= at)]

    def begin_of(self, token: int) -> int:
        """Return where a word begins in `plain`; its end for a number past the last word."""
        return sum(len(one.key) + 1 for one in self.tokens[:token])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return a part of `plain` as a part of the whole text."""
        first, last = self.token_at(start), self.token_at(max(start, end - 1))
        return self.tokens[first].start, self.tokens[last].end

    def cut(self, start: int, end: int) -> str:
        """Return what stands between two places of the whole text."""
        return self.text[start - self.start : end - self.start]

    def written(self, token: int) -> str:
        """Return a word or sign as it is written."""
        return self.cut(self.tokens[token].start, self.tokens[token].end)

    def between(self, one: int, other: int) -> str:
        """Return what stands between two words, each by its number."""
        return self.cut(self.tokens[one].end, self.tokens[other].start)


def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text in order; those without a word are left out."""
    found: list[Sentence] = []
    for start, end in _pieces(text):
        held = text[start:end]
        tokens = tuple(_tokens(held, start))
        for at in range(0, len(tokens), _MOST_WORDS):
            part = tokens[at : at + _MOST_WORDS]
            whole = len(tokens) <= _MOST_WORDS
            first, last = (start, end) if whole else (part[0].start, part[-1].end)
            if any(one.key not in _COMMAS for one in part):
                found.append(Sentence(text[first:last], first, last, len(found), part))
    return tuple(found)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for one in _END.finditer(text):
        if one.group().startswith(".") and ends_short(
            text[max(start, one.start() - 6) : one.start()]
        ):
            continue
        yield from _trimmed(text, start, one.end())
        start = one.end()
    yield from _trimmed(text, start, len(text))


def ends_short(text: str) -> bool:
    """Whether a text before a point ends with what a point shortens: «M», «د», «K.B»."""
    return _SHORT.search("\n" + text[-6:]) is not None


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    held = text[start:end]
    if held.strip():
        yield start + len(held) - len(held.lstrip()), end - len(held) + len(held.rstrip())


def _tokens(text: str, offset: int) -> Iterator[Token]:
    for one in _TOKEN.finditer(text):
        key = key_of(one.group())
        if key:
            yield Token(key, offset + one.start(), offset + one.end())


@lru_cache(maxsize=50_000)
def key_of(word: str) -> str:
    """Return a word folded: one form of every letter, plain digits; a sign is a comma."""
    if word in _COMMAS:
        return COMMA
    if word[0].isdigit():
        return plain_digits(word).casefold().replace("è", "e")
    return "".join(plain_words(word))
