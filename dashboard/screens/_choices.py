"""Labels of a choice of which no two are alike: a box knows its options by their labels."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import state


def told_apart(words: Mapping[int, str]) -> dict[int, str]:
    """Return the labels, a second one that reads like another with its number behind it."""
    _ = state.wording()
    seen: dict[str, int] = {}
    told = {}
    for n, one in words.items():
        seen[one] = seen.get(one, 0) + 1
        told[n] = one if seen[one] == 1 else f"{one} ({_.number(seen[one])})"
    return told
