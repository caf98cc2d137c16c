"""Distances over the ground as the crow flies."""

from __future__ import annotations

import math

_EARTH_KM = 6371.0088  # mean radius, IUGG


def kilometres(origin: tuple[float, float], destination: tuple[float, float]) -> float:
    """Return the great-circle distance between two points given as (longitude, latitude)."""
    (lon_a, lat_a), (lon_b, lat_b) = (
        (math.radians(lon), math.radians(lat)) for lon, lat in (origin, destination)
    )
    squared = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(math.sqrt(squared))
