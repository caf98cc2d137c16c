"""Warnings that somebody looked at and left as they are, with a note.

Rows are only appended and the newest of a warning wins; taking one back is a row too. Product
state, no fact: nothing here belongs to a batch. Reliability as known on a day counts what was
acknowledged up to then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.errors import Said, UserError
from dashboard.store.audit import refusals, write_down
from dashboard.store.connection import Store, only
from dashboard.store.files import Cursor

MAX_NOTE = 140


@dataclass(frozen=True)
class Warned:
    """One open warning: what it says, on which unit, about which structure or month."""

    code: str
    unit_code: str
    subject: str


def acknowledge(
    store: Store,
    warnings: Sequence[Warned],
    *,
    note: str,
    account: str | None = None,
    at: dt.datetime | None = None,
) -> None:
    """Keep that these warnings are known and why, in one transaction (`at` in UTC, default now).

    Raises:
        UserError: no note, or one longer than `MAX_NOTE` characters.
    """
    said = " ".join(note.split())
    if not said:
        raise UserError(Said("Say in a note why the warning is left as it is."))
    if len(said) > MAX_NOTE:
        raise UserError(Said("The note is too long: at most {n} characters.", n=MAX_NOTE))
    _append(store, warnings, said, account, at)


def take_back(
    store: Store,
    warnings: Sequence[Warned],
    *,
    account: str | None = None,
    at: dt.datetime | None = None,
) -> None:
    """Open these warnings again; what was noted stays stored."""
    _append(store, warnings, None, account, at)


def newest_acknowledgement(store: Store) -> int:
    """Return the number of the newest row, 0 when there is none: cached figures depend on it."""
    return store.known("app_acknowledgements", _newest)


def _append(
    store: Store,
    warnings: Sequence[Warned],
    note: str | None,
    account: str | None,
    at: dt.datetime | None,
) -> None:
    doing = "reopened" if note is None else "acknowledged"
    with refusals(store, doing):
        store.writer.need(doing)
        store.writer.refuse_units(one.unit_code for one in warnings)
    by = account or store.writer.account
    noted_at = at or dt.datetime.now(dt.UTC).replace(tzinfo=None)

    def work(cursor: Cursor) -> None:
        first = _newest(cursor) + 1
        for number, one in enumerate(dict.fromkeys(warnings), first):
            cursor.execute(
                """insert into app.app_acknowledgements (acknowledgement_no, warning_code,
                    unit_code, subject, note, account, noted_at)
                values ($no, $code, $unit, $subject, $note, $account, $at)""",
                {"no": number, "code": one.code, "unit": one.unit_code, "subject": one.subject,
                 "note": note, "account": by, "at": noted_at},
            )  # fmt: skip
        told = ", ".join(sorted({one.code for one in warnings}))
        write_down(cursor, store.writer, doing, f"warnings {len(warnings)}: {told}")

    store.write(work)


def _newest(cursor: Cursor) -> int:
    return int(
        only(
            cursor.execute(
                "select coalesce(max(acknowledgement_no), 0) from app.app_acknowledgements"
            )
        )
    )
