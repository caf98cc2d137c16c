"""The pace: how many places were covered, and how many will be at today's pace, as a fan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.figures import tokens
from dashboard.figures.charts import Chart, aligned, chart, iso, label, month_axis, number_axis
from dashboard.planning.outlook import Counted, Fan
from dashboard.wording import Wording


def pace_chart(
    past: Counted,
    fan: Fan | None,
    plan: Counted,
    *,
    places: int,
    until: dt.date,
    chances: tuple[str, str],
    words: Wording,
) -> go.Figure:
    """Return the chart: actual line, fan ahead, plan dashed, all places, the day to finish by.

    Args:
        past: the places covered up to the day asked about, its last point that day.
        fan: what the pace gives; None where the foundings are too few.
        plan: what the agenda would give, from that day on.
        places: how many there are in all.
        until: the day to finish by.
        chances: the words of the wide and of the narrow band.
        words: the reader's language.
    """
    last = max([until, *(fan.days if fan else ()), *plan.days])
    drawn = chart(words, height=380)
    if fan:
        _band(drawn, fan.days, fan.low, fan.high, "fan.band90")
        _band(drawn, fan.days, fan.inner_low, fan.inner_high, "fan.band50")
        _line(drawn, fan.days, fan.middle, words, width=1.5, colour="fan.edge")
        _name_bands(drawn, fan, [aligned(one, words) for one in chances])
    _line(drawn, plan.days, plan.places, words, width=2, colour="ink2", dash="dash")
    _line(drawn, past.days, past.places, words, width=3, colour="fan.line")
    drawn.across({"color": tokens.colour("fan.target"), "width": 1}, y=places)
    marked = {"color": tokens.colour("ink"), "width": 1, "dash": "dot"}
    drawn.across(marked, x=until.isoformat())
    _names(drawn, past, plan, places, until, last, words)
    month_axis(drawn, past.days[0], last, words)
    number_axis(drawn, places, words)
    return drawn.figure()


def _band(
    drawn: Chart,
    days: Sequence[dt.date],
    low: Sequence[float],
    high: Sequence[float],
    colour: str,
) -> None:
    drawn.line(
        x=[*iso(days), *reversed(iso(days))],
        y=[*high, *reversed(low)],
        fill="toself",
        fillcolor=tokens.colour(colour),
        line={"width": 0},
        mode="lines",
        hoverinfo="skip",
    )


def _line(
    drawn: Chart,
    days: Sequence[dt.date],
    places: Sequence[float],
    words: Wording,
    *,
    width: float,
    colour: str,
    dash: str = "solid",
) -> None:
    drawn.line(
        x=iso(days),
        y=list(places),
        mode="lines",
        line={"width": width, "color": tokens.colour(colour), "dash": dash},
        hovertext=[
            aligned(words("{day}: {n}", day=day, n=round(n)), words)
            for day, n in zip(days, places, strict=True)
        ],
        hoverinfo="text",
    )


def _name_bands(drawn: Chart, fan: Fan, chances: Sequence[str]) -> None:
    at = len(fan.days) // 2
    wide, narrow = chances
    label(drawn, fan.days[at], fan.low[at], wide, anchor="left", yanchor="top")
    if fan.inner_high[at] - fan.inner_low[at] >= 1:
        label(drawn, fan.days[at], fan.inner_low[at], narrow, anchor="right", yanchor="bottom")


def _names(
    drawn: Chart,
    past: Counted,
    plan: Counted,
    places: int,
    until: dt.date,
    last: dt.date,
    words: Wording,
) -> None:
    now, n = past.days[-1], past.places[-1]
    label(drawn, now, n, words.number(n), anchor="right", yanchor="bottom", yshift=4)
    everything = aligned(words.count("{n} place", "{n} places", places), words)
    label(drawn, past.days[0], places, everything, anchor="left", yanchor="bottom")
    side = "right" if (last - until).days * 3 < (last - past.days[0]).days else "left"
    label(drawn, until, 0, aligned(words.date(until), words), anchor=side, yanchor="bottom")
    if len(plan.days) > 1:
        said = aligned(words("As planned"), words)
        label(drawn, plan.days[-1], plan.places[-1], said, anchor="right", yanchor="bottom")
