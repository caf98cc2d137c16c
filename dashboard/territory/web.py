"""The geometry a browser loads: SVG paths on a flat grid, x to the right and y down.

Points are rounded to the grid after the simplification that keeps borders shared, so neighbours
round to the same points and no sliver opens. A path starts each ring with an absolute `M` and goes
on in whole relative steps; every ring is closed by `z`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from dashboard.territory.census import Levels, Row

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

GRID_METRES = 20
_MARGIN = 50  # grid steps around the region, room for a stroke
Point = tuple[int, int]


def constituencies_json(
    shapes: Mapping[str, BaseGeometry],
    provinces: Mapping[str, BaseGeometry],
    region: BaseGeometry,
    rows: Sequence[Row],
    province_rows: Sequence[Row],
) -> str:
    """Return `geo/web/<kind>.json` as text: constituencies drawn as the map draws communes.

    Args:
        shapes: the constituencies in metres by id, unions of one simplified coverage.
        provinces: the provinces likewise, by code.
        region: their union.
        rows: id, names and province (empty where it spans several) of each constituency.
        province_rows: code and names of the provinces.
    """
    grid = Grid(region.bounds)
    return _versioned(
        {
            "viewBox": grid.view_box,
            "communes": [
                {"c": row["code"], "p": row["province_code"], **_drawn(row, shapes, grid)}
                for row in rows
            ],
            "arrondissements": [],
            "provinces": [
                {"c": row["code"], **_drawn(row, provinces, grid)} for row in province_rows
            ],
            "region": grid.path(region),
        }
    )


def country_json(
    regions: Mapping[str, BaseGeometry], kingdom: BaseGeometry, rows: Sequence[Row], step: int
) -> str:
    """Return `geo/country/country.json` as text: the regions drawn as the map draws communes.

    Args:
        regions: the regions of the kingdom in metres, one coarse coverage.
        kingdom: their union.
        rows: the reference rows of the regions, for codes and names.
        step: metres of a step of the grid.
    """
    grid = Grid(kingdom.bounds, step)
    return _versioned(
        {
            "viewBox": grid.view_box,
            "communes": [
                {"c": row["code"], "p": row["code"], **_drawn(row, regions, grid)} for row in rows
            ],
            "arrondissements": [],
            "provinces": [{"c": row["code"], **_drawn(row, regions, grid)} for row in rows],
            "region": grid.path(kingdom),
        }
    )


def territory_json(
    shapes: Mapping[str, Mapping[str, BaseGeometry]],
    levels: Levels,
    metres: str | None = None,
    step: int = GRID_METRES,
) -> str:
    """Return the web geometry of a region (`geo/web/territory.json`) as text.

    A unit without geometry is left out of the drawing.

    Args:
        shapes: simplified geometry in metres by level (communes, arrondissements, provinces,
            regions) and code, all from one coverage.
        levels: the reference rows by the same levels, for codes and names.
        metres: the projection, said in the file with the grid's corner when it is given.
        step: metres of a step of the grid.
    """
    (region,) = shapes["regions"].values()
    grid = Grid(region.bounds, step)
    flat = {"metres": metres, "corner": grid.corner, "step": step} if metres else {}
    parents: Mapping[str, Mapping[str, str]] = {
        "communes": {"p": "province_code"},
        "arrondissements": {"p": "province_code", "of": "commune_code"},
        "provinces": {},
    }
    body: dict[str, Any] = {**flat, "viewBox": grid.view_box}
    for level, above in parents.items():
        body[level] = [
            {
                "c": row["code"],
                **{name: row[column] for name, column in above.items()},
                **_drawn(row, shapes[level], grid),
            }
            for row in levels[level]
            if row["code"] in shapes[level]
        ]
    body["region"] = grid.path(region)
    return _versioned(body)


class Grid:
    """The flat grid of one region: from metres to whole steps, origin at its north-west corner."""

    def __init__(self, bounds: Sequence[float], step: int = GRID_METRES) -> None:
        """Take the bounds of the region (west, south, east, north) and a step, in metres."""
        west, south, east, north = bounds
        self._step = step
        self._west, self._north = west - _MARGIN * step, north + _MARGIN * step
        width = round((east - west) / step) + 2 * _MARGIN
        height = round((north - south) / step) + 2 * _MARGIN
        self.view_box = [0, 0, width, height]

    @property
    def corner(self) -> tuple[float, float]:
        """The north-west corner of the grid, in metres."""
        return self._west, self._north

    def point(self, x: float, y: float) -> Point:
        """Return the step nearest to a point in metres."""
        return round((x - self._west) / self._step), round((self._north - y) / self._step)

    def path(self, shape: BaseGeometry) -> str:
        """Return the SVG path of a polygon or of several, holes included."""
        return "".join(_ring([self.point(x, y) for x, y in ring]) for ring in _rings(shape))


def _drawn(row: Row, shapes: Mapping[str, BaseGeometry], grid: Grid) -> dict[str, Any]:
    shape = shapes[row["code"]]
    at = shape.representative_point()
    names = {"ar": row["name_ar"], "fr": row["name_fr"]}
    return {**names, "at": grid.point(at.x, at.y), "d": grid.path(shape)}


def _rings(shape: BaseGeometry) -> Iterator[list[tuple[float, float]]]:
    for polygon in getattr(shape, "geoms", [shape]):
        for ring in (polygon.exterior, *polygon.interiors):
            yield list(ring.coords)


def _ring(points: list[Point]) -> str:
    """Return one closed ring, or nothing when rounding leaves fewer than three points."""
    kept = [point for i, point in enumerate(points[:-1]) if point != points[i - 1] or i == 0]
    if len(kept) < 3:
        return ""
    steps = [(x - px, y - py) for (px, py), (x, y) in pairwise(kept)]
    numbers = [number for step in steps for number in step]
    # A minus sign separates by itself; it is the shortest form that every SVG parser reads.
    text = "".join(f"{n}" if n < 0 or i == 0 else f" {n}" for i, n in enumerate(numbers))
    return f"M{kept[0][0]} {kept[0][1]}l{text}z"


def _versioned(body: Mapping[str, Any]) -> str:
    version = hashlib.sha256(_compact(body).encode()).hexdigest()[:12]
    return _compact({"version": version, **body}) + "\n"


def _compact(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
