"""A waterfall as rows of text with a bar each: from 0, or from an earlier value, to a total.

Drawn in HTML and not by Plotly: the sentence is the label, so it is read, copied, wrapped and
turned right to left like any text, and a phone shows it whole. The axis of values is a number
line: it runs left to right in every language.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dashboard.figures import tokens
from dashboard.wording import Wording

Kind = Literal["step", "total", "unknown"]
_TICKS = (0, 25, 50, 75, 100)
_ROOM_FOR_LABEL = 82


@dataclass(frozen=True)
class Bar:
    """One row: its sentence, the bar from `start` to `end` (0..100), what is written on the bar.

    A step that goes up and one that goes down have their own colours; the sign on the bar says
    the same. A total starts at 0. Unknown is drawn as an outline: nothing is there yet.
    """

    said: str
    start: float
    end: float
    label: str
    kind: Kind = "step"


def steps_from(start: float, steps: Sequence[tuple[str, float]], words: Wording) -> list[Bar]:
    """Return a bar for each step, each starting where the one before ends."""
    bars = []
    for said, points in steps:
        bars.append(Bar(said, start, start + points, words.signed(points, 1)))
        start += points
    return bars


def waterfall(bars: Sequence[Bar], words: Wording, *, caption: str) -> str:
    """Return the figure as HTML; each row's sentence holds the figures of its bar."""
    ticks = "".join(
        f'<span style="left:{tick}%">{html.escape(words.number(tick))}</span>' for tick in _TICKS
    )
    rows = "".join(_row(bar) for bar in bars)
    return (
        f'<figure class="jz-fall"><figcaption>{html.escape(caption)}</figcaption>'
        f'<div class="jz-fall-axis" aria-hidden="true"><div>{ticks}</div></div>'
        f"<ol>{rows}</ol></figure>"
    )


def _row(bar: Bar) -> str:
    low, high = sorted(max(0.0, min(100.0, end)) for end in (bar.start, bar.end))
    place = f"left:{low:.3f}%;width:{high - low:.3f}%"
    beside = f"left:{high:.3f}%" if high <= _ROOM_FOR_LABEL else f"right:{100 - low:.3f}%"
    if high > _ROOM_FOR_LABEL and low < 100 - _ROOM_FOR_LABEL:
        beside = f"left:{low:.3f}%;color:{tokens.css_colour('bg')}"
        if bar.kind == "unknown":
            beside = f"left:{low:.3f}%"
    return (
        f'<li class="{bar.kind}"><p>{html.escape(bar.said)}</p>'
        f'<div class="jz-fall-track" aria-hidden="true"><i style="{place};{_fill(bar)}"></i>'
        f'<b style="{beside}">{html.escape(bar.label)}</b></div></li>'
    )


def _fill(bar: Bar) -> str:
    if bar.kind == "unknown":
        edge = tokens.css_colour("unknown.no_data.line")
        return f"background:{tokens.css_colour('bg')};outline:1px dashed {edge}"
    if bar.kind == "total":
        return f"background:{tokens.css_colour('total')}"
    return f"background:{tokens.css_colour('up' if bar.end >= bar.start else 'down')}"
