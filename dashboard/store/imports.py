"""The list of imports: what came in, from whom, and whether it counts."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from dashboard.contracts import contracts
from dashboard.errors import Refused, Said
from dashboard.store.connection import Store, only
from dashboard.store.files import Cursor
from dashboard.store.schema import fact_table


def imports(store: Store) -> pd.DataFrame:
    """Return every batch, newest first, undone ones too.

    Columns: batch_no, state, origin, file_name, file_sha256, account, note, tables and modes
    (lists, in the same order), rows (as given, without those a replace dropped), dropped,
    committed_at, last_state_at (UTC).
    """
    counted = " union all ".join(
        f"select batch_no, row_no from {fact_table(contract)}"  # noqa: S608
        for contract in contracts().values()
    )
    return (
        store.cursor()
        .execute(
            f"""with states as (
            select batch_no, arg_max(state, state_no) as state, min(happened_at) as committed_at,
                max(happened_at) as last_state_at
            from app.batch_states group by batch_no
        ),
        parts as (
            select batch_no, list(table_name order by table_name) as tables,
                list(mode order by table_name) as modes
            from app.batch_parts group by batch_no
        ),
        held as (
            select batch_no, count(*) filter (where row_no > 0) as rows,
                count(*) filter (where row_no <= 0) as dropped
            from ({counted}) group by batch_no
        )
        select b.batch_no, s.state, b.origin, b.file_name, b.file_sha256, b.account, b.note,
            p.tables, p.modes, coalesce(h.rows, 0) as rows, coalesce(h.dropped, 0) as dropped,
            s.committed_at, s.last_state_at
        from app.batches b
        join states s using (batch_no)
        left join parts p using (batch_no)
        left join held h using (batch_no)
        order by b.batch_no desc"""  # noqa: S608
        )
        .df()
    )


def refuse_known_file(cursor: Cursor, sha256: str | None, again: bool) -> None:
    """Refuse a file whose batch counts, or is undone (unless `again`: then it is a new batch)."""
    found = _batches_of_file(cursor, sha256)
    accepted = [batch_no for batch_no, state in found if state == "accepted"]
    if accepted:
        raise Refused(Said("This file is already imported, as batch {batch}.", batch=accepted[-1]))
    if found and not again:
        raise Refused(
            Said(
                "This file was imported as batch {batch}, which is undone. Redo that batch.",
                batch=found[-1][0],
            )
        )


def refuse_redone_file(cursor: Cursor, batch_no: int) -> None:
    """Refuse to redo a batch whose file was imported again since."""
    sha256 = only(
        cursor.execute(
            "select max(file_sha256) from app.batches where batch_no = $batch_no",
            {"batch_no": batch_no},
        )
    )
    for other, state in _batches_of_file(cursor, sha256):
        if state == "accepted":
            raise Refused(Said("This file is already imported, as batch {batch}.", batch=other))


def _batches_of_file(cursor: Cursor, sha256: str | None) -> list[tuple[int, str]]:
    if sha256 is None:
        return []
    return cursor.execute(
        """select batch_no, arg_max(state, state_no)
        from app.batches join app.batch_states using (batch_no)
        where file_sha256 = $sha256 group by batch_no order by batch_no""",
        {"sha256": sha256},
    ).fetchall()


def newest_moment(store: Store) -> dt.datetime | None:
    """Return when a batch last changed state or a warning was last acknowledged (UTC), or None.

    What is known at that moment is what is known now.
    """
    cursor = store.cursor()
    try:
        return _newest_moment(cursor)
    finally:
        cursor.close()


def known_now(cursor: Cursor) -> dt.datetime:
    """Return the moment (UTC) at which all that is in the store is known: now, as a rule.

    Later than now where the clock went back since something was brought in.
    """
    now, newest = dt.datetime.now(dt.UTC).replace(tzinfo=None), _newest_moment(cursor)
    return max(now, newest) if newest else now


def _newest_moment(cursor: Cursor) -> dt.datetime | None:
    found = only(
        cursor.execute(
            """select greatest((select max(happened_at) from app.batch_states),
                (select max(noted_at) from app.app_acknowledgements))"""
        )
    )
    return found if isinstance(found, dt.datetime) else None
