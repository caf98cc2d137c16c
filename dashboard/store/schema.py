"""The tables of the database: numbered migrations, and fact tables made from the contracts.

Portable DDL only: no key, index, sequence or check, so that the same text runs in a DuckDB file
and in DuckLake. Rows are only ever appended to fact tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import duckdb

from dashboard.contracts import Contract

# A migration is a list of statements, run in one transaction and never edited once released.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "create table app.app_schema (version integer not null, applied_at timestamp not null)",
        "create table app.app_lock (scope varchar not null, n bigint not null)",
        "insert into app.app_lock values ('import', 0)",
        """create table app.batches (
            batch_no bigint not null, origin varchar not null, file_name varchar,
            file_sha256 varchar, account varchar not null, note varchar)""",
        """create table app.batch_parts (
            batch_no bigint not null, table_name varchar not null, mode varchar not null,
            scope_territories varchar[], scope_from date, scope_to date)""",
        """create table app.batch_units (
            batch_no bigint not null, table_name varchar not null, unit_code varchar not null)""",
        """create table app.batch_states (
            state_no bigint not null, batch_no bigint not null, state varchar not null,
            account varchar not null, happened_at timestamp not null)""",
        """create table app.app_pending (
            pending_no bigint not null, table_name varchar not null, row_json varchar not null,
            waits_for varchar not null, file_name varchar, file_sha256 varchar,
            account varchar not null, origin varchar not null, noted_at timestamp not null,
            settled_batch_no bigint)""",
    ),
    # What a person answered once: which column a header is, which place a name means.
    (
        """create table app.app_mappings (
            mapping_no bigint not null, account varchar not null, table_name varchar not null,
            fingerprint varchar not null, columns_json varchar, answered_at timestamp not null)""",
        """create table app.app_name_answers (
            answer_no bigint not null, account varchar not null, name_folded varchar not null,
            name_typed varchar, province_code varchar, levels varchar not null,
            unit_code varchar, answered_at timestamp not null)""",
    ),
    # Warnings that somebody looked at and left, with a note; without a note it is taken back.
    (
        """create table app.app_acknowledgements (
            acknowledgement_no bigint not null, warning_code varchar not null,
            unit_code varchar not null, subject varchar not null, note varchar,
            account varchar not null, noted_at timestamp not null)""",
    ),
    # Agendas of tours by name; saving again is a new version, what it was made of stands beside it.
    (
        """create table app.app_agendas (
            agenda_no bigint not null, name varchar not null, version integer not null,
            agenda_json varchar, note varchar, account varchar not null,
            saved_at timestamp not null)""",
    ),
    # Scenarios by name (without a text it is deleted), and every method that was in force.
    (
        """create table app.app_scenarios (
            scenario_no bigint not null, name varchar not null, scenario_json varchar,
            account varchar not null, saved_at timestamp not null)""",
        """create table app.app_methods (
            method_no bigint not null, version varchar not null, files_json varchar not null,
            kept_at timestamp not null)""",
    ),
    # Who did what: sealed row by row (audit.py).
    (
        """create table app.app_audit (
            entry_no bigint not null, happened_at timestamp not null, account varchar not null,
            action varchar not null, subject varchar not null, previous varchar not null,
            digest varchar not null)""",
    ),
)
VERSION = len(MIGRATIONS)

# What the product writes in every fact row before the columns of the contract.
WRITTEN = {
    "batch_no": "bigint",
    "row_no": "integer",
    "row_kind": "varchar",
    "erased": "varchar[]",
    "committed_on": "date",
}


def migrate(connection: duckdb.DuckDBPyConnection, tables: Iterable[Contract]) -> None:
    """Bring `app` to this version and to the contracts, in one transaction: all, or as it was."""
    done = version_of(connection, "app") or 0
    steps = MIGRATIONS[done:]
    there = _columns_there(connection)
    grown = [text for contract in tables for text in _growth(contract, there)]
    if not steps and not grown:
        return
    connection.execute("begin transaction")
    try:
        for version, statements in enumerate(steps, done + 1):
            for text in statements:
                connection.execute(text)
            connection.execute(
                "insert into app.app_schema values ($version, localtimestamp)",
                {"version": version},
            )
        for text in grown:
            connection.execute(text)
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")


def version_of(connection: duckdb.DuckDBPyConnection, catalog: str) -> int | None:
    """Return the schema version of an attached catalog: 0 when empty, None when not one of ours."""
    found = connection.execute(
        "select table_name from duckdb_tables() where database_name = $catalog",
        {"catalog": catalog},
    ).fetchall()
    names = {name for (name,) in found}
    if not names:
        return 0  # new, or its making was cut off before the first migration was whole
    if not {"app_schema", "batch_states"} <= names:
        return None
    newest = connection.execute(f"select max(version) from {catalog}.app_schema").fetchone()  # noqa: S608
    return int(newest[0]) if newest and newest[0] is not None else None


def fact_columns(contract: Contract) -> dict[str, str]:
    """Return every column of a contract's fact table with its type, in order."""
    own = {column.name: column.sql_type for column in contract.columns}
    return {**WRITTEN, **own, **contract.product}


def fact_table(contract: Contract) -> str:
    """Return the name of the table that holds a contract's rows."""
    return f'app."{contract.table}_rows"'


def _columns_there(connection: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    """Return the columns that each table of `app` has."""
    found = connection.execute(
        """select table_name, list(column_name) from duckdb_columns()
        where database_name = 'app' group by table_name"""
    ).fetchall()
    return {table: set(columns) for table, columns in found}


def _growth(contract: Contract, there: Mapping[str, set[str]]) -> list[str]:
    """Return what is missing: the table, or the columns the contract has gained."""
    known = there.get(f"{contract.table}_rows", set())
    columns = fact_columns(contract)
    if not known:
        listed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
        return [f"create table {fact_table(contract)} ({listed})"]
    return [
        f'alter table {fact_table(contract)} add column "{name}" {kind}'
        for name, kind in columns.items()
        if name not in known
    ]
