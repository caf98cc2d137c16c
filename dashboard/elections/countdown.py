"""Tasks before the legal days of elections: their names, and one line a task over its places.

The tasks are our own suggestions (`data/reference/election_tasks.csv`), none of them law; the day
each is due moves with its legal day.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from dashboard.labels import labels_of
from dashboard.reference_files import reference_rows

# The most pressing first: what a line of several places is put under.
STATES = ("late", "unknown", "unfollowed", "due", "waiting", "hidden", "done")
PRESSING = frozenset({"late", "unknown", "unfollowed"})
SOON_DAYS = 60  # what lies ahead within them is on the printed list


@dataclass(frozen=True)
class Task:
    """One suggested task: its names by language, its source."""

    code: str
    names: dict[str, str]
    basis: str
    source: str


@dataclass(frozen=True)
class Line:
    """One task before one election (or the lists) over the places that have to do it.

    `due_on` null while its legal day is not published; `term_due_on`: if polling fell on the last
    day of the running term (inferred). `places` holds the codes of each state that occurs.
    `row` is one of its rows: for what all of them share.
    """

    row: Any
    due_on: dt.date | None
    term_due_on: dt.date | None
    places: dict[str, tuple[str, ...]]

    @property
    def state(self) -> str:
        """The most pressing state of its places."""
        return next(one for one in STATES if one in self.places)

    @property
    def counts(self) -> Counter[str]:
        """How many places stand in each state."""
        return Counter({state: len(codes) for state, codes in self.places.items()})

    @property
    def total(self) -> int:
        """How many places have to do it."""
        return sum(len(codes) for codes in self.places.values())


@cache
def tasks() -> dict[str, Task]:
    """Return the suggested tasks by code."""
    return {
        row["code"]: Task(
            row["code"],
            labels_of(row),
            row["basis"],
            row["source"],
        )
        for row in reference_rows("election_tasks")
    }


def lines(rows: Iterable[Any]) -> list[Line]:
    """Return one line a task and election, the late first, then by the day due.

    Args:
        rows: those of `election_countdown`, of one day.
    """
    found: dict[tuple[str, str], list[Any]] = {}
    for row in rows:
        found.setdefault((row.profile, row.task), []).append(row)
    made = [_line(together) for together in found.values()]
    return sorted(made, key=_order)


def soon(line: Line, day: dt.date) -> bool:
    """Whether a task is late, or due within `SOON_DAYS` of a day."""
    if line.state in PRESSING:
        return True
    last = day + dt.timedelta(days=SOON_DAYS)
    return line.state in ("due", "hidden") and line.due_on is not None and line.due_on <= last


def _line(rows: list[Any]) -> Line:
    first = rows[0]
    places = {
        state: tuple(row.unit_code for row in rows if row.state == state)
        for state in STATES
        if any(row.state == state for row in rows)
    }
    return Line(first, _day(first.due_on), _day(first.term_due_on), places)


def _order(line: Line) -> tuple[Any, ...]:
    pressing = 0 if line.state in PRESSING else 1
    far = dt.date.max
    return (
        pressing,
        STATES.index(line.state) if pressing else STATES.index(line.state) + len(STATES),
        line.due_on or far,
        line.term_due_on or far,
        line.row.profile,
        int(line.row.position),
    )


def _day(value: Any) -> dt.date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()
