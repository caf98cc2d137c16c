"""A map as a picture that stands alone: what it shows, its legend, and what is said of it.

Drawn as SVG; the PNG is that drawing, typeset. In Arabic the legend stands to the right of the map.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from dashboard.figures.drawn_map import DrawnMap, Look, described, drawn_map
from dashboard.figures.map_legend import LegendRow, swatch
from dashboard.figures.map_table import Layer, MapTable
from dashboard.figures.paleness import pales, steps_said
from dashboard.figures.svg_text import line, nested, picture, said, wrapped
from dashboard.figures.tokens import colour
from dashboard.reports.about import AboutLine
from dashboard.wording import Wording

_MAP, _LEGEND, _GAP, _EDGE = 720, 300, 28, 32  # pixels across
_WIDTH = _EDGE + _MAP + _GAP + _LEGEND + _EDGE
_TITLE, _TEXT, _NOTE = 24, 16, 14  # sizes of type
_LINE = 1.6  # of a size: what a line takes
_PNG_PPI = 144  # two pixels for each of the drawing
_PAGE = (
    "#set page(width: auto, height: auto, margin: 0pt)\n"
    '#image(bytes(sys.inputs.drawing), format: "svg", width: {width}pt)'
)


@dataclass(frozen=True)
class Told:
    """What a picture says besides what it finds: what it measures, and what every file says."""

    measure: str
    about: Sequence[AboutLine]
    notice: str = ""


def map_finding(table: MapTable, layer: Layer, legend: Sequence[LegendRow], words: Wording) -> str:
    """Return in a sentence how many units the most frequent class holds, of those known."""
    of_classes = [row for row in legend if isinstance(row.key, int)]
    known, units = sum(row.count for row in of_classes), sum(row.count for row in legend)
    is_communes, count = table.geometry == "territory", words.count
    if not known and is_communes:
        return count(
            "Nothing is known of the {n} commune.", "Nothing is known of the {n} communes.", units
        )
    if not known:
        return count(
            "Nothing is known of the {n} constituency.",
            "Nothing is known of the {n} constituencies.",
            units,
        )
    most = max(of_classes, key=lambda row: row.count)
    named = {
        "known": known,
        "word": most.word or words.join([words.inside(layer.label), most.range]),
    }
    if is_communes:
        return count(
            "{n} commune of {known} known: {word}.",
            "{n} communes of {known} known: {word}.",
            most.count,
            **named,
        )
    return count(
        "{n} constituency of {known} known: {word}.",
        "{n} constituencies of {known} known: {word}.",
        most.count,
        **named,
    )


def map_svg(
    table: MapTable,
    layer_id: str,
    told: Told,
    words: Wording,
    *,
    province: str | None = None,
) -> str:
    """Return the picture of a layer as the page shows it: paler where it is less reliable.

    Args:
        table: the units and their layers, for files: without what is confidential.
        layer_id: one layer of the table.
        told: what stands over and under the map.
        words: the reader's language.
        province: draws it alone.
    """
    layer = table.layer(layer_id)
    drawn = drawn_map(table, layer_id, words, province=province, how=Look(_MAP, is_pale=True))
    finding = map_finding(table, layer, drawn.legend, words)
    head, top = _head(told, finding, words)
    is_right = words.direction == "rtl"
    map_at, legend_at = (_EDGE, _WIDTH - _EDGE) if is_right else (_EDGE + _LEGEND + _GAP, _EDGE)
    steps = steps_said(words) if pales(layer) else []
    side, side_end = _side(drawn, legend_at, top, words, steps)
    bottom = max(top + drawn.height, side_end) + 24
    foot, end = _foot(told.about, bottom, words)
    parts = [
        said("title", finding),
        said("desc", f"{told.measure} {described(drawn.legend, words)}"),
        f'<rect width="{_WIDTH}" height="{round(end)}" fill="{colour("bg")}"/>',
        *head,
        nested(drawn.svg, map_at, top),
        *side,
        *foot,
    ]
    return picture(parts, _WIDTH, round(end), words)


def map_png(svg: str) -> bytes:
    """Return a picture as PNG, two pixels for each of the drawing, in our font."""
    compiled: Any = typst.compile
    return bytes(
        compiled(
            _PAGE.format(width=_WIDTH).encode(),
            format="png",
            ppi=_PNG_PPI,
            font_paths=[Path(str(resources.files("fontpkg_ibm_plex_sans_arabic")))],
            ignore_system_fonts=True,
            sys_inputs={"drawing": svg},
        )
    )


def _head(told: Told, finding: str, words: Wording) -> tuple[list[str], float]:
    """Return notice, finding and measure, and where they end."""
    parts, y, room = list[str](), float(_EDGE), _WIDTH - 2 * _EDGE
    if told.notice:
        lines = wrapped(told.notice, room - 24, _TEXT)
        tall = len(lines) * _TEXT * _LINE + 16
        parts.append(
            f'<rect x="{_EDGE}" y="{y:g}" width="{room}" height="{tall:g}" rx="4"'
            f' fill="{colour("surface")}" stroke="{colour("control_border")}"/>'
        )
        parts += _lines(lines, y + 8, _TEXT, words, inset=12, font_weight=600)[0]
        y += tall + 16
    for text, size, weight, ink in (
        (finding, _TITLE, 700, "ink"),
        (told.measure, _TEXT, 400, "ink2"),
    ):
        more, y = _lines(
            wrapped(text, room, size), y, size, words, font_weight=weight, fill=colour(ink)
        )
        parts += more
    return parts, y + 12


def _side(
    drawn: DrawnMap, at: float, top: float, words: Wording, steps: Sequence[dict[str, Any]]
) -> tuple[list[str], float]:
    """Return the legend at the side where reading starts, and where it ends."""
    parts, y, is_right = list[str](), top + 8, words.direction == "rtl"
    text_at = at - 40 if is_right else at + 40
    for row in drawn.legend:
        named = row.word or row.range
        shown = [words("{name}: {value}", name=named, value=row.count)]
        if row.word and row.range:
            shown.append(row.range)
        lines = [part for text in shown for part in wrapped(text, _LEGEND - 40, _TEXT)]
        parts.append(swatch(row, x=at - 28 if is_right else at, y=y + 2))
        more, after = _lines(lines, y, _TEXT, words, x=text_at, fill=colour("ink"))
        parts, y = parts + more, after + 6
    more, y = _paleness(drawn, at, y, words, steps)
    return parts + more, y


def _paleness(
    drawn: DrawnMap, at: float, top: float, words: Wording, steps: Sequence[dict[str, Any]]
) -> tuple[list[str], float]:
    """Return what the legend says of paler colours, where there are any."""
    if not steps:
        return [], top
    is_right, ink = words.direction == "rtl", colour("ink2")
    head = wrapped(words("Paler where the figure is less reliable"), _LEGEND, _NOTE)
    parts, y = _lines(head, top + 10, _NOTE, words, x=at, fill=ink)
    for one in reversed(steps):
        parts += _paled(drawn, one["opacity"], at - 44 if is_right else at, y + 5)
        said_of = words("{name}: {value}", name=one["word"], value=one["range"])
        edge = at - 54 if is_right else at + 54
        more, y = _lines([said_of], y, _NOTE, words, x=edge, fill=ink)
        parts += more
    return parts, y


def _paled(drawn: DrawnMap, opacity: float, x: float, y: float) -> list[str]:
    """Return one ready class and one weak, as a step of reliability draws them."""
    fills = [row.fill for row in drawn.legend if isinstance(row.key, int)]
    return [
        f'<rect x="{x + shift:g}" y="{y:g}" width="20" height="14" fill="{fill}"'
        f' fill-opacity="{opacity:g}"/>'
        for shift, fill in ((0, fills[-2]), (24, fills[1]))
    ]


def _foot(about: Iterable[AboutLine], top: float, words: Wording) -> tuple[list[str], float]:
    """Return what the picture says of itself, a sentence after the other, and where it ends."""
    parts, y, quiet = list[str](), top, colour("ink2")
    for one in about:
        lines = wrapped(one.text, _WIDTH - 2 * _EDGE, _NOTE)
        more, y = _lines(lines, y, _NOTE, words, fill=quiet)
        parts += more
    return parts, y + _EDGE / 2


def _lines(
    lines: Iterable[str],
    top: float,
    size: float,
    words: Wording,
    *,
    x: float | None = None,
    inset: float = 0,
    **look: Any,
) -> tuple[list[str], float]:
    """Return lines of text one under another, from the side where reading starts, and their end."""
    is_right = words.direction == "rtl"
    edge = x if x is not None else (_WIDTH - _EDGE - inset if is_right else _EDGE + inset)
    parts, y = list[str](), top
    anchor = "end" if is_right else "start"
    for text in lines:
        y += size * _LINE
        base = y - size * 0.45
        parts.append(line(text, edge, base, words, size=size, text_anchor=anchor, **look))
    return parts, y
