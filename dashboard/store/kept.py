"""Current rows kept in memory, so that a question does not walk every stored row again.

The walk over the stored rows (`current`) stays the truth. What is kept is its result as of the
newest state; when that state is passed, only the keys that the changed batches hold are walked
again. A question about an earlier moment, or inside a transaction not committed yet, walks.
Kept are the tables whose rows do not depend on the day. They stand in the reference catalog, in
memory, with the state they are of.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from dashboard.contracts import Contract
from dashboard.store.connection import Store
from dashboard.store.current import current_select, is_by_day
from dashboard.store.files import Cursor
from dashboard.store.reference_tables import shelf
from dashboard.store.schema import fact_table

# One keeps at a time, and nobody copies meanwhile.
_lock = threading.Lock()
# The newest state by all that is known of it: the number alone may be another's, when a rehearsal
# and a commit give their states the same one.
_NEWEST = """select state_no, batch_no, state, account, happened_at from app.batch_states
order by state_no desc limit 1"""
_DEAD_AT_MOST = 10_000  # rows, and as many again as live


def keep(store: Store, tables: Iterable[Contract], known_at: dt.datetime) -> None:
    """Bring what is kept of some tables to the newest state, if `known_at` is not before it.

    All of one moment: what is committed meanwhile is left to the next question.

    Raises:
        StoreError: the server of a lake cannot be reached.
    """
    wanted = [one for one in tables if not is_by_day(one)]
    if not wanted:
        return
    with _lock:
        cursor = store.cursor()
        try:
            with store.one_moment(cursor):
                newest = cursor.execute(_NEWEST).fetchone()
                if newest is None or newest[-1] > known_at:
                    return
                for contract in wanted:
                    _bring(cursor, contract, newest)
        finally:
            cursor.close()


@contextmanager
def kept_still() -> Iterator[None]:
    """Hold what is kept as it is: nothing is brought up between looking at it and copying it."""
    with _lock:
        yield


def kept_select(cursor: Cursor, contract: Contract, known_at: dt.datetime) -> str | None:
    """Return the SELECT of a table's kept rows; None where they are not those a cursor would find.

    Columns as those of `current_select`, which is to be asked in that case.
    """
    if is_by_day(contract):
        return None
    newest = cursor.execute(_NEWEST).fetchone()
    if newest is None or newest[-1] > known_at or _kept_of(cursor, contract) != newest:
        return None
    return f"select * from {_table(contract)}"  # noqa: S608


def _bring(cursor: Cursor, contract: Contract, newest: tuple[Any, ...]) -> None:
    kept, table = _kept_of(cursor, contract), _table(contract)
    if kept == newest:
        return
    if kept is None or kept[0] >= newest[0]:
        cursor.execute(
            f"create or replace table {table} as {current_select(contract)}",
            {"known_at": newest[-1]},
        )
    else:
        _make_room(cursor, table)
        _again(cursor, contract, kept[0], newest[-1])
    cursor.execute(f"delete from {shelf()}.kept_states where table_name = $t",  # noqa: S608
                   {"t": contract.table})  # fmt: skip
    cursor.execute(
        f"insert into {shelf()}.kept_states values ($1, $2, $3, $4, $5, $6)",  # noqa: S608
        [contract.table, *newest],
    )


def _make_room(cursor: Cursor, table: str) -> None:
    """Copy a table whose deleted rows outnumber those it has: in memory they are never cleared."""
    live, last = cursor.execute(f"select count(*), max(rowid) from {table}").fetchall()[0]  # noqa: S608
    if last is not None and last > 2 * live + _DEAD_AT_MOST:
        cursor.execute(f"create or replace table {table} as from {table}")


def _again(cursor: Cursor, contract: Contract, state: int, at: dt.datetime) -> None:
    """Walk the keys again that batches hold whose state changed since `state`."""
    key = ", ".join(f'"{name}"' for name in contract.key)
    cursor.execute(
        f"""create or replace temp table kept_keys as select distinct {key}
        from {fact_table(contract)} where batch_no in (
            select batch_no from app.batch_states where state_no > $state)""",  # noqa: S608
        {"state": state},
    )
    where = changed = f"({key}) in (select ({key}) from temp.main.kept_keys)"  # noqa: S608
    if contract.place in contract.key:
        # Few places change: those are found by a scan of one column, the rest is passed over.
        place = f'"{contract.place}"'
        found = cursor.execute(f"select distinct {place} from temp.main.kept_keys").fetchall()  # noqa: S608
        listed = ", ".join("'" + str(code).replace("'", "''") + "'" for (code,) in found)
        where = f"{place} in ({listed or 'null'}) and {where}"
    cursor.execute(f"delete from {_table(contract)} where {changed}")  # noqa: S608
    cursor.execute(
        f"insert into {_table(contract)} {current_select(contract, where=where)}", {"known_at": at}
    )


def _kept_of(cursor: Cursor, contract: Contract) -> tuple[Any, ...] | None:
    """Return the state that a table is kept of, None when it is not kept."""
    return cursor.execute(
        f"""select state_no, batch_no, state, account, happened_at from {shelf()}.kept_states
        where table_name = $table""",  # noqa: S608
        {"table": contract.table},
    ).fetchone()


def _table(contract: Contract) -> str:
    return f'{shelf()}."kept_{contract.table}"'
