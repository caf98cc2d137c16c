"""The legend of a layer as rows: what a fill means and how many units have it, best class first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal
from xml.sax.saxutils import quoteattr

from dashboard.figures.contrast import grey, lightness
from dashboard.figures.layer_words import range_words
from dashboard.figures.map_table import STATE_WORDS, UNKNOWN, Layer, MapTable, State
from dashboard.figures.tokens import colour
from dashboard.wording import Wording

Ink = Literal["colour", "copier"]
# Of each pattern: its side, and what is drawn in it; the dots are filled, the others are lines.
_PATTERNS: dict[State, tuple[int, str]] = {
    "no_data": (6, '<path d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5"/>'),
    "not_assessable": (6, '<circle cx="3" cy="3" r="1.15"/>'),
    "masked": (6, '<path d="M0 6L6 0M0 0L6 6"/>'),
    "not_applicable": (8, '<path d="M1 4H5"/>'),
    "elsewhere": (7, '<path d="M3.5 0V7"/>'),
}
_GREYS_APART = 8.0  # least difference of lightness (L* of 100) that two printed greys may have


@dataclass(frozen=True)
class LegendRow:
    """One line of a legend: a class (its number) or why there is no value, and how many units.

    `fill` is a colour `#RRGGBB`; a marker is drawn as a pattern of `line` on it.
    """

    key: int | State
    word: str
    range: str
    count: int
    fill: str
    line: str = ""


def legend(
    table: MapTable,
    layer_id: str,
    words: Wording,
    codes: Iterable[str] | None = None,
    *,
    ink: Ink = "colour",
) -> list[LegendRow]:
    """Return the classes of a layer, highest first, then each unknown that occurs.

    Args:
        table: the units and their layers.
        layer_id: one layer of the table.
        words: the reader's language.
        codes: the units to count; all of the table's if None.
        ink: `copier` gives the greys that a photocopier would make of the colours.
    """
    layer, counts = table.layer(layer_id), table.counts(layer_id, codes)
    fills = fills_of(layer, ink)
    known = [
        LegendRow(number, each.word, range_words(layer, each, words), counts[number], fill)
        for number, (each, fill) in enumerate(zip(layer.classes, fills, strict=True), start=1)
    ]
    unknown = [
        LegendRow(state, words(STATE_WORDS[state]), "", counts[state], *look(layer, state, ink))
        for state in UNKNOWN
        if counts[state]
    ]
    return [*reversed(known), *unknown]


def fills_of(layer: Layer, ink: Ink = "colour") -> tuple[str, ...]:
    """Return the fill of each class, lowest first, as `#RRGGBB`.

    Raises:
        ValueError: the layer is asked for a copier and two of its classes would look alike there.
    """
    if ink == "colour":
        return tuple(colour(name) for name in layer.colours())
    if not reads_in_grey(layer):
        raise ValueError(f"two classes of {layer.id} have the same grey")
    return tuple(grey(colour(name)) for name in layer.colours())


def reads_in_grey(layer: Layer) -> bool:
    """Return whether a photocopy keeps the classes of a layer apart."""
    shades = sorted(lightness(colour(name)) for name in layer.colours())
    return all(b - a >= _GREYS_APART for a, b in pairwise(shades))


def look(layer: Layer, state: State, ink: Ink = "colour") -> tuple[str, str]:
    """Return the fill and the line of a marker's pattern.

    Beside colours of two measures, some of them near grey, it is ink on white.
    """
    if any(name.startswith("bivariate") for name in layer.colours()):
        return colour("bg"), colour("ink")
    fill = colour(f"unknown.{state}.fill")
    line = colour(f"unknown.{state}.line")
    return (fill, line) if ink == "colour" else (grey(fill), colour("ink"))


def pattern(state: State, fill: str, line: str, name: str, scale: float = 1.0) -> str:
    """Return the SVG `<pattern>` of a marker; `scale` undoes the scale it is drawn in."""
    side, drawn = _PATTERNS[state]
    is_dot = state == "not_assessable"
    inks = f'stroke="{"none" if is_dot else line}" fill="{line if is_dot else "none"}"'
    return (
        f'<pattern id={quoteattr(name)} width="{side}" height="{side}"'
        f' patternUnits="userSpaceOnUse" patternTransform="scale({scale:.4g})">'
        f'<rect width="{side}" height="{side}" fill="{fill}"/><g {inks}>{drawn}</g></pattern>'
    )


def swatch(row: LegendRow, *, width: int = 28, height: int = 20, x: float = 0, y: float = 0) -> str:
    """Return the swatch of a row as an SVG, to stand alone or at a place in another."""
    name, fill, drawn = f"jz-swatch-{row.key}", row.fill, ""
    if isinstance(row.key, str):
        drawn = f"<defs>{pattern(row.key, row.fill, row.line, name)}</defs>"
        fill = f"url(#{name})"
    edge = row.line or colour("control_border")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" x="{x:g}" y="{y:g}" width="{width}"'
        f' height="{height}" viewBox="0 0 {width} {height}">{drawn}'
        f'<rect x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="2" fill="{fill}"'
        f' stroke="{edge}"/></svg>'
    )
