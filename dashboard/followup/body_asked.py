"""The body an agenda is made for, and its days: the last meeting held, the next planned."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.followup.paper import label, place_name
from dashboard.wording import Wording


@dataclass(frozen=True)
class BodyAsked:
    """The body an agenda is for, and its days: the last meeting held, the next planned."""

    kind: str
    unit_code: str
    last_held_on: dt.date | None
    next_on: dt.date | None
    unreported: int

    def name(self, words: Wording) -> str:
        """Return the body with the name of its seat."""
        kind = label("structures", "kind", self.kind, words)
        return words("{body}: {place}", body=kind, place=place_name(self.unit_code, words))


def body_asked(rows: pd.DataFrame) -> BodyAsked:
    """Return the one row of `next_meeting_body`."""
    row: Any = next(rows.itertuples(index=False))
    return BodyAsked(
        row.body_kind, row.unit_code, day(row.last_held_on), day(row.next_on), int(row.unreported)
    )


def days_words(body: BodyAsked, words: Wording) -> list[str]:
    """Return when the body met, when it meets next, and what has no outcome."""
    said = [
        words("Next meeting: {day}.", day=body.next_on)
        if body.next_on
        else words("No next meeting is planned: give it a day."),
        words("Last meeting held: {day}.", day=body.last_held_on)
        if body.last_held_on
        else words("No meeting held by this body is stored."),
    ]
    if body.unreported:
        said.append(
            words.count(
                "{n} meeting has gone by without an outcome: report whether it was held.",
                "{n} meetings have gone by without an outcome: report whether they were held.",
                body.unreported,
            )
        )
    return said


def day(value: Any) -> dt.date | None:
    """Return a day of a row, None where it is missing."""
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()
