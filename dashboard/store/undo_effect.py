"""What undoing or redoing a batch would do to the rows that count, without doing it.

Like a rehearsal: a transaction that takes no lock and is rolled back.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.contracts import Contract, contracts
from dashboard.store.connection import Store
from dashboard.store.files import Cursor
from dashboard.store.rehearsal import keep_current
from dashboard.store.undoing import change_state, tables_of


@dataclass(frozen=True)
class UndoEffect:
    """Rows that would be there no more, rows that would be there again, and values that change.

    A value changes when a row stays and another batch says something else of it, or nothing.
    """

    gone: int = 0
    back: int = 0
    values: int = 0


def undo_effect(store: Store, batch_no: int, state: str) -> UndoEffect:
    """Return what a batch's being `undone`, or `accepted` again, would do; nothing is written.

    Raises:
        Refused: there is no such batch, or it is in that state already.
        HangingError: a row would refer to nothing.
    """
    cursor = store.cursor()
    cursor.execute("begin transaction")
    try:
        tables = [contracts()[name] for name in sorted(tables_of(cursor, batch_no))]
        for contract in tables:
            keep_current(cursor, contract, "was")
        change_state(cursor, batch_no, state, store.writer.account, None)
        found = [_compared(cursor, contract) for contract in tables]
        return (
            UndoEffect(*(sum(part) for part in zip(*found, strict=True)))
            if found
            else (UndoEffect())
        )
    finally:
        cursor.execute("rollback")
        cursor.close()


def _compared(cursor: Cursor, contract: Contract) -> tuple[int, int, int]:
    """Return the rows that go, the rows that come back, and the values that differ."""
    keep_current(cursor, contract, "becomes")
    key = " and ".join(f'w."{name}" = b."{name}"' for name in contract.key)
    differs = " + ".join(
        f'(w."{one.name}" is distinct from b."{one.name}")::integer' for one in contract.facts
    )
    first = contract.key[0]
    found = cursor.execute(
        f"""select count_if(b."{first}" is null), count_if(w."{first}" is null),
        coalesce(sum({differs or "0"}) filter
            (where w."{first}" is not null and b."{first}" is not null), 0)
        from was_{contract.table} w full join becomes_{contract.table} b on {key}"""  # noqa: S608
    ).fetchone()
    return (int(found[0]), int(found[1]), int(found[2])) if found else (0, 0, 0)
