"""Who did what, and what was delivered to whom: each entry sealed with the one before.

The digest of a row covers all it says and the digest of the row before it, so that a row changed,
taken out or put in between breaks the chain, and `check_audit` says where. A chain kept in one
place can be written anew as a whole by whoever can write the file: the newest digest is shown on
the audit's page to be noted elsewhere. No personal content: accounts are ids, a subject is the
name of a page, a territory, a batch or a file of ours.

What an account writes is written down in the transaction that writes it: the one is never there
without the other.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import pandas as pd

from dashboard.errors import Problem, Said
from dashboard.store.connection import Store
from dashboard.store.files import Cursor
from dashboard.store.writer import NotAllowedError, Writer

ACTIONS: Final = (
    "delivered", "exported", "imported", "undone", "redone", "removed", "corrected", "reported",
    "planned", "acknowledged", "reopened", "refused", "signed_in", "forgotten",
)  # fmt: skip
KEEPER: Final = "server"  # the account of what the server does by itself
_START = ""
_MOST = 200  # characters of a subject: names of pages and codes, never content
_COLUMNS = "entry_no, happened_at, account, action, subject, previous, digest"


@dataclass(frozen=True)
class Event:
    """Something an account did or was shown: an action of `ACTIONS`, on what, when (UTC)."""

    account: str
    action: str
    subject: str
    happened_at: dt.datetime

    def __post_init__(self) -> None:
        """Hold the action to the list."""
        if self.action not in ACTIONS:
            raise ValueError(self.action)


def record(store: Store, events: Sequence[Event]) -> None:
    """Append events in one transaction, in their order."""
    if events:
        store.write(lambda cursor: _append(cursor, events))


def write_down(cursor: Cursor, writer: Writer, action: str, subject: str) -> None:
    """Append what an account does, in the transaction that does it; on a laptop nothing."""
    if writer.is_audited:
        _append(cursor, [Event(writer.account, action, subject, _now())])


@contextmanager
def refusals(store: Store, action: str) -> Iterator[None]:
    """Write down that an account was refused an action; on a laptop nothing."""
    try:
        yield
    except NotAllowedError:
        if store.writer.is_audited:
            record(store, [Event(store.writer.account, "refused", action, _now())])
        raise


def audit_rows(
    store: Store,
    *,
    account: str | None = None,
    action: str | None = None,
    day: dt.date | None = None,
    most: int = 1000,
) -> pd.DataFrame:
    """Return the newest entries, of one account, action, day (UTC) or of all; the newest first."""
    cursor = store.cursor()
    try:
        return cursor.execute(
            f"""select {_COLUMNS} from app.app_audit
            where ($account is null or account = $account)
                and ($action is null or action = $action)
                and ($day is null or happened_at::date = $day)
            order by entry_no desc limit $most""",  # noqa: S608
            {"account": account, "action": action, "day": day, "most": most},
        ).df()
    finally:
        cursor.close()


def audited(store: Store) -> tuple[list[str], list[dt.date]]:
    """Return the accounts and the days (UTC, the newest first) that the audit holds."""
    cursor = store.cursor()
    try:
        row = cursor.execute(
            """select list_sort(list(distinct account)),
                list_reverse_sort(list(distinct happened_at::date)) from app.app_audit"""
        ).fetchone()
    finally:
        cursor.close()
    accounts, days = row or (None, None)
    return list(accounts or ()), list(days or ())


def check_audit(cursor: Cursor) -> list[Problem]:
    """Return the first place at which the chain is broken; an empty list when it is whole.

    Where it does not start at the first entry, a closing must say with which digest the part
    before ended: entries taken out at its start are found too.
    """
    newest = cursor.execute(f"select {_COLUMNS} from app.app_audit order by entry_no")  # noqa: S608
    before: tuple[int, str] | None = None
    start: tuple[int, str] = (1, _START)
    closed: set[tuple[int, str]] = set()
    while rows := newest.fetchmany(10_000):
        for number, at, account, action, subject, previous, digest in rows:
            seal = _digest(number, Event(account, action, subject, at), previous)
            follows = before is None or (number == before[0] + 1 and previous == before[1])
            if not follows or seal != digest:
                return [_broken(number)]
            if before is None:
                start = (number, previous)
            if action == "forgotten":
                closed.add(_closed(subject))
            before = (number, digest)
    if before is not None and start != (1, _START) and (start[0] - 1, start[1]) not in closed:
        return [_broken(start[0])]
    return []


def forget_before(store: Store, day: dt.datetime, *, account: str, at: dt.datetime) -> int:
    """Close the entries before a day (UTC), as the retention asks: remove them; return how many.

    What closes them is an entry itself: up to which number and digest, and how many there were.
    The chain goes on from there, and `check_audit` holds its start to that digest.
    """

    def work(cursor: Cursor) -> int:
        # Only what stands before the first entry that is kept: the clock may have gone back.
        row = cursor.execute(
            """select count(*), max(entry_no), arg_max(digest, entry_no) from app.app_audit
            where entry_no < coalesce(
                (select min(entry_no) from app.app_audit where happened_at >= $day),
                (select max(entry_no) + 1 from app.app_audit))""",
            {"day": day},
        ).fetchone()
        gone, last, digest = row or (0, 0, "")
        if gone:
            said = f"{day.date().isoformat()} {gone} {last} {digest}"
            _append(cursor, [Event(account, "forgotten", said, at)])
            cursor.execute("delete from app.app_audit where entry_no <= $last", {"last": last})
        return int(gone)

    return store.write(work)


def forget_old(store: Store, months: int, *, account: str, now: dt.datetime | None = None) -> int:
    """Close the entries older than so many months before today (UTC); return how many."""
    at = now or _now()
    day = (pd.Timestamp(at).normalize() - pd.DateOffset(months=months)).to_pydatetime()
    return forget_before(store, day, account=account, at=at)


def _closed(subject: str) -> tuple[int, str]:
    """Return up to which entry, and which digest, a closing says; nothing where it says none."""
    parts = subject.split(" ")
    return (int(parts[2]), parts[3]) if len(parts) == 4 else (0, "")


def newest_digest(store: Store) -> str | None:
    """Return the digest of the newest entry, to be noted elsewhere; None when there is none."""
    cursor = store.cursor()
    try:
        row = cursor.execute("select arg_max(digest, entry_no) from app.app_audit").fetchone()
        return row[0] if row else None
    finally:
        cursor.close()


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def _append(cursor: Cursor, events: Iterable[Event]) -> None:
    row = cursor.execute(
        "select max(entry_no), arg_max(digest, entry_no) from app.app_audit"
    ).fetchone()
    number, previous = (row[0] or 0, row[1] or _START) if row else (0, _START)
    for event in events:
        number += 1
        kept = Event(event.account, event.action, event.subject[:_MOST], event.happened_at)
        digest = _digest(number, kept, previous)
        cursor.execute(
            f"insert into app.app_audit ({_COLUMNS}) "  # noqa: S608
            "values ($no, $at, $account, $action, $subject, $previous, $digest)",
            {"no": number, "at": kept.happened_at, "account": kept.account, "action": kept.action,
             "subject": kept.subject, "previous": previous, "digest": digest},
        )  # fmt: skip
        previous = digest


def _digest(number: int, event: Event, previous: str) -> str:
    said = [number, event.happened_at.isoformat(), event.account, event.action, event.subject]
    written = json.dumps([*said, previous], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _broken(number: int) -> Problem:
    said = Said(
        "The audit is broken at entry {number}: it was changed from outside.", number=number
    )
    remedy = Said(
        "Compare with the last backup: entries after it cannot be trusted. Tell whoever answers "
        "for the data."
    )
    return Problem("audit.broken", "error", said, remedy, found=str(number))
