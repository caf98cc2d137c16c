"""The drawings of a paper, as SVG: the map of readiness for a copier, the line of coverage."""

from __future__ import annotations

import pandas as pd

from dashboard.figures.drawn_line import drawn_line
from dashboard.figures.drawn_map import Look, described, drawn_map
from dashboard.figures.layers import readiness_layer
from dashboard.figures.map_legend import swatch
from dashboard.figures.map_table import MapTable
from dashboard.figures.tables import records
from dashboard.reports.occasion import Occasion
from dashboard.reports.row_words import day
from dashboard.reports.sheet import Key, Picture
from dashboard.wording import Wording

_WIDTH = 420  # pixels: at 88 mm on paper a label of 13 is about 8 points


def readiness_picture(
    rows: pd.DataFrame,
    occasion: Occasion,
    words: Wording,
    province: str | None,
    *,
    pointed: str | None = None,
) -> Picture:
    """Return the map of readiness in greys and patterns, of a province or of the whole region.

    `pointed` is a commune whose outline is drawn bold.
    """
    layer = readiness_layer(rows, words, occasion.profile)
    table = MapTable(tuple(rows["unit_code"]), (layer,))
    look = Look(width=_WIDTH, ink="copier", pointed=pointed)
    drawn = drawn_map(table, layer.id, words, province=province, how=look)
    keys = tuple(
        Key(swatch(row), words.join([one for one in (row.word, row.range) if one]),
            words.number(row.count))
        for row in drawn.legend
    )  # fmt: skip
    caption = words("Class of the low end of the range, by commune")
    alt = f"{caption}. {described(drawn.legend, words)}"
    return Picture(drawn.svg, alt, caption, keys)


def coverage_trend(history: pd.DataFrame, code: str, words: Wording) -> Picture | None:
    """Return the line of places covered over a year; None where nothing was ever known."""
    rows = records(history[history["unit_code"] == code])
    points = [float(row.covered) if row.places_known else None for row in rows]
    if sum(point is not None for point in points) < 2:
        return None
    first = next(row for row in rows if row.places_known)
    last = rows[-1]
    caption = words(
        "Places covered: {before} on {then} (of {known_then} known), {after} on {now} (of {known} "
        "known).",
        before=int(first.covered), then=day(first.as_of), known_then=int(first.places_known),
        after=int(last.covered), now=day(last.as_of), known=int(last.places_known),
    )  # fmt: skip
    return Picture(drawn_line(points, most=float(last.places)), caption, caption)
