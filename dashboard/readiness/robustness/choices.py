"""What the robustness analysis moves, and how far: `data/reference/robustness.csv`, own choices."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dashboard.reference_files import reference_rows


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
    (row,) = reference_rows("robustness")
    return Choices(
        seed=int(row["seed"]),
        draws=int(row["draws"]),
        weight_spread=float(row["weight_spread"]),
        goalpost_shift=float(row["goalpost_shift"]),
        geometric_share=float(row["geometric_share"]),
        geometric_floor=float(row["geometric_floor"]),
        sure_at=float(row["sure_at"]),
        interval_low=float(row["interval_low"]),
        interval_high=float(row["interval_high"]),
        sensitivity_draws=int(row["sensitivity_draws"]),
        redundant_at=float(row["redundant_at"]),
        silent_under=float(row["silent_under"]),
        least_known=int(row["least_known"]),
        source=row["source"],
    )
