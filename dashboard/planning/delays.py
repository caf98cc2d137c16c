"""How long after its first planned day is a founding held? Kaplan and Meier, censored plans kept.

A plan that has not been held yet counts for as long as it has waited: leaving it out would make
plans look better kept than they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Delays:
    """The share of plans held within a number of days of their first planned day.

    `days` are the delays at which some were held; `held`, `low` and `high` (the bounds of an
    interval at each day, Greenwood's variance on the scale of log(−log)) are shares 0..1.
    `seen_days` is the longest delay or wait seen: nothing is known beyond it.
    """

    planned: int
    founded: int
    seen_days: int = 0
    days: tuple[int, ...] = ()
    held: tuple[float, ...] = ()
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()

    @property
    def in_time(self) -> float:
        """The share held on the first planned day or before it."""
        return self.held_within(0)

    def held_within(self, days: int) -> float:
        """Return the share held within so many days."""
        return _at(self.days, self.held, days)

    def bounds_within(self, days: int) -> tuple[float, float]:
        """Return the bounds of the share held within so many days."""
        return _at(self.days, self.low, days), _at(self.days, self.high, days)


def delays(days: Sequence[int], is_founded: Sequence[bool], share: float) -> Delays:
    """Estimate how long plans take from what was held and what still waits.

    Args:
        days: for each plan, days from its first planned day to its founding, or waited so far.
        is_founded: whether it was held.
        share: the chance, 0..1, with which each interval holds.
    """
    import numpy as np

    founded = int(sum(is_founded))
    if not founded:
        return Delays(len(days), 0, max(days, default=0))
    from scipy.stats import norm
    from statsmodels.duration.survfunc import SurvfuncRight

    found = SurvfuncRight(np.asarray(days, dtype=float), np.asarray(is_founded, dtype=int))
    waiting, z = np.asarray(found.surv_prob), float(norm.ppf((1 + share) / 2))
    is_inside = (waiting > 0) & (waiting < 1)
    inside = waiting[is_inside]
    spread = z * np.asarray(found.surv_prob_se)[is_inside] / (inside * -np.log(inside))
    upper, lower = waiting.copy(), waiting.copy()
    upper[is_inside] = inside ** np.exp(-spread)
    lower[is_inside] = inside ** np.exp(spread)
    return Delays(
        planned=len(days),
        founded=founded,
        seen_days=max(days),
        days=tuple(int(day) for day in found.surv_times),
        held=_shares(1 - waiting),
        low=_shares(1 - upper),
        high=_shares(1 - lower),
    )


def _shares(values: Iterable[float]) -> tuple[float, ...]:
    return tuple(float(one) for one in values)


def _at(days: Sequence[int], values: Sequence[float], day: int) -> float:
    reached = [value for one, value in zip(days, values, strict=True) if one <= day]
    return reached[-1] if reached else 0.0
