"""Values reported for a unit: its own row, else the rows inside it, else what contains it."""

from __future__ import annotations

import datetime as dt
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
        self._known = [row for row in rows if row.is_usable or row.is_empty]

    def value(self, place: Place) -> tuple[Value, list[Reported]]:
        """The value, and the rows it stands on (of other units than its own, when inherited)."""
        own = next((row for row in self._known if row.place.code == place.code), None)
        inside = self._inside(place)
        if own and not self._is_later(inside, own, place):
            return self._from([own], 1.0), [own]
        layers = _by_layer(inside).values()
        is_whole = any(_leaves(rows) >= place.leaves for rows in layers)
        if any(row.is_usable for row in inside) or is_whole:
            return self._from_inside(place, inside), [row for row in inside if row.is_usable]
        around = self._around(place)
        found = self._from(around, 1.0)
        found.inherited = found.value is not None
        return found, [row for row in around if row.is_usable]

    def _from(self, rows: list[Reported], k: float) -> Value:
        usable = [row for row in rows if row.is_usable]
        if not usable:
            return not_applicable() if rows else unknown()
        done = sum(row.numerator or 0 for row in usable)
        total = sum(row.denominator or 0 for row in usable)
        fact = min(row.counted_on for row in rows)
        return Value(done, total, done / total, k, fact_on=fact)

    def _inside(self, place: Place) -> list[Reported]:
        """The rows inside a place, but for one that lies inside another of its layer."""
        rows = [row for row in self._known if _is_in(row.place, place)]
        return [
            row
            for row in rows
            if not any(
                other.place.layer == row.place.layer and _is_in(row.place, other.place)
                for other in rows
            )
        ]

    def _is_later(self, inside: list[Reported], own: Reported, place: Place) -> bool:
        """Whether every layer inside reaches the whole place and brings something newer."""
        layers = _by_layer(inside).values()
        return bool(layers) and all(
            _leaves(rows) >= place.leaves and max(row.counted_on for row in rows) > own.counted_on
            for rows in layers
        )

    def _from_inside(self, place: Place, inside: list[Reported]) -> Value:
        shares = []
        for layer in {row.place.layer for row in inside if row.is_usable}:
            rows = [row for row in inside if row.place.layer == layer]
            reached = sum(row.place.adults for row in rows if row.is_usable)
            empty = sum(row.place.adults for row in rows if row.is_empty)
            shares.append(reached / (place.adults - empty))
        if not shares:
            return not_applicable()
        found = self._from(inside, sum(shares) / len(shares))
        found.facts = [(row.place.adults, row.counted_on) for row in inside if row.is_usable]
        if place.grain == "commune":
            found.partial, found.k = _leaves(inside) < place.leaves, 1.0
        return found

    def _around(self, place: Place) -> list[Reported]:
        """The smallest rows that contain a place; of several as large, all of them."""
        rows = [row for row in self._known if _is_in(place, row.place)]
        smallest = min((row.place.adults for row in rows), default=0)
        return [row for row in rows if row.place.adults == smallest]


def _by_layer(rows: list[Reported]) -> dict[str, list[Reported]]:
    layers: dict[str, list[Reported]] = {}
    for row in rows:
        layers.setdefault(row.place.layer, []).append(row)
    return layers


def _is_in(inner: Place, outer: Place) -> bool:
    return inner.code != outer.code and bool(inner.leaves) and inner.leaves <= outer.leaves


def _leaves(rows: list[Reported]) -> frozenset[str]:
    return frozenset().union(*(row.place.leaves for row in rows))
