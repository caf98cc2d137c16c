"""What questions are asked of: the store itself or, of a lake, this process's copy in memory.

A lake asks its catalog's server for the statistics of a table at every read of it. The rows that
questions read are only ever appended, so they are copied once, and after that those of later
batches, states and acknowledgements. Whether there are any is asked before every question: what
this process or another one committed shows at once.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any, Final
from weakref import WeakKeyDictionary

from dashboard.contracts import contracts
from dashboard.lake_settings import Lake
from dashboard.store.connection import Store, only
from dashboard.store.engine import Engine
from dashboard.store.files import Cursor
from dashboard.store.schema import fact_table

_ROWS_AT_ONCE: Final = 100_000
# The tables that questions read besides the stored rows, and the number that grows with each row.
GROWING: Final = {
    "batches": "batch_no",
    "batch_parts": "batch_no",
    "batch_units": "batch_no",
    "batch_states": "state_no",
    "app_acknowledgements": "acknowledgement_no",
}
_lock = threading.Lock()


class _Copy:
    """The copy of one open lake: what it holds of it, and the reference tables it was told."""

    def __init__(self, reference: Any) -> None:
        self.lock = threading.Lock()
        self.store = Store(Engine(None, reference))
        self.holds: dict[str, int] | None = None
        self.told: object = None


_of_engines: WeakKeyDictionary[Engine, _Copy] = WeakKeyDictionary()


def for_questions(store: Store) -> Store:
    """Return the store to ask, with all that is committed at this moment; never write to it.

    Raises:
        StoreError: the server of a lake cannot be reached.
    """
    if not isinstance(store.place, Lake):
        return store
    engine = store._engine
    with _lock:
        copy = _of_engines.get(engine)
        if copy is None:
            copy = _of_engines[engine] = _Copy(engine.reference)
    with copy.lock:
        now = engine.appended()  # before the rows are read: what comes after is found the next time
        if copy.holds != now:
            _bring(store, copy.store)
            copy.holds = now
        if copy.told is not engine.replaced:
            copy.store.use_reference(engine.replaced)
            copy.told = engine.replaced
    return copy.store


def _bring(source: Store, target: Store) -> None:
    """Append the rows that the copy has not, all of one moment, in one transaction."""

    def append(cursor: Cursor) -> None:
        known = only(cursor.execute("select coalesce(max(batch_no), 0) from app.batches"))
        with source.reading() as lake:
            for table, number in GROWING.items():
                newest = f"select coalesce(max({number}), 0) from app.{table}"  # noqa: S608
                last = only(cursor.execute(newest))
                _append(cursor, f"app.{table}", _after(lake, f"app.{table}", number, last))
            named = cursor.execute(
                "select distinct table_name from app.batch_parts where batch_no > $known",
                {"known": known},
            ).fetchall()
            for (table,) in named:
                rows = fact_table(contracts()[table])
                _append(cursor, rows, _after(lake, rows, "batch_no", known))

    target.write(append)


def _after(lake: Cursor, table: str, number: str, last: int) -> Iterator[Any]:
    sql = f"select * from {table} where {number} > $last"  # noqa: S608
    yield from lake.execute(sql, {"last": last}).to_arrow_reader(_ROWS_AT_ONCE)


def _append(cursor: Cursor, table: str, batches: Iterator[Any]) -> None:
    for some in batches:
        cursor.register("copied_rows", some)
        cursor.execute(f"insert into {table} by name select * from copied_rows")  # noqa: S608
        cursor.unregister("copied_rows")
