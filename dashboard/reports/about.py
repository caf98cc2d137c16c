"""What a file says of itself: what is in it, which days, by which method, from which sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class AboutLine:
    """One thing a file says of itself: what it is about, and the sentence."""

    label: str
    text: str


def sentences(about: Iterable[AboutLine]) -> list[str]:
    """Return the sentences alone, for a paper or a list that has no place for labels."""
    return [one.text for one in about]
