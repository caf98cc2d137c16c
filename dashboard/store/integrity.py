"""Is the database whole? Everything that no check at commit would let happen, looked for."""

from __future__ import annotations

import datetime as dt

import duckdb

from dashboard.contracts import Contract, contracts
from dashboard.errors import Problem, Said
from dashboard.store.audit import check_audit
from dashboard.store.connection import Store, only
from dashboard.store.copying import contents
from dashboard.store.files import Cursor
from dashboard.store.marks import ENDING, noted_writes
from dashboard.store.reference_tables import search_path
from dashboard.store.references import HangingRow, hanging_rows
from dashboard.store.schema import fact_table

_BATCHES = (
    (
        "batch.no_state",
        "select batch_no from app.batches anti join app.batch_states using (batch_no)",
        Said("was neither accepted nor undone"),
    ),
    (
        "batch.no_part",
        "select batch_no from app.batches anti join app.batch_parts using (batch_no)",
        Said("holds no table"),
    ),
    (
        "batch.unknown",
        """select batch_no from (
            select batch_no from app.batch_states union select batch_no from app.batch_parts
        ) anti join app.batches using (batch_no)""",
        Said("is not in the list of imports"),
    ),
    (
        "batch.twice",
        "select batch_no from app.batches group by batch_no having count(*) > 1",
        Said("is in the list of imports more than once"),
    ),
    (
        "state.twice",
        """select batch_no from app.batch_states
        qualify count(*) over (partition by state_no) > 1""",
        Said("shares the number of a state with another"),
    ),
    (
        "state.order",
        """select batch_no from app.batch_states
        qualify happened_at < max(happened_at) over (
            order by state_no rows between unbounded preceding and 1 preceding)""",
        Said("has a state earlier than the one before it"),
    ),
    (
        "batch.no_unit",
        """select batch_no from app.batch_parts p
        anti join app.batch_units u on u.batch_no = p.batch_no and u.table_name = p.table_name
        where mode = 'replace' and len(scope_territories) > 0""",
        Said("replaces territories that were not kept"),
    ),
)
_CLOCKS_DIFFER = dt.timedelta(minutes=5)
_REMEDY = Said("Restore the last backup, and report this.")


def check_integrity(store: Store) -> list[Problem]:
    """Return every fault of the database; an empty list when it is whole.

    Bytes that do not read, writes that are missing, a clock that went back, current rows that
    refer to nothing, unit codes that the reference tables do not know, rows whose batch or part is
    missing, batches without a state, malformed months, a broken audit.
    """
    try:
        with store.reading() as cursor:
            cursor.execute(f"set search_path = '{search_path(is_whole=True)}'")
            contents(cursor, "app")  # every block of every table is read, its checksum compared
            return [*_lost_writes(store), *_clock(cursor), *_faults(cursor)]
    except duckdb.Error as fault:
        return [_damaged(fault)]


def _faults(cursor: Cursor) -> list[Problem]:
    problems = [
        _of_batch(code, batch_no, what)
        for code, sql, what in _BATCHES
        for (batch_no,) in cursor.execute(f"select distinct * from ({sql}) order by all").fetchall()  # noqa: S608
    ]
    for contract in contracts().values():
        problems += _rows_without_part(cursor, contract)
        problems += _bad_cells(cursor, contract)
    problems += [_hanging(row) for row in hanging_rows(cursor)]
    return problems + check_audit(cursor)


def _rows_without_part(cursor: Cursor, contract: Contract) -> list[Problem]:
    found = cursor.execute(
        f"""select distinct r.batch_no from {fact_table(contract)} r
        anti join app.batch_parts p on p.batch_no = r.batch_no and p.table_name = $table
        order by all""",  # noqa: S608
        {"table": contract.table},
    ).fetchall()
    what = Said("has rows of {table} and no such part", table=contract.table)
    return [_of_batch("rows.no_part", batch_no, what) for (batch_no,) in found]


def _bad_cells(cursor: Cursor, contract: Contract) -> list[Problem]:
    problems = []
    for column in contract.columns:
        cell = f'r."{column.name}"'
        if column.type in ("code", "unit", "units"):
            code, wrong = (
                "territory.unknown",
                "value not in (select unit_code from reference.unit_within)",
            )
        elif column.type == "period":
            code, wrong = (
                "period.malformed",
                r"not regexp_full_match(value, '\d{4}-(0[1-9]|1[0-2])')",
            )
        else:
            continue
        value = f"unnest({cell})" if column.sql_type.endswith("[]") else cell
        found = cursor.execute(
            f"""select batch_no, row_no, value
            from (select batch_no, row_no, {value} as value from {fact_table(contract)} r)
            where value is not null and {wrong} order by all"""  # noqa: S608
        ).fetchall()
        problems += [_of_cell(code, contract.table, column.name, *one) for one in found]
    return problems


def _damaged(fault: duckdb.Error) -> Problem:
    said = Said("The file is damaged: {fault}", fault=str(fault).split("\n", 1)[0])
    remedy = Said("Restore the last backup: docs/recovery.md says how.")
    return Problem("file.damaged", "error", said, remedy)


def _lost_writes(store: Store) -> list[Problem]:
    """Return what is said when the file has seen fewer writes than were noted beside it."""
    noted = noted_writes(store.path) if store.path else 0
    missing = noted - store.writes()
    if missing <= 0:
        return []
    said = Said(
        "The newest changes of this database are missing ({count}): the log beside it was lost, or "
        "an older copy of the file was put in its place.",
        count=missing,
    )
    remedy = Said(
        "Restore the last backup and bring in again what came after it. If the older copy is "
        "meant, delete the file {path}.",
        path=f"{store.path}{ENDING}",
    )
    return [Problem("writes.lost", "error", said, remedy, found=str(missing))]


def _clock(cursor: Cursor) -> list[Problem]:
    """Return what is said when the newest batch is later than this machine's clock."""
    newest = only(cursor.execute("select max(happened_at) from app.batch_states"))
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    if newest is None or newest <= now + _CLOCKS_DIFFER:
        return []
    said = Said(
        "The newest import is later than the clock of this machine: what is brought in now is "
        "written down as of the same moment, so that the order stays. Newest import: {newest} UTC; "
        "clock: {now} UTC.",
        newest=f"{newest:%Y-%m-%d %H:%M}",
        now=f"{now:%Y-%m-%d %H:%M}",
    )
    remedy = Said("Set the clock of the machine right.")
    return [Problem("clock.back", "error", said, remedy)]


def _of_batch(code: str, batch_no: int, what: Said) -> Problem:
    said = Said("Batch {batch} {what}.", batch=batch_no, what=what)
    return Problem(code, "error", said, _REMEDY, found=str(batch_no))


def _of_cell(code: str, table: str, column: str, batch_no: int, row_no: int, value: str) -> Problem:
    said = Said(
        "{table}, batch {batch}: {column} holds {found}, which is not known.",
        table=table,
        batch=batch_no,
        column=column,
        found=value,
    )
    return Problem(code, "error", said, _REMEDY, row=row_no, column=column, found=value)


def _hanging(row: HangingRow) -> Problem:
    said = Said(
        "{table}: {row} refers to {missing} in {refers_to}, which is not there.",
        table=row.table,
        row=row.row,
        missing=row.missing,
        refers_to=row.refers_to,
    )
    remedy = Said("Undo the batches it stands on, or remove the row.")
    found = tuple(str(one) for one in row.batch_nos)
    return Problem(
        "reference.hanging", "error", said, remedy, None, row.column, row.missing, None, found
    )
