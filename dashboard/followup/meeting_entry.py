"""A meeting and what it decided, as one entry: the rows of two tables that go in together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.contracts import contracts
from dashboard.intake.entered import RowOf
from dashboard.intake.known import Known
from dashboard.store import Store
from dashboard.territory.register import register

_SAYS = ("summary", "theme", "owner_function", "due_on", "territory_code")
Rows = dict[str, list[dict[str, Any]]]


def meeting_and_decisions(
    meeting: Mapping[str, Any], decisions: Sequence[Mapping[str, Any]], *, decided_before: int = 0
) -> Rows:
    """Return the rows of a meeting and of its decisions, each referring to the meeting beside it.

    A decision of which nothing is filled in is left out; the others are numbered after those that
    are stored of the meeting (`decided_before`, the highest number). One without a place is carried
    out where the body sits.
    """
    seat = decided_at(str(meeting["body_unit_code"])) if meeting.get("body_unit_code") else None
    said = [one for one in decisions if is_said(one)]
    rows = [
        {
            **one,
            "meeting_id": RowOf("meetings"),
            "number": decided_before + at,
            "territory_code": one.get("territory_code") or seat,
        }
        for at, one in enumerate(said, 1)
    ]
    return {"meetings": [dict(meeting)], **({"decisions": rows} if rows else {})}


def is_said(decision: Mapping[str, Any]) -> bool:
    """Return whether anything is filled in of a decision."""
    return any(decision.get(name) for name in _SAYS)


def decided_at(unit_code: str) -> str:
    """Return the territory of a seat; of a constituency its province, else the region."""
    if register().constituency(unit_code) is None:
        return unit_code
    around = register().containers_of(unit_code)
    provinces = [one.code for one in register().provinces() if one.code in around]
    return provinces[0] if len(provinces) == 1 else register().region().code


def last_number(store: Store, meeting_id: str) -> int:
    """Return the highest number of a decision that is stored of a meeting, 0 when there is none."""
    rows = Known(store.cursor(), contracts()["decisions"]).current.values()
    numbers = [int(row["number"]) for row in rows if row["meeting_id"] == meeting_id]
    return max(numbers, default=0)
