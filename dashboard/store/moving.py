"""Copy a whole store from one place to another: a file into a lake, a lake into a file.

The tables are made in the target as the source has them and filled in one transaction, which is
committed only when every table reads back with the same number of rows and the same sum of row
hashes. The source is opened to be read alone.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from dashboard.errors import Said, StoreError
from dashboard.lake_settings import Lake
from dashboard.store import schema
from dashboard.store.copying import Contents, contents, remove
from dashboard.store.engine import Place, attach_place, is_open_here
from dashboard.store.files import Cursor, make_folder, newer, open_plain

# What a store that nothing was ever put into holds: its version and the locks.
_OF_AN_EMPTY_ONE = ("app_schema", "app_lock", "app_audit_lock")


def move(source: Place, target: Place) -> Contents:
    """Copy every row of a store into an empty one; return rows and hash sum of each table.

    The source stays as it is, also when this is cut off: a file appears under its name when it is
    whole, a lake commits all of it at once.

    Raises:
        StoreBusyError: the file is open in another process.
        StoreError: there is no source, it is of another version, the target holds something, or
            what was written does not read back as it was.
    """
    read_from, write_to = _resolved(source), _resolved(target)
    _refuse(read_from, write_to)
    if isinstance(write_to, Lake):
        return _copy(read_from, write_to)
    make_folder(write_to.parent)
    fresh = write_to.with_name(f".{write_to.name}.part")
    remove(fresh)
    try:
        found = _copy(read_from, fresh)
        fresh.replace(write_to)
    finally:
        remove(fresh)
    return found


def _copy(source: Place, target: Place) -> Contents:
    with open_plain() as connection:
        attach_place(connection, source, "source", read_only=True)
        _refuse_version(connection, source)
        attach_place(connection, target, "app")
        try:
            found = _filled(connection, target)
            if not isinstance(target, Lake):
                connection.execute("checkpoint app")
            read_back = contents(connection, "app")
        except duckdb.Error as fault:
            raise _failed(target, str(fault).split("\n", 1)[0]) from fault
    if read_back != found:
        raise _failed(target, "it does not read back as it was saved")
    return found


def _filled(connection: Cursor, target: Place) -> Contents:
    """Fill the target in one transaction, which sees one moment of the source."""
    connection.execute("begin transaction")
    try:
        _refuse_full(connection, target)
        for name in contents(connection, "app"):
            connection.execute(f'drop table app."{name}"')
        for name, columns in _definitions(connection).items():
            connection.execute(f'create table app."{name}" ({columns})')
            connection.execute(f'insert into app."{name}" select * from source."{name}"')  # noqa: S608
        found = contents(connection, "source")
        if contents(connection, "app") != found:
            raise _failed(target, "it does not read back as it was saved")
        connection.execute("commit")
    except BaseException:
        _roll_back(connection)
        raise
    return found


def _definitions(connection: Cursor) -> dict[str, str]:
    """Return the columns of every table of the source, in their order, as they are declared."""
    found = connection.execute(
        """select table_name, column_name, data_type, is_nullable from duckdb_columns()
        where database_name = 'source' order by table_name, column_index"""
    ).fetchall()
    listed: dict[str, list[str]] = {}
    for table, column, kind, is_nullable in found:
        ending = "" if is_nullable else " not null"
        listed.setdefault(table, []).append(f'"{column}" {kind}{ending}')
    return {table: ", ".join(columns) for table, columns in listed.items()}


def _refuse(source: Place, target: Place) -> None:
    if source == target:
        raise StoreError(Said("A store cannot be moved onto itself: {path}.", path=str(source)))
    for path in (source, target):
        if isinstance(path, Path) and is_open_here(path):
            raise StoreError(Said("{path} is open. Close the program first.", path=str(path)))
    if isinstance(source, Path) and not source.is_file():
        raise StoreError(Said("There is no file {path}.", path=str(source)))
    if isinstance(target, Path) and target.exists():
        raise StoreError(
            Said(
                "{path} exists already. Name a new file: nothing is written over.", path=str(target)
            )
        )


def _refuse_version(connection: Cursor, source: Place) -> None:
    found = schema.version_of(connection, "source")
    if found is None or found > schema.VERSION:
        raise newer(str(source), found)
    if found < schema.VERSION:
        raise StoreError(
            Said(
                "{path} was last opened by an older version of this program. Open it once with "
                "this one (jahiziya check), then move it.",
                path=str(source),
            )
        )


def _refuse_full(connection: Cursor, target: Place) -> None:
    held = contents(connection, "app")
    full = [name for name, (rows, _sum) in held.items() if rows and name not in _OF_AN_EMPTY_ONE]
    if full:
        raise StoreError(
            Said(
                "{path} already holds data ({tables}). Nothing was written: move into an empty "
                "store.",
                path=str(target),
                tables=full,
            )
        )


def _resolved(place: Place) -> Place:
    return place.expanduser().resolve() if isinstance(place, Path) else place


def _roll_back(connection: Cursor) -> None:
    try:
        connection.execute("rollback")
    except duckdb.Error:
        return  # the engine had ended the transaction itself


def _failed(place: Place, fault: str) -> StoreError:
    return StoreError(Said("{path} could not be written: {fault}.", path=str(place), fault=fault))
