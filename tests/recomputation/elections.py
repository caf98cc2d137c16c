"""The election of a day: the one a profile speaks of, its dates, the day its figures are of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Election:
    """An election as a profile needs it."""

    election_id: str
    polling_on: dt.date | None = None
    nominations_close_on: dt.date | None = None


def election_of(rows: list[dict[str, Any]], kind: str, day: dt.date) -> Election | None:
    """The earliest one of a kind not yet past on a day, else the last past one."""
    listed = [row for row in rows if row["kind"] == kind and not row["is_by_election"]]
    listed.sort(key=_order)
    coming = [row for row in listed if not _is_past(row, day)]
    past = [row for row in listed if _is_past(row, day)]
    chosen = coming[0] if coming else past[-1] if past else None
    if chosen is None:
        return None
    return Election(chosen["election_id"], chosen["polling_on"], chosen["nominations_close_on"])


def day_of_figures(election: Election | None, day: dt.date) -> dt.date:
    """After polling the election's readiness stays as at polling day."""
    polling = election.polling_on if election else None
    return polling if polling and polling < day else day


def _order(row: dict[str, Any]) -> tuple[dt.date, str]:
    return row["polling_on"] or dt.date.max, row["election_id"]


def _is_past(row: dict[str, Any], day: dt.date) -> bool:
    if row["polling_on"] is None:
        return bool(row["date_status"] == "held")
    return bool(row["polling_on"] < day)
