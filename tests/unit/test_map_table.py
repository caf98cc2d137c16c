import datetime as dt
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from dashboard.errors import UserError
from dashboard.figures import tokens
from dashboard.figures.geometry import shapes
from dashboard.figures.layer_words import range_words, value_words
from dashboard.figures.map_table import (
    Layer,
    LayerClass,
    MapTable,
    layer_from_rows,
    unmatched,
)
from dashboard.figures.static_files import GEOMETRIES, TERRITORY, prepare_static
from dashboard.readiness.method import reliability_steps
from dashboard.screens._map import wanted
from dashboard.screens._map_words import payload, twin_rows
from dashboard.territory.register import register
from dashboard.wording import wording

WORDS = ("not ready", "weak", "middling", "good", "ready")
BOUNDS = (0, 25, 50, 70, 85, 100)
CLASSES = tuple(
    LayerClass(word, low, high)
    for word, low, high in zip(WORDS, BOUNDS[:-1], BOUNDS[1:], strict=True)
)
DAY = dt.date(2026, 9, 23)


@pytest.fixture
def readiness() -> Layer:
    rows = pd.DataFrame(
        {
            "territory_code": ["A", "B", "C", "D", "E"],
            "value": [25.0, 84.9, 100.0, 12.0, None],
            "state": [None, None, None, "masked", "not_assessable"],
            "class_no": [2, 2, 5, None, None],
            "true_on": [DAY, DAY, DAY, None, None],
            "reliability": [80.0, 50.0, 100.0, None, None],
            "note": [None, "Class limited by the secretariat.", None, None, "Meetings missing."],
        }
    )
    return layer_from_rows(
        rows,
        id="readiness",
        label="Readiness",
        kind="readiness",
        classes=CLASSES,
        state="state",
        number="class_no",
        date="true_on",
        reliability="reliability",
        note="note",
        unit="of 100",
    )


def test_rows_become_values_markers_and_classes(readiness):
    assert readiness.values == {
        "A": 25.0,
        "B": 84.9,
        "C": 100.0,
        "D": "masked",
        "E": "not_assessable",
    }
    # B's value lies in class 4; its number says 2, for the class is capped.
    assert [readiness.number(code) for code in "ABCDEF"] == [2, 2, 5, None, None, None]
    assert [readiness.state(code) for code in "ADEF"] == [
        None,
        "masked",
        "not_assessable",
        "no_data",
    ]
    assert readiness.day("A") == DAY
    assert readiness.day("D") is None


@pytest.mark.parametrize(
    ("value", "number"), [(0, 1), (24.9, 1), (25, 2), (69.99, 3), (70, 4), (85, 5), (100, 5)]
)
def test_a_class_holds_its_lower_bound(value, number):
    layer = Layer("x", "X", "readiness", CLASSES, values={"A": value})
    assert layer.number("A") == number


def test_counts_tell_classes_and_unknowns(readiness):
    table = MapTable(("A", "B", "C", "D", "E", "F"), (readiness,))
    assert table.counts("readiness") == {
        2: 2,
        5: 1,
        "masked": 1,
        "not_assessable": 1,
        "no_data": 1,
    }
    assert table.counts("readiness", ["C", "F"]) == {5: 1, "no_data": 1}


def test_what_does_not_meet_is_listed_both_ways():
    found = unmatched(["A", "X", "B"], ["B", "A", "Z"])
    assert (found.rows, found.shapes) == (("X",), ("Z",))
    assert found
    assert not unmatched(["A"], ["A"])


def test_colours_are_the_tokens_spread_over_the_classes():
    two = (LayerClass("no"), LayerClass("yes"))
    assert Layer("x", "X", "readiness", CLASSES).colours() == tuple(
        f"readiness.{n}" for n in (1, 2, 3, 4, 5)
    )
    assert Layer("x", "X", "sequential", two).colours() == ("sequential.1", "sequential.5")
    assert tokens.colour("readiness.1") == "#FBD78E"
    assert tokens.colour("unknown.masked.line") == "#4B5563"
    assert tokens.colour("bivariate.3.1") == "#A3521D"
    with pytest.raises(ValueError, match="6 were asked"):
        tokens.ramp("sequential", 6)


