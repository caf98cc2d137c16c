"""How far ranks move when one indicator is taken out of the method."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.readiness.method import method
from dashboard.readiness.robustness.draws import base_draw
from dashboard.readiness.robustness.parts import Floats, Parts
from dashboard.readiness.robustness.ranks import ranks
from dashboard.readiness.robustness.scoring import base_scores, lows


def left_out(parts: Parts) -> pd.DataFrame:
    """Return the shift of ranks without each indicator, in places; one row an indicator.

    Columns: indicator, pillar, mean_shift, max_shift (absolute), moved_unit (the unit that moves
    most, the first of equals), moved_by (its rank without the indicator minus with it; negative is
    up). The units ranked are those assessable with all indicators. No rows where none is.
    """
    is_assessable = base_scores(parts, method().not_assessable_under)["is_assessable"].to_numpy()
    asked = parts.of(is_assessable)
    if not asked.units:
        return pd.DataFrame(columns=["indicator", "pillar", "mean_shift", "max_shift",
                                     "moved_unit", "moved_by"])  # fmt: skip
    base = _ranks(asked)
    rows = []
    for indicator, pillar in zip(asked.indicators, asked.pillar_of, strict=True):
        change = _ranks(asked.without(indicator)) - base
        most = int(np.argmax(np.abs(change)))
        rows.append(
            {
                "indicator": indicator,
                "pillar": asked.pillars[pillar],
                "mean_shift": float(np.abs(change).mean()),
                "max_shift": int(abs(change[most])),
                "moved_unit": asked.units[most],
                "moved_by": int(change[most]),
            }
        )
    return pd.DataFrame(rows)


def _ranks(parts: Parts) -> Floats:
    found: Floats = ranks(lows(parts, base_draw(parts), 0))[0].astype(float)
    return found
