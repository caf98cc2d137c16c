"""Which of the method's choices moves the ranks most: first-order and total effects (Sobol')."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.readiness.method import method
from dashboard.readiness.robustness.choices import Choices, choices
from dashboard.readiness.robustness.draws import GROUPS, Draws, base_draw, random_draws
from dashboard.readiness.robustness.monte_carlo import blocks
from dashboard.readiness.robustness.parts import Floats, Parts
from dashboard.readiness.robustness.ranks import ranks
from dashboard.readiness.robustness.scoring import base_scores, lows

_RESAMPLES = 500


def sensitivity(parts: Parts, moved: Choices | None = None) -> pd.DataFrame:
    """Return the effect of each group of choices on the mean shift of ranks; one row a group.

    Columns: group; first, first_low, first_high; total, total_low, total_high: shares of the
    variance of the shift, 0..1, with 95 % bootstrap intervals (an end may fall a little outside);
    alone: the mean shift in places when only this group moves; together: when all do. No rows where
    fewer than two units are assessable, or no rank ever moves.

    The design is Saltelli's (scipy's estimator): two samples of whole methods, and the first with
    one group taken from the second. A group is drawn as one, so its weights move together.
    """
    given = moved or choices()
    is_assessable = base_scores(parts, method().not_assessable_under)["is_assessable"].to_numpy()
    asked = parts.of(is_assessable)
    if len(asked.units) < 2:
        return pd.DataFrame(columns=_COLUMNS)
    rng = np.random.default_rng(given.seed)
    one, other = (random_draws(asked, given, rng, given.sensitivity_draws) for _ in range(2))
    first, second = (shifts(asked, draws, given.geometric_floor) for draws in (one, other))
    if first.std() == 0:
        return pd.DataFrame(columns=_COLUMNS)
    mixed = np.array(
        [shifts(asked, one.taking(group, other), given.geometric_floor) for group in GROUPS]
    )
    found, low, high = _effects(first, second, mixed, rng)
    alone = [shifts(asked, draws, given.geometric_floor).mean() for draws in _each(asked, one)]
    columns = [GROUPS, found[0], low[0], high[0], found[1], low[1], high[1], alone, first.mean()]
    return pd.DataFrame(dict(zip(_COLUMNS, columns, strict=True)))


_COLUMNS = [
    "group", "first", "first_low", "first_high", "total", "total_low", "total_high",
    "alone", "together",
]  # fmt: skip


def shifts(parts: Parts, draws: Draws, least_points: float) -> Floats:
    """Return the mean absolute shift of ranks, in places, from the method in force, a draw each."""
    base = ranks(lows(parts, base_draw(parts), 0))
    found = [
        np.abs(ranks(lows(parts, draws.of(rows), least_points)) - base).mean(axis=1)
        for rows in blocks(draws, len(parts.units))
    ]
    return np.concatenate(found)


def _each(parts: Parts, draws: Draws) -> list[Draws]:
    """Give draws in which one group moves and the rest is the method in force."""
    base = base_draw(parts).of(np.zeros(draws.count, dtype=np.int64))
    return [base.taking(group, draws) for group in GROUPS]


def _effects(
    first: Floats, second: Floats, mixed: Floats, rng: np.random.Generator
) -> tuple[Floats, Floats, Floats]:
    """Return first-order and total effects of each group, and the ends of their intervals."""
    from scipy.stats import bootstrap, sobol_indices  # a second to load, for one page's switch

    def effects(rows: np.ndarray) -> Floats:
        results = sobol_indices(
            func={
                "f_A": first[None, rows],
                "f_B": second[None, rows],
                "f_AB": mixed[:, None, rows],
            },
            n=len(rows),
        )
        return np.array([np.ravel(results.first_order), np.ravel(results.total_order)])

    rows = np.arange(len(first))
    spread = bootstrap(
        (rows,), effects, n_resamples=_RESAMPLES, method="percentile", vectorized=False, rng=rng
    ).confidence_interval
    return effects(rows), spread.low, spread.high
