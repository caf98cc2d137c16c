"""The constraints a communiqué tells of, each in its category: the three it names, and others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from dashboard.intake.communique.around import Around, place_in
from dashboard.intake.communique.deciding import BULLET, LEADS, plain_at
from dashboard.intake.communique.draft import HeldBack, Quote
from dashboard.intake.communique.terms import Hit, apart, coded, hits, listed
from dashboard.intake.communique.text import COMMA, Sentence

_REACH = 18  # words of a constraint after its head
_SHORTEST = 8  # signs of a part that may tell of one


def constraints(
    sentences: Sequence[Sentence], around: Around, decided: Mapping[int, Sequence[tuple[int, int]]]
) -> list[HeldBack]:
    """Return the constraints in order of the text.

    Args:
        sentences: of the text.
        around: what is known around them.
        decided: the parts of a sentence that decide something: what they are to cure is none.
    """
    found: list[HeldBack] = []
    is_list = False
    for sentence in sentences:
        bullet = BULLET.match(sentence.text) if is_list else None
        if bullet and not decided.get(sentence.number):
            found += _item(sentence, plain_at(sentence, bullet.end()), around)
            continue
        cue = _pattern("cue").search(sentence.plain)
        is_list = cue is not None and LEADS.search(sentence.text) is not None
        if sentence.number not in around.told:
            found += _of(sentence, around, decided.get(sentence.number, ()))
    return found


def _item(sentence: Sentence, begin: int, around: Around) -> Iterator[HeldBack]:
    """Yield the constraint that an item of a list is, whatever its words."""
    end = _trimmed(sentence, begin, len(sentence.plain))
    if end - begin > _SHORTEST:
        quote = Quote(*sentence.span(begin, end), sentence.number)
        category = _nearest(sentence, begin, end) or "other"
        yield HeldBack(quote, category, place_in(sentence, begin, end, around))


def _of(
    sentence: Sentence, around: Around, decided: Sequence[tuple[int, int]]
) -> Iterator[HeldBack]:
    cue = _pattern("cue").search(sentence.plain) or _pattern("lacking").search(sentence.plain)
    if cue is None:
        return
    found = [one for one in _parts(sentence) if not _in_any(one[0], decided)]
    if not found and not _is_public(sentence) and not decided:
        found = _named(sentence, cue.start())
    for begin, end, category in _together(sentence, found):
        yield HeldBack(
            Quote(*sentence.span(begin, end), sentence.number),
            category,
            place_in(sentence, begin, end, around),
        )


def _pattern(name: str) -> re.Pattern[str]:
    return dict(coded("holding"))[name]


def _in_any(at: int, parts: Sequence[tuple[int, int]]) -> bool:
    return any(begin <= at < end for begin, end in parts)


def _parts(sentence: Sentence) -> list[tuple[int, int, str]]:
    """Return the parts that tell of one constraint each, with its category."""
    found = []
    for begin, end in _segments(sentence):
        heads = [Hit("heads", one.start(), one.end())
                 for one in _pattern("heads").finditer(sentence.plain, begin, end)]  # fmt: skip
        if not heads and _pattern("lacking").search(sentence.plain, begin, end):
            heads = [Hit("lacking", begin, begin)]
        for at, head in enumerate(heads):
            stop = heads[at + 1].start if at + 1 < len(heads) else end
            stop = min(stop, _words_on(sentence, head.start, _REACH))
            first_word, category = head.start, _nearest(sentence, head.end, stop)
            if category is None and len(heads) == 1:  # «les élus restent trop peu disponibles»
                first_word, category = begin, _nearest(sentence, begin, end)
            if category:
                found.append((first_word, _trimmed(sentence, first_word, stop), category))
    return found


def _segments(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield the parts between commas, and between «، ومن …» and its like, without joining words."""
    bounds = [0]
    for n, token in enumerate(sentence.tokens):
        at = sentence.begin_of(n)
        if token.key == COMMA:
            bounds.append(at + 2)
        elif at and listed("joins").match(sentence.plain, at):
            bounds.append(at)
    for begin, end in pairwise([*bounds, len(sentence.plain)]):
        lead = _pattern("lead").match(sentence.plain, begin, end)
        first_word = lead.end() + 1 if lead else begin
        if end - first_word > _SHORTEST:
            yield first_word, end


def _nearest(sentence: Sentence, begin: int, end: int) -> str | None:
    """Return the category that is named; communication before all, else the one nearest."""
    found = hits("categories", sentence, begin, end)
    codes = [one.code for one in found]
    if "citizen_communication" in codes:
        return "citizen_communication"
    if codes[:1] == ["organisation"] and "resources" in codes:
        return "resources"
    return codes[0] if codes else None


def _named(sentence: Sentence, cue: int) -> list[tuple[int, int, str]]:
    """Return the categories a sentence about constraints lists without saying more of each."""
    about = _pattern("about").search(sentence.plain, cue)
    found = list(apart(hits("categories", sentence, about.end() if about else cue)))
    parts = []
    for at, one in enumerate(found):
        end = found[at + 1].start if at + 1 < len(found) else len(sentence.plain)
        parts.append((one.start, _trimmed(sentence, one.start, end), one.code))
    return parts


def _together(
    sentence: Sentence, parts: Sequence[tuple[int, int, str]]
) -> Iterator[tuple[int, int, str]]:
    """Yield parts; neighbours of one category that no comma parts are one constraint."""
    held: tuple[int, int, str] | None = None
    for one in parts:
        if held and held[2] == one[2] and COMMA not in sentence.plain[held[0] : one[0]]:
            held = (held[0], one[1], held[2])
            continue
        if held:
            yield held
        held = one
    if held:
        yield held


def _trimmed(sentence: Sentence, begin: int, end: int) -> int:
    words = sentence.plain[begin:end].rstrip(" ,")
    for tail in (
        " و",
        " وكذا",
        " كما",
        " et",
        " ainsi que",
        " le",
        " la",
        " de",
        " un",
        " une",
        " l",
        " وكذلك",
        " الي جانب",
        " فضلا عن",
    ):
        words = words.removesuffix(tail).rstrip(" ,")
    return begin + len(words)


def _words_on(sentence: Sentence, begin: int, count: int) -> int:
    at = begin
    for _n in range(count):
        at = sentence.plain.find(" ", at + 1)
        if at < 0:
            return len(sentence.plain)
    return at


def _is_public(sentence: Sentence) -> bool:
    return listed("public_need").search(sentence.plain) is not None
