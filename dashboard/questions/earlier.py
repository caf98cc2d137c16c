"""Ask under a method that was in force earlier: its weights, aims and thresholds, the same SQL."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.questions import answered, prepared, question, with_frozen_days
from dashboard.questions.tables import build
from dashboard.questions.time_limit import bounded
from dashboard.store import Store, for_questions
from dashboard.store.imports import known_now
from dashboard.store.reference_tables import Table, stand_beside


def ask_under(
    store: Store,
    method: Mapping[str, Table],
    names: Iterable[str],
    *,
    as_of: dt.date,
    known_at: dt.datetime | None = None,
    **parameters: Any,
) -> dict[str, pd.DataFrame]:
    """Return the answers of questions as they are under another method.

    Args:
        store: the open store; nothing of it is changed.
        method: reference tables of the method by name, header and rows; others are as they are.
        names: files of `queries/`, without their ending.
        as_of: the day asked about.
        known_at: batches accepted up to then count, in UTC; None is now.
        **parameters: those of the questions.

    Raises:
        QuestionError: a question does not exist, a parameter is missing or not declared.
    """
    theirs = re.compile(rf"\breference\.(?=(?:{'|'.join(method)})\b)")

    def reading(sql: str) -> str:
        return theirs.sub("temp.", sql)

    asked = [question(name) for name in names]
    with for_questions(store).reading() as cursor:
        values = prepared(asked, as_of, known_at or known_now(cursor), parameters)
        with bounded(cursor):
            stand_beside(cursor, method)
            build(cursor, asked, with_frozen_days(cursor, asked, values), (), reading)
            return answered(cursor, [replace(one, sql=reading(one.sql)) for one in asked], values)
