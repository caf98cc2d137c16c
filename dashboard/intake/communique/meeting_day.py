"""The days on which the meeting of a communiqué may have been held."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dashboard.intake.communique.days import DaySaid, days_said
from dashboard.intake.communique.draft import DayFound, Quote
from dashboard.intake.communique.terms import listed
from dashboard.intake.communique.text import Sentence


def days_of_meeting(
    found: Sequence[Sentence], top: Sequence[Sentence], told: Sentence | None
) -> tuple[DayFound, ...]:
    """Return the days the top of a text says of the meeting, else that of its dateline."""
    return tuple(_told_days(top, told)) or tuple(_dateline(found, told))


def _told_days(top: Sequence[Sentence], told: Sentence | None) -> Iterator[DayFound]:
    """Yield the days the meeting may have been held on, as the top of the text says them."""
    seen = set()
    for sentence in top:
        if sentence is not told and not (
            sentence.number < 3 and listed("met").search(sentence.plain)
        ):
            continue
        for one in days_said(sentence):
            on = one.on()
            if on and on not in seen and not one.is_limit and not _is_another(sentence, one):
                seen.add(on)
                yield DayFound(on, Quote(*sentence.span(one.start, one.end), sentence.number))


def _dateline(found: Sequence[Sentence], told: Sentence | None) -> Iterator[DayFound]:
    """Yield the day of the dateline where the meeting is told to be «today»."""
    if told is None or not re.search(
        r"(?<!\S)(?:ال)?يومه?(?!\S)|aujourd hui|ce jour|ce matin", told.plain
    ):
        return
    for sentence in (*found[:2], *found[-2:]):
        for one in days_said(sentence):
            if (on := one.on()) and not one.is_limit and len(sentence.tokens) < 12:
                yield DayFound(on, Quote(*sentence.span(one.start, one.end), sentence.number))
                return


def _is_another(sentence: Sentence, day: DaySaid) -> bool:
    """Whether a day is that of something else: what is coming, or was before."""
    near = " ".join(sentence.plain[: day.start].split()[-8:])
    told = [one.end() for one in listed("met").finditer(near)]
    other = [
        one.end()
        for name in ("future", "past_told")
        for one in listed(name).finditer(near)
        if not re.search(r"انعقد|عقد", one.group())
    ]
    other += [one.end() for one in re.finditer(r"بلاغ\S*|مورخ\S*|مذكره|communique|note|date", near)]
    return bool(other) and max(other) > max(told, default=-1)
