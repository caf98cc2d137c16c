"""Rows kept aside because what they refer to has not arrived: shown, never counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dashboard.store.batch import PendingRow
from dashboard.store.connection import Store, only
from dashboard.store.files import Cursor


def keep_pending(
    store: Store, rows: Sequence[PendingRow], *, at: dt.datetime | None = None
) -> None:
    """Keep rows aside by themselves; `commit(keep=…)` does it together with the other rows."""
    noted_at = at or dt.datetime.now(dt.UTC).replace(tzinfo=None)
    store.write(lambda cursor: keep(cursor, rows, noted_at))


def pending(store: Store) -> list[PendingRow]:
    """Return the rows that still wait, in the order they came."""
    found = store.cursor().execute(
        """select table_name, row_json, waits_for, origin, account, file_name, file_sha256,
            pending_no, noted_at
        from app.app_pending where settled_batch_no is null order by pending_no"""
    )
    return [PendingRow(*row) for row in found.fetchall()]


def keep(cursor: Cursor, rows: Sequence[PendingRow], at: dt.datetime) -> None:
    """Keep rows aside inside a transaction."""
    if not rows:
        return
    newest = only(cursor.execute("select coalesce(max(pending_no), 0) from app.app_pending"))
    for number, row in enumerate(rows, newest + 1):
        cursor.execute(
            """insert into app.app_pending (pending_no, table_name, row_json, waits_for, file_name,
                file_sha256, account, origin, noted_at)
            values ($number, $table, $row_json, $waits_for, $file_name, $file_sha256, $account,
                $origin, $noted_at)""",
            {
                "number": number,
                "table": row.table,
                "row_json": row.row_json,
                "waits_for": row.waits_for,
                "file_name": row.file_name,
                "file_sha256": row.file_sha256,
                "account": row.account,
                "origin": row.origin,
                "noted_at": at,
            },
        )


def settle(cursor: Cursor, numbers: Sequence[int], batch_no: int | None) -> None:
    """Note inside a transaction which batch took pending rows in; 0 is «given up»."""
    if not numbers:
        return
    cursor.execute(
        """update app.app_pending set settled_batch_no = $batch_no
        where list_contains($numbers::bigint[], pending_no)""",
        {"numbers": list(numbers), "batch_no": batch_no or 0},
    )
