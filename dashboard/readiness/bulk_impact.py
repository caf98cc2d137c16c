"""What of a large file can move a figure of today, and which months of provinces it holds.

A rehearsal appends rows and rolls them back: for a million of them that costs more than reading the
file. No figure of a day looks further back than `LOOK_BACK_MONTHS`, so of the rows that the check
found plainly right only those dated since then, or said of a row dated since then, are rehearsed.
A test holds that the answer is the one of the whole file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dashboard.contracts import Contract
from dashboard.intake.importing import Checked, batches_of
from dashboard.store import Batch, Cursor, Part, Store
from dashboard.store.schema import fact_table

if TYPE_CHECKING:
    import pyarrow as pa

LOOK_BACK_MONTHS = 36  # three times the longest window of an indicator (12 months)


def rehearsed(store: Store, files: Sequence[Checked], day: dt.date) -> list[Batch]:
    """Return the batches of checked files with only those plain rows that can move a figure."""
    if all(one.plain is None for one in files):
        return batches_of(files)
    cursor = store.cursor()
    try:
        return [_lighter(cursor, one, batch, day) for one in files for batch in batches_of([one])]
    finally:
        cursor.close()


def months_held(store: Store, checked: Checked) -> Iterator[Mapping[str, Any]]:
    """Yield each place and month of the plain rows once, as a row of its own."""
    if checked.plain is None or not checked.plain.rows.num_rows or not checked.contract.place:
        return
    rows, place = checked.plain.rows, checked.contract.place
    days = ", ".join(f'"{n}"' for n in ("held_on", "planned_on") if n in rows.column_names)
    if not days or place not in rows.column_names:
        return
    cursor = store.cursor()
    cursor.register("plain_rows", rows)
    try:
        found = cursor.execute(
            f"""select distinct "{place}", strftime(coalesce({days}), '%Y-%m')
            from plain_rows where "{place}" is not null and coalesce({days}) is not null"""  # noqa: S608
        ).fetchall()
    finally:
        cursor.unregister("plain_rows")
        cursor.close()
    for unit, month in found:
        yield {place: unit, "period": month}


def _lighter(cursor: Cursor, checked: Checked, batch: Batch, day: dt.date) -> Batch:
    if checked.plain is None:
        return batch
    first = _months_before(day, LOOK_BACK_MONTHS)
    recent = _recent(cursor, checked.contract, checked.plain.rows, first)
    parts: list[Part] = [replace(part, columns=recent) for part in batch.parts]
    return replace(batch, parts=parts)


def _recent(cursor: Cursor, contract: Contract, rows: pa.Table, first: dt.date) -> pa.Table:
    """Return the rows dated since a day, undated ones, and those said of a row dated since then."""
    dates = [column.name for column in contract.columns if column.type == "date"]
    there = [f'u."{name}"' for name in dates if name in rows.column_names]
    own = f"coalesce(greatest({', '.join(there)}), $first) >= $first" if there else "true"
    held = ", ".join(f'"{name}"' for name in dates)
    cursor.register("plain_rows", rows)
    try:
        return cursor.execute(
            f"""select u.* from plain_rows u
            where {own} or u."{contract.id_column}" in (
                select "{contract.id_column}" from {fact_table(contract)}
                where greatest({held}) >= $first)
            order by u.row""",  # noqa: S608
            {"first": first},
        ).to_arrow_table()
    finally:
        cursor.unregister("plain_rows")


def _months_before(day: dt.date, months: int) -> dt.date:
    count = day.year * 12 + day.month - 1 - months
    return dt.date(count // 12, count % 12 + 1, 1)
