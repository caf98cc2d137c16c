"""Land that no polygon of the cartography covers.

The package keeps one ring of each commune, so a commune of several parts loses all but one. What
lies bare inside a region is land of the kingdom all the same: it is drawn with its province and
region, given to no commune, and listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.territory import geometry
from dashboard.territory.crosswalk import Unmatched
from dashboard.territory.geometry import Shapes

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

LEAST_SQUARE_METRES = 500_000.0
_BESIDE_METRES = 50.0


@dataclass(frozen=True)
class Land:
    """A gap: a code below the province that borders it most (`05.301.00.01`), and its shape."""

    code: str
    shape: BaseGeometry

    def said(self, metres: str) -> Unmatched:
        """Return the gap as it is listed."""
        point = geometry.to_degrees({"": self.shape.representative_point()}, metres)[""]
        area = round(self.shape.area / 1e6, 1)
        return Unmatched(self.code, "", "", "gap", area, round(point.x, 4), round(point.y, 4))


def land(shapes: Shapes) -> list[Land]:
    """Return the gaps inside a region, from shapes in metres; slivers between limits are none."""
    import shapely

    union = shapely.union_all(list(shapes.values()))
    rings = [ring for part in shapely.get_parts(union) for ring in part.interiors]
    bare = [shapely.Polygon(ring) for ring in rings]
    found: list[Land] = []
    for hole in sorted(bare, key=lambda one: -one.area):
        if hole.area >= LEAST_SQUARE_METRES:
            province = _province(hole, shapes)
            number = 1 + sum(one.code.startswith(province) for one in found)
            found.append(Land(f"{province}.00.{number:02d}", hole))
    return found


def _province(hole: BaseGeometry, shapes: Shapes) -> str:
    """Return the province whose communes lie along most of a gap."""
    around, lengths = hole.boundary, dict[str, float]()
    for code, shape in shapes.items():
        if shape.distance(hole) < _BESIDE_METRES:
            shared = around.intersection(shape.buffer(_BESIDE_METRES)).length
            lengths[code[:6]] = lengths.get(code[:6], 0.0) + shared
    return max(sorted(lengths), key=lambda one: lengths[one])
