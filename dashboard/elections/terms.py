"""When the term of each kind of council ends: inferred from its last general election."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dashboard.elections.kinds import kinds


@dataclass(frozen=True)
class Term:
    """The term of a kind of council: when it began, its years, and the day that makes them full.

    The end is inferred; polling day is set by decree and may lie before or after it.
    """

    kind: str
    begun_on: dt.date
    years: int
    ends_on: dt.date


def current_terms(held: Iterable[Any]) -> dict[str, Term]:
    """Return the running term of each kind, from its general elections that were held.

    Args:
        held: rows with `kind` and `polling_on` (a date), by-elections left out.
    """
    last: dict[str, dt.date] = {}
    for row in held:
        if row.kind in kinds():
            last[row.kind] = max(row.polling_on, last.get(row.kind, row.polling_on))
    return {kind: _term(kind, day) for kind, day in last.items()}


def _term(kind: str, begun_on: dt.date) -> Term:
    years = kinds()[kind].term_years
    return Term(kind, begun_on, years, years_after(begun_on, years))


def years_after(day: dt.date, years: int) -> dt.date:
    """Return the same day some years later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
