"""The map as a picture: right with any data, valid with any text, readable without colour."""

import dataclasses
from itertools import cycle, pairwise
from xml.etree import ElementTree

import pytest

from dashboard.figures.contrast import lightness
from dashboard.figures.drawn_map import Look, drawn_map
from dashboard.figures.geometry import geometry, geometry_of
from dashboard.figures.map_labels import placed
from dashboard.figures.map_legend import fills_of, legend, reads_in_grey, swatch
from dashboard.figures.map_table import UNKNOWN, Layer, LayerClass, MapTable
from dashboard.figures.svg_text import line, width_of, wrapped
from dashboard.figures.tokens import colour
from dashboard.readiness.method import classes
from dashboard.wording import wording

SVG = "{http://www.w3.org/2000/svg}"
COMMUNES = [unit.code for unit in geometry().units]
MEKNES = [code for code in COMMUNES if code.startswith("03.061.")]
CLASSES = tuple(LayerClass(one.name("fr"), one.low, one.high) for one in classes())
HOSTILE = "<script>alert('x')</script> & \"=cmd()\" \u202eغريب\u2069\u2069\x00\x1b"


def table_of(values, *, label="Readiness", classes=CLASSES, **more) -> MapTable:
    layer = Layer("readiness", label, "readiness", classes, values=values, **more)
    return MapTable(tuple(COMMUNES), (layer,))


def drawn(values, language="fr", *, more=None, **options):
    picture = drawn_map(table_of(values, **(more or {})), "readiness", wording(language), **options)
    return picture, ElementTree.fromstring(picture.svg)


def fills(tree) -> list[str]:
    """Return the fill of each unit, in the order of the geometry."""
    return [path.get("fill") for path in tree.iter(f"{SVG}path") if path.get("fill-rule")]


def counts(picture) -> dict:
    return {row.key: row.count for row in picture.legend if row.count}


def test_every_unit_is_drawn_once_in_its_class_and_the_legend_counts_them():
    values = dict(zip(COMMUNES, cycle([10, 30, 60, 80, 100, *UNKNOWN]), strict=False))
    picture, tree = drawn(values)
    expected = [
        f"url(#jz-colour-{value})" if isinstance(value, str) else colour(f"readiness.{number}")
        for value, number in zip(values.values(), cycle(range(1, 6 + len(UNKNOWN))), strict=False)
    ]
    assert fills(tree) == expected
    assert sum(counts(picture).values()) == len(COMMUNES) == 194
    assert [row.key for row in picture.legend] == [5, 4, 3, 2, 1, *UNKNOWN]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, {"no_data": 194}),
        (dict.fromkeys(COMMUNES, "not_assessable"), {"not_assessable": 194}),
        (dict.fromkeys(COMMUNES, 50.0), {3: 194}),
        ({MEKNES[0]: 0.0}, {1: 1, "no_data": 193}),
        ({"03.999.01.01": 5.0}, {"no_data": 194}),
    ],
    ids=["0 rows", "all unknown", "all equal", "1 row", "a row without a shape"],
)
def test_no_data_is_never_a_class_and_a_single_value_is_right(values, expected):
    picture, tree = drawn(values)
    assert counts(picture) == expected
    assert len(fills(tree)) == 194


def test_a_province_alone_counts_its_own_and_pales_the_others():
    picture, tree = drawn(dict.fromkeys(COMMUNES, 90.0), province="03.061")
    assert counts(picture) == {5: len(MEKNES)}
    assert fills(tree) == [colour("readiness.5")] * len(MEKNES)
    assert colour("surface") in {path.get("fill") for path in tree.iter(f"{SVG}path")}
    assert picture.height <= picture.width * 1.25


def test_fes_opens_into_its_arrondissements_and_counts_as_one_commune():
    parts = {part.code: 90.0 for part in geometry().parts}
    picture, tree = drawn({"03.231.01.0": 10.0, **parts}, how=Look(is_open=True))
    assert fills(tree).count(colour("readiness.5")) == len(parts) == 6
    assert colour("readiness.1") not in fills(tree)
    assert counts(picture) == {1: 1, "no_data": 193}


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_a_hostile_name_is_text_and_a_long_one_stays_a_line(language):
    hostile = {"label": HOSTILE * 40, "classes": (LayerClass(HOSTILE),)}
    picture, tree = drawn({MEKNES[0]: 1.0}, language, more=hostile, title=HOSTILE * 40)
    assert "<script" not in picture.svg
    assert {element.tag.removeprefix(SVG) for element in tree.iter()} <= {
        "svg", "title", "desc", "defs", "pattern", "rect", "g", "path", "circle", "use", "text",
    }  # fmt: skip
    assert "<script>" in (tree.findtext(f"{SVG}title") or "")
    assert not set("\u202e\x00\x1b") & set("".join(tree.itertext()))


