"""The one connection of a process: the database file, the reference tables, and nothing else.

Two catalogs: `app`, the database (a file, or memory), and `reference`, in memory, read from
`data/reference` at every open so that it always is the version shipped. Once both are there the
engine is locked: no file, no extension, no setting can be reached by SQL any more.
"""

from __future__ import annotations

import secrets
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from dashboard.contracts import contracts
from dashboard.errors import Said, StoreError
from dashboard.paths import REFERENCE
from dashboard.store import reference_tables, schema
from dashboard.store.files import Cursor, attach, make_folder, open_plain, recognise
from dashboard.store.writer import Writer

T = TypeVar("T")

# Files DuckDB puts beside a database while it writes one.
_BESIDE = ("", ".wal", ".wal.checkpoint", ".wal.recovery", ".tmp")
_TRIES = 5  # other replicas of a scale-out store may take the lock between our read and our write

_DISK_FAULTS = (duckdb.IOException, duckdb.FatalException, duckdb.OutOfMemoryException)

_registry = threading.RLock()
_open: dict[Path, _Engine] = {}


class _Engine:
    """What every `Store` of one file shares in this process."""

    def __init__(self, path: Path | None, reference: Path) -> None:
        self.path = path
        folder = path.parent if path else Path(tempfile.gettempdir())
        # The only file SQL may make after the lock: what a backup is written to before it is
        # moved to the place asked for. Its name cannot be guessed.
        self.scratch = folder / f".jahiziya-{secrets.token_hex(12)}.part"
        self.writing = threading.RLock()
        self.users = 1
        self.connection = open_plain()
        try:
            self._prepare(reference)
        except BaseException:
            self.connection.close()
            raise

    def _prepare(self, reference: Path) -> None:
        attach(self.connection, self.path, "app")
        self.connection.execute("attach ':memory:' as reference")
        self.connection.execute("set global TimeZone = 'UTC'")
        # A question is some sixty small statements: a second thread brings no time and costs a
        # third more of the processor, which other readers want.
        self.connection.execute("set global threads = 1")
        reference_tables.load(self.connection, reference)
        schema.migrate(self.connection, contracts().values())
        reference_tables.make_macros(self.connection)
        self._lock()

    def _lock(self) -> None:
        spill = str(self.path) + ".tmp" if self.path else ""
        made = [str(self.scratch) + ending for ending in _BESIDE]
        self.connection.execute("set temp_directory = $folder", {"folder": spill})
        self.connection.execute("set allowed_paths = $paths", {"paths": made})
        self.connection.execute("set enable_external_access = false")
        self.connection.execute("set lock_configuration = true")


class Store:
    """An open database. Every use takes its own `cursor()`; threads never share one."""

    def __init__(self, engine: _Engine, writer: Writer | None = None) -> None:
        """Take a share of an open engine; `Store.open` is the way in."""
        self._engine = engine
        self._closed = False
        self.writer = writer or Writer()

    def written_by(self, writer: Writer) -> Store:
        """Return this store as an account writes through it; it closes with this one."""
        other = Store(self._engine, writer)
        other._closed = True  # the share is this store's
        return other

    @classmethod
    def open(cls, path: Path | None, *, reference: Path = REFERENCE) -> Store:
        """Open the database of `path`, made when there is none; None is one in memory.

        Opening the same file again in this process shares its connection.

        Raises:
            StoreBusyError: another process has the file open.
            StoreError: the file is not a database of ours, is damaged, or is of a newer version.
        """
        if path is None:
            return cls(_Engine(None, reference))
        place = path.expanduser().resolve()
        with _registry:
            engine = _open.get(place)
            if engine:
                engine.users += 1
            else:
                engine = _open[place] = _new_engine(place, reference)
        return cls(engine)

    @property
    def path(self) -> Path | None:
        """The file, None when the store is in memory."""
        return self._engine.path

    @property
    def scratch(self) -> Path:
        """The one path a backup may be written to by the locked engine."""
        return self._engine.scratch

    def cursor(self) -> Cursor:
        """Return a new cursor on `app`, `reference` in its search path; use it in one thread.

        The reference tables are those of the region in force.
        """
        cursor = self._engine.connection.cursor()
        cursor.execute(f"set search_path = '{reference_tables.search_path()}'")
        return cursor

    def state_no(self) -> int:
        """Return the number of the newest state; it changes with every commit, undo and redo."""
        return newest_state(self.cursor())

    def use_reference(self, tables: Mapping[str, reference_tables.Table]) -> None:
        """Put other rows in the place of reference tables, until the database is opened again."""
        with self._engine.writing:
            reference_tables.replace(self._engine.connection.cursor(), tables)

    def write(self, work: Callable[[Cursor], T]) -> T:
        """Run `work` in one transaction under the import lock: all of it, or nothing.

        Raises:
            StoreError: the disk or the file failed; nothing was written.
        """
        with self._engine.writing:
            for attempt in range(_TRIES):
                try:
                    return self._once(work)
                except duckdb.TransactionException as fault:
                    if "onflict" not in str(fault):  # the commit itself could not be written
                        raise _not_written(fault) from fault
                    if attempt == _TRIES - 1:
                        raise
                except _DISK_FAULTS as fault:
                    raise _not_written(fault) from fault
        raise AssertionError  # the loop returns or raises

    def _once(self, work: Callable[[Cursor], T]) -> T:
        cursor = self.cursor()
        cursor.execute("begin transaction")
        try:
            cursor.execute("update app.app_lock set n = n + 1 where scope = 'import'")
            result = work(cursor)
            cursor.execute("commit")
        except BaseException:
            _roll_back(cursor)
            raise
        return result

    @contextmanager
    def quiet(self) -> Iterator[Cursor]:
        """Hold back writers of this process (readers go on) and give a cursor."""
        with self._engine.writing:
            yield self.cursor()

    def close(self) -> None:
        """Close; the last store of a file in this process closes its connection."""
        if self._closed:
            return
        self._closed = True
        with _registry:
            self._engine.users -= 1
            if self._engine.users == 0:
                if self._engine.path:
                    _open.pop(self._engine.path, None)
                self._engine.connection.close()

    def __enter__(self) -> Store:
        """Return the store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the store."""
        self.close()


def newest_state(cursor: Cursor) -> int:
    """Return the newest state number a cursor sees, 0 when nothing was ever imported."""
    return int(only(cursor.execute("select coalesce(max(state_no), 0) from app.batch_states")))


def only(cursor: Cursor) -> Any:
    """Return the single value of a query that always has one row."""
    row = cursor.fetchone()
    if row is None:  # pragma: no cover - an aggregate always has a row
        raise LookupError
    return row[0]


def is_open_here(path: Path) -> bool:
    """Whether this process has the file open."""
    return path.expanduser().resolve() in _open


def _new_engine(path: Path, reference: Path) -> _Engine:
    if path.exists():
        found = recognise(path)
        if found > schema.VERSION:
            raise StoreError(
                Said(
                    "{path} was written by a newer version of this program (format {found}, this "
                    "one knows {known}). It was left as it is. Install the newer version.",
                    path=str(path),
                    found=found,
                    known=schema.VERSION,
                )
            )
    else:
        make_folder(path.parent)
    return _Engine(path, reference)


def _not_written(fault: duckdb.Error) -> StoreError:
    return StoreError(
        Said(
            "The database could not be written: {fault} Nothing was changed. Make room on the "
            "disk and try again.",
            fault=str(fault).split("\n", 1)[0],
        )
    )


def _roll_back(cursor: Cursor) -> None:
    try:
        cursor.execute("rollback")
    except duckdb.Error:
        return  # the engine had ended the transaction itself
