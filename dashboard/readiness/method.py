"""The readiness method as the party may read and change it: `data/reference`."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dashboard.labels import labels_of
from dashboard.reference_files import reference_rows
from dashboard.wording import Language


@dataclass(frozen=True)
class ReadinessClass:
    """One of the five classes: low included, high excluded (the last holds 100)."""

    number: int
    low: float
    high: float
    names: dict[str, str]

    def name(self, language: Language) -> str:
        """Return the word for the class."""
        return self.names[language]


@dataclass(frozen=True)
class Profile:
    """Weights of the pillars for an election kind, or with no election chosen."""

    id: str
    pillar_weights: dict[str, float]


@dataclass(frozen=True)
class Method:
    """What the score needs besides weights; shares 0..1. All are own choices."""

    version: str
    not_assessable_under: float
    source: str


@cache
def classes() -> tuple[ReadinessClass, ...]:
    """Return the five classes, the least ready first."""
    return tuple(
        ReadinessClass(
            number=int(row["class_no"]),
            low=float(row["low"]),
            high=float(row["high"]),
            names=labels_of(row),
        )
        for row in _rows("classes")
    )


def class_of(score: float) -> ReadinessClass:
    """Return the class a score of 0..100 lies in, before any cap."""
    return max((one for one in classes() if one.low <= score), key=lambda one: one.number)


@dataclass(frozen=True)
class PopulationBand:
    """A size of commune: inhabitants of 2024, low included, high excluded (None: no bound)."""

    code: str
    low: int
    high: int | None
    names: dict[str, str]

    def name(self, language: Language) -> str:
        """Return the words for the band."""
        return self.names[language]


@dataclass(frozen=True)
class ReliabilityStep:
    """From this reliability of 0..100 on, a class is drawn on the map with this opacity 0..1."""

    low: float
    opacity: float
    names: dict[str, str]

    def name(self, language: Language) -> str:
        """Return the words for the step."""
        return self.names[language]


@cache
def reliability_steps() -> tuple[ReliabilityStep, ...]:
    """Return the steps by which the map pales, the least reliable first; the first is from 0."""
    return tuple(
        ReliabilityStep(float(row["low"]), float(row["opacity"]), labels_of(row))
        for row in _rows("reliability_steps")
    )


@cache
def population_bands() -> dict[str, PopulationBand]:
    """Return the sizes that communes are compared within, by code, the smallest first."""
    return {
        row["code"]: PopulationBand(
            code=row["code"],
            low=int(row["low"]),
            high=int(row["high"]) if row["high"] else None,
            names=labels_of(row),
        )
        for row in _rows("population_bands")
    }


@cache
def profiles() -> dict[str, Profile]:
    """Return the profiles by id: organisational first, then the election kinds."""
    weights: dict[str, dict[str, float]] = {}
    for row in _rows("pillar_weights"):
        weights.setdefault(row["profile"], {})[row["pillar"]] = float(row["weight"])
    return {name: Profile(name, pillars) for name, pillars in weights.items()}


@cache
def method() -> Method:
    """Return the version of the method and its thresholds."""
    (row,) = _rows("method")
    return Method(row["version"], float(row["not_assessable_under"]), row["source"])


_KEPT: dict[str, str] = {}


def use(files: Mapping[str, str]) -> None:
    """Read these texts in the place of the files of `data/reference`; none: the files again."""
    _KEPT.clear()
    _KEPT.update(files)
    for read in (classes, profiles, method, goals, thresholds):
        read.cache_clear()


@dataclass(frozen=True)
class Goal:
    """From which value an indicator brings points, and which value brings all of them.

    None where there is none (the indicator is shown only), or where `urban` and `rural` hold
    floor and target by milieu.
    """

    floor: float | None
    target_commune: float | None
    target_above: float | None
    urban: tuple[float, float] | None
    rural: tuple[float, float] | None


@cache
def goals() -> dict[str, Goal]:
    """Return the goal of every indicator by its id."""
    return {
        row["id"]: Goal(
            _number(row["floor"]),
            _number(row["target_commune"]),
            _number(row["target_above"]),
            _bounds(row, "urban"),
            _bounds(row, "rural"),
        )
        for row in _rows("indicators")
    }


def _bounds(row: dict[str, str], milieu: str) -> tuple[float, float] | None:
    floor, target = _number(row[f"floor_{milieu}"]), _number(row[f"target_{milieu}"])
    return None if floor is None or target is None else (floor, target)


def _number(text: str) -> float | None:
    return float(text) if text else None


@cache
def thresholds() -> dict[str, float | str]:
    """Return every threshold by the name of its column; version and source are texts."""
    (row,) = _rows("method")
    return {
        name: value if name in ("version", "source") else float(value)
        for name, value in row.items()
    }


def _rows(name: str) -> list[dict[str, str]]:
    if name in _KEPT:
        return list(csv.DictReader(io.StringIO(_KEPT[name])))
    return reference_rows(name)
