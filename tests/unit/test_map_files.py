"""The map as files: GeoJSON that a map program reads, and a picture that stands alone."""

import datetime as dt
import json
from xml.etree import ElementTree

import pytest
import shapely

from dashboard.figures.geometry import geometry
from dashboard.figures.map_legend import legend
from dashboard.figures.map_table import Layer, LayerClass, MapTable
from dashboard.readiness.method import classes
from dashboard.reports.about import AboutLine
from dashboard.reports.map_geojson import map_geojson
from dashboard.reports.map_picture import Told, map_finding, map_png, map_svg
from dashboard.reports.plain_text import plain_text
from dashboard.screens._region_map import is_withheld
from dashboard.territory.register import register
from dashboard.wording import LANGUAGES, wording

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert('x')</script> & \"=cmd()\" \u202eغريب\u2069\u2069\x00\x1b"
COMMUNES = tuple(unit.code for unit in geometry().units)
PARTS = tuple(part.code for part in geometry().parts)
FIRST, SECOND, THIRD = COMMUNES[:3]
CLASSES = tuple(LayerClass(one.name("fr"), one.low, one.high) for one in classes())
ABOUT = (AboutLine("Notice", "Demonstration data"), AboutLine(HOSTILE, HOSTILE))
TOLD = Told(f"Readiness · {HOSTILE}", ABOUT, "Demonstration data")


def table_of(values, codes=COMMUNES + PARTS, **more):
    layer = {"label": "Readiness", "kind": "readiness", "classes": CLASSES, "values": values} | more
    return MapTable(codes, (Layer("readiness", **layer),))


def geojson(values, language="en", *, province=None, **more):
    table = table_of(values, **more)
    made = map_geojson(table, "readiness", ABOUT, wording(language), province=province)
    return json.loads(made, parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))


def by_code(collection):
    return {one["id"]: one["properties"] for one in collection["features"]}


def test_every_unit_is_a_feature_with_its_value_or_why_there_is_none():
    found = by_code(
        geojson(
            {FIRST: 71.26, SECOND: "masked"},
            decimals=1,
            dates={FIRST: dt.date(2026, 9, 23)},
            reliability={FIRST: 66.4},
        )
    )
    assert len(found) == 194 + 6
    assert (
        found[FIRST]
        | {
            "value": 71.3,
            "class_no": 4,
            "class": "Bonne",
            "state": None,
            "true_on": "2026-09-23",
            "reliability": 66,
            "part_of": None,
        }
        == found[FIRST]
    )
    assert (found[SECOND]["value"], found[SECOND]["state"]) == (None, "masked")
    assert (found[THIRD]["value"], found[THIRD]["state"]) == (None, "no_data")
    assert found[THIRD]["class_no"] is found[THIRD]["true_on"] is None
    assert {found[code]["part_of"] for code in PARTS} == {"03.231.01.0"}


def test_the_outlines_are_longitude_and_latitude_wound_as_the_standard_asks():
    collection = geojson({})
    west, south, east, north = collection["bbox"]
    assert -7 < west < east < -2
    assert 32 < south < north < 36
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    for one in collection["features"]:
        shape = shapely.from_geojson(json.dumps(one["geometry"]))
        assert shape.is_valid
        for part in getattr(shape, "geoms", [shape]):
            assert part.exterior.is_ccw
            assert not any(ring.is_ccw for ring in part.interiors)


