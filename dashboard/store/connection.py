"""The store: cursors to read with, and the one way to write, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

import duckdb

from dashboard.errors import Said, StoreError
from dashboard.lake_settings import Lake
from dashboard.paths import REFERENCE
from dashboard.store import engine, lake, reference_tables
from dashboard.store.engine import Engine, Place
from dashboard.store.files import Cursor
from dashboard.store.marks import note_writes
from dashboard.store.writer import Writer

T = TypeVar("T")
Lock = Literal["import", "audit"]

# A transaction takes the lock of what it writes first: the audit's entries, which come at any
# moment, must not make a long import of another replica begin again.
LOCKS: Final[dict[Lock, str]] = {
    "import": "update app.app_lock set n = n + 1 where scope = 'import'",
    "audit": "update app.app_audit_lock set n = n + 1",
}
_WRITES = "select n from app.app_lock where scope = 'import'"
_DISK_FAULTS = (duckdb.IOException, duckdb.FatalException, duckdb.OutOfMemoryException)


class Store:
    """An open database. Every use takes its own `cursor()`; threads never share one."""

    def __init__(self, shared: Engine, writer: Writer | None = None) -> None:
        """Take a share of an open engine; `Store.open` is the way in."""
        self._engine = shared
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
        return cls(engine.share(place, reference))

    @property
    def place(self) -> Place | None:
        """Where the data is: a file, a lake, None in memory."""
        return self._engine.place

    @property
    def path(self) -> Path | None:
        """The file, None when the store is in memory or a lake."""
        return self._engine.path

    @property
    def scratch(self) -> Path:
        """The one path a backup may be written to by the locked engine."""
        return self._engine.scratch

    def cursor(self) -> Cursor:
        """Return a new cursor on `app`, `reference` in its search path; use it in one thread.

        The reference tables are those of the region in force.
        """
        return self._engine.cursor()

    def state_no(self) -> int:
        """Return the number of the newest state; it changes with every commit, undo and redo."""
        return self.known("batch_states", newest_state)

    def known(self, table: str, ask: Callable[[Cursor], int]) -> int:
        """Return a number that only rows added to a table change; kept until there may be more."""
        shared = self._engine  # how many there are comes first: what they say is as new or newer
        rows = shared.appended()[table] if isinstance(self.place, Lake) else shared.ended
        kept = shared.known.get(table)
        if kept and kept[0] == rows:
            return kept[1]
        with self.reading() as cursor:
            found = ask(cursor)
        shared.known[table] = (rows, found)
        return found

    def use_reference(self, tables: Mapping[str, reference_tables.Table]) -> None:
        """Put other rows in the place of reference tables, until the database is opened again."""
        with self._engine.writing:
            reference_tables.replace(self._engine.cursor(), tables)
            self._engine.replaced = {**self._engine.replaced, **tables}

    @contextmanager
    def reading(self) -> Iterator[Cursor]:
        """Give a cursor that sees one moment of the store, whatever is committed meanwhile.

        What is made on it (temporary tables) is gone afterwards.

        Raises:
            StoreError: the server of a lake cannot be reached.
        """
        cursor = self._engine.cursor("begin transaction")
        try:
            yield cursor
        except duckdb.IOException as fault:
            if isinstance(self.place, Lake):
                raise lake.told(fault, self.place) from fault
            raise
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
            if isinstance(fault, duckdb.IOException) and isinstance(self.place, Lake):
                raise lake.told(fault, self.place) from fault
            raise

    def write(self, work: Callable[[Cursor], T], *, lock: Lock = "import") -> T:
        """Run `work` in one transaction under a lock: all of it, or nothing.

        When another replica was quicker it is run again, on what that one left.

        Raises:
            StoreError: the disk, the file or the server failed; what is said of it, is.
        """
        with self._engine.writing:
            for attempt in range(self._engine.tries):
                written = self.writes() if self.path else 0
                try:
                    return self._once(work, lock)
                except (duckdb.TransactionException, duckdb.InvalidInputException) as fault:
                    if not lake.is_late(fault):
                        if isinstance(fault, duckdb.InvalidInputException):
                            raise  # what was asked is wrong: no fault of the disk
                        raise self._not_written(fault, written) from fault
                    if attempt == self._engine.tries - 1:
                        raise lake.overtaken() from fault
                    if isinstance(self.place, Lake):
                        lake.pause(attempt)
                except _DISK_FAULTS as fault:
                    raise self._not_written(fault, written) from fault
        raise AssertionError  # the loop returns or raises

    def writes(self) -> int:
        """Return how many times the database was ever written to."""
        return int(only(self.cursor().execute(_WRITES)))

    def _not_written(self, fault: duckdb.Error, before: int) -> StoreError:
        """Return what is said; a database that DuckDB has given up is opened anew."""
        if isinstance(self.place, Lake):
            is_committing = isinstance(fault, duckdb.TransactionException)
            said = lake.in_doubt if is_committing else lake.told
            return said(fault, self.place)
        if engine.is_given_up(fault) and self.writes() > before:
            return StoreError(
                Said(
                    "The disk is full, and what you sent was written all the same: look at the "
                    "list of imports, and do not send it again. Make room on the disk."
                )
            )
        return StoreError(
            Said(
                "The database could not be written: {fault} Nothing was changed. Make room on the "
                "disk and try again.",
                fault=str(fault).split("\n", 1)[0],
            )
        )

    def _once(self, work: Callable[[Cursor], T], lock: Lock) -> T:
        cursor = self._engine.cursor("begin transaction")
        try:
            # A file has one writer, and its writes are counted by the one lock (marks.py).
            cursor.execute(LOCKS[lock if isinstance(self.place, Lake) else "import"])
            result = work(cursor)
            writes = int(only(cursor.execute(_WRITES))) if self.path else 0
            cursor.execute("commit")
        except BaseException:
            _roll_back(cursor)
            raise
        finally:
            self._engine.ended += 1  # a commit that failed may have been written all the same
        if self.path:
            note_writes(self.path, writes)
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
        engine.leave(self._engine)

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


def _roll_back(cursor: Cursor) -> None:
    try:
        cursor.execute("rollback")
    except duckdb.Error:
        return  # the engine had ended the transaction itself
