"""The engine of a process, and the only place that knows what kind of store it opens.

Two catalogs: `app`, the data (a file, memory, or a lake), and `reference`, in memory, read from
`data/reference` at every open so that it always is the version shipped. Once both are there the
engine is locked: no file, no extension, no setting can be reached by SQL any more, but the lake's
own folder or bucket.
"""

from __future__ import annotations

import secrets
import tempfile
import threading
from pathlib import Path

import duckdb

from dashboard.contracts import contracts
from dashboard.errors import Said, StoreError
from dashboard.lake_settings import Lake
from dashboard.store import lake, reference_tables, schema
from dashboard.store.files import attach, make_folder, open_plain, recognise

Place = Path | Lake

# Files DuckDB puts beside a database while it writes one.
_BESIDE = ("", ".wal", ".wal.checkpoint", ".wal.recovery", ".tmp")
_TRIES = 5  # a writer of this process and a rehearsal may meet


class Engine:
    """What every `Store` of one place shares in this process."""

    def __init__(self, place: Place | None, reference: Path) -> None:
        """Open what is there, or make it."""
        self.place = place
        folder = place.parent if isinstance(place, Path) else Path(tempfile.gettempdir())
        # The only file SQL may make after the lock: what a backup is written to before it is
        # moved to the place asked for. Its name cannot be guessed.
        self.scratch = folder / f".jahiziya-{secrets.token_hex(12)}.part"
        self.writing = threading.RLock()
        self.users = 1
        if isinstance(place, Path):
            _refuse_newer_file(place)
        self.connection = open_plain()
        try:
            self._prepare(reference)
        except BaseException:
            self.connection.close()
            raise

    @property
    def tries(self) -> int:
        """How often a transaction is tried: replicas meet more often than threads."""
        return lake.TRIES if isinstance(self.place, Lake) else _TRIES

    def failed(self, fault: duckdb.Error, *, is_committing: bool = False) -> StoreError:
        """Return a fault of disk or server while writing, as a sentence."""
        if isinstance(self.place, Lake):
            said = lake.in_doubt if is_committing else lake.told
            return said(fault, self.place)
        return StoreError(
            Said(
                "The database could not be written: {fault} Nothing was changed. Make room on the "
                "disk and try again.",
                fault=str(fault).split("\n", 1)[0],
            )
        )

    def _prepare(self, reference: Path) -> None:
        attach_place(self.connection, self.place, "app")
        self.connection.execute("attach ':memory:' as reference")
        self.connection.execute("set global TimeZone = 'UTC'")
        # A question is some sixty small statements: a second thread brings no time and costs a
        # third more of the processor, which other readers want.
        self.connection.execute("set global threads = 1")
        reference_tables.load(self.connection, reference)
        migrate(self.connection, self.place)
        reference_tables.make_macros(self.connection)
        self._lock()

    def _lock(self) -> None:
        spill = str(self.place) + ".tmp" if isinstance(self.place, Path) else ""
        made = [str(self.scratch) + ending for ending in _BESIDE]
        if isinstance(self.place, Lake):
            folders = [self.place.data_path]
            self.connection.execute("set allowed_directories = $folders", {"folders": folders})
        self.connection.execute("set temp_directory = $folder", {"folder": spill})
        self.connection.execute("set allowed_paths = $paths", {"paths": made})
        self.connection.execute("set enable_external_access = false")
        self.connection.execute("set lock_configuration = true")


def attach_place(
    connection: duckdb.DuckDBPyConnection,
    place: Place | None,
    name: str,
    *,
    read_only: bool = False,
) -> None:
    """Attach a file, memory or a lake under a catalog name.

    Raises:
        StoreBusyError, StoreError: it cannot be opened; the sentence says why.
    """
    if isinstance(place, Lake):
        lake.attach(connection, place, name, read_only=read_only)
    else:
        attach(connection, place, name, read_only=read_only)


def migrate(connection: duckdb.DuckDBPyConnection, place: Place | None) -> None:
    """Bring `app` to this version; replicas that start together do it one after the other.

    Raises:
        StoreError: it was written by a newer version, or is none of ours.
    """
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


def newer(place: str, found: int | None) -> StoreError:
    """Return what is said of a store that a newer version wrote, or none of ours (None)."""
    if found is None:
        return StoreError(
            Said(
                "{path} is a DuckDB database, but not one of this program. It was left as it is. "
                "Name another file.",
                path=place,
            )
        )
    return StoreError(
        Said(
            "{path} was written by a newer version of this program (format {found}, this "
            "one knows {known}). It was left as it is. Install the newer version.",
            path=place,
            found=found,
            known=schema.VERSION,
        )
    )


def _refuse_newer_file(path: Path) -> None:
    if not path.exists():
        make_folder(path.parent)
        return
    found = recognise(path)
    if found > schema.VERSION:
        raise newer(str(path), found)
