"""The problems of a file put together that say the same: how many, and where the first are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.errors import Problem, Said

_FIRST_ROWS = 5


@dataclass(frozen=True)
class Group:
    """Problems that say the same: their level, code, sentence, number, and first rows."""

    code: str
    level: str
    message: Said
    count: int
    rows: tuple[int, ...]
    columns: tuple[str, ...]


def grouped(problems: Sequence[Problem]) -> list[Group]:
    """Return problems by code and sentence, errors first, then the most frequent."""
    groups: dict[tuple[str, str, str], list[Problem]] = {}
    for one in problems:
        groups.setdefault((one.level, one.code, one.message.sentence), []).append(one)
    made = [
        Group(
            code,
            level,
            _common(held),
            len(held),
            tuple(dict.fromkeys(p.row for p in held if p.row is not None))[:_FIRST_ROWS],
            tuple(dict.fromkeys(p.column for p in held if p.column is not None))[:_FIRST_ROWS],
        )
        for (level, code, _), held in groups.items()
    ]
    return sorted(made, key=lambda one: (one.level != "error", -one.count, one.code))


def _common(held: Sequence[Problem]) -> Said:
    """Return what problems of one sentence say alike: a value that differs is left open."""
    first = held[0].message
    alike = {
        name: value if all(one.message.values[name] == value for one in held) else "…"
        for name, value in first.values.items()
    }
    return Said(first.sentence, **alike)