def test_a_province_alone_has_its_own_units_and_the_file_says_where_it_comes_from():
    collection = geojson({}, province="03.061")
    assert {one["province"] for one in by_code(collection).values()} == {"03.061"}
    assert collection["about"][0] == {"label": "Notice", "text": "Demonstration data"}
    assert [one["number"] for one in collection["layer"]["classes"]] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "values",
    [{}, dict.fromkeys(COMMUNES, "not_assessable"), dict.fromkeys(COMMUNES, 5.0), {FIRST: 0.0}],
    ids=["0 rows", "all unknown", "all equal", "1 row"],
)
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_bad_data_and_hostile_words_leave_both_files_right(values, language):
    bad = {"label": HOSTILE * 30, "unit": HOSTILE, "classes": (LayerClass(HOSTILE, 0, None),)}
    features = by_code(geojson(values, language, province="03.061", **bad))
    here = [code for code in values if code.startswith("03.061.")]
    known = sum(not isinstance(values[code], str) for code in here)
    assert sum(one["value"] is not None for one in features.values()) == known
    table = table_of(values, **bad)
    svg = map_svg(table, "readiness", TOLD, wording(language))
    tree = ElementTree.fromstring(svg)
    assert "<script" not in svg
    assert not set("\u202e\x00\x1b") & set(svg)
    assert all(float(one.get("x")) >= 0 for one in tree.iter(f"{SVG}text"))


def test_constituencies_have_outlines_of_their_own_that_share_the_region():
    codes = tuple(one.id for one in register().constituencies("legislative"))
    layer = Layer("seats", "Seats", "sequential", (LayerClass("", 0, None),), {codes[0]: 3.0})
    table = MapTable(codes, (layer,), "legislative")
    made = json.loads(map_geojson(table, "seats", (), wording("fr")))
    shapes = [shapely.from_geojson(json.dumps(one["geometry"])) for one in made["features"]]
    assert len(shapes) == 11
    assert sum(one.area for one in shapes) == pytest.approx(shapely.union_all(shapes).area)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_says_what_it_shows_its_day_its_source_and_that_it_is_a_demonstration(language):
    words = wording(language)
    table = table_of({FIRST: 90.0, SECOND: 95.0, THIRD: 10.0}, reliability={FIRST: 20.0})
    tree = ElementTree.fromstring(map_svg(table, "readiness", TOLD, words))
    said = plain_text("".join(tree.itertext()))
    finding = map_finding(
        table, table.layers[0], legend(table, "readiness", words, COMMUNES), words
    )
    assert plain_text(finding) in said
    assert said.count("Demonstration data") >= 1
    assert all(row.word in said for row in legend(table, "readiness", words))
    height = float(tree.get("height"))
    assert all(float(one.get("y")) < height for one in tree.iter(f"{SVG}text"))


def test_the_finding_counts_the_largest_class_among_what_is_known():
    words = wording("en")
    table = table_of({FIRST: 90.0, SECOND: 95.0, THIRD: 10.0})
    rows = legend(table, "readiness", words, COMMUNES)
    assert map_finding(table, table.layers[0], rows, words) == "2 communes of 3 known: Prête."
    unnamed = (LayerClass("", 0, 50), LayerClass("", 50, None))
    table = table_of(
        {FIRST: 90.0, SECOND: 95.0}, label="Density", classes=unnamed, kind="sequential"
    )
    rows = legend(table, "readiness", words, COMMUNES)
    said = map_finding(table, table.layers[0], rows, words)
    assert said == "2 communes of 2 known: density, 50 and over."
    nothing = table_of({})
    rows = legend(nothing, "readiness", words, COMMUNES)
    assert (
        map_finding(nothing, nothing.layers[0], rows, words)
        == "Nothing is known of the 194 communes."
    )


def test_the_picture_is_a_png_of_two_pixels_for_one():
    svg = map_svg(table_of({FIRST: 90.0}), "readiness", TOLD, wording("ar"), province="03.061")
    made = map_png(svg)
    assert made.startswith(b"\x89PNG")
    width = int.from_bytes(made[16:20], "big")
    assert width == 2 * int(ElementTree.fromstring(svg).get("width"))


def test_a_layer_that_files_may_hold_nothing_of_is_withheld_and_not_said_to_be_unknown():
    (shown,) = table_of({FIRST: 0.4, SECOND: "no_data"}).layers
    assert is_withheld(shown, table_of({FIRST: "not_applicable"}))
    assert is_withheld(shown, MapTable(COMMUNES, ()))
    assert not is_withheld(shown, table_of({FIRST: 0.2}))
    (nothing,) = table_of({FIRST: "no_data"}).layers
    assert not is_withheld(nothing, table_of({}))
