"""Which living body is nearest to an empty place, and who could sponsor whom?

As the crow flies, between the points of the communes: mountains and roads are not known here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.planning.earth import kilometres


@dataclass(frozen=True)
class Located:
    """A place or a body's seat by code, with its point in degrees."""

    code: str
    lon: float
    lat: float


@dataclass(frozen=True)
class Neighbour:
    """The nearest living body of a place, and the one that could sponsor it; None when none can."""

    nearest: str | None = None
    nearest_km: float | None = None
    sponsor: str | None = None
    sponsor_km: float | None = None


def neighbours(
    empty: Sequence[Located], living: Sequence[Located], *, most: int
) -> dict[str, Neighbour]:
    """Return the neighbour of each empty place, by code.

    Args:
        empty: the places without a body.
        living: the seats of the bodies that live.
        most: how many places a body sponsors at the most. The shortest way is given first, so a
            place whose nearest body has enough to do gets the next one.
    """
    ways = sorted(
        (distance_km(place, body), place.code, body.code) for place in empty for body in living
    )
    nearest: dict[str, tuple[str, float]] = {}
    sponsors: dict[str, tuple[str, float]] = {}
    taken: Counter[str] = Counter()
    for km, place, body in ways:
        nearest.setdefault(place, (body, km))
        if place not in sponsors and taken[body] < most:
            sponsors[place] = (body, km)
            taken[body] += 1
    nobody: tuple[None, None] = (None, None)
    return {
        one.code: Neighbour(*nearest.get(one.code, nobody), *sponsors.get(one.code, nobody))
        for one in empty
    }


def distance_km(one: Located, other: Located) -> float:
    """Return the great-circle distance between two points, in kilometres (haversine)."""
    return kilometres((one.lon, one.lat), (other.lon, other.lat))
