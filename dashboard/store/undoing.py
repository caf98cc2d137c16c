"""Undo and redo batches: each is a state more, no row is touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection

from dashboard.errors import Refused, Said
from dashboard.store.audit import refusals, write_down
from dashboard.store.connection import Store
from dashboard.store.files import Cursor
from dashboard.store.imports import refuse_redone_file
from dashboard.store.references import refuse_hanging
from dashboard.store.states import append_state, batch_state, time_of


def undo(
    store: Store, batch_no: int, *, account: str | None = None, at: dt.datetime | None = None
) -> None:
    """Undo an accepted batch: what it said is no longer counted; its rows stay stored.

    Raises:
        Refused: there is no such batch, or it is undone already.
        HangingError: a row would refer to nothing.
    """
    store.write(_changing(store, batch_no, "undone", account, at))


def redo(
    store: Store, batch_no: int, *, account: str | None = None, at: dt.datetime | None = None
) -> None:
    """Accept an undone batch again, under its own number: in its old place, not on top.

    Raises:
        Refused: there is no such batch, it counts already, or its file came in again since.
        HangingError: a row would refer to nothing.
    """
    store.write(_changing(store, batch_no, "accepted", account, at))


def _changing(
    store: Store, batch_no: int, state: str, account: str | None, at: dt.datetime | None
) -> Callable[[Cursor], None]:
    """Return what undoes or redoes a batch, once the account that asks may."""
    doing = "undone" if state == "undone" else "redone"
    with refusals(store, doing):
        store.writer.need(doing)
        store.writer.refuse_batch(store.cursor(), batch_no)

    def work(cursor: Cursor) -> None:
        change_state(cursor, batch_no, state, account or store.writer.account, at)
        write_down(cursor, store.writer, doing, f"batch {batch_no}")

    return work


def change_state(
    cursor: Cursor, batch_no: int, state: str, account: str, at: dt.datetime | None
) -> None:
    """Append the state of a batch within a transaction of the caller's.

    Raises:
        Refused, HangingError: as `undo` and `redo`.
    """
    now = batch_state(cursor, batch_no)
    if now is None:
        raise Refused(Said("There is no batch {batch}.", batch=batch_no))
    if now == state == "undone":
        raise Refused(Said("Batch {batch} is undone already.", batch=batch_no))
    if now == state:
        raise Refused(Said("Batch {batch} counts already: nothing to redo.", batch=batch_no))
    if state == "accepted":
        refuse_redone_file(cursor, batch_no)
    append_state(cursor, batch_no, state, account, time_of(cursor, at))
    before = ([], [batch_no]) if state == "undone" else ([batch_no], [])
    refuse_hanging(cursor, tables_of(cursor, batch_no), before=before)


def tables_of(cursor: Cursor, batch_no: int) -> Collection[str]:
    """Return the tables that a batch speaks of."""
    found = cursor.execute(
        "select distinct table_name from app.batch_parts where batch_no = $batch_no",
        {"batch_no": batch_no},
    ).fetchall()
    return {name for (name,) in found}
