"""What the robustness analysis moves, and how far: `data/reference/robustness.csv`, own choices."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from dashboard.paths import REFERENCE


@dataclass(frozen=True)
class Choices:
    """The settings of the analysis; shares 0..1 unless said.

    Attributes:
        seed: of every random draw, so that two runs print the same ranks.
        draws: number of alternative methods tried.
        weight_spread: standard deviation of a weight as a share of it, for a weight of average
            size; the Dirichlet concentration follows from it (`draws.concentration`).
        goalpost_shift: how far a floor and a target may move, as a share of the span between them.
        geometric_share: share of draws that multiply the pillars instead of adding them.
        geometric_floor: points (of 100) a pillar has at least where pillars are multiplied.
        sure_at: probability from which a verdict is sure.
        interval_low, interval_high: ends of the interval of ranks.
        sensitivity_draws: base sample of the Sobol' indices, a power of two.
        redundant_at: correlation of two indicators, either sign, from which one repeats the other.
        silent_under: correlation with the score under which an indicator is silent.
        least_known: communes that must be known before a correlation is said.
    """

    seed: int
    draws: int
    weight_spread: float
    goalpost_shift: float
    geometric_share: float
    geometric_floor: float
    sure_at: float
    interval_low: float
    interval_high: float
    sensitivity_draws: int
    redundant_at: float
    silent_under: float
    least_known: int
    source: str


@cache
def choices() -> Choices:
    """Return the settings of the reference file."""
    with (REFERENCE / "robustness.csv").open(encoding="utf-8", newline="") as lines:
        (row,) = csv.DictReader(lines)
    whole = {"seed", "draws", "sensitivity_draws", "least_known"}
    return Choices(
        **{name: int(value) for name, value in row.items() if name in whole},
        **{name: float(value) for name, value in row.items() if name not in {*whole, "source"}},
        source=row["source"],
    )
