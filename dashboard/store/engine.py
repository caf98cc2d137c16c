"""The engine that every `Store` of one place shares in this process, opened once and locked.

Two catalogs: `app`, the data (a file, memory, or a lake), and `reference`, in memory, read from
`data/reference` at every open so that it always is the version shipped. Once both are there the
engine is locked: no file, no extension, no setting can be reached by SQL any more, but the lake's
own folder or bucket. Only this module and `lake` know what kind of store it is.
"""

from __future__ import annotations

import datetime as dt
import re
import secrets
import tempfile
import threading
from pathlib import Path

import duckdb

from dashboard.contracts import contracts
from dashboard.lake_settings import Lake
from dashboard.store import lake, reference_tables, schema
from dashboard.store.copying import BESIDE, copy_whole, move_whole, remove, scratch
from dashboard.store.files import Cursor, attach, damaged, make_folder, newer, open_plain, recognise
from dashboard.store.marks import forget_mark

Place = Path | Lake

# What DuckDB raises when it meets bytes that it did not write.
_DAMAGE = (
    duckdb.IOException, duckdb.FatalException, duckdb.InternalException,
    duckdb.SerializationException,
)  # fmt: skip
_TRIES = 5  # of a transaction: a writer of this process and a rehearsal may meet
_registry = threading.RLock()
_open: dict[Place, Engine] = {}


class Engine:
    """One connection, the lock of its writers, and how many stores use it."""

    def __init__(self, place: Place | None, reference: Path) -> None:
        self.place = place
        self.path = path = place if isinstance(place, Path) else None
        folder = path.parent if path else Path(tempfile.gettempdir())
        # The only file SQL may make after the lock: what a backup is written to before it is
        # moved to the place asked for. Its name cannot be guessed.
        name = f"-{path.stem}" if path else ""
        self.scratch = folder / f".jahiziya{name}-{secrets.token_hex(12)}.part"
        self.writing = threading.RLock()
        self.users, self.ended = 1, 0  # stores; transactions of writers, whatever became of them
        self.reference = reference
        self.replaced: dict[str, reference_tables.Table] = {}  # since it was opened
        self.known: dict[str, tuple[int, int]] = {}  # `Store.known`: up to what, what was found
        self._renewing = threading.Lock()
        self._connection = self._opened()

    @property
    def tries(self) -> int:
        """How often a transaction is tried: replicas meet more often than threads."""
        return lake.TRIES if isinstance(self.place, Lake) else _TRIES

    def cursor(self, begin: str = "") -> Cursor:
        """Return a cursor that finds the tables of both catalogs by their names.

        DuckDB gives a database up when a checkpoint finds the disk full: it is opened anew.

        Args:
            begin: what begins a transaction first, so that a lake is asked for its moment once.

        Raises:
            StoreError: the file cannot be opened, the server of a lake cannot be reached; the next
                cursor tries again.
        """
        used = self._connection
        try:
            return _searching(used, begin)
        except duckdb.Error as fault:
            if isinstance(self.place, Lake) and isinstance(fault, duckdb.IOException):
                raise lake.told(fault, self.place) from fault
            is_closed = self.users == 0  # nobody's any more: it stays closed
            if self.path is None or is_closed or not is_given_up(fault):
                raise
        with self._renewing:
            if self._connection is used:  # no other thread was faster
                used.close()
                self._connection = self._opened()
        return _searching(self._connection, begin)

    def appended(self) -> dict[str, int]:
        """Return how many rows the growing tables of a lake were ever given (`lake.appended`)."""
        assert isinstance(self.place, Lake)
        return lake.appended(self._connection.cursor(), self.place)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _opened(self) -> Cursor:
        connection = open_plain()
        try:
            self._prepare(connection)
        except _DAMAGE as fault:
            connection.close()
            if self.path is None:
                raise
            raise damaged(self.path, fault) from fault
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: Cursor) -> None:
        attach_place(connection, self.place, "app")
        if self.path:
            _forget_scratch(self.path)  # nobody else has the file: what is left is of a kill
        connection.execute("attach ':memory:' as reference")
        connection.execute("set global TimeZone = 'UTC'")
        # A question is some sixty small statements: a second thread brings no time and costs a
        # third more of the processor, which other readers want.
        connection.execute("set global threads = 1")
        reference_tables.load(connection, self.reference)
        _migrate(connection, self.place)
        reference_tables.make_macros(connection)
        spill = str(self.path) + ".tmp" if self.path else ""
        made = [str(self.scratch) + ending for ending in (*BESIDE, ".tmp")]
        if isinstance(self.place, Lake):
            folders = {"folders": [self.place.data_path]}
            connection.execute("set allowed_directories = $folders", folders)
        connection.execute("set temp_directory = $folder", {"folder": spill})
        connection.execute("set allowed_paths = $paths", {"paths": made})
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")


