"""A paper is answered after it was issued: by a meeting or a decision that names it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dashboard.contracts import Contract
from dashboard.errors import Problem, Said
from dashboard.intake.checks import Standing
from dashboard.intake.faults import Place, error
from dashboard.intake.references import Targets

PAPERS = "directives"


def issued_days(targets: Mapping[str, Targets]) -> dict[str, dt.date]:
    """Return the day each paper was issued, by id; empty where no table of them was looked at."""
    if PAPERS not in targets:
        return {}
    return {code: row["issued_on"] for code, row in targets[PAPERS].rows.items()}


def answered_too_early(
    contract: Contract, standings: Sequence[Standing], targets: Mapping[str, Targets]
) -> Iterator[Problem]:
    """Yield the rows that answer a paper on a day before it was issued."""
    names = [one.name for one in contract.references if one.refers_to == PAPERS]
    issued = issued_days(targets) if names else {}
    if not issued:
        return
    for standing in standings:
        day = _day(standing.now, targets)
        if day is None or not {*names, "held_on", "meeting_id"} & standing.given:
            continue
        for name in names:
            yield from (
                _too_early(Place(standing.row, name), issued[code], day)
                for code in _codes(standing.now.get(name))
                if code in issued and issued[code] > day
            )


def _day(row: Mapping[str, Any], targets: Mapping[str, Targets]) -> dt.date | None:
    """Return the day a meeting was held, or the one that took a decision."""
    day: dt.date | None = row.get("held_on")
    if "meeting_on" in row:
        meeting = targets["meetings"].rows.get(str(row.get("meeting_id")), {})
        day = meeting.get("held_on") or row["meeting_on"]
    return day


def _codes(value: Any) -> Sequence[str]:
    return value if isinstance(value, list) else [value] if value else []


def _too_early(at: Place, issued: dt.date, day: dt.date) -> Problem:
    return error(
        "paper.answered_too_early",
        Said("This paper was issued after the meeting that answers it."),
        Said("Choose another paper or meeting, or correct the day that is wrong."),
        at=at,
        found=issued,
        expected=Said("a paper issued on {day} or before", day=day),
    )
