"""Questions of many days, or profiles, asked at once: they share nearly all that they cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from dashboard.query_files import Query
from dashboard.questions import asked_of, of_days
from dashboard.questions.tables import bound
from dashboard.store import Cursor, Store

K = TypeVar("K", bound=Hashable)
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
    cut = partial(_cut, "as_of", {day: pd.Timestamp(day) for day in as_of})
    return asked_of(store, names, cut, as_of, known_at, parameters)


def ask_by_profile(
    store: Store,
    names: Iterable[str],
    *,
    profiles: Sequence[str],
    as_of: Sequence[dt.date],
    known_at: dt.datetime | None = None,
    **parameters: Any,
) -> dict[str, Answers]:
    """Return what `ask_many` answers for each profile alone; else as `ask_by_day`."""
    cut = partial(_cut, "profile", {profile: profile for profile in profiles})
    given = {**parameters, "profile": list(profiles)}
    return asked_of(store, names, cut, as_of, known_at, given)


def _cut(
    column: str,
    sought: Mapping[K, Hashable],
    cursor: Cursor,
    asked: Iterable[Query],
    values: Mapping[str, Any],
) -> dict[K, Answers]:
    """Return the answers by what is sought in a column."""
    found: dict[K, Answers] = {key: {} for key in sought}
    for one in asked:
        rows = of_days(cursor.execute(one.sql, bound(one, values)).df(), set(values["as_of"]))
        places = rows.groupby(column).indices if column in rows else None
        for key, value in sought.items():
            if places is not None:
                at = places.get(value, _NONE)
                found[key][one.name] = _as_alone(rows.iloc[at].reset_index(drop=True))
            else:
                found[key][one.name] = rows
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
