"""The charts of the pace, the layers of coverage and the list on A4, by what they are made of."""

from __future__ import annotations

import datetime as dt
import re

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.figures.charts import month_ticks, round_steps
from dashboard.figures.coverage_layers import coverage_layers
from dashboard.figures.delay_chart import delay_chart
from dashboard.figures.map_table import MapTable
from dashboard.figures.pace_chart import pace_chart
from dashboard.figures.series_chart import Series, series_chart
from dashboard.figures.tables import TableColumn, table
from dashboard.figures.theme import CHART_COLOURS
from dashboard.figures.tokens import colour
from dashboard.planning.delays import delays
from dashboard.planning.outlook import Counted, fan
from dashboard.planning.pace import founding_pace
from dashboard.reports.printed_list import Section, printed_list
from dashboard.wording import wording

AS_OF, UNTIL = dt.date(2026, 12, 31), dt.date(2027, 6, 30)
ISOLATES = re.compile("[\u2066-\u2069]")


def drawn(language, *, has_fan=True, plan=((AS_OF, 10.0), (UNTIL, 12.0))):
    past = Counted([dt.date(2026, 6, 30), AS_OF], [6, 10])
    ahead = fan(founding_pace(6, 12.0), covered=10, empty=8, as_of=AS_OF, until=UNTIL)
    days, places = zip(*plan, strict=True)
    figure = pace_chart(
        past, ahead if has_fan else None, Counted(days, places), places=20, until=UNTIL,
        chances=("8 in 10", "5 in 10"), words=wording(language),
    )  # fmt: skip
    return figure.to_dict()


def texts(figure):
    return [ISOLATES.sub("", one["text"]) for one in figure["layout"]["annotations"]]


def test_the_fan_has_two_bands_named_on_them_and_a_dashed_plan():
    figure = drawn("en")
    bands = [one for one in figure["data"] if one.get("fill") == "toself"]
    dashes = [one["line"].get("dash") for one in figure["data"] if one["mode"] == "lines"]

    assert len(bands) == 2
    assert dashes.count("dash") == 1
    assert {"8 in 10", "10", "20 places", "30 June 2027", "As planned"} <= set(texts(figure))


def test_without_enough_foundings_there_is_no_fan():
    figure = drawn("en", has_fan=False, plan=((AS_OF, 10.0),))

    assert [one for one in figure["data"] if one.get("fill") == "toself"] == []
    assert "As planned" not in texts(figure)


@pytest.mark.parametrize(("language", "side"), [("ar", "right"), ("fr", "left")])
def test_time_runs_left_to_right_and_the_axis_stands_where_reading_starts(language, side):
    figure = drawn(language)
    axis = figure["layout"]["xaxis"]

    assert figure["layout"]["yaxis"]["side"] == side
    assert axis["range"][0] < axis["range"][1]
    assert "autorange" not in axis
    assert all(one["fixedrange"] for one in (axis, figure["layout"]["yaxis"]))


def test_arabic_texts_are_isolated_right_to_left():
    figure = drawn("ar")
    said = [one["text"] for one in figure["layout"]["annotations"]]

    assert any(text.startswith("\u2067") and text.endswith("\u2069") for text in said)
    ticks = figure["layout"]["xaxis"]["ticktext"]
    assert all(line.startswith("\u2067") for tick in ticks for line in tick.split("<br>"))


def test_the_first_and_the_last_day_are_always_written():
    days = month_ticks(dt.date(2024, 11, 30), dt.date(2031, 1, 15))

    assert (days[0], days[-1]) == (dt.date(2024, 11, 30), dt.date(2031, 1, 15))
    assert len(days) == 5


@pytest.mark.parametrize("most", [1, 4, 21, 47, 199, 1000])
def test_steps_of_an_axis_are_round_and_few(most):
    steps = round_steps(most)

    assert 2 <= len(steps) <= 6
    assert steps[0] == 0
    assert steps[-1] <= most
    assert re.fullmatch(r"[125]0*", str(int(steps[1])))


