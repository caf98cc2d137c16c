"""What questions say of one place: asked once for all that the reader sees, and cut out here.

What an answer costs lies in the asking; its rows for two hundred places cost as much as for one.
So the sheets of all communes stand on the same few answers.
"""

from __future__ import annotations

import weakref
from typing import Any, cast

import numpy as np
import pandas as pd

from dashboard.territory.register import register

_Places = np.ndarray[Any, np.dtype[np.intp]]
_Indices = dict[str, _Places]
_NONE: _Places = np.array([], dtype=np.intp)
# Where the rows of each place stand in an answer, as long as the answer is kept somewhere.
_known: dict[int, tuple[weakref.ref[pd.DataFrame], _Indices]] = {}


def rows_of(code: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of an answer that are of one place, in their order.

    Where rows say only in which territory they lie, those of all within the place are its own.
    """
    for column in ("place_code", "unit_code"):
        if column in rows:
            return _at(rows, _places(rows, column).get(code, _NONE))
    within, places = register().units_within(code), _places(rows, "territory_code")
    found = [places[one] for one in within if one in places]
    return _at(rows, np.sort(np.concatenate(found)) if found else _NONE)


def _places(rows: pd.DataFrame, column: str) -> _Indices:
    """Return the places of the rows of each place: looked up once for an answer, not at each."""
    known = _known.get(id(rows))
    if known is None or known[0]() is not rows:
        key = id(rows)
        held = weakref.ref(rows, lambda _gone: _known.pop(key, None))
        known = held, cast(_Indices, rows.groupby(column, sort=False).indices)
        _known[key] = known
    return known[1]


def _at(rows: pd.DataFrame, at: _Places) -> pd.DataFrame:
    """Return the rows that are meant, uncopied where they follow each other: mostly they do."""
    if len(at) and at[-1] - at[0] == len(at) - 1:
        return rows.iloc[at[0] : at[-1] + 1]
    return rows.iloc[at]
