"""Rows that refer to something not there yet: kept aside, never counted, settled when it comes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from dashboard import store as stores
from dashboard.contracts import Contract, contracts
from dashboard.intake.checking import check_rows
from dashboard.intake.reading import Sheet
from dashboard.intake.staging import Staged
from dashboard.intake.uploads import Found, Upload
from dashboard.store import Batch, Part, PendingRow, Row, Store, pending

if TYPE_CHECKING:
    from dashboard.intake.importing import Checked

_NOTE = "pending"


def kept_aside(store: Store, files: Sequence[Checked]) -> list[PendingRow]:
    """Return the pending rows of checked files that are not kept aside already."""
    there = {(row.table, row.row_json) for row in pending(store)}
    found = [_pending_row(one, row) for one in files for row in one.pending]
    return [row for row in found if (row.table, row.row_json) not in there]


def settle_pending(store: Store, today: dt.date | None = None) -> list[int]:
    """Commit the pending rows whose references have arrived; return the batch numbers.

    One batch a file and table they came from, with its origin and account. A row that is wrong for
    another reason stays aside. An account of part of the region settles none: what waits may be
    another's, and goes in with the next file of an account of the whole.
    """
    if store.writer.units is not None:
        return []
    numbers: list[int] = []
    while settled := _settle_once(store, today or dt.date.today()):
        numbers += settled
    return numbers


def _settle_once(store: Store, today: dt.date) -> list[int]:
    def source(row: PendingRow) -> tuple[str, str, str, str]:
        return row.table, row.origin, row.account, row.file_name or ""

    waiting = sorted(pending(store), key=source)
    return [
        number for _, rows in groupby(waiting, key=source)
        for number in _settle_file(store, list(rows), today)
    ]  # fmt: skip


def _settle_file(store: Store, rows: Sequence[PendingRow], today: dt.date) -> list[int]:
    contract, first = contracts()[rows[0].table], rows[0]
    staged = [_restored(contract, row, number) for number, row in enumerate(rows, 1)]
    # Two rounds: first which rows can go, then those alone, so that one wrong row stops no other.
    ready = _can_go(store, contract, staged, today)
    if not ready:
        return []
    kept = [row for row in staged if row.row in ready]
    again = [_restored(contract, rows[row.row - 1], row.row) for row in kept]
    found = Found(Sheet())
    check_rows(Upload(store, today), contract, again, "upsert", None, found)
    part = [Row(row.row, row.stored_values(contract), row.erased) for row in found.rows]
    batch = Batch([Part(contract.table, "upsert", part)], first.origin, first.account,
                  first.file_name, None, _NOTE)  # fmt: skip
    return stores.commit(store, [batch], settles=[rows[row.row - 1].pending_no for row in again])


def _can_go(store: Store, contract: Contract, staged: Sequence[Staged], today: dt.date) -> set[int]:
    found = Found(Sheet())
    check_rows(Upload(store, today), contract, staged, "upsert", None, found)
    wrong = {problem.row for problem in found.problems if problem.level == "error"}
    return {row.row for row in found.rows} - wrong


def _pending_row(checked: Checked, row: Staged) -> PendingRow:
    text = json.dumps(
        {"values": row.values, "erased": row.erased, "given": sorted(row.given),
         "is_new": row.is_new},
        default=str, ensure_ascii=False, sort_keys=True,
    )  # fmt: skip
    return PendingRow(
        checked.table,
        text,
        " | ".join(row.waits_for),
        checked.origin,
        checked.account,
        checked.file.file_name,
        checked.sha256,
    )


def _restored(contract: Contract, row: PendingRow, number: int) -> Staged:
    held = json.loads(row.row_json)
    values = {name: _typed(contract, name, value) for name, value in held["values"].items()}
    return Staged(number, values, tuple(held["erased"]), frozenset(held["given"]), held["is_new"])


def _typed(contract: Contract, name: str, value: Any) -> Any:
    column = contract.by_name.get(name)
    if column is not None and column.type == "date":
        return dt.date.fromisoformat(value)
    if column is not None and column.type == "dates":
        return [dt.date.fromisoformat(one) for one in value]
    return value
