"""What the meeting decided: from a word of deciding to the next, with theme, owner and due day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from dashboard.intake.communique.around import Around, place_in
from dashboard.intake.communique.days import days_said
from dashboard.intake.communique.deciding import SHORTEST
from dashboard.intake.communique.draft import Decided, Quote
from dashboard.intake.communique.terms import Hit, apart, coded, first, hits
from dashboard.intake.communique.text import COMMA, Sentence

_OTHER = "other"


def decisions(
    sentences: Sequence[Sentence], around: Around, decided: Mapping[int, Sequence[tuple[int, int]]]
) -> list[Decided]:
    """Return what was decided, in order of the text; `decided` are its parts by sentence."""
    return [
        one
        for sentence in sentences
        for one in _drafted(sentence, decided.get(sentence.number, ()), around)
    ]


def _drafted(
    sentence: Sentence, parts: Sequence[tuple[int, int]], around: Around
) -> Iterator[Decided]:
    for begin, end in parts:
        if end - begin < SHORTEST:
            continue
        owner = owner_in(sentence, begin, end)
        yield Decided(
            Quote(*sentence.span(begin, end), sentence.number),
            _theme(sentence, begin, end, owner),
            owner.code if owner else None,
            _due(sentence, begin, end, around.held_on),
            place_in(sentence, begin, end, around),
        )


def owner_in(sentence: Sentence, begin: int, end: int) -> Hit | None:
    """Return the function that a part of a sentence gives the work to, None where none is said."""
    plain = sentence.plain
    for one in apart(hits("owners", sentence, begin, end)):
        before = plain[max(0, begin - 1) : one.start]
        cues = [
            cue.end()
            for cue in _owning("before", sentence, begin, one.start + 1)
            if cue.end() <= one.start
        ]
        if (
            cues
            and len(plain[max(cues) : one.start].split()) <= 2
            and COMMA not in plain[max(cues) : one.start]
        ):
            return one
        follows = next(_owning("after", sentence, one.end, min(end, one.end + 60)), None)
        if follows and len(plain[one.end : follows.start()].split()) <= 2:
            return one
        if not before.strip() and one.start == begin:
            return one
    return None


def _owning(code: str, sentence: Sentence, begin: int, end: int) -> Iterator[re.Match[str]]:
    pattern = dict(coded("owning"))[code]
    return pattern.finditer(sentence.plain, begin, max(begin, end))


def _theme(sentence: Sentence, begin: int, end: int, owner: Hit | None) -> str:
    """Return the theme of a part; the function that carries it out says none."""
    parts = [(begin, end)]
    if owner:
        parts = [(owner.end, end), (begin, owner.start)]
    for start, stop in parts:
        theme = first("themes", sentence, start, stop) if stop > start else None
        if theme:
            return theme
    return first("themes", sentence, begin, end) or _OTHER


def _due(sentence: Sentence, begin: int, end: int, held_on: dt.date | None) -> dt.date | None:
    """Return the day by which it is due: a time limit, else any day after the meeting."""
    days = [one for one in days_said(sentence) if begin <= one.start < end]
    for one in sorted(days, key=lambda one: not one.is_limit):
        on = one.after(held_on)
        if (
            on
            and (held_on is None or on >= held_on)
            and (one.is_limit or held_on is None or on > held_on)
        ):
            return on
    return None
