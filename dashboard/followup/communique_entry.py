"""The rows accepted of a communiqué as one entry of several tables, numbered and tied together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.contracts import contracts
from dashboard.errors import Said, UserError
from dashboard.followup.communiques import Accepted, count_decisions, stored_meeting
from dashboard.followup.numbering import next_number
from dashboard.intake.entered import RowOf
from dashboard.store import Store

_DATED = {"constraint_reports": "raised_on", "liaison_requests": "opened_on"}


def entered(
    store: Store, accepted: Sequence[Accepted], meeting: Mapping[str, Any]
) -> dict[str, list[dict[str, Any]]]:
    """Return the accepted rows by table, as `check_entered` takes them.

    Args:
        store: an open store: numbers go on after what it holds.
        accepted: the rows, the meeting's among them or not.
        meeting: the meeting as it is shown: its day is that of what was raised in it, and a stored
            meeting of the same body and day takes the decisions where its own row is not accepted.

    Raises:
        UserError: decisions without their meeting, or rows that need its day without one.
    """
    tables = {one.table for one in accepted}
    held_on = meeting.get("held_on")
    if held_on is None and tables & {"decisions", *_DATED, "meetings"}:
        raise UserError(
            Said("Say on which day the meeting was held: what was decided and raised in it takes "
                 "that day.")
        )  # fmt: skip
    stored = stored_meeting(store, meeting) if held_on else None
    of_meeting = RowOf("meetings") if "meetings" in tables else stored
    if "decisions" in tables and of_meeting is None:
        raise UserError(
            Said("Accept the meeting too: a decision belongs to the meeting that took it.")
        )
    rows: dict[str, list[dict[str, Any]]] = {}
    first = count_decisions(store, stored) if stored else 0
    for one in accepted:
        held = rows.setdefault(one.table, [])
        row = {**one.values, **_fixed(one.table, held_on, of_meeting)}
        if one.table == "decisions":
            row["number"] = first + len(held) + 1
        elif "number" not in row and "number" in contracts()[one.table].natural_key:
            row["number"] = _number(store, one.table, row, held)
        held.append(row)
    return rows


def _fixed(table: str, held_on: Any, of_meeting: RowOf | str | None) -> dict[str, Any]:
    """Return the cells that nobody is asked for."""
    if table == "meetings":
        return {"status": "held"}
    if table == "decisions":
        return {"meeting_id": of_meeting, "status": "open"}
    if table == "constraint_reports":
        return {"raised_on": held_on, "meeting_id": of_meeting, "status": "open"}
    if table == "liaison_requests":
        return {"opened_on": held_on, "status": "open"}
    if table == "milestones":
        return {"announced_on": held_on} if held_on else {}
    return {"kind": "communique"} if table == "directives" else {}


def _number(
    store: Store, table: str, row: Mapping[str, Any], before: Sequence[Mapping[str, Any]]
) -> int:
    """Return the number of a row after those stored and those accepted before it."""
    key = [name for name in contracts()[table].natural_key if name != "number"]
    same = [one for one in before if all(one.get(name) == row.get(name) for name in key)]
    return next_number(store, table, row) + len(same)
