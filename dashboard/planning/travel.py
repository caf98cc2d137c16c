"""Minutes of road between communes: great-circle distance × a factor, or an uploaded matrix."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.errors import Said, UserError
from dashboard.planning.earth import kilometres
from dashboard.planning.rules import Rules
from dashboard.planning.unit_name import UnitName
from dashboard.territory.register import register

_NEAR = ("commune", "arrondissement")  # the centroid of a province is nowhere to leave from
_STEP = 5  # estimated minutes are rounded up to this, so that an agenda shows round times


@dataclass(frozen=True)
class Travel:
    """Minutes of road by (origin, destination), whole; an uploaded matrix may be asymmetric."""

    minutes: Mapping[tuple[str, str], int]
    is_estimated: bool = True

    def between(self, origin: str, destination: str) -> int:
        """Return the minutes from one unit to another; a KeyError is a pair nobody asked for."""
        return self.minutes[origin, destination]


def estimated(codes: Iterable[str], rules: Rules) -> Travel:
    """Return the estimate for every pair of units, from their centroids in the census.

    Raises:
        UserError: a unit has no centroid: it is no territory.
    """
    points = {code: _point(code) for code in dict.fromkeys(codes)}
    return Travel(
        {
            (a, b): rules.local_minutes if a == b else _minutes(points[a], points[b], rules)
            for a in points
            for b in points
        }
    )


def _minutes(a: tuple[float, float], b: tuple[float, float], rules: Rules) -> int:
    road_km = kilometres(a, b) * rules.road_factor
    return max(rules.local_minutes, _STEP * math.ceil(road_km / rules.speed_kmh * 60 / _STEP))


def _point(code: str) -> tuple[float, float]:
    place = register().place(code)
    if place is None or place.level not in _NEAR or place.lon is None or place.lat is None:
        raise UserError(
            Said(
                "{place} is no commune: nobody can say how far it is. Choose one.",
                place=UnitName(code),
            )
        )
    return place.lon, place.lat
