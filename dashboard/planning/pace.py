"""At what pace are secretariats founded, and when is the last place reached at that pace?

Foundings are taken as a Poisson process of a steady rate with a stated Gamma prior (conjugate:
the rate given `n` foundings in `T` months is Gamma(a + n, b + T)). The time to `R` more foundings
is then (b + T) times a beta prime of R and a + n, and their number in a time is negative binomial:
both exact, so that the uncertainty of the rate is in the dates. Gelman et al., *Bayesian Data
Analysis*, 3rd ed., section 2.6.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.planning.method import PlanningMethod, planning_method

MONTH_DAYS = 30.4375


@dataclass(frozen=True)
class Interval:
    """A middle value and the bounds between which the truth lies with a stated chance."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Finish:
    """Days on which the last place would be reached; None lies beyond the horizon."""

    low: dt.date | None
    middle: dt.date | None
    high: dt.date | None


@dataclass(frozen=True)
class Pace:
    """What the foundings of a window say: `foundings` in `months` known, and the prior.

    `shape` and `months_with_prior` are the Gamma distribution of the rate a month, given both.
    """

    foundings: int
    months: float
    shape: float
    months_with_prior: float

    @property
    def observed(self) -> float | None:
        """Foundings a month as counted, the prior left out; None when no month is known."""
        return self.foundings / self.months if self.months > 0 else None

    def is_enough(self, method: PlanningMethod | None = None) -> bool:
        """Tell whether there is enough to name a pace and a date."""
        asked = method or planning_method()
        return self.foundings >= asked.min_foundings and self.months >= asked.min_known_months

    def rate(self, share: float) -> Interval:
        """Return foundings a month: the median, and an interval that holds with chance `share`."""
        from scipy.stats import gamma

        return _interval(gamma(self.shape, scale=1 / self.months_with_prior), share)

    def months_to(self, remaining: int, share: float) -> Interval:
        """Return the months until `remaining` more are founded, at a steady pace."""
        from scipy.stats import betaprime

        if remaining <= 0:
            return Interval(0, 0, 0)
        return _interval(betaprime(remaining, self.shape, scale=self.months_with_prior), share)

    def chance(self, remaining: int, months: float) -> float:
        """Return the chance, 0..1, that `remaining` more are founded within `months`."""
        from scipy.stats import betaprime

        if remaining <= 0:
            return 1.0
        if months <= 0:
            return 0.0
        return float(betaprime.cdf(months, remaining, self.shape, scale=self.months_with_prior))

    def founded_by(self, months: Sequence[float], level: float) -> list[int]:
        """Return how many more are founded within each of `months`, at a level of chance 0..1."""
        from scipy.stats import nbinom

        b = self.months_with_prior
        return [int(nbinom.ppf(level, self.shape, b / (b + one))) if one else 0 for one in months]


def founding_pace(
    foundings: int, months: float, *, provinces: int = 1, method: PlanningMethod | None = None
) -> Pace:
    """Return the pace of a province, or of several together.

    Args:
        foundings: local secretariats founded in the window.
        months: months of the window that what is reported reaches.
        provinces: how many provinces they are of: the prior is of one, and adds up.
        method: the prior; the reference file's unless given.
    """
    says = method or planning_method()
    return Pace(
        foundings=foundings,
        months=months,
        shape=says.prior_shape + foundings,
        months_with_prior=says.prior_months / provinces + months,
    )


def finish(pace: Pace, remaining: int, as_of: dt.date, share: float) -> Finish:
    """Return the days on which `remaining` more are founded, those beyond the horizon left out."""
    months = pace.months_to(remaining, share)
    most = planning_method().horizon_months
    low, middle, high = (
        day_after(as_of, one) if one <= most else None
        for one in (months.low, months.middle, months.high)
    )
    return Finish(low, middle, high)


def day_after(day: dt.date, months: float) -> dt.date:
    """Return the day a number of months later, months of 30.4375 days."""
    return day + dt.timedelta(days=round(months * MONTH_DAYS))


def months_between(first: dt.date, last: dt.date) -> float:
    """Return the months from one day to another, of 30.4375 days."""
    return (last - first).days / MONTH_DAYS


def needed(remaining: int, as_of: dt.date, until: dt.date) -> float | None:
    """Return the foundings a month that reach `until`; None when it is not after `as_of`."""
    months = months_between(as_of, until)
    return remaining / months if months > 0 else None


def _interval(law: object, share: float) -> Interval:
    tail = (1 - share) / 2
    low, middle, high = law.ppf([tail, 0.5, 1 - tail])  # type: ignore[attr-defined]
    return Interval(float(low), float(middle), float(high))
