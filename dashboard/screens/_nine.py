"""The provinces side by side: a small map of each, its score over the months, in order of value."""

from __future__ import annotations

import html
import math
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.map_legend import LegendRow, legend
from dashboard.figures.map_table import Layer, MapTable
from dashboard.figures.small_map import key_image, small_map, sparkline
from dashboard.figures.tables import records
from dashboard.screens._columns import class_words, day, local, number, score_words
from dashboard.screens._history import months
from dashboard.screens._menu import script
from dashboard.screens._region_map import map_table
from dashboard.screens._standing import by_low_end, measure
from dashboard.screens._text import note

_ACROSS = 3


def small_multiples(rows: pd.DataFrame) -> None:
    """Draw the provinces of `province_table`, the least ready first; each opens its page."""
    _ = state.wording()
    seen = [state.sees(code) for code in rows["unit_code"]]
    listed = records(by_low_end(rows[seen]))
    st.header(_finding(listed))
    note(_("{measure}, by commune; the line is the score over three years.", measure=measure()))
    drawn, series = map_table(), state.series("score_series", months())
    series = series[series["grain"] == "province"]
    ends = _ends(series)
    _key(drawn.layer("readiness"), legend(drawn, "readiness", _))
    with st.container(key="nine"):
        for start in range(0, len(listed), _ACROSS):
            for column, row in zip(
                st.columns(_ACROSS), listed[start : start + _ACROSS], strict=False
            ):
                with column:
                    _one(row, drawn, series[series["unit_code"] == row.unit_code], ends)
    note(
        _(
            "The same classes and colours in all, paler where less reliable; each province fills "
            "its own frame, so that sizes do not compare. In order of the low end of the score, "
            "the lowest first. The lines share one scale, from {low} to {high} of 100.",
            low=ends[0],
            high=ends[1],
        )
    )


def _finding(listed: list[Any]) -> str:
    _ = state.wording()
    assessed = [row for row in listed if number(row.score) is not None]
    if len(assessed) < 2:
        return _("How do the provinces compare, commune by commune?")
    first, last = assessed[0], assessed[-1]
    return _.count(
        "{n} point between {first}, the least ready, and {last}",
        "{n} points between {first}, the least ready, and {last}",
        round(last.low) - round(first.low),
        first=local(first, "name"),
        last=local(last, "name"),
    )


def _ends(series: pd.DataFrame) -> tuple[int, int]:
    """Return the tens between which every score of the months lies."""
    known = series["score"].dropna()
    if known.empty:
        return 0, 100
    return math.floor(known.min() / 10) * 10, math.ceil(known.max() / 10) * 10


def _one(row: Any, drawn: MapTable, series: pd.DataFrame, ends: tuple[int, int]) -> None:
    _ = state.wording()
    there = replace(state.view(), province=row.unit_code, commune=None)
    st.page_link(script("province"), label=local(row, "name"), query_params=there.params())
    known = number(row.score) is not None
    value = _("{range} of 100", range=score_words(row)) if known else class_words(row)
    line = sparkline(
        [number(value) for value in series["score"]], _moved(series), low=ends[0], high=ends[1]
    )
    picture = small_map(drawn, "readiness", row.unit_code, _)
    more = [class_words(row), _("reliability {n}", n=round(row.reliability))] if known else []
    words = f"<b>{html.escape(value)}</b> {html.escape(_.join(more))}"
    st.html(f'<div class="jz-small"><div class="map">{picture}</div><p>{words}</p>{line}</div>')


def _moved(series: pd.DataFrame) -> str:
    """Return what a line of months shows, for who cannot see it."""
    _ = state.wording()
    scored = series[series["score"].notna()]
    if scored.empty:
        return _("No score in any of these months")
    first, last = scored.iloc[0], scored.iloc[-1]
    return _(
        "Score {first} on {first_day}, {last} on {last_day}",
        first=round(first["score"]), first_day=day(first["as_of"]),
        last=round(last["score"]), last_day=day(last["as_of"]),
    )  # fmt: skip


def _key(layer: Layer, rows: list[LegendRow]) -> None:
    """Draw the legend in one line: swatch and word of each class, and of each unknown there is."""
    drawn = "".join(
        f"<li>{key_image(layer, row.key)}<span>{html.escape(row.word)}</span></li>" for row in rows
    )
    st.html(f'<ul class="jz-key">{drawn}</ul>')
