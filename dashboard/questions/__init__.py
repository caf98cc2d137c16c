"""Ask a question of the store: one file of `queries/` each, the tables it reads built before it.

The header of every file says what it reads and which parameters it takes; nothing else does. A
table named in `Reads` that is a file of `queries/tables`, or the current rows of a contract
(`membership_at`), is built as a temporary table on the cursor of the question, each once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import pandas as pd

from dashboard.query_files import Query, read
from dashboard.questions.tables import (
    QuestionError,
    bound,
    build,
    declared_by,
    drop,
    keep_for,
    parameters_of,
    question,
    tables_of,
)
from dashboard.questions.time_limit import bounded
from dashboard.settings import settings
from dashboard.store import Cursor, Store, for_questions
from dashboard.store.imports import known_now

__all__ = [
    "Query",
    "QuestionError",
    "answered",
    "ask",
    "ask_many",
    "ask_within",
    "asked_of",
    "build",
    "of_days",
    "parameters_of",
    "prepared",
    "question",
    "read",
    "tables_of",
]

T = TypeVar("T")
_Take = Callable[[Cursor, Sequence[Query], Mapping[str, Any]], T]

ELECTIONS = "elections_of_days"


def ask(
    store: Store,
    name: str,
    *,
    as_of: dt.date | Sequence[dt.date],
    known_at: dt.datetime | None = None,
    **parameters: Any,
) -> pd.DataFrame:
    """Return the rows that answer a question.

    Args:
        store: the open store.
        name: the file of `queries/`, without its ending.
        as_of: the day or days asked about; facts dated later do not count.
        known_at: batches accepted up to then count, in UTC; None is now, and all that is stored
            where the clock went back since.
        **parameters: the parameters the headers declare. `term_months` is taken from the settings,
            `profile` (one or several) is organisational and `sees_candidacies` false unless given.

    Raises:
        QuestionError: no such question, a parameter is missing, or one is not declared.
    """
    return ask_many(store, (name,), as_of=as_of, known_at=known_at, **parameters)[name]


def ask_many(
    store: Store,
    names: Iterable[str],
    *,
    as_of: dt.date | Sequence[dt.date],
    known_at: dt.datetime | None = None,
    **parameters: Any,
) -> dict[str, pd.DataFrame]:
    """Return the answers of several questions by name; tables they share are built once.

    Raises:
        QuestionError: as for `ask`.
        UserError: it took too long and was stopped.
    """
    return asked_of(store, names, answered, as_of, known_at, parameters)


def asked_of(
    store: Store,
    names: Iterable[str],
    take: _Take[T],
    as_of: dt.date | Sequence[dt.date],
    known_at: dt.datetime | None,
    parameters: Mapping[str, Any],
) -> T:
    """Return what `take` makes of questions whose tables stand on the cursor; see `ask_many`."""
    asked = [question(name) for name in names]
    store = for_questions(store)
    with store.reading() as cursor:
        values = prepared(asked, as_of, known_at or known_now(cursor), parameters)
    keep_for(store, asked, values)
    with store.reading() as cursor:
        return _answers(cursor, asked, values, take)


def ask_within(
    cursor: Cursor,
    names: Iterable[str],
    *,
    as_of: dt.date | Sequence[dt.date],
    known_at: dt.datetime | None = None,
    **parameters: object,
) -> dict[str, pd.DataFrame]:
    """Return the answers in the transaction a cursor is in: rows not committed yet count.

    What is built on the cursor for them is dropped again.

    Raises:
        QuestionError: as for `ask`.
    """
    asked = [question(name) for name in names]
    values = prepared(asked, as_of, known_at or known_now(cursor), parameters)
    found = _answers(cursor, asked, values, answered)
    drop(cursor, asked)
    return found


def prepared(
    asked: Sequence[Query],
    as_of: dt.date | Sequence[dt.date],
    known_at: dt.datetime,
    parameters: Mapping[str, object],
) -> dict[str, Any]:
    """Return the parameters of queries as SQL takes them, with what they are unless given.

    Raises:
        QuestionError: one is missing, or one is not declared.
    """
    values = {
        "as_of": _days(as_of),
        "known_at": _utc(known_at),
        "term_months": settings().local_secretariat_term_months,
        "profile": "organisational",
        "sees_candidacies": False,
        **{name: _plain(value) for name, value in parameters.items()},
    }
    if isinstance(values["profile"], str):
        values["profile"] = [values["profile"]]
    _check(asked, values, parameters)
    return values


def _answers(
    cursor: Cursor, asked: Sequence[Query], values: Mapping[str, Any], take: _Take[T]
) -> T:
    with bounded(cursor):
        build(cursor, asked, with_frozen_days(cursor, asked, values))
        return take(cursor, asked, values)


def answered(
    cursor: Cursor, asked: Iterable[Query], values: Mapping[str, Any]
) -> dict[str, pd.DataFrame]:
    """Return the rows of queries whose tables stand on the cursor, for the days asked alone."""
    days = set(values["as_of"])
    found = {one.name: cursor.execute(one.sql, bound(one, values)).df() for one in asked}
    return {name: of_days(rows, days) for name, rows in found.items()}


def with_frozen_days(
    cursor: Cursor, asked: Iterable[Query], values: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return the parameters with the polling days that the profiles' figures are frozen at.

    Once an election is past its readiness stays as at polling day: the tables are built for that
    day too. What is built on the cursor to find out is dropped again.
    """
    if ELECTIONS not in tables_of(asked) or values["profile"] == ["organisational"]:
        return values
    frozen = question("frozen_days")
    build(cursor, [frozen], values)
    days = [day for (day,) in cursor.execute(frozen.sql).fetchall()]
    drop(cursor, [frozen])
    return {**values, "as_of": [*values["as_of"], *days]}


def of_days(rows: pd.DataFrame, days: set[dt.date]) -> pd.DataFrame:
    """Return the rows of the days asked: tables may hold polling days besides."""
    if "as_of" not in rows.columns:
        return rows
    is_asked = pd.to_datetime(rows["as_of"]).isin(pd.to_datetime(sorted(days)))
    return rows if is_asked.all() else rows[is_asked].reset_index(drop=True)


def _check(asked: Sequence[Query], values: Mapping[str, Any], given: Iterable[str]) -> None:
    declared = declared_by(asked)
    unknown, missing = set(given) - declared, declared - set(values)
    if not unknown and not missing:
        return
    said = "; ".join(
        f"{fault} {', '.join(sorted(names))}"
        for fault, names in (("not taken:", unknown), ("missing:", missing))
        if names
    )
    names = ", ".join(query.name for query in asked)
    raise QuestionError(f"{names}: {said}; the parameters are {', '.join(sorted(declared))}")


def _days(as_of: dt.date | Sequence[dt.date]) -> list[dt.date]:
    days = [as_of] if isinstance(as_of, dt.date) else list(as_of)
    return [day.date() if isinstance(day, dt.datetime) else day for day in days]


def _utc(known: dt.datetime) -> dt.datetime:
    return known.astimezone(dt.UTC).replace(tzinfo=None) if known.tzinfo else known


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple | set | frozenset) else value
