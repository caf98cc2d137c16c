"""Which reported rows make the sum of a territory: its own, or those inside it, each place once.

As in the indicators (`queries/tables/reported_values.sql`): a unit's own row counts, unless rows
inside it reach every place in it and one of them is newer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.territory.register import register


@dataclass(frozen=True)
class Reach:
    """The rows that count for a unit, and how many of its smallest places they reach.

    A place is a commune, or an arrondissement where there are any.
    """

    unit_code: str
    rows: tuple[Any, ...]
    places_known: int
    places: int
    is_own: bool


def reach(unit_code: str, rows: Mapping[str, Any]) -> Reach:
    """Return what counts for a unit; `rows` by unit code, each with its `counted_on`."""
    own, places = rows.get(unit_code), register().atoms(unit_code)
    inside = register().units_within(unit_code) - {unit_code}
    found = {code: rows[code] for code in rows if code in inside}
    topmost = {code: row for code, row in found.items() if not _is_nested(code, found)}
    reached = frozenset[str]().union(*(register().atoms(code) for code in topmost))
    is_newer = own is not None and reached == places and newest(topmost.values()) > own.counted_on
    if own is not None and not is_newer:
        return Reach(unit_code, (own,), len(places), len(places), is_own=True)
    kept = tuple(topmost[code] for code in sorted(topmost))
    return Reach(unit_code, kept, len(reached & places), len(places), is_own=False)


def newest(rows: Any) -> dt.date:
    """Return the newest day counted among rows; the first day of all where there is none."""
    return max((row.counted_on for row in rows), default=dt.date.min)


def oldest(rows: Any) -> dt.date | None:
    """Return the oldest day counted among rows, None where there is none."""
    return min((row.counted_on for row in rows), default=None)


def summed_in(unit_code: str, rows: Mapping[str, Any], above: Mapping[str, Reach]) -> str | None:
    """Return the unit of `above` whose own row holds this one, which has none of its own."""
    if unit_code in rows:
        return None
    holders = [
        code
        for code, one in above.items()
        if one.is_own and code in register().containers_of(unit_code)
    ]
    return next(iter(sorted(holders, key=lambda code: len(register().atoms(code)))), None)


def places_listed(rows: Mapping[str, Any], within: str) -> list[str]:
    """Return the places of a unit: communes, and arrondissements in the place of their commune.

    A commune whose arrondissements say nothing stands for them where it has a row of its own.
    """
    listed = set(register().atoms(within))
    for place in register().communes():
        parts = register().atoms(place.code)
        if len(parts) > 1 and parts <= listed and reach(place.code, rows).is_own:
            listed = (listed - parts) | {place.code}
    return sorted(listed)


def _is_nested(code: str, found: Mapping[str, Any]) -> bool:
    """Tell whether a territory that holds this unit is among the rows: it says the same again."""
    above = register().containers_of(code) - {code}
    return any(one in found and register().place(one) is not None for one in above)
