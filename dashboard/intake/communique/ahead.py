"""The milestones that are coming: the event, and its day where the text says one after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from dashboard.intake.communique.around import Around, place_in
from dashboard.intake.communique.days import days_said
from dashboard.intake.communique.draft import Ahead, Quote
from dashboard.intake.communique.terms import Hit, apart, hits, listed
from dashboard.intake.communique.text import Sentence

_NEAR = 9  # words around an event in which it is said to be coming


def milestones(sentences: Sequence[Sentence], around: Around) -> list[Ahead]:
    """Return the milestones in order of the text, each kind of a day once."""
    found: list[Ahead] = []
    for sentence in sentences:
        for one in _of(sentence, around):
            same = next((i for i, known in enumerate(found) if _is_same(known, one)), None)
            if same is None:
                found.append(one)
            elif found[same].happens_on is None and one.happens_on:
                found[same] = one
    return found


def _is_same(known: Ahead, one: Ahead) -> bool:
    is_dated_twice = known.happens_on and one.happens_on and known.happens_on != one.happens_on
    return known.kind == one.kind and not is_dated_twice


def _of(sentence: Sentence, around: Around) -> Iterator[Ahead]:
    is_told = sentence.number in around.told
    events = list(apart(hits("milestones", sentence)))
    for at, event in enumerate(events):
        end = events[at + 1].start if at + 1 < len(events) else len(sentence.plain)
        begin = events[at - 1].end if at else 0
        on = _day(sentence, event, end, around)
        if is_told and on is None:
            continue
        if on is None and not _is_coming(sentence, event, begin, end):
            continue
        if on is not None and around.held_on and on <= around.held_on:
            continue
        yield Ahead(
            Quote(*sentence.span(event.start, _tail(sentence, event, end)), sentence.number),
            event.code,
            on,
            place_in(sentence, event.start, end, around),
        )


def _day(sentence: Sentence, event: Hit, end: int, around: Around) -> dt.date | None:
    for one in days_said(sentence):
        if event.end <= one.start < end and not one.is_limit:
            return one.after(around.held_on)
    return None


def _is_coming(sentence: Sentence, event: Hit, begin: int, end: int) -> bool:
    before = " ".join(sentence.plain[begin : event.start].split()[-_NEAR:])
    after = " ".join(sentence.plain[event.end : end].split()[:_NEAR])
    inside = sentence.plain[event.start : event.end]
    return any(listed("future").search(part) for part in (before, inside, after))


def _tail(sentence: Sentence, event: Hit, end: int) -> int:
    stop = sentence.plain.find(" , ", event.end, end)
    words = sentence.plain[event.start : end if stop < 0 else stop].split()[:16]
    return event.start + len(" ".join(words))
