"""How every chart looks: font, ink, grid, hover, and which side its axis stands on.

Time and numbers run left to right in every language (visual guide, section 3): in Arabic the axis
of values stands on the right, where reading starts, and hover texts are set to the right. The
drawing itself is always left to right, so every Arabic text in it is isolated right to left. A
chart cannot be zoomed or dragged: on a phone that would catch the finger that scrolls.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.figures import tokens
from dashboard.wording import Wording

FONT = f"{tokens.FONT_FAMILY}, sans-serif"
CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False}
_TICKS = 5
_RLI, _PDI = "\u2067", "\u2069"
_ISOLATES = "\u2066\u2067\u2068\u2069"


class Chart:
    """A chart while it is drawn: plain dicts, as Plotly writes them.

    Plotly's own figure checks every property as it is set, which costs more than all else that a
    page draws: the tests let it check what every chart is made of.
    """

    def __init__(self, layout: dict[str, Any]) -> None:
        """Begin with a layout that has both axes, and nothing drawn in it."""
        self.layout, self.data = layout, list[dict[str, Any]]()

    def line(self, **look: Any) -> None:
        """Draw a line, or the outline of an area, over what is drawn already."""
        self.data.append({"type": "scatter", **look})

    def across(self, line: dict[str, Any], *, x: str | None = None, y: float | None = None) -> None:
        """Draw a straight line through the whole chart, at an `x` or at a `y`."""
        upright = {"x0": x, "x1": x, "xref": "x", "y0": 0, "y1": 1, "yref": "y domain"}
        level = {"x0": 0, "x1": 1, "xref": "x domain", "y0": y, "y1": y, "yref": "y"}
        shape = {"type": "line", "line": line, **(level if x is None else upright)}
        self.layout.setdefault("shapes", []).append(shape)

    def figure(self) -> go.Figure:
        """Return the chart as it is shown."""
        return go.Figure({"data": self.data, "layout": self.layout}, _validate=False)


def chart(words: Wording, *, height: int = 360) -> Chart:
    """Return an empty chart in the house's style."""
    is_rtl = words.direction == "rtl"
    return Chart(
        {
            "height": height,
            "margin": {"l": 48, "r": 48, "t": 28, "b": 48},
            "font": {"family": FONT, "size": 14, "color": tokens.colour("ink")},
            "paper_bgcolor": tokens.colour("bg"),
            "plot_bgcolor": tokens.colour("bg"),
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {
                "font": {"family": FONT, "size": 14, "color": tokens.colour("ink")},
                "bgcolor": tokens.colour("surface"),
                "bordercolor": tokens.colour("control_border"),
                "align": "right" if is_rtl else "left",
            },
            "xaxis": {**_axis(), "showgrid": False, "ticks": "outside", "automargin": True},
            "yaxis": {
                **_axis(),
                "gridcolor": tokens.colour("grid"),
                "automargin": True,
                "side": "right" if is_rtl else "left",
            },
        }
    )


def month_axis(drawn: Chart, first: dt.date, last: dt.date, words: Wording) -> None:
    """Write a few months under a time axis, the first and the last always."""
    days = month_ticks(first, last)
    drawn.layout["xaxis"].update(
        range=[first.isoformat(), last.isoformat()],
        tickvals=[day.isoformat() for day in days],
        ticktext=[_two_lines(words.month(day), words) for day in days],
        tickangle=0,
    )


def month_ticks(first: dt.date, last: dt.date) -> list[dt.date]:
    """Return a few days spread from one to another, both included."""
    span = (last - first).days
    steps = max(1, min(_TICKS - 1, span // 30))
    return [first + dt.timedelta(days=round(span * n / steps)) for n in range(steps + 1)]


def number_axis(drawn: Chart, most: float, words: Wording, *, is_share: bool = False) -> None:
    """Write a value axis from zero in the reader's numbers."""
    values = [1 / 4 * n for n in range(5)] if is_share else round_steps(most)
    write = words.share if is_share else words.number
    drawn.layout["yaxis"].update(
        range=[0, (1 if is_share else max(most, values[-1])) * 1.04],
        tickvals=values,
        ticktext=[write(one) for one in values],
    )


def round_steps(most: float) -> list[float]:
    """Return values from zero to `most` or just under it, at round steps, six at the most."""
    step = 1.0
    while most / step > _TICKS:
        step *= 2 if str(step)[0] in "15" else 2.5
    return [step * n for n in range(int(most // step) + 1)]


def aligned(text: str, words: Wording) -> str:
    """Return a text that reads in its own direction inside the left-to-right drawing."""
    return f"{_RLI}{text}{_PDI}" if words.direction == "rtl" else text


def label(drawn: Chart, day: Any, value: float, text: str, *, anchor: str, **look: Any) -> None:
    """Write a text in the chart beside a point, on a light ground so that lines do not cross it.

    `anchor` is the side of the text that touches the point: left, right or center.
    """
    drawn.layout.setdefault("annotations", []).append(
        {
            "x": day.isoformat() if isinstance(day, dt.date) else day,
            "y": value,
            "text": text,
            "showarrow": False,
            "xanchor": anchor,
            "bgcolor": "rgba(255,255,255,0.85)",
            "font": {"family": FONT, "size": 13, "color": tokens.colour("ink")},
            **look,
        }
    )


def _two_lines(text: str, words: Wording) -> str:
    """Return month over year: each line its own isolate, or the first would be set aside."""
    bare = "".join(letter for letter in text if letter not in _ISOLATES)
    return "<br>".join(aligned(part, words) for part in bare.split(" "))


def iso(days: Sequence[dt.date]) -> list[str]:
    """Return days as Plotly takes them."""
    return [day.isoformat() for day in days]


def _axis() -> dict[str, Any]:
    return {
        "fixedrange": True,
        "zeroline": False,
        "linecolor": tokens.colour("control_border"),
        "tickfont": {"size": 13, "color": tokens.colour("ink2")},
    }
