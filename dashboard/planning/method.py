"""What planning takes for granted, as the party may read and change it: `data/reference`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dashboard.labels import labels_of
from dashboard.reference_files import reference_rows
from dashboard.wording import Language


@dataclass(frozen=True)
class Named:
    """A code of a reference list with its words."""

    code: str
    names: dict[str, str]

    def name(self, language: Language) -> str:
        """Return the words for the code."""
        return self.names[language]


@dataclass(frozen=True)
class LivingRule(Named):
    """A rule that a living body keeps: `threshold` in days or a share, the way back in words.

    `weight` is what it counts when it is broken and its `grace_days` are over.
    """

    threshold: float
    threshold_unit: str
    grace_days: int
    weight: float
    remedies: dict[str, str]

    def remedy(self, language: Language) -> str:
        """Return what a body does to keep the rule again."""
        return self.remedies[language]


@dataclass(frozen=True)
class PlanningMethod:
    """Windows in months, shares 0..1. The prior of a province: `prior_shape` in `prior_months`.

    Fewer than `min_foundings` in the window, or fewer than `min_known_months` known, give no date;
    fewer than `min_planned` plans give no delay. Dates later than `horizon_months` are not named.
    A living body sponsors `sponsored_most` empty places at the most.
    """

    window_months: int
    min_foundings: int
    min_known_months: float
    prior_shape: float
    prior_months: float
    interval_share: float
    inner_share: float
    horizon_months: int
    min_planned: int
    paper_from_weight: float
    expiry_alarm_days: int
    sponsored_most: int
    notes: dict[str, str]


@cache
def planning_method() -> PlanningMethod:
    """Return the windows, minimums and prior of planning; all are own choices."""
    (row,) = reference_rows("planning_method")
    return PlanningMethod(
        window_months=int(row["window_months"]),
        min_foundings=int(row["min_foundings"]),
        min_known_months=float(row["min_known_months"]),
        prior_shape=float(row["prior_shape"]),
        prior_months=float(row["prior_months"]),
        interval_share=float(row["interval_share"]),
        inner_share=float(row["inner_share"]),
        horizon_months=int(row["horizon_months"]),
        min_planned=int(row["min_planned"]),
        paper_from_weight=float(row["paper_from_weight"]),
        expiry_alarm_days=int(row["expiry_alarm_days"]),
        sponsored_most=int(row["sponsored_most"]),
        notes=labels_of(row, "note"),
    )


@cache
def living_rules() -> dict[str, LivingRule]:
    """Return the rules of a living body by code, in their order."""
    return {
        row["code"]: LivingRule(
            code=row["code"],
            names=labels_of(row, "name"),
            threshold=float(row["threshold"]),
            threshold_unit=row["threshold_unit"],
            grace_days=int(row["grace_days"]),
            weight=float(row["weight"]),
            remedies=labels_of(row, "remedy"),
        )
        for row in sorted(reference_rows("living_rules"), key=lambda row: int(row["position"]))
    }


@cache
def population_bands() -> dict[str, Named]:
    """Return the bands of population by code, the smallest first."""
    return {row["code"]: Named(row["code"], labels_of(row, "name")) for row in _bands()}


def _bands() -> list[dict[str, str]]:
    return sorted(reference_rows("population_bands"), key=lambda row: int(row["low"]))