def is_given_up(fault: duckdb.Error) -> bool:
    """Whether DuckDB will not go on with a database until it is opened anew."""
    return "has been invalidated" in str(fault) or isinstance(fault, duckdb.ConnectionException)


def attach_place(
    connection: Cursor, place: Place | None, name: str, *, read_only: bool = False
) -> None:
    """Attach a file, memory or a lake under a catalog name.

    Raises:
        StoreBusyError, StoreError: it cannot be opened; the sentence says why.
    """
    if isinstance(place, Lake):
        lake.attach(connection, place, name, read_only=read_only)
    else:
        attach(connection, place, name, read_only=read_only)


def _migrate(connection: Cursor, place: Place | None) -> None:
    """Bring `app` to this version; replicas that start together do it one after the other."""
    if not isinstance(place, Lake):
        schema.migrate(connection, contracts().values())
        return
    try:
        found = schema.version_of(connection, "app")
        if found is None or found > schema.VERSION:
            raise newer(str(place), found)
        lake.again(lambda: schema.migrate(connection, contracts().values()))
        lake.again(lambda: lake.prepare(connection, "app"))
    except duckdb.Error as fault:
        raise lake.told(fault, place) from fault


def _searching(connection: Cursor, begin: str) -> Cursor:
    cursor = connection.cursor()
    if begin:
        cursor.execute(begin)
    cursor.execute(f"set search_path = '{reference_tables.search_path()}'")
    return cursor


def share(place: Place | None, reference: Path) -> Engine:
    """Return the engine of a file or lake, opened or shared; one in memory is never shared.

    Raises:
        StoreBusyError: another process has the file open.
        StoreError: it is not a store of ours, is damaged, is of a newer version, or cannot be
            reached.
    """
    if place is None:
        return Engine(None, reference)
    known = place.expanduser().resolve() if isinstance(place, Path) else place
    with _registry:
        engine = _open.get(known)
        if engine:
            engine.users += 1
        else:
            engine = _open[known] = _new(known, reference)
    return engine


def leave(engine: Engine) -> None:
    """Give a share back; the last one of a file closes its connection."""
    with _registry:
        engine.users -= 1
        if engine.users == 0:
            if engine.place is not None:
                _open.pop(engine.place, None)
            engine.close()


def is_open_here(path: Path) -> bool:
    """Whether this process has the file open."""
    return path.expanduser().resolve() in _open


def _new(path: Place, reference: Path) -> Engine:
    if isinstance(path, Lake):
        return Engine(path, reference)
    if not path.exists():
        make_folder(path.parent)
        forget_mark(path)
        return Engine(path, reference)
    found = recognise(path)
    if found > schema.VERSION:
        raise newer(str(path), found)
    if 0 < found < schema.VERSION:
        _keep_before_upgrade(path, found)
    return Engine(path, reference)


def _keep_before_upgrade(path: Path, version: int) -> None:
    """Save a database of an earlier version beside it, before it is brought to this one.

    Raises:
        StoreError: it cannot be saved; then it is not upgraded.
    """
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S%f")
    kept = path.with_name(f"{path.stem}.before-upgrade-{version}-{stamp}{path.suffix}")
    near = kept.with_name(f".{kept.name}.part")
    with scratch(near), open_plain() as connection:
        attach(connection, path, "app", read_only=True)
        move_whole(near, kept, copy_whole(connection, "app", near))


def _forget_scratch(path: Path) -> None:
    """Remove what a killed backup or upgrade of this file left half written."""
    stem, suffix = re.escape(path.stem), re.escape(path.suffix)
    ours = re.compile(
        rf"\.(jahiziya-{stem}-[0-9a-f]{{24}}|{stem}\.before-upgrade-\d+-\w+{suffix})\.part"
    )
    for one in path.parent.iterdir():
        if ours.fullmatch(one.name):
            remove(one)
