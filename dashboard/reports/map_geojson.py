"""A layer of the map as GeoJSON (RFC 7946): longitude and latitude, a feature a unit."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from dashboard.figures.geometry import Flat, Geometry, Outline, geometry_of
from dashboard.figures.layer_words import shown_value
from dashboard.figures.map_table import STATE_WORDS, Layer, MapTable
from dashboard.paths import GEO
from dashboard.region_cache import kept_by_region
from dashboard.reports.about import AboutLine
from dashboard.reports.plain_text import plain_text
from dashboard.territory.register import register
from dashboard.wording import Wording

_DECIMALS = 6  # of a degree: 11 cm


def map_geojson(
    table: MapTable,
    layer_id: str,
    about: Sequence[AboutLine],
    words: Wording,
    *,
    province: str | None = None,
) -> bytes:
    """Return the layer: every unit that is drawn, and the arrondissements that it has rows of.

    An arrondissement lies inside its commune and says so (`part_of`). What has no value has null,
    and `state` says why. `about` is a foreign member of the collection.

    Args:
        table: the units and their layers, for files: without what is confidential.
        layer_id: one layer of the table.
        about: what the file says of itself.
        words: the reader's language.
        province: its units alone; None is the whole region.
    """
    layer, drawn = table.layer(layer_id), geometry_of(table.geometry)
    known = set(table.codes)
    units = [
        unit
        for unit in (*drawn.units, *(part for part in drawn.parts if part.code in known))
        if province in (None, unit.province)
    ]
    outlines = _outlines(table.geometry)
    shapes = [outlines[unit.code] for unit in units]
    collection: dict[str, Any] = {
        "type": "FeatureCollection",
        "about": [{"label": one.label, "text": plain_text(one.text)} for one in about],
        "layer": _described(layer, words),
        "features": [
            _feature(unit, shape, layer, words) for unit, shape in zip(units, shapes, strict=True)
        ],
    }
    if shapes:
        collection["bbox"] = [round(edge, _DECIMALS) for edge in shapely.total_bounds(shapes)]
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _described(layer: Layer, words: Wording) -> dict[str, Any]:
    return {
        "id": layer.id,
        "label": plain_text(layer.label),
        "unit": plain_text(layer.unit),
        "is_share": layer.is_share,
        "classes": [
            {"number": number, "word": plain_text(one.word), "low": one.low, "high": one.high}
            for number, one in enumerate(layer.classes, start=1)
        ],
        "states": {name: words(word) for name, word in STATE_WORDS.items()},
    }


def _feature(unit: Outline, shape: BaseGeometry, layer: Layer, words: Wording) -> dict[str, Any]:
    number, day = layer.number(unit.code), layer.day(unit.code)
    state = layer.state(unit.code)
    is_category = layer.kind == "category"
    return {
        "type": "Feature",
        "id": unit.code,
        "geometry": mapping(shape),
        "properties": {
            "code": unit.code,
            "name_ar": unit.names["ar"],
            "name_fr": unit.names["fr"],
            "province": unit.province,
            "province_name": register().unit_name(unit.province, words.language),
            "part_of": unit.part_of,
            "value": None if is_category else shown_value(layer, unit.code),
            "class_no": number,
            "class": plain_text(layer.classes[number - 1].word) or None if number else None,
            "state": state,
            "true_on": day.isoformat() if day else None,
            "reliability": _rounded(layer.reliability.get(unit.code)),
        },
    }


def _rounded(reliability: float | None) -> int | None:
    return None if reliability is None else round(reliability)


@kept_by_region()
def _outlines(geometry: str) -> Mapping[str, BaseGeometry]:
    """Return the outline of every unit, rings wound as RFC 7946 asks: outer ones to the left."""
    drawn = geometry_of(geometry)
    known = _from_grid(drawn) if drawn.flat else {**_read("communes"), **_read("arrondissements")}
    if geometry != "territory" and not drawn.flat:
        known = {
            one.id: shapely.coverage_union_all([known[a] for a in sorted(register().atoms(one.id))])
            for one in register().constituencies(geometry)
        }
    return {code: shapely.orient_polygons(shape) for code, shape in known.items()}


def _from_grid(drawn: Geometry) -> dict[str, BaseGeometry]:
    """Return the outlines of a region that ships its web drawing alone, to a step of its grid."""
    flat = drawn.flat
    assert flat is not None
    units = (*drawn.units, *drawn.parts)
    shapes = gpd.GeoSeries([_polygon(unit, flat) for unit in units], crs=flat.metres).to_crs(4326)
    rounded = shapely.transform(shapes.values, lambda points: points.round(_DECIMALS))
    return {unit.code: shape for unit, shape in zip(units, rounded, strict=True)}


def _polygon(unit: Outline, flat: Flat) -> BaseGeometry:
    """Return a unit in metres: rings inside a ring are holes of it."""
    west, north = flat.corner
    rings = [
        shapely.Polygon([(west + x * flat.step, north - y * flat.step) for x, y in ring])
        for ring in unit.rings
    ]
    whole = shapely.Polygon()
    for ring in rings:
        whole = whole.symmetric_difference(shapely.make_valid(ring))
    return whole


def _read(name: str) -> dict[str, BaseGeometry]:
    rows = gpd.read_parquet(GEO / f"{name}.parquet", columns=["code", "geometry"])
    return dict(zip(rows["code"], rows.geometry, strict=True))
