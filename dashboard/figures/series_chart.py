"""A score over months: the range as a band, the score as a line, the last point labelled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.figures import tokens
from dashboard.figures.charts import Chart, chart, iso, label, month_axis, number_axis
from dashboard.wording import Wording


@dataclass(frozen=True)
class Series:
    """One value a day, oldest first: the bounds always, the score None where not assessable."""

    days: Sequence[dt.date]
    low: Sequence[float]
    high: Sequence[float]
    score: Sequence[float | None]


def series_chart(series: Series, words: Wording) -> go.Figure:
    """Return the chart; time runs left to right in every language."""
    drawn = chart(words, height=320)
    days = iso(series.days)
    drawn.line(
        x=[*days, *reversed(days)],
        y=[*series.high, *reversed(series.low)],
        fill="toself",
        fillcolor=tokens.colour("fan.band90"),
        line={"width": 1, "color": tokens.colour("fan.edge")},
        mode="lines",
        hoverinfo="skip",
    )
    drawn.line(
        x=days,
        y=list(series.score),
        mode="lines+markers",
        connectgaps=False,
        line={"width": 3, "color": tokens.colour("fan.line")},
        marker={"size": 5},
        hovertext=[_point(series, at, words) for at in range(len(days))],
        hoverinfo="text",
    )
    _name_last(drawn, series, words)
    month_axis(drawn, series.days[0], series.days[-1], words)
    number_axis(drawn, 100, words)
    return drawn.figure()


def _point(series: Series, at: int, words: Wording) -> str:
    score = series.score[at]
    if score is None:
        return ""
    return words("{day}: {n}", day=series.days[at], n=round(score))


def _name_last(drawn: Chart, series: Series, words: Wording) -> None:
    """Label the last point, on the side of it where no line comes from; else the bounds."""
    last, score, before = series.days[-1], series.score[-1], series.score[-2:-1]
    if score is not None:
        falls = bool(before) and before[0] is not None and before[0] > score
        side = {"yanchor": "top", "yshift": -6} if falls else {"yanchor": "bottom", "yshift": 6}
        label(drawn, last, score, words.number(round(score)), anchor="right", **side)
        return
    for value, yanchor in ((series.low[-1], "top"), (series.high[-1], "bottom")):
        label(drawn, last, value, words.number(round(value)), anchor="right", yanchor=yanchor)
