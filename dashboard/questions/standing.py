"""Tables that stay on a cursor: questions of the same days and reader share them, asked apart.

A commune's sheet asks for its rows beside a hundred and ninety-three others': what differs is the
territory, a parameter of the questions; the sixty tables they read are the same, and cost nearly
all of the time. What else differs (days, profile, territories seen) makes other tables.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from threading import Lock
from typing import Any, Final

import duckdb
import pandas as pd

from dashboard.query_files import Query
from dashboard.questions import ELECTIONS, answered, prepared, with_frozen_days
from dashboard.questions.tables import build, keep_for, question, tables_of, taken_by_tables
from dashboard.questions.time_limit import bounded
from dashboard.store import Store, for_questions
from dashboard.store.engine import is_given_up
from dashboard.store.imports import known_now

OF_TABLES: Final = frozenset({"profile", "scope", "sees_candidacies"})
_ALWAYS: Final = frozenset({"as_of", "known_at", "term_months"})
MOST_DAYS: Final = 2  # a series of three years is asked once: its tables would fill the memory


def may_stand(names: Iterable[str], as_of: Sequence[dt.date]) -> bool:
    """Return whether the tables of questions take nothing that differs from asking to asking."""
    asked = [question(name) for name in names]
    return len(as_of) <= MOST_DAYS and taken_by_tables(asked) <= OF_TABLES | _ALWAYS


def reads_elections(names: Iterable[str]) -> bool:
    """Return whether questions read elections: their tables may stand for polling days too."""
    return ELECTIONS in tables_of([question(name) for name in names])


class Standing:
    """The tables of some days, as known at one moment, for one profile and reader.

    Built as they are asked for, each once; the moment stays that of the first question, so that
    all see the same rows. Safe between threads: one asks at a time.
    """

    def __init__(
        self, store: Store, as_of: Sequence[dt.date], known_at: dt.datetime | None
    ) -> None:
        self._given, self._store = store, for_questions(store)
        self._as_of = list(as_of)
        self._lock = Lock()
        self._begin()
        self._known_at = known_at or known_now(self._cursor)

    def _begin(self) -> None:
        self._cursor = self._store.cursor()
        self._built: set[str] = set()
        self._days: list[dt.date] | None = None

    def ask(self, names: Iterable[str], **parameters: Any) -> dict[str, pd.DataFrame]:
        """Return the answers by name; what their tables take must be the same at every call.

        Raises:
            QuestionError: a parameter is missing, or not declared.
        """
        asked = [question(name) for name in names]
        given = prepared(asked, self._as_of, self._known_at, parameters)
        with self._lock:
            for_questions(self._given)  # what was committed since; the tables that stand stay
            keep_for(self._store, asked, given)
            try:
                return self._answers(asked, given)
            except BaseException as fault:
                self._begin()  # what was built was rolled back, or is half of what stands
                if not (isinstance(fault, duckdb.Error) and is_given_up(fault)):
                    raise
                return self._answers(asked, given)  # the disk was full: opened anew

    def _answers(self, asked: list[Query], given: dict[str, Any]) -> dict[str, pd.DataFrame]:
        with self._store.one_moment(self._cursor), bounded(self._cursor):
            if self._days is None:
                self._days = with_frozen_days(self._cursor, asked, given)["as_of"]
            build(self._cursor, asked, {**given, "as_of": self._days}, self._built)
            self._built.update(tables_of(asked))
            return answered(self._cursor, asked, given)
