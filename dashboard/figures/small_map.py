"""A province so small that many fit a page, and a line of months beside it: SVG of few bytes.

Corners are set to the points of a coarse grid that all units share, so borders still meet. A page
takes them as images: each holds the colours of both themes, and the reader's system chooses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from dashboard.figures.drawn_map import described
from dashboard.figures.geometry import Outline, geometry_of
from dashboard.figures.map_legend import legend, pattern
from dashboard.figures.map_table import Layer, MapTable, State
from dashboard.figures.paleness import opacity, pales
from dashboard.figures.svg_text import image
from dashboard.figures.theme import theme_rules
from dashboard.figures.tokens import css_variable
from dashboard.wording import Wording

_GRID = 180  # points of the grid along the longer side
_ROUND = 4  # of the grid, free around the drawing
_WIDE, _HIGH = 120, 32  # of a line of months
_SVG = "xmlns='http://www.w3.org/2000/svg'"
Key = int | State
_Point = tuple[int, int]


def small_map(table: MapTable, layer_id: str, province: str, words: Wording) -> str:
    """Draw the units of a province by their class, paler where it is less reliable.

    Its alternative text counts them.
    """
    layer, drawn = table.layer(layer_id), geometry_of(table.geometry)
    here = [unit for unit in drawn.units if unit.province == province]
    outline = next(one for one in drawn.provinces if one.code == province)
    left, top, right, bottom = outline.box
    step = max(right - left, bottom - top) / _GRID
    by_look: dict[tuple[Key, float], list[Outline]] = defaultdict(list)
    for unit in here:
        key = layer.state(unit.code) or layer.number(unit.code) or "no_data"
        by_look[key, opacity(layer, unit.code) if pales(layer) else 1].append(unit)
    inks = _Inks(layer)
    parts = [
        "<defs>",
        *(inks.pattern(key) for key in dict.fromkeys(key for key, _shade in by_look)),
        "</defs>",
    ]
    for (key, shade), units in by_look.items():
        path = "".join(_coarse(unit, left, top, step) for unit in units)
        faded = f" fill-opacity='{shade:g}'" if shade < 1 else ""
        stroke = inks.of("halo")
        parts.append(f"<path d='{path}' fill='{inks.fill(key)}'{faded} stroke='{stroke}'/>")
    edge = _coarse(outline, left, top, step)
    parts.append(f"<path d='{edge}' fill='none' stroke='{inks.of('ink')}' stroke-width='1.5'/>")
    rows = legend(table, layer_id, words, [unit.code for unit in here])
    counted = described((row for row in rows if row.count), words)
    said = words("{name}: {value}", name=outline.name(words.language), value=counted)
    size = _GRID + 2 * _ROUND
    middle = tuple((size - edge / step) / 2 for edge in (right - left, bottom - top))
    svg = (
        f"<svg {_SVG} viewBox='0 0 {size} {size}'>{inks.style()}"
        f"<g transform='translate({middle[0]:.0f} {middle[1]:.0f})' fill-rule='evenodd'"
        f" stroke-width='.7' stroke-linejoin='round'>{''.join(parts)}</g></svg>"
    )
    return image(svg, said)


def sparkline(values: Sequence[float | None], said: str, *, low: float, high: float) -> str:
    """Draw values as a line from left to right, the last one as a point; a gap stays a gap.

    Args:
        values: in order of time; None where unknown.
        said: the alternative text.
        low: the value at the foot, the same for all lines that are compared.
        high: the value at the top.
    """
    room, span = _HIGH - 8, (high - low) or 1
    step = (_WIDE - 8) / max(1, len(values) - 1)
    points = [
        None if value is None else (4 + n * step, 4 + room * (1 - (value - low) / span))
        for n, value in enumerate(values)
    ]
    path, is_down = "", False
    for point in points:
        if point:
            path += f"{'L' if is_down else 'M'}{point[0]:.1f} {point[1]:.1f}"
        is_down = point is not None
    last = points[-1] if points else None
    dot = f"<circle cx='{last[0]:.1f}' cy='{last[1]:.1f}' r='3'/>" if last else ""
    inks = _Inks()
    ink = inks.of("total")
    svg = (
        f"<svg {_SVG} viewBox='0 0 {_WIDE} {_HIGH}'>{inks.style()}"
        f"<path d='{path}' fill='none' stroke='{ink}' stroke-width='2'/>"
        f"<g fill='{ink}'>{dot}</g></svg>"
    )
    return image(svg, said)


def key_image(layer: Layer, key: Key) -> str:
    """Draw the swatch of a class, or of why there is no value; its word stands beside it."""
    inks = _Inks(layer)
    drawn = f"<defs>{inks.pattern(key)}</defs>"
    box = f"<rect x='.5' y='.5' width='27' height='19' rx='2' fill='{inks.fill(key)}'"
    svg = f"{drawn}{box} stroke='{inks.of('control_border')}'/>"
    return image(f"<svg {_SVG} width='28' height='20'>{inks.style()}{svg}</svg>", "")


class _Inks:
    """The colours of one drawing, by token: `style` declares those that were asked for."""

    def __init__(self, layer: Layer | None = None) -> None:
        self._classes = layer.colours() if layer else ()
        self._used: list[str] = []

    def of(self, token: str) -> str:
        self._used.append(token)
        return f"var({css_variable(token)})"

    def fill(self, key: Key) -> str:
        return self.of(self._classes[key - 1]) if isinstance(key, int) else f"url(#{key})"

    def pattern(self, key: Key) -> str:
        if isinstance(key, int):
            return ""
        fill, line = (self.of(f"unknown.{key}.{part}") for part in ("fill", "line"))
        return pattern(key, fill, line, key).replace('"', "'")

    def style(self) -> str:
        return f"<style>{theme_rules(':root', dict.fromkeys(self._used))}</style>"


def _coarse(unit: Outline, left: float, top: float, step: float) -> str:
    """Return a unit's path on the coarse grid, without corners that no eye could see."""
    rings = []
    for ring in unit.rings:
        kept = _bends([(round((x - left) / step), round((y - top) / step)) for x, y in ring])
        if len(set(kept)) < 3:
            continue
        moves = (f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(kept))
        rings.append(f"M{kept[0][0]} {kept[0][1]}l{' '.join(moves).replace(' -', '-')}z")
    return "".join(rings)


def _bends(ring: Iterable[_Point]) -> list[_Point]:
    """Return the corners of a ring at which it turns."""
    kept: list[_Point] = []
    for x, y in ring:
        if kept and kept[-1] == (x, y):
            continue
        if len(kept) > 1:
            (x0, y0), (x1, y1) = kept[-2:]
            if (x1 - x0) * (y - y1) == (y1 - y0) * (x - x1):
                kept.pop()
        kept.append((x, y))
    return kept
