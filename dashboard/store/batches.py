"""The one way to write: commit batches. Nothing else appends facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from dashboard.contracts import Contract, contracts
from dashboard.errors import Said, UserError
from dashboard.store import pending as pending_rows
from dashboard.store.audit import refusals, write_down
from dashboard.store.batch import Batch, Part, PendingRow, Row
from dashboard.store.column_rows import append_columns
from dashboard.store.connection import Store, newest_state, only
from dashboard.store.files import Cursor
from dashboard.store.imports import refuse_known_file
from dashboard.store.references import HangingError, HangingRow, refuse_hanging
from dashboard.store.row_checks import carried
from dashboard.store.rows import append_part
from dashboard.store.scopes import drop_the_rest, keep_units, reach_of
from dashboard.store.states import append_state, time_of


class StaleCheckError(UserError):
    """Somebody imported, undid or redid something since the file was checked."""


Of = TypeVar("Of", Batch, PendingRow)
_STALE = Said("The data has changed since this file was checked. Check it again.")


def commit(
    store: Store,
    batches: Sequence[Batch],
    *,
    at: dt.datetime | None = None,
    checked_at_state: int | None = None,
    again: bool = False,
    keep: Sequence[PendingRow] = (),
    settles: Sequence[int] = (),
    doing: str = "imported",
) -> list[int]:
    """Commit batches in one transaction, in order, and return their numbers.

    Args:
        store: an open store.
        batches: in reference order: a row may refer to one of an earlier batch, or of its own.
        at: when (UTC), never before the newest state; by default now.
        checked_at_state: the store's `state_no` when the files were checked.
        again: also take a file whose batch was undone, as a new batch.
        keep: rows to keep aside in the same transaction.
        settles: numbers of pending rows that the last batch holds.
        doing: the action of the audit that this is; the account needs the right for it.

    Raises:
        StaleCheckError, NotAllowedError: the store has moved; the account may not, or not there.
        Refused, HangingError: a file is known or a row cannot be taken; nothing was written.
    """
    batches, kept = _allowed(store, doing, batches, keep)

    def work(cursor: Cursor) -> list[int]:
        if checked_at_state is not None and newest_state(cursor) != checked_at_state:
            raise StaleCheckError(_STALE)
        happened_at = time_of(cursor, at)
        numbers = append_batches(cursor, batches, happened_at, again=again)
        pending_rows.keep(cursor, kept, happened_at)
        pending_rows.settle(cursor, settles, numbers[-1] if numbers else None)
        _write_down(cursor, store, doing, numbers, batches)
        return numbers

    return store.write(work)


def append_batches(
    cursor: Cursor, batches: Sequence[Batch], at: dt.datetime | None = None, *, again: bool = False
) -> list[int]:
    """Append batches in the transaction a cursor is in; whoever began it ends it.

    Raises:
        Refused, HangingError: as for `commit`; the transaction must then be rolled back.
    """
    happened_at = time_of(cursor, at)
    numbers = [_commit_one(cursor, batch, happened_at, again) for batch in batches]
    tables = {part.table for batch in batches for part in batch.parts}
    refuse_hanging(cursor, tables, before=(numbers, ()))
    return numbers


def remove_hanging(
    store: Store,
    rows: Sequence[HangingRow],
    *,
    account: str | None = None,
    note: str | None = None,
    at: dt.datetime | None = None,
) -> int:
    """Commit one batch that removes just those rows, and what would hang of them in turn.

    Takes `HangingError.rows` of a refused undo, so that it can be tried again. Returns the number.
    """
    by = account or store.writer.account
    doomed = list(rows)
    while True:
        try:
            return commit(store, [_removal(doomed, by, note)], at=at, doing="removed")[0]
        except HangingError as more:
            doomed += more.rows


def _of_account(one: Of, account: str) -> Of:
    """Return it as of the account that commits it; what names its own account keeps it."""
    return one if one.account != "local" else replace(one, account=account)


def _allowed(
    store: Store, doing: str, batches: Sequence[Batch], keep: Sequence[PendingRow]
) -> tuple[list[Batch], list[PendingRow]]:
    """Return what is committed and kept aside as of the account that may do it, there."""
    mine = [_of_account(batch, store.writer.account) for batch in batches]
    kept = [_of_account(row, store.writer.account) for row in keep]
    with refusals(store, doing):
        store.writer.need(doing)
        store.writer.refuse_elsewhere(mine, kept)
    return mine, kept


def _write_down(
    cursor: Cursor, store: Store, doing: str, numbers: Sequence[int], batches: Sequence[Batch]
) -> None:
    for number, batch in zip(numbers, batches, strict=True):
        write_down(cursor, store.writer, doing, _subject(number, batch))


def _subject(number: int, batch: Batch) -> str:
    """Say what a batch is, for the audit: its number, its tables and how many rows of each."""
    counted = (
        (part.table, len(part.rows) + (part.columns.num_rows if part.columns is not None else 0))
        for part in batch.parts
    )
    return f"batch {number}: {', '.join(f'{table} {rows}' for table, rows in counted)}"


def _commit_one(cursor: Cursor, batch: Batch, at: dt.datetime, again: bool) -> int:
    refuse_known_file(cursor, batch.file_sha256, again)
    tables = [part.table for part in batch.parts]
    if not tables or len(set(tables)) != len(tables):
        raise ValueError("a batch has one part a table, and at least one")
    batch_no = int(only(cursor.execute("select coalesce(max(batch_no), 0) + 1 from app.batches")))
    cursor.execute(
        """insert into app.batches (batch_no, origin, file_name, file_sha256, account, note)
        values ($batch_no, $origin, $file_name, $file_sha256, $account, $note)""",
        {
            "batch_no": batch_no,
            "origin": batch.origin,
            "file_name": batch.file_name,
            "file_sha256": batch.file_sha256,
            "account": batch.account,
            "note": batch.note,
        },
    )
    order = list(contracts())
    for part in sorted(batch.parts, key=lambda one: order.index(one.table)):
        _commit_part(cursor, batch_no, contracts()[part.table], part, at.date())
    append_state(cursor, batch_no, "accepted", batch.account, at)
    return batch_no


def _commit_part(
    cursor: Cursor, batch_no: int, contract: Contract, part: Part, day: dt.date
) -> None:
    reach = reach_of(cursor, contract, part)
    scope = part.scope if part.mode == "replace" else None
    cursor.execute(
        """insert into app.batch_parts
          (batch_no, table_name, mode, scope_territories, scope_from, scope_to)
        values ($batch_no, $table, $mode, $territories::varchar[], $first, $last)""",
        {
            "batch_no": batch_no,
            "table": part.table,
            "mode": part.mode,
            "territories": list(scope.territories) if scope else None,
            "first": scope.first if scope else None,
            "last": scope.last if scope else None,
        },
    )
    append_part(cursor, batch_no, contract, part, reach, day)
    if part.columns is not None:
        append_columns(cursor, batch_no, contract, part.columns, day)
    if part.mode == "replace":
        keep_units(cursor, batch_no, part.table, reach)
        drop_the_rest(cursor, batch_no, contract, reach, day, carried(contract))


def _removal(rows: Sequence[HangingRow], account: str, note: str | None) -> Batch:
    keys: dict[str, dict[tuple[tuple[str, Any], ...], None]] = {}
    for row in rows:
        keys.setdefault(row.table, {})[row.key] = None
    parts = [
        Part(table, "remove", [Row(n, dict(key)) for n, key in enumerate(held, 1)])
        for table, held in keys.items()
    ]
    return Batch(parts, "reported", account=account, note=note)
