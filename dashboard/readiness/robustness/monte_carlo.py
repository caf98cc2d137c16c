"""Rank interval, probability of each class, verdict: what stays true when choices are moved."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.readiness.method import classes, method
from dashboard.readiness.robustness.choices import Choices, choices
from dashboard.readiness.robustness.draws import Draws, base_draw, random_draws
from dashboard.readiness.robustness.parts import Floats, Parts
from dashboard.readiness.robustness.ranks import quantiles, ranks
from dashboard.readiness.robustness.scoring import HALF_A_DIGIT, base_scores, lows

WEAK, READY = 2, 4  # the highest class that is weak, the lowest that is ready
_CELLS = 250_000  # of draws × units in one go: what a processor's cache holds


def robustness(parts: Parts, moved: Choices | None = None) -> pd.DataFrame:
    """Return how sure the rank and the class of each unit are; one row a unit, in its order.

    Columns: unit_code; rank of the method in force; rank_low, rank_median, rank_high over all
    draws (1 is best; `rank_low` is the best end); class_1 … class_5, the probability of each class
    of the low end, caps acting; verdict: surely_weak, surely_ready, undecided; or not_assessable,
    not_applicable (no such election there), where ranks and probabilities are null. Memory: 2 to 4
    bytes for each draw and unit.

    Args:
        parts: of one grain, the units that are ranked among each other.
        moved: the settings; those of the reference file by default.
    """
    given = moved or choices()
    is_assessable = base_scores(parts, method().not_assessable_under)["is_assessable"].to_numpy()
    asked = parts.of(is_assessable)
    rng = np.random.default_rng(given.seed)
    placed, at_least = _drawn(asked, random_draws(asked, given, rng), given.geometric_floor)
    base = ranks(lows(asked, base_draw(asked), 0))[0]
    chances = _chances(at_least, asked)
    ends = quantiles(placed, (given.interval_low, 0.5, given.interval_high))
    found = pd.DataFrame(
        {
            "rank": base,
            **{f"rank_{name}": ends[:, n] for n, name in enumerate(("low", "median", "high"))},
            **{f"class_{n}": chances[:, n - 1] for n in range(1, chances.shape[1] + 1)},
            "verdict": _verdicts(chances, given.sure_at),
        },
        index=pd.Index(asked.units, name="unit_code"),
    )
    every = found.reindex(pd.Index(parts.units, name="unit_code")).reset_index()
    silent = np.where(parts.is_held, "not_assessable", "not_applicable")
    every["verdict"] = every["verdict"].fillna(pd.Series(silent, every.index))
    return every.astype({name: "Int64" for name in every if str(name).startswith("rank")})


def blocks(draws: Draws, units: int) -> Iterator[slice]:
    """Give the draws in pieces that bound the memory needed for all units."""
    rows = max(_CELLS // max(units, 1), 1)
    return (slice(start, start + rows) for start in range(0, draws.count, rows))


def _drawn(parts: Parts, draws: Draws, least_points: float) -> tuple[NDArray[np.integer], Floats]:
    """Return the ranks, units × draws, and the share of draws in each class or a higher one."""
    units = len(parts.units)
    kind = np.uint16 if units < np.iinfo(np.uint16).max else np.uint32
    placed: NDArray[np.integer] = np.empty((units, draws.count), dtype=kind)
    bounds = np.array([one.low for one in classes()])
    at_least = np.zeros((len(bounds), units))
    for rows in blocks(draws, units):
        low = lows(parts, draws.of(rows), least_points)
        placed[:, rows] = ranks(low).T
        for number, bound in enumerate(bounds):
            at_least[number] += np.count_nonzero(low >= bound - HALF_A_DIGIT, axis=0)
    return placed, at_least / draws.count


def _chances(at_least: Floats, parts: Parts) -> Floats:
    numbers = np.arange(1, len(at_least) + 1)
    reached = at_least * (numbers[:, None] <= parts.highest_class)
    found: Floats = reached - np.vstack([reached[1:], np.zeros((1, reached.shape[1]))])
    return found.T


def _verdicts(chances: Floats, sure_at: float) -> NDArray[np.str_]:
    enough = sure_at - HALF_A_DIGIT
    weak = chances[:, :WEAK].sum(axis=1) >= enough
    ready = chances[:, READY - 1 :].sum(axis=1) >= enough
    return np.where(weak, "surely_weak", np.where(ready, "surely_ready", "undecided"))
