"""The names of persons by sentence, where a line's end may cut a name in two.

A page is read line by line, and a line that no sign ends is a sentence of its own. Names are looked
for in the lines together: a title that ends one line belongs to the name that begins the next.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from dashboard.intake.communique.name_reach import is_family_word
from dashboard.intake.communique.persons import persons_in
from dashboard.intake.communique.text import Sentence, ends_short

_SAME_PARAGRAPH = re.compile(r"[^\S\n]*\n?[^\S\n]*")
_ITEM = re.compile(r"[-–—•▪*]|\d{1,2}\s*[.)\-/]")
_ENDED = (".", "!", "?", "؟", "…")


def persons_by_sentence(
    text: str, found: Sequence[Sentence], places: Mapping[int, Collection[int]]
) -> dict[int, list[tuple[int, int]]]:
    """Return the first and last word of each name by the number of its sentence.

    Args:
        text: the whole text.
        found: its sentences in order.
        places: the words of place names by sentence: none of a person's name.
    """
    persons: dict[int, list[tuple[int, int]]] = {one.number: [] for one in found}
    for lines in _together(text, found):
        begins = [0]
        for one in lines:
            begins.append(begins[-1] + len(one.tokens))
        known = {begin + n for begin, one in zip(begins, lines, strict=False)
                 for n in places[one.number]}  # fmt: skip
        for first, last in persons_in(_joined(text, lines), known):
            for one, (begin, end) in zip(lines, pairwise(begins), strict=True):
                if first < end and begin <= last:
                    part = max(first, begin) - begin, min(last, end - 1) - begin
                    persons[one.number].append(part)
    _named_again(found, places, persons)
    return persons


def _named_again(
    found: Sequence[Sentence],
    places: Mapping[int, Collection[int]],
    persons: Mapping[int, list[tuple[int, int]]],
) -> None:
    """Add where a person who is named once is named by the family name alone."""
    named = {
        one.tokens[last].key
        for one in found
        for first, last in persons[one.number]
        if last > first and is_family_word(one, last)
    }
    for one in found:
        held = {n for first, last in persons[one.number] for n in range(first, last + 1)}
        again = [
            (at, at)
            for at, token in enumerate(one.tokens)
            if at not in held and at not in places[one.number] and is_family_word(one, at)
            and (token.key in named or token.key.removeprefix("و") in named)
        ]  # fmt: skip
        persons[one.number][:] = sorted([*persons[one.number], *again])


def _together(text: str, found: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Yield sentences in groups: those that only one line's end parts."""
    held: list[Sentence] = []
    for one in found:
        if held and not _goes_on(text, held[-1], one):
            yield held
            held = []
        held.append(one)
    if held:
        yield held


def _goes_on(text: str, one: Sentence, following: Sentence) -> bool:
    is_ended = one.text.endswith(_ENDED) and not ends_short(one.text.removesuffix("."))
    if is_ended or _ITEM.match(following.text):
        return False
    return _SAME_PARAGRAPH.fullmatch(text[one.end : following.start]) is not None


def _joined(text: str, lines: Sequence[Sentence]) -> Sentence:
    first, last = lines[0], lines[-1]
    if first is last:
        return first
    tokens = tuple(token for one in lines for token in one.tokens)
    return Sentence(text[first.start : last.end], first.start, last.end, first.number, tokens)
