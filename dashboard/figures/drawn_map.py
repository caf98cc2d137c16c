"""A layer of the map as a picture: the same units, borders and patterns as on the page, as SVG.

It needs no browser: for papers, files and pictures. The colours are those of the light theme; for
a copier they are greys. Nothing in it is scaled by the viewer's settings: a stroke of 1 is a pixel
of the picture.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from dashboard.figures.geometry import Box, Geometry, Outline, geometry_of
from dashboard.figures.map_labels import Label, placed
from dashboard.figures.map_legend import Ink, LegendRow, fills_of, legend, look, pattern
from dashboard.figures.map_table import UNKNOWN, Layer, MapTable
from dashboard.figures.paleness import opacity, pales
from dashboard.figures.svg_text import line, picture, said
from dashboard.figures.tokens import colour
from dashboard.wording import Wording

_AROUND = 0.03  # of a province's extent: what is seen of its neighbours
_TALLEST = 1.2  # of the width


@dataclass(frozen=True)
class Look:
    """How a map is drawn.

    `is_open` draws Fès by its arrondissements. `is_pale` pales what is less reliable, where the
    layer says so. A copier gets neither colours nor paleness. `pointed` is a unit that is outlined.
    """

    width: int = 720
    ink: Ink = "colour"
    is_open: bool = False
    is_pale: bool = False
    has_labels: bool = True
    pointed: str | None = None


@dataclass(frozen=True)
class DrawnMap:
    """A picture of a map: SVG that stands alone, its size in pixels, and its legend."""

    svg: str
    width: int
    height: int
    legend: list[LegendRow]


def drawn_map(
    table: MapTable,
    layer_id: str,
    words: Wording,
    *,
    province: str | None = None,
    how: Look | None = None,
    title: str = "",
) -> DrawnMap:
    """Draw one layer; counts in its alternative text are of the units that are drawn.

    Args:
        table: the units and their layers.
        layer_id: one layer of the table.
        words: the reader's language.
        province: draws it alone, its neighbours pale; its communes are then named, not provinces.
        how: width, ink, labels.
        title: what the picture says; the layer's name if empty.

    Raises:
        ValueError: for a copier, a layer whose colours have no greys of their own.
    """
    how, drawn = how or Look(), geometry_of(table.geometry)
    here = [unit for unit in drawn.units if province in (None, unit.province)]
    seen = _opened(drawn, here) if how.is_open else here
    box = _framed(seen, province, drawn)
    height = round((box[3] - box[1]) * how.width / (box[2] - box[0]))
    rows = legend(table, layer_id, words, [unit.code for unit in here], ink=how.ink)
    layer = table.layer(layer_id)
    parts = [
        said("title", title or words("Map: {layer}", layer=layer.label)),
        said("desc", described(rows, words)),
        *_drawing(layer, drawn, seen, province, box, how, words),
    ]
    return DrawnMap(picture(parts, how.width, height, words), how.width, height, rows)


def described(rows: Iterable[LegendRow], words: Wording) -> str:
    """Return the alternative text of a map: each class or marker with its number of units."""
    return words.join(
        words("{name}: {value}", name=row.word or row.range, value=row.count) for row in rows
    )


def _drawing(
    layer: Layer,
    drawn: Geometry,
    seen: list[Outline],
    province: str | None,
    box: Box,
    how: Look,
    words: Wording,
) -> Iterable[str]:
    scale = how.width / (box[2] - box[0])
    yield _patterns(layer, how, 1 / scale)
    yield f'<g transform="scale({scale:.6g}) translate({-box[0]:g} {-box[1]:g})">'
    yield from _neighbours(drawn, province, box, 1 / scale)
    yield from _units(layer, seen, how, 1 / scale)
    yield from _borders(drawn, province, 1 / scale)
    yield from _pointed(seen, how.pointed, 1 / scale)
    yield "</g>"
    if how.has_labels:
        named = seen if province else drawn.provinces
        yield from _named(placed(named, box, scale, words, is_forced=not province), words)


def _opened(drawn: Geometry, here: list[Outline]) -> list[Outline]:
    opened = {part.part_of for part in drawn.parts}
    codes = {unit.code for unit in here}
    return [
        *(unit for unit in here if unit.code not in opened),
        *(part for part in drawn.parts if part.part_of in codes),
    ]


def _framed(seen: list[Outline], province: str | None, drawn: Geometry) -> Box:
    """Return what the picture shows: the whole region, or a province with a rim around it."""
    if province is None or not seen:
        return drawn.box
    left, top = min(unit.box[0] for unit in seen), min(unit.box[1] for unit in seen)
    right, bottom = max(unit.box[2] for unit in seen), max(unit.box[3] for unit in seen)
    rim = _AROUND * max(right - left, bottom - top)
    more = max(0.0, (bottom - top) / _TALLEST - (right - left)) / 2
    return left - rim - more, top - rim, right + rim + more, bottom + rim


def _patterns(layer: Layer, how: Look, scale: float) -> str:
    drawn = (
        pattern(state, *look(layer, state, how.ink), _pattern_name(state, how), scale)
        for state in UNKNOWN
    )
    return f"<defs>{''.join(drawn)}</defs>"


def _pattern_name(state: str, how: Look) -> str:
    return f"jz-{how.ink}-{state}"


def _neighbours(drawn: Geometry, province: str | None, box: Box, pixel: float) -> Iterable[str]:
    if province is None:
        return
    quiet = f'fill="{colour("surface")}" stroke="{colour("grid")}" stroke-width="{pixel:.3g}"'
    line_of = f'fill="none" stroke="{colour("control_border")}" stroke-width="{0.8 * pixel:.3g}"'
    for unit in drawn.units:
        if unit.province != province and _meets(unit.box, box):
            yield f"<path d={quoteattr(unit.path)} {quiet}/>"
    for one in drawn.provinces:
        if one.code != province and _meets(one.box, box):
            yield f"<path d={quoteattr(one.path)} {line_of}/>"


def _units(layer: Layer, seen: Iterable[Outline], how: Look, pixel: float) -> Iterable[str]:
    fills = fills_of(layer, how.ink)
    pale = how.is_pale and how.ink == "colour" and pales(layer)
    for unit in seen:
        state, number = layer.state(unit.code), layer.number(unit.code)
        if state or number is None:
            marker = state or "no_data"
            edge, fill = look(layer, marker, how.ink)[1], f"url(#{_pattern_name(marker, how)})"
        else:
            edge, fill = colour("halo"), fills[number - 1]
        faded = f' fill-opacity="{opacity(layer, unit.code):g}"' if pale and not state else ""
        yield (
            f'<path d={quoteattr(unit.path)} fill="{fill}"{faded} fill-rule="evenodd"'
            f' stroke="{edge}" stroke-width="{0.5 * pixel:.3g}"/>'
        )


def _borders(drawn: Geometry, province: str | None, pixel: float) -> Iterable[str]:
    """Yield the borders of provinces, on a light ground: between dark fills they still show."""
    lines = [(one.code, one.path, 1.2) for one in drawn.provinces if province in (None, one.code)]
    if province is None:
        lines.append(("region", drawn.region, 1.5))
    paths = (f'<path id="jz-line-{code}" d={quoteattr(path)}/>' for code, path, _width in lines)
    yield f"<defs>{''.join(paths)}</defs>"
    for ink, more in (("halo", 1.4), ("ink", 0.0)):
        yield f'<g fill="none" stroke="{colour(ink)}" stroke-linejoin="round">'
        for code, _path, width in lines:
            wide = (width + more) * pixel
            yield f'<use xlink:href="#jz-line-{code}" stroke-width="{wide:.3g}"/>'
        yield "</g>"


def _pointed(here: Iterable[Outline], code: str | None, pixel: float) -> Iterable[str]:
    for unit in here:
        if unit.code == code:
            for ink, width in (("halo", 5.0), ("ink", 3.0)):
                yield (
                    f'<path d={quoteattr(unit.path)} fill="none" stroke="{colour(ink)}"'
                    f' stroke-width="{width * pixel:.3g}" stroke-linejoin="round"/>'
                )


def _named(labels: Iterable[Label], words: Wording) -> Iterable[str]:
    for label in labels:
        yield line(
            label.text,
            label.x,
            label.y,
            words,
            size=label.size,
            text_anchor="middle",
            fill=colour("ink"),
            stroke=colour("halo"),
            stroke_width=4,
            stroke_linejoin="round",
            paint_order="stroke",
            font_weight=label.weight,
        )


def _meets(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
