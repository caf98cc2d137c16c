"""How long after their first planned day foundings are held: a step line with its band."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.figures import tokens
from dashboard.figures.charts import Chart, aligned, chart, label, number_axis, round_steps
from dashboard.planning.delays import Delays
from dashboard.wording import Wording


def delay_chart(found: Delays, *, chance: str, words: Wording) -> go.Figure:
    """Return the share of plans held within a number of days, and its interval.

    Args:
        found: what was estimated; at least one founding.
        chance: the words of the band.
        words: the reader's language.
    """
    days, most = [0, *found.days], max(found.days[-1], 30)
    drawn = chart(words, height=300)
    low = _from_zero(found, found.low)
    _band(drawn, days, most, low, _from_zero(found, found.high))
    _line(drawn, [*days, most], _from_zero(found, found.held), words)
    label(drawn, most, low[-1], aligned(chance, words), anchor="right", yanchor="top")
    number_axis(drawn, 1, words, is_share=True)
    ticks = round_steps(most)
    title = aligned(words("days after the first planned day"), words)
    drawn.layout["xaxis"].update(
        range=[0, most * 1.02],
        tickvals=ticks,
        ticktext=[words.number(one) for one in ticks],
        title={"text": title, "font": {"size": 13}},
    )
    return drawn.figure()


def _band(
    drawn: Chart, days: Sequence[int], most: int, low: Sequence[float], high: Sequence[float]
) -> None:
    across = _corners(days, most)
    drawn.line(
        x=[*across, *reversed(across)],
        y=[*_values(high), *reversed(_values(low))],
        fill="toself",
        fillcolor=tokens.colour("fan.band90"),
        line={"width": 0},
        mode="lines",
        hoverinfo="skip",
    )


def _line(drawn: Chart, days: Sequence[int], held: Sequence[float], words: Wording) -> None:
    shares = [*held, held[-1]]
    drawn.line(
        x=list(days),
        y=shares,
        mode="lines",
        line={"shape": "hv", "width": 3, "color": tokens.colour("fan.line")},
        hovertext=[
            aligned(
                words.count("{n} day: {share}", "{n} days: {share}", day, share=words.share(share)),
                words,
            )
            for day, share in zip(days, shares, strict=True)
        ],
        hoverinfo="text",
    )


def _from_zero(found: Delays, values: Sequence[float]) -> list[float]:
    """Return the values from day zero on: nothing is held before the first planned day."""
    return [values[0] if found.days[0] == 0 else 0.0, *values]


def _corners(days: Sequence[int], most: int) -> list[int]:
    """Return the corners of a step line along the days, one pair for each value."""
    ends = [*days[1:], most]
    return [at for first, last in zip(days, ends, strict=True) for at in (first, last)]


def _values(values: Sequence[float]) -> list[float]:
    return [one for one in values for _side in range(2)]
