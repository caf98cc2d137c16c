"""Questions of many days at once, answered day by day: the days share nearly all that they cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from dashboard.query_files import Query
from dashboard.questions import asked_of
from dashboard.questions.tables import bound
from dashboard.store import Cursor, Store

Answers = dict[str, pd.DataFrame]
_NONE = np.array([], dtype=np.intp)
# What a column of the database is where it lacks some value; where it lacks none it is numpy's.
_PLAIN = {"boolean": "bool", "Int8": "int8", "Int16": "int16", "Int32": "int32", "Int64": "int64"}


def ask_by_day(
    store: Store,
    names: Iterable[str],
    *,
    as_of: Sequence[dt.date],
    known_at: dt.datetime | None = None,
    **parameters: Any,
) -> dict[dt.date, Answers]:
    """Return what `ask_many` answers of each day alone.

    A question that does not say of which day its rows are has the same rows on each.

    Raises:
        QuestionError: as for `ask`.
        UserError: it took too long and was stopped.
    """
    return asked_of(store, names, _by_day, as_of, known_at, parameters)


def _by_day(
    cursor: Cursor, asked: Iterable[Query], values: Mapping[str, Any]
) -> dict[dt.date, Answers]:
    found: dict[dt.date, Answers] = {day: {} for day in values["as_of"]}
    for one in asked:
        rows = cursor.execute(one.sql, bound(one, values)).df()
        places = rows.groupby("as_of").indices if "as_of" in rows else None
        for day, answers in found.items():
            if places is not None:
                at = places.get(pd.Timestamp(day), _NONE)
                answers[one.name] = _as_alone(rows.iloc[at].reset_index(drop=True))
            else:
                answers[one.name] = rows
    return found


def _as_alone(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with the types they have alone.

    Columns that lack no value are plain, and those of words that lack every one are of no type.
    """
    changed: dict[str, Any] = {}
    for name, column in rows.items():
        kind, lacks = str(column.dtype), column.isna()
        if kind in _PLAIN and not lacks.any():
            changed[str(name)] = column.astype(np.dtype(_PLAIN[kind]))
        elif kind == "str" and lacks.all():
            changed[str(name)] = pd.Series([None] * len(rows), dtype=object)
    return rows.assign(**changed)
