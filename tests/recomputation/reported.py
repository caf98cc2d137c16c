"""Values reported for a unit: its own row, else the rows inside it, else what contains it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from recomputation.method import Value, not_applicable, unknown
from recomputation.places import Place, Places


@dataclass(frozen=True)
class Reported:
    """One unit's newest row, for one indicator. `denominator` 0: nothing to measure there."""

    place: Place
    counted_on: dt.date
    numerator: float | None
    denominator: float | None

    @property
    def is_empty(self) -> bool:
        """Not applicable there."""
        return self.denominator == 0

    @property
    def is_usable(self) -> bool:
        """Both parts of the share are known."""
        return bool(self.denominator) and self.numerator is not None


def newest(rows: Iterable[dict[str, Any]], unit: str, day: dt.date) -> list[dict[str, Any]]:
    """Of each unit the row counted last up to a day; never cells of two rows."""
    last: dict[str, dict[str, Any]] = {}
    for row in rows:
        known = last.get(row[unit])
        if row["counted_on"] <= day and (not known or known["counted_on"] < row["counted_on"]):
            last[row[unit]] = row
    return list(last.values())


class Resolver:
    """Finds the value of any unit from the rows reported for one indicator."""

    def __init__(self, places: Places, rows: list[Reported]) -> None:
        self._places = places
        self._usable = [row for row in rows if row.is_usable]
        self._empty = [row for row in rows if row.is_empty]

    def value(self, place: Place) -> tuple[Value, list[Reported]]:
        """The value, and the rows it stands on (of other units than its own, when inherited)."""
        own = next((row for row in self._usable if row.place.code == place.code), None)
        inside = self._inside(place)
        if own and not self._is_later(inside, own, place):
            return _summed([own], 1.0), [own]
        if any(row.place.code == place.code for row in self._empty):
            return not_applicable(), []
        empty = self._topmost([row for row in self._empty if _is_in(row.place, place)], inside)
        if inside:
            return self._from_inside(place, inside, empty), inside
        if empty and place.leaves <= _leaves(empty):
            return not_applicable(), []
        around = self._around(place)
        if not around:
            return unknown(), []
        found = _summed(around, 1.0)
        found.inherited = True
        return found, around

    def _inside(self, place: Place) -> list[Reported]:
        return self._topmost([row for row in self._usable if _is_in(row.place, place)], [])

    def _topmost(self, rows: list[Reported], among: list[Reported]) -> list[Reported]:
        """Leave out a row that lies inside another one of its layer."""
        return [
            row
            for row in rows
            if not any(
                other.place.layer == row.place.layer
                and other.place.code != row.place.code
                and _is_in(row.place, other.place)
                for other in (*rows, *among)
            )
        ]

    def _is_later(self, inside: list[Reported], own: Reported, place: Place) -> bool:
        return (
            bool(inside)
            and _leaves(inside) >= place.leaves
            and max(row.counted_on for row in inside) > own.counted_on
        )

    def _from_inside(
        self, place: Place, inside: list[Reported], empty: list[Reported]
    ) -> Value:
        by_layer: dict[str, int] = defaultdict(int)
        none: dict[str, int] = defaultdict(int)
        for row in inside:
            by_layer[row.place.layer] += row.place.adults
        for row in empty:
            none[row.place.layer] += row.place.adults
        shares = [reached / (place.adults - none[layer]) for layer, reached in by_layer.items()]
        found = _summed(inside, sum(shares) / len(shares))
        if place.grain == "commune":
            found.partial, found.k = _leaves(inside) < place.leaves, 1.0
        return found

    def _around(self, place: Place) -> list[Reported]:
        """The smallest rows that contain a place; of several as large, all of them."""
        rows = [row for row in self._usable if _is_in(place, row.place)]
        smallest = min((row.place.adults for row in rows), default=0)
        return [row for row in rows if row.place.adults == smallest]


def _is_in(inner: Place, outer: Place) -> bool:
    return inner.code != outer.code and bool(inner.leaves) and inner.leaves <= outer.leaves


def _leaves(rows: list[Reported]) -> frozenset[str]:
    return frozenset().union(*(row.place.leaves for row in rows))


def _summed(rows: list[Reported], k: float) -> Value:
    done = sum(row.numerator or 0 for row in rows)
    total = sum(row.denominator or 0 for row in rows)
    return Value(done, total, done / total, k, fact_on=min(row.counted_on for row in rows))
