"""What is known around a sentence when it is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from dashboard.intake.communique.places import Named
from dashboard.intake.communique.text import Sentence


@dataclass(frozen=True)
class Around:
    """What is known around a sentence: its places with codes, its persons, the meeting's day."""

    places: Mapping[int, Sequence[tuple[Named, str]]]
    persons: Mapping[int, Sequence[tuple[int, int]]]
    held_on: dt.date | None
    told: Collection[int]  # sentences that tell of the meeting itself
    body_kind: str | None


def place_in(sentence: Sentence, begin: int, end: int, around: Around) -> str | None:
    """Return the code of the only place that a part of a sentence names."""
    codes = {
        code
        for named, code in around.places.get(sentence.number, ())
        if begin <= sentence.begin_of(named.first) < end and ":" not in code
    }
    return codes.pop() if len(codes) == 1 else None