def test_the_table_for_the_browser(readiness):
    table = MapTable(("A", "B", "C", "D", "E", "F"), (readiness,))
    made = payload(table, wording("fr"))
    (layer,) = made["table"]["layers"]
    assert layer["keys"] == "225mnd"
    assert layer["values"] == [25, 85, 100, None, None, None]  # 84.9 is written without decimals
    assert layer["days"] == ["23 septembre 2026"]
    assert layer["day"] == [0, 0, 0, None, None, None]
    assert layer["note"] == [None, 0, None, None, 1, None]
    assert layer["classes"][0]["fill"] == "--jz-readiness-1"
    assert (made["table"]["lang"], made["table"]["dir"]) == ("fr", "ltr")


def test_a_class_pales_with_its_reliability_and_a_pattern_never_does(readiness):
    made = payload(MapTable(("A", "B", "C", "D", "E", "F"), (readiness,)), wording("fr"))
    assert made["table"]["layers"][0]["pale"] == "212222"
    steps = made["table"]["paleness"]
    assert [step["opacity"] for step in steps] == [0.35, 0.65, 1]
    assert [step["range"] for step in steps] == ["moins de 40", "40 à 70", "70 et plus"]


def test_a_layer_of_another_kind_never_pales():
    layer = Layer("x", "X", "sequential", CLASSES, {"A": 0.1}, reliability={"A": 10.0})
    assert payload(MapTable(("A",), (layer,)), wording("fr"))["table"]["layers"][0]["pale"] is None


def test_the_steps_of_reliability_start_at_zero_and_grow():
    lows, opacities = zip(*((one.low, one.opacity) for one in reliability_steps()), strict=True)
    assert lows[0] == 0
    assert list(lows) == sorted(set(lows))
    assert list(opacities) == sorted(set(opacities))
    assert opacities[-1] == 1


def test_the_version_changes_with_a_value_and_the_message_is_large_enough_to_be_hashed(readiness):
    table = MapTable(("A", "B"), (readiness,))
    other = MapTable(("A", "B"), (Layer("readiness", "Readiness", "readiness", CLASSES),))
    first = payload(table, wording("fr"))
    assert first["version"] == payload(table, wording("fr"))["version"]
    assert first["version"] != payload(other, wording("fr"))["version"]
    assert len(json.dumps(first)) > 10_000


def test_a_masked_number_never_reaches_the_browser(readiness):
    # D was 12 in the rows and is masked.
    made = payload(MapTable(("D",), (readiness,)), wording("ar"))
    assert made["table"]["layers"][0]["values"] == [None]


def test_ranges_are_words():
    layer = Layer("x", "X", "sequential", CLASSES, is_share=True)
    say = wording("en")
    assert range_words(layer, LayerClass("", None, 0.5), say) == "under 50%"
    assert range_words(layer, LayerClass("", 0.25, 0.5), say) == "25% to 50%"
    assert range_words(layer, LayerClass("", 0.5, None), say) == "50% and over"
    assert range_words(layer, LayerClass("yes"), say) == ""


def test_the_twin_says_what_the_map_says(readiness):
    table = MapTable(("B", "E"), (readiness,))
    twin = twin_rows(table, "readiness", {"B": ("Bab", "Taza")}, wording("en"))
    assert twin.to_dict("records") == [
        {
            "code": "B",
            "name": "Bab",
            "province": "Taza",
            "value": "85",
            "class_word": "weak",
            "date": "23 September 2026",
            "reliability": "50",
            "note": "Class limited by the secretariat.",
        },
        {
            "code": "E",
            "name": "E",
            "province": "",
            "value": "Not assessable (incomplete data)",
            "class_word": "",
            "date": "",
            "reliability": "",
            "note": "Meetings missing.",
        },
    ]


def test_a_category_reads_as_its_word():
    layer = Layer(
        "x", "X", "category", (LayerClass("no"), LayerClass("yes")), {"A": 1.0}, numbers={"A": 2}
    )
    assert value_words(layer, "A", wording("en")) == "yes"


