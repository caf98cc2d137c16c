"""One database copied into a file: under another name until it reads back as it was copied."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from dashboard.errors import Said, StoreError
from dashboard.store.files import Cursor, attach, open_plain

Contents = dict[str, tuple[int, int]]  # rows and a sum of row hashes, by table

# Files DuckDB puts beside a database while it writes one.
BESIDE = ("", ".wal", ".wal.checkpoint", ".wal.recovery")


def contents(cursor: Cursor, catalog: str) -> Contents:
    """Return the number of rows and a sum of row hashes of every table of a catalog."""
    names = cursor.execute(
        "select table_name from duckdb_tables() where database_name = $catalog order by all",
        {"catalog": catalog},
    ).fetchall()
    found: Contents = {}
    for (name,) in names:
        row = cursor.execute(
            f'select count(*), coalesce(sum(hash(t)), 0) from {catalog}."{name}" t'  # noqa: S608
        ).fetchone()
        found[name] = (int(row[0]), int(row[1])) if row else (0, 0)
    return found


def copy_whole(cursor: Cursor, catalog: str, near: Path) -> Contents:
    """Copy a catalog into a new file, flushed and read back; return what it holds.

    Raises:
        StoreError: it cannot be written, or does not read back as it was copied.
    """
    saved = contents(cursor, catalog)
    attach(cursor, near, "saved")
    try:
        cursor.execute(f"copy from database {catalog} to saved")
        cursor.execute("checkpoint saved")
    except duckdb.Error as fault:
        raise failed(near, str(fault).split("\n", 1)[0]) from fault
    finally:
        cursor.execute("detach saved")
    compare(near, saved)
    return saved


def compare(file: Path, saved: Contents) -> None:
    """Read a file that was written, and refuse it when it holds anything else.

    Raises:
        StoreError: it does not read back as it was saved.
    """
    with open_plain() as connection:
        attach(connection, file, "app", read_only=True)
        try:
            found = contents(connection, "app")
        except duckdb.Error as fault:
            raise failed(file, str(fault).split("\n", 1)[0]) from fault
    if found != saved:
        raise failed(file, Said("it does not read back as it was saved"))


def move_whole(made: Path, place: Path, saved: Contents) -> None:
    """Give a file its name; to another disk it is copied, and compared before it bears the name.

    Raises:
        StoreError: it cannot be written, or does not read back as it was saved.
    """
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if made.parent.stat().st_dev == place.parent.stat().st_dev:
            made.replace(place)
            return
        near = place.with_name(f".{place.name}.part")
        with scratch(near):
            shutil.copyfile(made, near)
            with near.open("rb+") as handle:
                os.fsync(handle.fileno())
            compare(near, saved)
            near.replace(place)
    except OSError as fault:
        raise failed(place, str(fault)) from fault


@contextmanager
def scratch(file: Path) -> Iterator[None]:
    """Leave nothing of a file under its passing name, whatever happens."""
    try:
        yield
    finally:
        remove(file)


def remove(file: Path) -> None:
    """Remove a database file and what may stand beside it."""
    for ending in BESIDE:
        Path(str(file) + ending).unlink(missing_ok=True)


def failed(file: Path, fault: str | Said) -> StoreError:
    """Return what is said of a file that could not be written."""
    return StoreError(Said("{path} could not be written: {fault}.", path=str(file), fault=fault))
