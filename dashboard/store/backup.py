"""Save the whole database to one file, and bring such a file back; both read back and compared."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from dashboard.errors import Said, StoreError
from dashboard.lake_settings import Lake
from dashboard.store import schema
from dashboard.store.connection import Store, is_open_here
from dashboard.store.contents import Contents, contents
from dashboard.store.files import Cursor, attach, open_plain, recognise
from dashboard.store.moving import move

_BESIDE = ("", ".wal", ".wal.checkpoint", ".wal.recovery")


def backup(store: Store, file: Path, *, force: bool = False) -> None:
    """Save the store to a new file while it goes on being read; writers wait.

    Never a copy of the database file itself, which would miss what is still in its log. A lake is
    saved as a file too: one moment of it, while its replicas go on.

    Raises:
        StoreError: the file exists (and not `force`), cannot be written, or does not read back
            as it was saved.
    """
    place = file.expanduser().resolve()
    _refuse_target(place, store, force)
    if isinstance(store.place, Lake):
        if force:
            place.unlink(missing_ok=True)
        move(store.place, place)
        return
    with store.quiet() as cursor, _scratch(store.scratch):
        saved = contents(cursor, "app")
        _copy(cursor, "app", store.scratch)
        _move(store.scratch, place)
    _compare(place, saved)


def restore(file: Path, database: Path) -> Path | None:
    """Make `database` what was saved in `file`; return where the former database was put.

    Raises:
        StoreBusyError: the database is open.
        StoreError: the file is not a database of ours, or does not read back as it is.
    """
    source, target = file.expanduser().resolve(), database.expanduser().resolve()
    _refuse_source(source, target)
    fresh = target.with_name(f".{target.name}.part")
    with _scratch(fresh):
        with open_plain() as connection:
            attach(connection, source, "app", read_only=True)
            saved = contents(connection, "app")
            _copy(connection, "app", fresh)
        _compare(fresh, saved)
        aside = _put_aside(target)
        _move(fresh, target)
    return aside


def _copy(cursor: Cursor, catalog: str, file: Path) -> None:
    attach(cursor, file, "saved")
    try:
        cursor.execute(f"copy from database {catalog} to saved")
        cursor.execute("checkpoint saved")
    except duckdb.Error as fault:
        raise _failed(file, str(fault).split("\n", 1)[0]) from fault
    finally:
        cursor.execute("detach saved")


def _compare(file: Path, saved: Contents) -> None:
    with open_plain() as connection:
        attach(connection, file, "app", read_only=True)
        found = contents(connection, "app")
    if found != saved:
        file.unlink(missing_ok=True)
        raise _failed(file, "it does not read back as it was saved")


@contextmanager
def _scratch(file: Path) -> Iterator[None]:
    try:
        yield
    finally:
        for ending in _BESIDE:
            Path(str(file) + ending).unlink(missing_ok=True)


def _move(made: Path, place: Path) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if made.parent.stat().st_dev == place.parent.stat().st_dev:
            made.replace(place)
            return
        near = place.with_name(f".{place.name}.part")  # a half copy never bears the name
        shutil.copyfile(made, near)
        _flush(near)
        near.replace(place)
    except OSError as fault:
        raise _failed(place, str(fault)) from fault


def _flush(file: Path) -> None:
    with file.open("rb+") as handle:
        os.fsync(handle.fileno())


def _put_aside(target: Path) -> Path | None:
    if not target.exists():
        return None
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S%f")
    aside = target.with_name(f"{target.stem}.before-restore-{stamp}{target.suffix}")
    for ending in _BESIDE:
        part = Path(str(target) + ending)
        if part.exists():
            part.replace(str(aside) + ending)
    return aside


def _refuse_target(place: Path, store: Store, force: bool) -> None:
    if place == store.path:
        raise StoreError(Said("{path} is the database itself. Name another file.", path=str(place)))
    if place.is_dir():
        raise StoreError(Said("{path} is a folder. Name a file in it.", path=str(place)))
    if place.exists() and not force:
        raise StoreError(
            Said(
                "{path} exists already. Name a new file: nothing is written over.", path=str(place)
            )
        )


def _refuse_source(source: Path, target: Path) -> None:
    if not source.is_file():
        raise StoreError(Said("There is no file {path}.", path=str(source)))
    if source == target:
        raise StoreError(
            Said("{path} is the database itself. Name another file.", path=str(source))
        )
    if is_open_here(target):
        raise StoreError(
            Said("{path} is open. Close the program first, then restore.", path=str(target))
        )
    found = recognise(source)
    if found > schema.VERSION:
        raise StoreError(
            Said(
                "{path} was saved by a newer version of this program. Install that version.",
                path=str(source),
            )
        )
    if target.exists():
        recognise(target)  # busy, or something else than a database: left alone


def _failed(file: Path, fault: str) -> StoreError:
    return StoreError(Said("{path} could not be written: {fault}.", path=str(file), fault=fault))
