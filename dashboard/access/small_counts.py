"""Small counts: the one way a count of persons leaves the store.

A person count is published as 0 when 0, as «fewer than 10» when 1 to 9 (5 in computation), else
rounded to the nearest 5. Every other figure is computed from published counts, so no figure holds
more than the published cells. The SQL macro `published(x)` of the store gives the same values.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import overload

from dashboard.errors import Said, Speaker
from dashboard.wording import Wording

MASKED_BELOW = 10
MASKED_VALUE = 5
STEP = 5
_MASKED_MARGIN, _ROUNDED_MARGIN = 4, 2


@overload
def published(n: None) -> None: ...
@overload
def published(n: int) -> int: ...
def published(n: int | None) -> int | None:
    """Return the count that may be published; None is not reported."""
    if n is None:
        return None
    if n <= 0:
        return 0
    return MASKED_VALUE if n < MASKED_BELOW else (n + STEP // 2) // STEP * STEP


def margin(published_count: int) -> int:
    """Return how far the exact count may lie from a published one: 0, 4 where masked, else 2."""
    if published_count == 0:
        return 0
    return _MASKED_MARGIN if published_count == MASKED_VALUE else _ROUNDED_MARGIN


def shown(n: int | None, words: Wording) -> str:
    """Write one count of persons, exact or published, as everybody may read it."""
    if n is None or n != n:
        return words("not reported")
    count = published(int(n))
    if count == MASKED_VALUE:
        return words("fewer than {n}", n=MASKED_BELOW)
    return words.number(count)


class Counted(Said):
    """A count of persons as a value of a sentence: said as everybody may read it, never exact."""

    def __init__(self, n: int) -> None:
        super().__init__("{n}", n=published(n))

    def text(self, speak: Speaker) -> str:
        """Return «fewer than 10», or the rounded count, in the language of `speak`."""
        if self.values["n"] == MASKED_VALUE:
            return speak("fewer than {n}", n=MASKED_BELOW)
        return speak("{n}", n=self.values["n"])


def counted_sum(counts: Iterable[int]) -> Said:
    """Return a sum of counts of persons as a value of a sentence: ≈ 1 240 (± 24)."""
    known = [published(one) for one in counts]
    spread = sum(margin(one) for one in known)
    return Said("≈ {n} (± {margin})", n=sum(known), margin=spread) if spread else Counted(0)


def quoted(n: int) -> str | Counted:
    """Return a count of persons as a message quotes what was typed: a small one is not repeated."""
    return Counted(n) if 0 < n < MASKED_BELOW else str(n)


def shown_sum(total: float | None, margin_of_sum: float, words: Wording) -> str:
    """Write a sum of published counts with the sum of their margins: ≈ 1 240 (± 24)."""
    if total is None or total != total:
        return words("not reported")
    if margin_of_sum == 0:
        return words.number(total)
    return words("≈ {n} (± {margin})", n=int(total), margin=int(margin_of_sum))
