"""The web geometry, read once a version of the file: what it draws, for lists, checks and pictures.

Paths are in whole grid steps, x to the right and y down: a moveto, then linetos relative to the
point before, ring after ring.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from dashboard.figures.static_files import TERRITORY, drawing_file
from dashboard.wording import Language

Box = tuple[float, float, float, float]
_STEP = re.compile(r"[Ml]|-?\d+")


@dataclass(frozen=True)
class Shapes:
    """Codes of what is drawn. `parts` are the arrondissements, by the commune they open."""

    communes: frozenset[str]
    provinces: frozenset[str]
    parts: dict[str, frozenset[str]]


@dataclass(frozen=True)
class Outline:
    """One unit of the drawing: its names, a point inside it, its path, what it is a part of."""

    code: str
    province: str
    names: dict[str, str]
    at: tuple[float, float] | None
    path: str
    part_of: str | None = None

    def name(self, language: Language) -> str:
        """Return the unit's name: Arabic, or French for any other language."""
        first, second = ("ar", "fr") if language == "ar" else ("fr", "ar")
        return self.names[first] or self.names[second]

    @property
    def rings(self) -> list[list[tuple[int, int]]]:
        """The corners of each ring of the path."""
        return [list(_points("M" + ring)) for ring in self.path.split("M")[1:]]

    @cached_property
    def box(self) -> Box:
        """The least and greatest x and y of the path: left, top, right, bottom."""
        points = list(_points(self.path))
        across, down = [x for x, _ in points], [y for _, y in points]
        return min(across), min(down), max(across), max(down)

    @property
    def middle(self) -> tuple[float, float]:
        """The point inside the unit, or the middle of its box."""
        left, top, right, bottom = self.box
        return self.at or ((left + right) / 2, (top + bottom) / 2)


@dataclass(frozen=True)
class Flat:
    """How steps of the grid become metres: the projection, the north-west corner, metres a step."""

    metres: str
    corner: tuple[float, float]
    step: float


@dataclass(frozen=True)
class Geometry:
    """Everything a file draws. `units` are communes or constituencies; `parts` lie inside one."""

    box: Box
    units: tuple[Outline, ...]
    parts: tuple[Outline, ...]
    provinces: tuple[Outline, ...]
    region: str
    flat: Flat | None = None


def shapes(territory: Path = TERRITORY) -> Shapes:
    """Return the units of a web geometry file; FileNotFoundError when it was not built."""
    drawn = geometry(territory)
    parts: dict[str, set[str]] = {}
    for part in drawn.parts:
        parts.setdefault(str(part.part_of), set()).add(part.code)
    return Shapes(
        frozenset(each.code for each in drawn.units),
        frozenset(each.code for each in drawn.provinces),
        {commune: frozenset(codes) for commune, codes in parts.items()},
    )


def geometry(file: Path = TERRITORY) -> Geometry:
    """Return what a web geometry file draws; FileNotFoundError when it was not built."""
    return _geometry(file, file.stat().st_mtime_ns)


def geometry_of(kind: str) -> Geometry:
    """Return what a map's table names: `territory`, a kind of constituency, or `country`."""
    return geometry(drawing_file(kind))


@lru_cache(maxsize=16)
def _geometry(file: Path, version: int) -> Geometry:
    """Read the file; the version is there for the cache alone."""
    drawn = json.loads(file.read_text(encoding="utf-8"))
    x, y, width, height = drawn["viewBox"]
    return Geometry(
        (x, y, x + width, y + height),
        _outlines(drawn["communes"]),
        _outlines(drawn["arrondissements"]),
        _outlines(drawn["provinces"]),
        drawn["region"],
        Flat(drawn["metres"], tuple(drawn["corner"]), drawn["step"]) if "metres" in drawn else None,
    )


def _outlines(drawn: Iterable[dict[str, Any]]) -> tuple[Outline, ...]:
    return tuple(
        Outline(
            each["c"],
            each.get("p", each["c"]),
            {"ar": each["ar"], "fr": each["fr"]},
            tuple(each["at"]) if "at" in each else None,
            each["d"],
            each.get("of"),
        )
        for each in drawn
    )


def _points(path: str) -> Iterable[tuple[int, int]]:
    """Yield the corners of a path; a ring starts at a whole point, its steps add to it."""
    x = y = 0
    is_step, first = False, None
    for mark in _STEP.findall(path):
        if mark in "Ml":
            is_step = mark == "l"
        elif first is None:
            first = int(mark)
        else:
            x, y = (x + first, y + int(mark)) if is_step else (first, int(mark))
            first = None
            yield x, y
