"""Batches appended, looked at, and rolled back: what a commit would do, without one.

The transaction takes no lock and is never committed: nobody else sees a row of it, writers go on,
and nothing of it is kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from dashboard.contracts import Contract, contracts
from dashboard.store.batch import Batch, Mode
from dashboard.store.batches import append_batches
from dashboard.store.connection import Store
from dashboard.store.current import current_select
from dashboard.store.files import Cursor
from dashboard.store.schema import fact_table

T = TypeVar("T")

SHOWN_GONE = 500
_ALWAYS = {"known_at": dt.datetime(9999, 1, 1), "as_of": [dt.date(9999, 1, 1)]}


@dataclass(frozen=True)
class GoneRow:
    """A row that would be current no more: its key, its unit and its day or month, as stored."""

    table: str
    key: tuple[Any, ...]
    place: str | None
    dated: Any


@dataclass(frozen=True)
class Effect:
    """What batches would do to the rows that are there.

    `gone` holds the first `SHOWN_GONE` of `gone_count` rows. `values_changed` of `values_present`
    count the cells that hold a value now and that the batches speak of; a row that goes in a
    replace changes all of its values, one named in a remove is not counted, nor is any of a batch
    with rows as columns: their check has counted them.
    """

    gone: tuple[GoneRow, ...] = ()
    gone_count: int = 0
    values_present: int = 0
    values_changed: int = 0


def rehearse(
    store: Store, batches: Sequence[Batch], look: Callable[[Cursor], T]
) -> tuple[T, T, Effect]:
    """Return what `look` sees before and after the batches, and what they do to rows.

    Raises:
        Refused, HangingError: the batches cannot be committed.
    """
    cursor = store.cursor()
    cursor.execute("begin transaction")
    try:
        before = look(cursor)
        modes = {
            part.table: part.mode
            for batch in batches for part in batch.parts if part.columns is None
        }  # several files of a table only add and correct  # fmt: skip
        for table in modes:
            keep_current(cursor, contracts()[table], "was")
        numbers = append_batches(cursor, batches)
        effects = [_effect(cursor, table, mode, numbers) for table, mode in modes.items()]
        return before, look(cursor), _sum(effects)
    finally:
        cursor.execute("rollback")
        cursor.close()


def keep_current(cursor: Cursor, contract: Contract, prefix: str) -> None:
    """Keep the current rows of a table on a cursor, as `<prefix>_<table>`, to be compared."""
    sql = current_select(contract)
    values = {name: value for name, value in _ALWAYS.items() if f"${name}" in sql}
    cursor.execute(f"create temp table {prefix}_{contract.table} as {sql}", values)


def _effect(cursor: Cursor, table: str, mode: Mode, numbers: Sequence[int]) -> Effect:
    contract = contracts()[table]
    keep_current(cursor, contract, "becomes")
    gone, count, lost = _gone(cursor, contract)
    present, changed = _cells(cursor, contract, numbers)
    if mode == "replace":
        present, changed = present + lost, changed + lost
    return Effect(gone, count, present, changed)


def _gone(cursor: Cursor, contract: Contract) -> tuple[tuple[GoneRow, ...], int, int]:
    """Return the rows that go, how many, and how many values they hold."""
    key = ", ".join(f'"{name}"' for name in contract.key)
    place, dated = (f'"{name}"' if name else "null" for name in (contract.place, contract.dated_by))
    filled = " + ".join(f'("{column.name}" is not null)::integer' for column in contract.facts)
    cursor.execute(
        f"""create temp table gone_{contract.table} as
        select {key}, {place} as the_place, {dated} as the_day, {filled or "0"} as filled
        from was_{contract.table} anti join becomes_{contract.table} using ({key})"""  # noqa: S608
    )
    total = cursor.execute(
        f"select count(*), coalesce(sum(filled), 0) from gone_{contract.table}"  # noqa: S608
    ).fetchone()
    rows = cursor.execute(
        f"""select {key}, the_place, the_day from gone_{contract.table}
        order by the_place, the_day, {key} limit {SHOWN_GONE}"""  # noqa: S608
    ).fetchall()
    gone = tuple(GoneRow(contract.table, row[:-2], row[-2], row[-1]) for row in rows)
    return gone, int(total[0]) if total else 0, int(total[1]) if total else 0


def _cells(cursor: Cursor, contract: Contract, numbers: Sequence[int]) -> tuple[int, int]:
    """Return how many values there are that the batches speak of, and how many of them change."""
    names = [column.name for column in contract.facts]
    if not names:
        return 0, 0
    spoken = " + ".join(f"({_spoken(name)})::integer" for name in names)
    moved = " + ".join(
        f'({_spoken(name)} and w."{name}" is distinct from b."{name}")::integer' for name in names
    )
    key = ", ".join(f'"{name}"' for name in contract.key)
    found = cursor.execute(
        f"""select coalesce(sum({spoken}), 0), coalesce(sum({moved}), 0)
        from {fact_table(contract)} r
        join was_{contract.table} w using ({key})
        join becomes_{contract.table} b using ({key})
        where list_contains($numbers::bigint[], r.batch_no) and r.row_kind = 'upsert'""",  # noqa: S608
        {"numbers": list(numbers)},
    ).fetchone()
    return (int(found[0]), int(found[1])) if found else (0, 0)


def _spoken(name: str) -> str:
    given = f"r.\"{name}\" is not null or coalesce(list_contains(r.erased, '{name}'), false)"
    return f'w."{name}" is not null and ({given})'


def _sum(effects: Sequence[Effect]) -> Effect:
    gone = tuple(row for one in effects for row in one.gone)
    return Effect(
        gone[:SHOWN_GONE],
        sum(one.gone_count for one in effects),
        sum(one.values_present for one in effects),
        sum(one.values_changed for one in effects),
    )
