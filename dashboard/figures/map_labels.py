"""Where the names on a drawn map stand: the largest unit first, and no name over another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.figures.geometry import Box, Outline
from dashboard.figures.svg_text import width_of
from dashboard.wording import Wording

_SIZES = {"ar": 15, "fr": 13, "en": 13}
_LINE = 1.3  # of the size of the type
_SHIFTS = (0.0, -1.0, 1.0)  # lines up or down from the point inside the unit
_WIDER = 1.15  # of its unit: how wide a name may be and still be read as its own


@dataclass(frozen=True)
class Label:
    """A name, and the middle of its base line in pixels of the picture."""

    text: str
    x: float
    y: float
    size: float
    weight: int


def placed(
    units: Iterable[Outline], box: Box, scale: float, words: Wording, *, is_forced: bool = False
) -> list[Label]:
    """Return the names that have room.

    Args:
        units: what is named.
        box: what the picture shows, in the units of the geometry.
        scale: pixels a unit of the geometry.
        words: the reader's language.
        is_forced: a name may be wider than its unit (provinces of few communes).
    """
    size, taken, labels = _SIZES[words.language], list[Box](), list[Label]()
    edge = (0.0, 0.0, (box[2] - box[0]) * scale, (box[3] - box[1]) * scale)
    for unit in sorted(units, key=_extent, reverse=True):
        text = unit.name(words.language)
        wide = width_of(text, size)
        if not is_forced and wide > (unit.box[2] - unit.box[0]) * scale * _WIDER:
            continue
        x, y = (unit.middle[0] - box[0]) * scale, (unit.middle[1] - box[1]) * scale
        for shift in _SHIFTS:
            middle = y + shift * size * _LINE
            half = size * _LINE / 2
            room = (x - wide / 2, middle - half, x + wide / 2, middle + half)
            if _within(room, edge) and not any(_overlap(room, other) for other in taken):
                taken.append(room)
                labels.append(Label(text, x, middle + size * 0.34, size, 600 if is_forced else 400))
                break
    return labels


def _extent(unit: Outline) -> float:
    left, top, right, bottom = unit.box
    return (right - left) * (bottom - top)


def _within(one: Box, other: Box) -> bool:
    return one[0] >= other[0] and one[1] >= other[1] and one[2] <= other[2] and one[3] <= other[3]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
