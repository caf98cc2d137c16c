"""What questions say of one place: asked once for all that the reader sees, and cut out here.

What an answer costs lies in the asking; its rows for two hundred places cost as much as for one.
So the sheets of all communes stand on the same few answers.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.territory.register import register


def rows_of(code: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of an answer that are of one place, in their order.

    Where rows say only in which territory they lie, those of all within the place are its own.
    """
    for column in ("place_code", "unit_code"):
        if column in rows:
            return _at(rows, rows[column] == code)
    return _at(rows, rows["territory_code"].isin(register().units_within(code)))


def _at(rows: pd.DataFrame, is_here: pd.Series[bool]) -> pd.DataFrame:
    """Return the rows that are meant, uncopied where they follow each other: mostly they do."""
    at = np.flatnonzero(is_here.to_numpy())
    if len(at) and at[-1] - at[0] == len(at) - 1:
        return rows.iloc[at[0] : at[-1] + 1]
    return rows.iloc[at]