def test_the_delay_chart_steps_from_what_is_held_in_time():
    found = delays([0, 0, 10, 20, 40], [True, True, True, False, True], 0.8)

    band, line = delay_chart(found, chance="8 in 10", words=wording("en")).to_dict()["data"]

    assert line["line"]["shape"] == "hv"
    assert list(line["x"]) == [0, 0, 10, 40, 40]
    assert list(line["y"]) == pytest.approx([0.4, 0.4, 0.6, 1.0, 1.0])
    assert len(band["x"]) == len(band["y"]) == 16


def units(**changes):
    row = {"unit_code": "a", "state": "own", "verdict": "living", "next_step": "none",
           "fact_on": pd.Timestamp("2026-11-30")}  # fmt: skip
    return row | changes


def test_the_layers_tell_silence_from_none_and_paper_from_life():
    rows = pd.DataFrame(
        [
            units(),
            units(unit_code="b", state="none", verdict=None, next_step="programme_founding"),
            units(unit_code="c", state="unknown", verdict=None, fact_on=pd.NaT),
            units(unit_code="d", state="other", verdict="on_paper"),
            units(unit_code="e", verdict="unknown"),
            units(unit_code="f", state="none", verdict="dormant"),
        ]
    )
    shown = MapTable(tuple("abcdef"), coverage_layers(rows, wording("en")))

    assert [shown.layer("coverage").number(code) for code in "abcdef"] == [4, 1, None, 3, 4, 1]
    assert shown.layer("coverage").state("c") == "no_data"
    living = shown.layer("living")
    assert [living.number(code) for code in "abcdef"] == [4, None, None, 2, None, 1]
    assert [living.state(code) for code in "bce"] == ["not_applicable", "no_data", "no_data"]
    assert "Programme a founding date".lower() in shown.layer("coverage").notes["b"].lower()
    assert "c" not in shown.layer("coverage").dates


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_the_list_on_a4_stands_alone_and_escapes_names(language, direction):
    rows = pd.DataFrame([{"name": "<b>X</b>", "adults": 1200}])
    columns = [
        TableColumn("Commune", lambda row: row.name, lambda row: row.name),
        TableColumn("Adults", lambda row: str(row.adults), lambda row: row.adults, "number"),
    ]
    made = table(rows, columns, caption="Places")
    page = printed_list(
        [Section("One", "Said.", made), Section("Two", "Said.", made)],
        ["Source."],
        wording(language),
    ).decode()

    assert f'lang="{language}" dir="{direction}"' in page
    assert "size:A4 portrait" in page
    assert page.count("<section>") == 2
    assert "&lt;b&gt;X&lt;/b&gt;" in page
    assert "<b>" not in page
    assert not re.search(r"https?:|src=|@import|<script", page)


def test_plotly_knows_all_that_a_chart_is_made_of():
    """Charts are shown unchecked: here every property is set as Plotly sets it, one by one."""
    words = wording("ar")
    past = Series([dt.date(2026, 6, 30), AS_OF], [10, 20], [30, 40], [20, None])
    held = delays([0, 0, 10, 20, 40], [True, True, True, False, True], 0.8)
    for shown in (drawn("ar"), delay_chart(held, chance="8", words=words).to_dict(),
                  series_chart(past, words).to_dict()):  # fmt: skip
        assert go.Figure(shown).to_dict() == shown


def test_a_chart_is_drawn_in_colours_that_have_a_dark_one():
    known = {colour(name) for name in CHART_COLOURS} | {"rgba(255,255,255,0.85)"}
    past = Series([dt.date(2026, 6, 30), AS_OF], [10, 20], [30, 40], [20, None])
    held = delays([0, 0, 10, 20, 40], [True, True, True, False, True], 0.8)
    words = wording("ar")
    figures = (drawn("ar"), delay_chart(held, chance="8", words=words).to_dict(),
               series_chart(past, words).to_dict())  # fmt: skip

    used = set(re.findall(r"#[0-9A-Fa-f]{6}|rgba?\([^)]*\)", str([bare(one) for one in figures])))
    assert used <= known
    assert len(used) == len(known)  # and no rule stands for a colour that no chart has


def bare(figure):
    """The figure without Plotly's own template, which every setting of ours covers."""
    layout = {name: value for name, value in figure["layout"].items() if name != "template"}
    return {"data": figure["data"], "layout": layout}
