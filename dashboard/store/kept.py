"""Current rows kept in memory, so that a question does not walk every stored row again.

The walk over the stored rows (`current`) stays the truth. What is kept is its result as of the
newest state; when that state is passed, only the keys that the changed batches hold are walked
again. A question about an earlier moment, or inside a transaction not committed yet, walks.
Kept are the tables whose rows do not depend on the day. They stand in the reference catalog, in
memory, with the number of the state they are of.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from dashboard.contracts import Contract
from dashboard.store.connection import Store, newest_state
from dashboard.store.current import current_select, is_by_day
from dashboard.store.files import Cursor
from dashboard.store.reference_tables import shelf
from dashboard.store.schema import fact_table

# One keeps at a time, and nobody copies meanwhile.
_lock = threading.Lock()
_STATES = "select state_no from {shelf}.kept_states where table_name = $table"


def keep(store: Store, tables: Iterable[Contract], known_at: dt.datetime) -> None:
    """Bring what is kept of some tables to the newest state, if `known_at` is not before it."""
    wanted = [one for one in tables if not is_by_day(one)]
    if not wanted:
        return
    with _lock:
        cursor = store.cursor()
        try:
            newest, at = cursor.execute(
                "select coalesce(max(state_no), 0), max(happened_at) from app.batch_states"
            ).fetchall()[0]
            if at is None or at > known_at:
                return
            for contract in wanted:
                _bring(cursor, contract, newest, at)
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
    at = cursor.execute("select max(happened_at) from app.batch_states").fetchall()[0][0]
    if at is None or at > known_at or _state_of(cursor, contract) != newest_state(cursor):
        return None
    return f"select * from {_table(contract)}"  # noqa: S608


def _bring(cursor: Cursor, contract: Contract, newest: int, at: dt.datetime) -> None:
    state, table = _state_of(cursor, contract), _table(contract)
    if state == newest:
        return
    cursor.execute("begin transaction")
    try:
        if state is None or state > newest:
            cursor.execute(
                f"create or replace table {table} as {current_select(contract)}", {"known_at": at}
            )
        else:
            _again(cursor, contract, state, at)
        cursor.execute(f"delete from {shelf()}.kept_states where table_name = $t",  # noqa: S608
                       {"t": contract.table})  # fmt: skip
        cursor.execute(f"insert into {shelf()}.kept_states values ($t, $n)",  # noqa: S608
                       {"t": contract.table, "n": newest})  # fmt: skip
    except BaseException:
        cursor.execute("rollback")
        raise
    cursor.execute("commit")


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


def _state_of(cursor: Cursor, contract: Contract) -> int | None:
    sql = _STATES.format(shelf=shelf())
    row = cursor.execute(sql, {"table": contract.table}).fetchone()
    return None if row is None else int(row[0])


def _table(contract: Contract) -> str:
    return f'{shelf()}."kept_{contract.table}"'
