"""The one connection of a process to its data: readers, and one writer at a time.

What kind of store it is (a file, memory, a lake) only `engine` knows.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

import duckdb

from dashboard.lake_settings import Lake
from dashboard.paths import REFERENCE
from dashboard.store import reference_tables
from dashboard.store.engine import Engine, Place
from dashboard.store.files import Cursor
from dashboard.store.lake import pause
from dashboard.store.writer import Writer

T = TypeVar("T")
Lock = Literal["import", "audit"]

# A transaction takes the lock of what it writes first: the audit's entries, which come at any
# moment, must not make a long import of another replica begin again.
_LOCKS: Final[dict[Lock, str]] = {
    "import": "update app.app_lock set n = n + 1 where scope = 'import'",
    "audit": "update app.app_audit_lock set n = n + 1",
}
_DISK_FAULTS = (duckdb.IOException, duckdb.FatalException, duckdb.OutOfMemoryException)

_registry = threading.RLock()
_open: dict[Place, Engine] = {}


class Store:
    """An open database. Every use takes its own `cursor()`; threads never share one."""

    def __init__(self, engine: Engine, writer: Writer | None = None) -> None:
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
    def open(cls, place: Place | None, *, reference: Path = REFERENCE) -> Store:
        """Open a file or a lake, made when there is none; None is a store in memory.

        Opening the same place again in this process shares its connection.

        Raises:
            StoreBusyError: another process has the file open.
            StoreError: it is not a store of ours, is damaged, is of a newer version, or cannot be
                reached.
        """
        if place is None:
            return cls(Engine(None, reference))
        known = place.expanduser().resolve() if isinstance(place, Path) else place
        with _registry:
            engine = _open.get(known)
            if engine:
                engine.users += 1
            else:
                engine = _open[known] = Engine(known, reference)
        return cls(engine)

    @property
    def place(self) -> Place | None:
        """Where the data is: a file, a lake, None in memory."""
        return self._engine.place

    @property
    def path(self) -> Path | None:
        """The file, None when the store is in memory or a lake."""
        return self.place if isinstance(self.place, Path) else None

    @property
    def scratch(self) -> Path:
        """The one path a backup may be written to by the locked engine."""
        return self._engine.scratch

    def cursor(self) -> Cursor:
        """Return a new cursor on `app`, `reference` in its search path; use it in one thread."""
        return self._begun("")

    def _begun(self, begin: str) -> Cursor:
        """Return a new cursor; a transaction is begun first, so that a lake is asked once."""
        cursor = self._engine.connection.cursor()
        try:
            if begin:
                cursor.execute(begin)
            cursor.execute("set search_path = 'app,reference'")
        except _DISK_FAULTS as fault:
            raise self._engine.failed(fault) from fault
        return cursor

    def state_no(self) -> int:
        """Return the number of the newest state; it changes with every commit, undo and redo."""
        with self.reading() as cursor:
            return newest_state(cursor)

    def use_reference(self, tables: Mapping[str, reference_tables.Table]) -> None:
        """Put other rows in the place of reference tables, until the database is opened again."""
        with self._engine.writing:
            reference_tables.replace(self._engine.connection.cursor(), tables)

    @contextmanager
    def reading(self) -> Iterator[Cursor]:
        """Give a cursor that sees one moment of the store, whatever is committed meanwhile.

        What is made on it (temporary tables) is gone afterwards.

        Raises:
            StoreError: the server of a lake cannot be reached.
        """
        cursor = self._begun("begin transaction")
        try:
            yield cursor
        except duckdb.IOException as fault:
            raise self._engine.failed(fault) from fault
        finally:
            _roll_back(cursor)
            cursor.close()

    @contextmanager
    def one_moment(self, cursor: Cursor) -> Iterator[None]:
        """Let a cursor see one moment of the store; what is made on it stays, unless it fails.

        Raises:
            StoreError: the server of a lake cannot be reached.
        """
        try:
            cursor.execute("begin transaction")
            yield
            cursor.execute("commit")
        except BaseException as fault:
            _roll_back(cursor)
            if isinstance(fault, duckdb.IOException):
                raise self._engine.failed(fault) from fault
            raise

    def write(self, work: Callable[[Cursor], T], *, lock: Lock = "import") -> T:
        """Run `work` in one transaction under a lock: all of it, or nothing.

        When another replica was quicker it is run again, on what that one left.

        Raises:
            StoreError: the disk, the file or the server failed; what is said of it, is.
        """
        with self._engine.writing:
            for attempt in range(self._engine.tries):
                try:
                    return self._once(work, lock)
                except duckdb.TransactionException as fault:
                    if "onflict" not in str(fault):  # the commit itself could not be written
                        raise self._engine.failed(fault, is_committing=True) from fault
                    if attempt == self._engine.tries - 1:
                        raise
                    if isinstance(self.place, Lake):
                        pause(attempt)
                except _DISK_FAULTS as fault:
                    raise self._engine.failed(fault) from fault
        raise AssertionError  # the loop returns or raises

    def _once(self, work: Callable[[Cursor], T], lock: Lock) -> T:
        cursor = self._begun("begin transaction")
        try:
            cursor.execute(_LOCKS[lock])
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
                if self.place is not None:
                    _open.pop(self.place, None)
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


def _roll_back(cursor: Cursor) -> None:
    try:
        cursor.execute("rollback")
    except duckdb.Error:
        return  # the engine had ended the transaction itself
