"""The best use of a number of person-days: one bundle a commune at most, solved to optimality.

A multiple-choice knapsack, given to HiGHS (`scipy.optimize.milp`). What is maximised is the sum,
over communes, of points gained in the low end of the range times adults of 18 and over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from dashboard.readiness.gains import Gain

TIME_LIMIT = 20.0
_LEAST = 1e-9


@dataclass(frozen=True)
class Portfolio:
    """The bundles chosen, the person-days they take, and how sure the solver is.

    `gap`: by how much a better choice could at most be better, as a share of the value; 0 where
    the choice is proven the best (`is_proven`).
    """

    chosen: tuple[Gain, ...]
    days: float
    value: float
    is_proven: bool
    gap: float

    @property
    def points_per_adult(self) -> float:
        """Not a score: points gained by the average adult of the communes chosen."""
        adults = sum(one.bundle.unit.adults for one in self.chosen)
        return self.value / adults if adults else 0.0


def worth(gain: Gain) -> float:
    """Return what a bundle counts for: points gained in the low end, times adults."""
    return gain.points * gain.bundle.unit.adults


def best_portfolio(
    choices: Iterable[Gain], days: float, *, time_limit: float = TIME_LIMIT
) -> Portfolio:
    """Return the bundles that bring most within a number of person-days.

    Args:
        choices: what can be done; of each unit at most one is chosen. Provinces are left out.
        days: the person-days there are, 0 or more.
        time_limit: seconds after which the best choice found so far is returned, not proven.
    """
    kept = _undominated(
        one for one in choices if one.bundle.unit.grain != "province" and one.bundle.days <= days
    )
    if not kept:
        return Portfolio((), 0.0, 0.0, True, 0.0)
    units = {code: n for n, code in enumerate(dict.fromkeys(g.bundle.unit.code for g in kept))}
    values = np.array([worth(one) for one in kept])
    found = milp(
        -values / values.mean(),  # near 1, whatever the communes' size: the solver's tolerances fit
        integrality=np.ones(len(kept)),
        bounds=Bounds(0, 1),
        constraints=_constraints(kept, units, days),
        options={"mip_rel_gap": 0.0, "time_limit": time_limit, "presolve": True},
    )
    taken = found.x if found.x is not None else np.zeros(len(kept))
    chosen = tuple(one for one, part in zip(kept, taken, strict=True) if part > 0.5)
    return Portfolio(
        tuple(sorted(chosen, key=lambda one: (-worth(one), one.bundle.code))),
        round(sum(one.bundle.days for one in chosen), 2),
        sum(worth(one) for one in chosen),
        found.status == 0,
        float(found.mip_gap or 0.0) if found.x is not None else 1.0,
    )


def _constraints(
    kept: Sequence[Gain], units: dict[str, int], days: float
) -> list[LinearConstraint]:
    columns = np.arange(len(kept))
    rows = np.array([units[one.bundle.unit.code] for one in kept])
    ones = coo_array((np.ones(len(kept)), (rows, columns)), shape=(len(units), len(kept)))
    effort = np.array([[one.bundle.days for one in kept]])
    return [LinearConstraint(ones.tocsc(), -np.inf, 1.0), LinearConstraint(effort, -np.inf, days)]


def _undominated(choices: Iterable[Gain]) -> list[Gain]:
    """Drop what another bundle of the unit matches in fewer or as many days, in a fixed order."""
    best: dict[str, float] = {}
    kept = []
    order = sorted(
        choices,
        key=lambda one: (one.bundle.unit.code, one.bundle.days, -worth(one), one.bundle.code),
    )
    for one in order:
        code, value = one.bundle.unit.code, worth(one)
        if value > best.get(code, 0.0) + _LEAST:
            best[code] = value
            kept.append(one)
    return kept
