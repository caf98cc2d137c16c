"""Database files: told apart, attached, and every fault of them as a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from dashboard.errors import Said, StoreBusyError, StoreError
from dashboard.store import schema

Cursor = duckdb.DuckDBPyConnection

# One configuration for every connection: in one process DuckDB refuses a second, other one.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}


def open_plain() -> Cursor:
    """Return an engine of its own, not locked, with nothing attached: to read or make a file."""
    return duckdb.connect(":memory:", config=_CONFIG)


def recognise(path: Path) -> int:
    """Return the schema version of a database file, looked at without a change to it.

    Raises:
        StoreBusyError: another process has it open.
        StoreError: it is not a Jahiziya database, or it is damaged.
    """
    with open_plain() as connection:
        attach(connection, path, "app", read_only=True)
        try:
            found = schema.version_of(connection, "app")
        except duckdb.Error as fault:
            raise damaged(path, fault) from fault
    if found is None:
        said = Said(
            "{path} is a DuckDB database, but not one of this program. It was left as it is. "
            "Name another file.",
            path=str(path),
        )
        raise StoreError(said)
    return found


def is_foreign(path: Path) -> bool:
    """Whether a file is a database of another program; a damaged one is not.

    Raises:
        StoreBusyError: another process has it open.
    """
    with open_plain() as connection:
        try:
            attach(connection, path, "app", read_only=True)
            return schema.version_of(connection, "app") is None
        except StoreBusyError:
            raise
        except (duckdb.Error, StoreError):
            return False


def attach(connection: Cursor, path: Path | None, name: str, *, read_only: bool = False) -> None:
    """Attach a database file (None: memory) under a catalog name, faults told as sentences."""
    target = str(path) if path else ":memory:"
    option = "READ_ONLY" if read_only else "STORAGE_VERSION 'v1.5.0'"
    quoted = target.replace("'", "''")  # ATTACH takes no parameter
    try:
        connection.execute(f"attach '{quoted}' as {name} ({option})")
    except duckdb.Error as fault:
        raise _explained(path or Path(target), fault) from fault


def make_folder(folder: Path) -> None:
    """Make the folder of a database.

    Raises:
        StoreError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        said = Said(
            "The folder {path} cannot be made: {fault}. Name another place for the database.",
            path=str(folder),
            fault=str(fault),
        )
        raise StoreError(said) from fault


def _explained(path: Path, fault: duckdb.Error) -> StoreBusyError | StoreError:
    text = str(fault)
    if "Could not set lock" not in text and "already attached" not in text:
        return damaged(path, fault)
    process = re.search(r"PID (\d+)", text)
    if process:
        return StoreBusyError(
            Said(
                "{path} is already open in another process (number {process}). Close that "
                "program first: one program per file.",
                path=str(path),
                process=process[1],
            )
        )
    return StoreBusyError(
        Said("{path} is already open. Close it first: one program per file.", path=str(path))
    )


def damaged(path: Path, fault: duckdb.Error) -> StoreError:
    """Return what is said of a file that cannot be read as a database."""
    return StoreError(
        Said(
            "{path} cannot be opened as a database: {fault} It was left as it is. Restore a "
            "backup, or name another file.",
            path=str(path),
            fault=str(fault).split("\n", 1)[0],
        )
    )