@pytest.fixture
def square(tmp_path: Path) -> Path:
    file = tmp_path / "territory.json"
    drawn = {
        "version": 1,
        "viewBox": [0, 0, 10, 10],
        "communes": [{"c": "F", "p": "P", "ar": "ف", "fr": "F", "d": "M0 0h10v10z"}],
        "arrondissements": [{"c": "F1", "p": "P", "of": "F", "ar": "ف1", "fr": "F1", "d": "M0 0"}],
        "provinces": [{"c": "P", "ar": "ب", "fr": "P", "d": "M0 0h10v10z"}],
        "region": "M0 0h10v10z",
    }
    file.write_text(json.dumps(drawn), encoding="utf-8")
    return file


def test_static_files_are_written_once_a_version(tmp_path, square):
    folder, drawn = tmp_path / "static", square.parent
    for name in GEOMETRIES[1:]:
        shutil.copy(square, drawn / f"{name}.json")
    first = prepare_static("/base/", folder=folder, geometries=drawn)
    target = folder / first.geometries["territory"].removeprefix("/base/app/static/")
    assert json.loads(target.read_text(encoding="utf-8"))["version"] == 1
    assert (folder / "fonts" / "IBMPlexSansArabic-Bold.woff").is_file()
    written = {file: file.stat().st_mtime_ns for file in folder.rglob("*.*")}
    assert len(written) == 8
    assert prepare_static("base", folder=folder, geometries=drawn) == first
    assert {file: file.stat().st_mtime_ns for file in folder.rglob("*.*")} == written

    square.write_text(square.read_text(encoding="utf-8").replace("1,", "2,", 1), encoding="utf-8")
    then = prepare_static(folder=folder, geometries=drawn).geometries
    assert then["territory"] != first.geometries["territory"]
    assert Path(then["legislative"]).name == Path(first.geometries["legislative"]).name


def test_without_geometry_the_remedy_is_named(tmp_path):
    with pytest.raises(UserError, match="geo build"):
        prepare_static(folder=tmp_path, geometries=tmp_path / "none")


def test_shapes_tell_what_is_drawn(square):
    drawn = shapes(square)
    assert drawn.communes == {"F"}
    assert drawn.provinces == {"P"}
    assert drawn.parts == {"F": {"F1"}}


def test_the_shipped_geometry_draws_the_region():
    drawn = shapes()
    assert len(drawn.communes) == 194
    assert len(drawn.provinces) == 9
    assert {len(parts) for parts in drawn.parts.values()} == {6}


@pytest.mark.parametrize(("kind", "n"), [("legislative", 11), ("regional", 9)])
def test_the_shipped_constituencies_are_drawn_and_named_as_such(kind, n):
    drawn = shapes(TERRITORY.with_name(f"{kind}.json"))
    assert drawn.communes == {one.id for one in register().constituencies(kind)}
    assert len(drawn.communes) == n
    codes = tuple(sorted(drawn.communes))
    layer = Layer("seats", "Seats", "sequential", (LayerClass("", 0),), dict.fromkeys(codes, 1.0))
    labels = payload(MapTable(codes, (layer,), kind), wording("en"))["table"]["labels"]
    assert labels["count"] == "constituencies"


@pytest.mark.parametrize(
    ("given", "n", "shown"),
    [
        (("a", None), 1, ("b", "X")),  # nothing new: what was shown stays
        (("a", None), 2, ("c", "Y")),  # the reader chose since
        (("a", "Z"), 1, ("b", "Z")),  # the page commands a unit; the layer stays
        (("d", None), 2, ("d", "Y")),  # both at once, on different things
    ],
)
def test_what_is_new_wins_over_what_was_shown(given, n, shown):
    chosen = {"layer": "c", "code": "Y", "n": n}
    assert wanted(given, chosen, (("a", None), ("b", "X"), 1)) == shown
    assert wanted(given, {}, (("a", None), ("b", "X"), 1)) == given
