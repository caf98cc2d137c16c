"""What a lake needs once a night: rows out of the catalog, small files merged, old ones gone.

Any machine that reaches the catalog may do it while the replicas run; a step that meets an import
is done again. Undo, history and *as known on* use our own rows, never the lake's old snapshots:
what expires is only what a slow reader or a repair by hand could still want.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

import duckdb

from dashboard.lake_settings import Lake
from dashboard.store.engine import attach_place
from dashboard.store.files import Cursor, open_plain
from dashboard.store.lake import again, told

KEEP_DAYS: Final = 7
# A file that nothing names may belong to an import that is still being written: not before this.
ORPHAN_HOURS: Final = 24
# Files that were replaced stay as long as a question that began before may run.
REPLACED_HOURS: Final = 1


@dataclass(frozen=True)
class Maintained:
    """What was done: rows written out of the catalog, files merged away, snapshots and files gone.

    `orphans` are files that no snapshot names, left by a writer that was killed;
    `orphans_deleted` says whether they are gone.
    """

    rows_flushed: int
    files_merged: int
    snapshots_expired: int
    files_deleted: int
    orphans: tuple[str, ...]
    orphans_deleted: bool


def maintain(
    place: Lake,
    *,
    keep: dt.timedelta = dt.timedelta(days=KEEP_DAYS),
    orphans_older_than: dt.timedelta = dt.timedelta(hours=ORPHAN_HOURS),
    delete_orphans: bool = False,
    now: dt.datetime | None = None,
) -> Maintained:
    """Maintain a lake: flush, merge, expire, clean up, and look for orphans.

    Raises:
        StoreError: the server cannot be reached, or a step failed; the data is as it was.
    """
    moment = now or dt.datetime.now(dt.UTC)
    with open_plain() as connection:
        attach_place(connection, place, "app")
        connection.execute("set TimeZone = 'UTC'")
        try:
            flushed = _sum(_call(connection, "flush_inlined_data"), "rows_flushed")
            merged = _sum(_call(connection, "merge_adjacent_files"), "files_processed")
            expired = _call(connection, "expire_snapshots", older_than=moment - keep)
            replaced = moment - dt.timedelta(hours=REPLACED_HOURS)
            deleted = _call(connection, "cleanup_old_files", older_than=replaced)
            orphans = _call(
                connection,
                "delete_orphaned_files",
                older_than=moment - orphans_older_than,
                dry_run=not delete_orphans,
            )
        except duckdb.Error as fault:
            raise told(fault, place) from fault
    return Maintained(
        flushed,
        merged,
        len(expired),
        len(deleted),
        tuple(sorted(str(one["path"]) for one in orphans)),
        delete_orphans,
    )


def _call(connection: Cursor, name: str, **values: Any) -> list[dict[str, Any]]:
    given = "".join(f", {key} => ${key}" for key in values)
    text = f"from ducklake_{name}('app'{given})"

    def rows() -> list[dict[str, Any]]:
        found = connection.execute(text, values)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    return again(rows)


def _sum(rows: list[dict[str, Any]], column: str) -> int:
    return sum(int(row.get(column) or 0) for row in rows)
