"""The method from its files: floors, targets, weights, thresholds; and points and freshness."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Value:
    """One indicator of one unit. No value: unknown, or not applicable when not `applicable`."""

    numerator: float = 0.0
    denominator: float = 0.0
    value: float | None = None
    k: float = 0.0
    applicable: bool = True
    inherited: bool = False
    partial: bool = False
    fact_on: dt.date | None = None
    facts: list[tuple[float, dt.date | None]] = field(default_factory=list)  # adults, true on
    floor: float | None = None
    target: float | None = None


def unknown() -> Value:
    """An applicable indicator of which nothing is known."""
    return Value()


def not_applicable() -> Value:
    """Nothing to measure."""
    return Value(applicable=False)


class Method:
    """The reference files of the method."""

    def __init__(self, folder: Path) -> None:
        rows = {name: _rows(folder, name) for name in (
            "indicators", "indicator_weights", "pillar_weights", "classes", "method",
        )}  # fmt: skip
        self.indicators = {row["id"]: row for row in rows["indicators"]}
        self.weights: dict[tuple[str, str], float] = {}
        for row in rows["indicator_weights"]:
            self.weights[row["grain"], row["indicator"]] = float(row["weight"])
        self.pillars: dict[str, dict[str, float]] = {}
        for row in rows["pillar_weights"]:
            self.pillars.setdefault(row["profile"], {})[row["pillar"]] = float(row["weight"])
        self.class_floors = [float(row["low"]) for row in rows["classes"]]
        (row,) = rows["method"]
        self.settings: dict[str, Any] = {k: _float(v) for k, v in row.items()}

    def pillar(self, indicator: str) -> str:
        """The pillar of an indicator."""
        return self.indicators[indicator]["pillar"]

    def rhythm(self, indicator: str) -> float:
        """Days for which a fact stays fresh."""
        return float(self.indicators[indicator]["rhythm_days"])

    def bounds(self, indicator: str, above: bool) -> tuple[float | None, float | None]:
        """Floor and target, when the file holds them."""
        row = self.indicators[indicator]
        return _float(row["floor"]), _float(row["target_above" if above else "target_commune"])

    def milieu_bounds(self, milieu: str) -> tuple[float, float]:
        """Floor and target of the registration rate of a milieu."""
        row = self.indicators["registration_rate"]
        return float(row[f"floor_{milieu}"]), float(row[f"target_{milieu}"])

    def class_of(self, score: float) -> int:
        """The class of a score, which counts to nine decimals: 54.9999999999 is 55."""
        return max(n for n, low in enumerate(self.class_floors, 1) if round(score, 9) >= low)


def freshness(day: dt.date, value: Value, rhythm: float) -> float:
    """How fresh a value is; above the commune the mean of its members', by adults."""
    total = sum(adults for adults, _ in value.facts)
    if not total:
        return _fresh(day, value.fact_on, rhythm)
    return sum(adults * _fresh(day, on, rhythm) for adults, on in value.facts) / total


def _fresh(day: dt.date, fact_on: dt.date | None, rhythm: float) -> float:
    """1 up to the rhythm, then linearly to 0 at four times it."""
    if fact_on is None:
        return 0.0
    age = max((day - fact_on).days, 0)
    return min(1.0, max(0.0, (4 * rhythm - age) / (3 * rhythm)))


def points(value: float, floor: float, target: float) -> float:
    """The value between floor and target, 0 to 100."""
    return 100.0 * min(1.0, max(0.0, (value - floor) / (target - floor)))


def published(count: int | None) -> int | None:
    """A person count as it may leave: 0, 5 for 1 to 9, else to the nearest 5."""
    if count is None or count == 0:
        return count
    return 5 if count < 10 else int(5 * ((count + 2) // 5))


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _float(text: str | None) -> Any:
    try:
        return float(text) if text else None
    except ValueError:
        return text
