"""Ask questions of a world that is otherwise: some tables are a scenario's, the SQL is the same.

A scenario takes the place of tables that the questions stand on: files of `queries/scenarios`,
each of which reads the table as it is and gives it as it would be. All that stands on it is then
built by the same files as every other figure: there is no second way to make a score.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.paths import QUERIES
from dashboard.query_files import Query, read
from dashboard.questions import answered, prepared, question, with_frozen_days
from dashboard.questions.tables import bound, build, drop
from dashboard.store import Cursor, Store
from dashboard.store.imports import known_now

Stage = Mapping[str, str]
# Every table a stage of this kind takes the place of, and the file that says by what.
VARIANTS: Stage = {
    name: f"variant_{name}" for name in ("units", "extents", "warning_factors", "indicator_values")
}
PLANNED: Stage = {
    name: f"planned_{name}"
    for name in ("structures_at", "meetings_at", "membership_at", "reported_rows")
}
ASSUMED: Stage = {"indicator_values": "assumed_indicator_values"}
WEIGHED: Stage = {
    "pillar_weights_used": "scenario_pillar_weights_used",
    "indicators_used": "scenario_indicators_used",
}


def ask_otherwise(
    store: Store,
    names: Iterable[str],
    stages: Sequence[Stage],
    *,
    as_of: dt.date,
    known_at: dt.datetime | None = None,
    **parameters: Any,
) -> dict[str, pd.DataFrame]:
    """Return the answers of questions on tables that a scenario changes, one stage after another.

    Args:
        store: the open store; nothing is written to it.
        names: files of `queries/`, without their ending.
        stages: tables with the file of `queries/scenarios` that takes their place; a later stage
            stands on what the earlier ones gave.
        as_of: the day asked about.
        known_at: batches accepted up to then count, in UTC; None is now.
        **parameters: those of the questions and of the stages.

    Raises:
        QuestionError: a question does not exist, a parameter is missing or not declared.
    """
    asked = [question(name) for name in names]
    changed = [{table: _scenario(file) for table, file in stage.items()} for stage in stages]
    every = [*asked, *(query for stage in changed for query in stage.values())]
    cursor = store.cursor()
    try:
        values = prepared(every, as_of, known_at or known_now(cursor), parameters)
        built = with_frozen_days(cursor, asked, values)
        given: set[str] = set()
        for stage in changed:
            _replace(cursor, stage, built, given)
            given |= set(stage)
        build(cursor, asked, built, given)
        return answered(cursor, asked, values)
    finally:
        cursor.close()


def _replace(
    cursor: Cursor, stage: Mapping[str, Query], values: Mapping[str, Any], given: set[str]
) -> None:
    """Put a stage's tables in the place of those they read; what only they needed goes again."""
    build(cursor, stage.values(), values, given)
    for table, query in stage.items():
        cursor.execute(f"create temp table next_{table} as {query.sql}", bound(query, values))
    drop(cursor, stage.values(), given)
    for table in stage:
        if table in given:
            cursor.execute(f"drop table temp.main.{table}")
        cursor.execute(f"alter table temp.main.next_{table} rename to {table}")


def _scenario(name: str) -> Query:
    return read(QUERIES / "scenarios" / f"{name}.sql")
