"""The score of every unit under every draw: the rules of `weighted_indicators` and `scores.sql`.

Under the method in force the numbers are those of the SQL (a test holds them to 1e-9). Only the
low end is computed for all draws: ranks and the class on the map follow it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.readiness.robustness.draws import Draws, base_draw
from dashboard.readiness.robustness.parts import Bools, Floats, Ints, Parts

_DIGITS = 9  # scores.sql rounds to nine decimals before it compares
HALF_A_DIGIT = 5e-10


def lows(parts: Parts, draws: Draws, least_points: float) -> Floats:
    """Return the low end of the range, 0..100, draws × units.

    What is unknown counts as 0 points. Where pillars are multiplied, a pillar has at least
    `least_points`, so that one empty pillar does not make the others count for nothing; a unit
    that says nothing of a pillar stands there as one that reported the worst, never better.
    """
    found = np.zeros((draws.count, len(parts.units)))
    for is_geometric in (False, True):
        rows = np.flatnonzero(draws.is_geometric == is_geometric)
        some = draws.of(draws.is_geometric == is_geometric)
        if some.count:
            for units, applicable in parts.patterns:
                low = _low(parts, some, units, applicable, least_points if is_geometric else None)
                found[np.ix_(rows, units)] = low
    return found


def base_scores(parts: Parts, not_assessable_under: float) -> pd.DataFrame:
    """Return the method's own figures: unit_code, known_weight, low, high, score, is_assessable.

    The score is null where the known weight is under the threshold, or no election is held.
    """
    draw = base_draw(parts)
    low, exact = lows(parts, draw, 0)[0], known_weights(parts, draw)[0]
    known = exact.round(_DIGITS)
    is_assessable = (known > 0) & (known >= not_assessable_under) & parts.is_held
    score = np.divide(low, exact, out=np.full_like(low, np.nan), where=is_assessable)
    high = low + 100 * (parts.is_applicable.any(axis=1) - exact)
    figures = {"low": low, "high": high, "score": score}
    columns = {"known_weight": known} | {name: n.round(_DIGITS) for name, n in figures.items()}
    return pd.DataFrame({"unit_code": parts.units, **columns, "is_assessable": is_assessable})


def known_weights(parts: Parts, draws: Draws) -> Floats:
    """Return the share of the weight that is known, 0..1, draws × units."""
    found = np.zeros((draws.count, len(parts.units)))
    for units, applicable in parts.patterns:
        pillar, inner = _weights(parts, draws, applicable)
        found[:, units] = (pillar[:, parts.pillar_of] * inner) @ parts.known[units].T
    return found


def classes_of(low: Floats, bounds: Floats, highest: Ints) -> Ints:
    """Return the class of each low end, 1 the least ready, after the caps."""
    found = np.searchsorted(bounds, low + HALF_A_DIGIT, side="right")
    return np.minimum(found, highest).astype(np.int64)


def _weights(parts: Parts, draws: Draws, applicable: Bools) -> tuple[Floats, Floats]:
    """Give the weight of what is not applicable away: in its pillar, then to other pillars."""
    inner = draws.inner * applicable
    sums = inner @ (parts.pillar_of[:, None] == np.arange(len(parts.pillars)))
    pillar = draws.pillar * (sums > 0)
    whole = pillar.sum(axis=1, keepdims=True)
    return (
        np.divide(pillar, whole, out=np.zeros_like(pillar), where=whole > 0),
        np.divide(
            inner,
            sums[:, parts.pillar_of],
            out=np.zeros_like(inner),
            where=sums[:, parts.pillar_of] > 0,
        ),
    )


def _low(
    parts: Parts, draws: Draws, units: Ints, applicable: Bools, least_points: float | None
) -> Floats:
    pillar, inner = _weights(parts, draws, applicable)
    total = np.zeros((draws.count, len(units)))
    for number in range(len(parts.pillars)):
        held = np.flatnonzero(applicable & (parts.pillar_of == number))
        if not len(held):
            continue
        share = _pillar(parts, draws, units, held, inner)
        if least_points is not None:
            with np.errstate(divide="ignore"):  # without a floor, nothing multiplied is nothing
                np.log(np.maximum(100 * share, least_points, out=share), out=share)
        share *= pillar[:, number, None]
        total += share
    if least_points is None:
        return np.multiply(total, 100, out=total)
    return np.exp(total, out=total)


def _pillar(parts: Parts, draws: Draws, units: Ints, held: Ints, inner: Floats) -> Floats:
    """Return how full a pillar is, 0..1, the unknown counted as empty."""
    full = np.zeros((draws.count, len(units)))
    for indicator in held:
        # (x - floor shift) / (1 + target shift - floor shift): x in spans of the method in force.
        scale = 1 / (1 + draws.target_shift[:, indicator] - draws.floor_shift[:, indicator])
        points = np.multiply.outer(scale, parts.position[units, indicator])
        points -= (scale * draws.floor_shift[:, indicator])[:, None]
        np.maximum(points, 0, out=points)
        np.minimum(points, 1, out=points)
        points *= inner[:, indicator, None]
        if parts.is_partial[indicator]:
            points *= parts.known[units, indicator]
        full += points
    return full