def test_the_alternative_text_is_made_of_the_data():
    _picture, tree = drawn(dict(zip(MEKNES, [10.0, 90.0, 95.0, "masked"], strict=False)))
    said = tree.findtext(f"{SVG}desc")
    assert "Prête\u00a0: 2" in said
    assert "Masqué (petit effectif)\u00a0: 1" in said
    assert "Pas de données\u00a0: 190" in said


def test_a_copier_keeps_the_classes_apart_or_the_map_is_refused():
    picture, tree = drawn({MEKNES[0]: 10.0, MEKNES[1]: "masked"}, how=Look(ink="copier"))
    inks = {path.get(what) for path in tree.iter(f"{SVG}path") for what in ("fill", "stroke")}
    colours = {ink for ink in inks - {None, "none"} if ink.startswith("#")} - {colour("ink")}
    assert all(ink[1:3] == ink[3:5] == ink[5:7] for ink in colours)
    shades = [lightness(row.fill) for row in picture.legend[:5]]
    assert min(b - a for a, b in pairwise(shades)) > 10
    pair = (LayerClass("a", colour="bivariate.1.1"), LayerClass("b", colour="bivariate.1.2"))
    both = Layer("priority", "P", "category", pair)
    assert not reads_in_grey(both)
    with pytest.raises(ValueError, match="same grey"):
        fills_of(both, "copier")


def test_what_is_less_reliable_is_paler_and_a_pattern_is_not():
    values = {MEKNES[0]: 90.0, MEKNES[1]: 90.0, MEKNES[2]: "no_data"}
    reliability = dict.fromkeys(MEKNES, 10.0) | {MEKNES[1]: 95.0}
    _picture, tree = drawn(
        values, more={"reliability": reliability}, how=Look(is_pale=True), province="03.061"
    )
    faded = [path.get("fill-opacity") for path in tree.iter(f"{SVG}path") if path.get("fill-rule")]
    assert faded[:3] == ["0.35", "1", None]


@pytest.mark.parametrize("kind", ["legislative", "regional"])
def test_constituencies_are_drawn_of_their_own_geometry(kind):
    codes = tuple(unit.code for unit in geometry_of(kind).units)
    layer = Layer("seats", "Seats", "sequential", (LayerClass("", 0, None),), {codes[0]: 3.0})
    picture = drawn_map(MapTable(codes, (layer,), kind), "seats", wording("ar"))
    assert len(fills(ElementTree.fromstring(picture.svg))) == len(codes)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_no_name_lies_over_another_and_all_nine_provinces_are_named(language):
    words, all_drawn = wording(language), geometry()
    labels = placed(all_drawn.provinces, all_drawn.box, 720 / 13785, words, is_forced=True)
    assert len(labels) == 9
    for at, one in enumerate(labels):
        for other in labels[at + 1 :]:
            apart = (width_of(one.text, one.size) + width_of(other.text, other.size)) / 2
            assert abs(one.x - other.x) >= apart or abs(one.y - other.y) >= one.size


def test_a_very_long_name_is_left_out_rather_than_drawn_over_others():
    long = dataclasses.replace(geometry().units[0], names={"ar": "ا" * 400, "fr": "a" * 400})
    assert placed([long], geometry().box, 0.05, wording("fr")) == []


def test_lines_keep_numbers_whole_and_open_no_direction_they_do_not_close():
    words = wording("ar")
    lines = wrapped(
        f"{'كلمة ' * 6}{words.number(1240)} {words.isolate('Fès Médina')} \u2069", 90, 15
    )
    assert len(lines) > 3
    for one in lines:
        openers = sum(one.count(mark) for mark in "\u2066\u2067\u2068")
        assert openers == one.count("\u2069")
    assert any("1\u202f240" in one for one in lines)
    assert max(len(one) for one in wrapped("x" * 500, 100, 10)) <= 100 / 10 / 0.58
    assert "\u2067\u2066&amp;\u2069\u2069" in line("\u2066&", 0, 0, words, size=12)


def test_a_legend_s_swatch_stands_alone():
    table = table_of({MEKNES[0]: 10.0})
    for row in legend(table, "readiness", wording("en")):
        assert ElementTree.fromstring(swatch(row)).find(f"{SVG}rect") is not None
