"""The states of batches: accepted, undone, accepted again; only ever appended, in order of time."""

from __future__ import annotations

import datetime as dt

from dashboard.errors import Refused, Said
from dashboard.store.connection import newest_state, only
from dashboard.store.files import Cursor


def batch_state(cursor: Cursor, batch_no: int) -> str | None:
    """Return `accepted` or `undone`, None when there is no such batch."""
    return only(  # type: ignore[no-any-return]
        cursor.execute(
            "select arg_max(state, state_no) from app.batch_states where batch_no = $batch_no",
            {"batch_no": batch_no},
        )
    )


def append_state(cursor: Cursor, batch_no: int, state: str, account: str, at: dt.datetime) -> None:
    """Append what a batch is from now on, and who made it so."""
    cursor.execute(
        """insert into app.batch_states (state_no, batch_no, state, account, happened_at)
        values ($state_no, $batch_no, $state, $account, $at)""",
        {
            "state_no": newest_state(cursor) + 1,
            "batch_no": batch_no,
            "state": state,
            "account": account,
            "at": at,
        },
    )


def time_of(cursor: Cursor, at: dt.datetime | None) -> dt.datetime:
    """Return when this happens (UTC, without zone), never before what happened last."""
    newest = only(cursor.execute("select max(happened_at) from app.batch_states"))
    if at is None:
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        return max(now, newest) if newest else now  # a clock set back changes no order
    given = at.astimezone(dt.UTC).replace(tzinfo=None) if at.tzinfo else at
    if newest and given < newest:
        raise Refused(
            Said("Something was imported later than {at}: give a later time.", at=str(given))
        )
    return given
