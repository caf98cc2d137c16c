"""Ranks of many rows at once, and what they were over all draws."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dashboard.readiness.robustness.parts import Floats, Ints

Ranks = NDArray[np.int32]
_DIGITS = 1e9  # two ends that agree to nine decimals are one rank, as in SQL


def ranks(lows: Floats) -> Ranks:
    """Return the rank of each unit in each row of low ends (0..100): 1 highest, ties share it.

    The value and the place of the unit are put into one integer and sorted: a plain sort is many
    times faster than one that returns an order.
    """
    rows, units = lows.shape
    bits = max(units - 1, 1).bit_length()
    keys = (np.rint((100 - lows) * _DIGITS).astype(np.int64) << bits) | np.arange(units)
    keys.sort(axis=1)
    levels = keys >> bits
    places = np.broadcast_to(np.arange(1, units + 1, dtype=np.int32), (rows, units)).copy()
    places[:, 1:][levels[:, 1:] == levels[:, :-1]] = 0
    np.maximum.accumulate(places, axis=1, out=places)
    found = np.empty((rows, units), dtype=np.int32)
    np.put_along_axis(found, keys & ((1 << bits) - 1), places, axis=1)
    return found


def quantiles(by_unit: NDArray[np.integer], shares: Sequence[float]) -> Ints:
    """Return, for each unit (a row of ranks), the smallest rank that `shares` of draws reach."""
    count = by_unit.shape[1]
    ordered = np.sort(by_unit, axis=1)
    # 1e-9: a share such as 0.95 of 100 is 95 draws, whatever the last bit of the product says.
    at = [max(int(np.ceil(share * count - 1e-9)), 1) - 1 for share in shares]
    return ordered[:, at].astype(np.int64)
