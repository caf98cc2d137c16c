"""What is DuckLake's own: its extensions, its secrets, how it is attached, and its faults told.

Nothing else of the product knows that a store is one: the SQL is the same. The password goes into
a secret of the engine, never into the text of an ATTACH, which an error would print.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import urlsplit

import duckdb

from dashboard.errors import Said, StoreError
from dashboard.lake_settings import Lake, ObjectStore

T = TypeVar("T")
Cursor = duckdb.DuckDBPyConnection

TRIES: Final = 12  # of a transaction that another replica was quicker than
INLINED_ROWS: Final = 1000  # an insert of fewer rows stays in the catalog until maintenance
_CONNECT_SECONDS: Final = 10
_EXTENSIONS: Final = ("ducklake", "postgres_scanner")
_OF_BUCKETS: Final = "httpfs"
GROWING: Final = ("batch_states", "app_acknowledgements")
_APPENDED: Final = """select table_name, coalesce(next_row_id, 0)
    from ducklake_table left join ducklake_table_stats using (table_id)
    where end_snapshot is null and table_name in ({})""".format(  # noqa: S608
    ", ".join(f"'{table}'" for table in GROWING)
)
# The last is what is left of PostgreSQL's «could not serialize access» inside a statement.
_LATE: Final = (
    "already exists", "duplicate key", "onflict", "concurrent", "retry count",
    "transaction is aborted",
)  # fmt: skip
_UNREACHABLE: Final = (
    "Unable to connect to Postgres",
    "Failed to query most recent snapshot",
    "server closed the connection",
    "terminating connection",
)


def load(connection: Cursor, lake: Lake) -> None:
    """Load the engine's extensions and tell it the two secrets; nothing is reached yet.

    Raises:
        StoreError: an extension is not installed, with what to install.
    """
    wanted = (*_EXTENSIONS, *((_OF_BUCKETS,) if lake.objects else ()))
    for name in wanted:
        file = str(_extension(name)).replace("'", "''")  # LOAD takes no parameter
        try:
            connection.execute(f"load '{file}'")
        except duckdb.Error as fault:
            raise _not_installed(name, _first_line(fault)) from fault
    _secret(
        connection,
        "lake_catalog",
        "postgres",
        host=lake.host,
        port=str(lake.port),
        database=lake.database,
        user=lake.user,
        password=lake.password,
        sslmode=lake.sslmode,
        connect_timeout=str(_CONNECT_SECONDS),
    )
    if lake.objects:
        _secret(connection, "lake_objects", "s3", **_of_bucket(lake.objects), scope=lake.data_path)


def attach(connection: Cursor, lake: Lake, name: str, *, read_only: bool = False) -> None:
    """Attach a lake under a catalog name; an empty PostgreSQL database becomes one.

    Raises:
        StoreError: an extension is missing, the server cannot be reached, or it is no lake.
    """
    load(connection, lake)
    secret = f"lake_of_{name}"
    path = lake.data_path.replace("'", "''")
    connection.execute(
        f"create or replace secret {secret} (type ducklake, metadata_path '', data_path '{path}', "
        "metadata_parameters map {'TYPE': 'postgres', 'SECRET': 'lake_catalog'})"
    )
    if not lake.objects:
        Path(lake.data_path).mkdir(parents=True, exist_ok=True)
    option = "(read_only)" if read_only else ""
    try:
        again(lambda: connection.execute(f"attach 'ducklake:{secret}' as {name} {option}"))
    except duckdb.Error as fault:
        raise told(fault, lake) from fault


def prepare(connection: Cursor, name: str) -> None:
    """Keep small inserts in the catalog: a file for each would make every question slow."""
    known = connection.execute(
        f"select value from {name}.options() where option_name = 'data_inlining_row_limit'"  # noqa: S608
    ).fetchone()
    if known is None or known[0] != str(INLINED_ROWS):
        connection.execute(f"call {name}.set_option('data_inlining_row_limit', {INLINED_ROWS})")


def appended(cursor: Cursor, lake: Lake) -> dict[str, int]:
    """Return how many rows the tables of `GROWING` were ever given, in one statement of the server.

    DuckLake keeps that number of every table in its catalog. Rows are only appended to these, so
    it changes with each commit that matters, and with nothing else: not with the audit's entries,
    nor with maintenance.

    Raises:
        StoreError: the server cannot be reached.
    """
    try:
        found = cursor.execute(
            "select * from postgres_query('__ducklake_metadata_app', $asked)", {"asked": _APPENDED}
        ).fetchall()
    except duckdb.IOException as fault:
        raise told(fault, lake) from fault
    return {table: int(rows) for table, rows in found}


def again(work: Callable[[], T]) -> T:
    """Return what `work` does, done again when another replica does the same at that moment."""
    for attempt in range(TRIES):
        try:
            return work()
        except duckdb.Error as fault:
            if not is_late(fault) or attempt == TRIES - 1:
                raise
            pause(attempt)
    raise AssertionError  # the loop returns or raises


def pause(attempt: int) -> None:
    """Wait before the next try, longer each time, not as long as another replica waits."""
    time.sleep(min(2.0, 0.02 * 2**attempt) * (0.5 + random.random()))


def told(fault: duckdb.Error, lake: Lake) -> StoreError:
    """Return a fault of the lake as a sentence; the engine's own text holds no secret."""
    if is_unreachable(fault):
        return StoreError(
            Said(
                "The database server {place} cannot be reached: nothing can be shown or changed "
                "until it is back, and nothing is lost. Reload the page in a minute; if it lasts, "
                "tell whoever keeps the server.",
                place=str(lake),
            )
        )
    return StoreError(
        Said(
            "The store {place} failed: {fault} Nothing was changed. Tell whoever keeps the server.",
            place=str(lake),
            fault=_first_line(fault),
        )
    )


def is_late(fault: duckdb.Error) -> bool:
    """Return whether another transaction was quicker: nothing of this one was committed."""
    return any(sign in str(fault) for sign in _LATE)


def overtaken() -> StoreError:
    """Return what is said when others were quicker at every try."""
    return StoreError(Said("The data keeps changing while this is entered. Try again in a moment."))


def is_unreachable(fault: duckdb.Error) -> bool:
    """Return whether the catalog's server did not answer."""
    text = str(fault)
    return any(sign in text for sign in _UNREACHABLE)


def in_doubt(fault: duckdb.Error, lake: Lake) -> StoreError:
    """Return what is said when the server was lost while a transaction was being committed."""
    return StoreError(
        Said(
            "The database server {place} was lost while it was being written ({fault}). Either all "
            "of it is there or nothing: look at the list of imports before you try again. A file "
            "that is there is not taken twice.",
            place=str(lake),
            fault=_first_line(fault),
        )
    )


def _extension(name: str) -> Path:
    """Return the file of an extension that a wheel brought.

    Raises:
        StoreError: it is not installed, or for another version of the engine.
    """
    found = find_spec(f"duckdb_extension_{name}")
    if found is None or found.origin is None:
        raise _not_installed(name, "")
    folder = Path(found.origin).parent / "extensions" / f"v{duckdb.__version__}"
    file = folder / f"{name}.duckdb_extension"
    if not file.is_file():
        raise _not_installed(name, f"DuckDB {duckdb.__version__}")
    return file


def _not_installed(name: str, fault: str) -> StoreError:
    return StoreError(
        Said(
            "The store of the settings is a lake, and what reads it ({name}) is not installed or "
            "not for this engine. {fault} Install it: {command}",
            name=name,
            fault=fault,
            command='pip install "jahiziya[lake]"',
        )
    )


def _secret(connection: Cursor, name: str, kind: str, **values: str) -> None:
    """Create a secret of the engine: quoted, since CREATE SECRET takes no parameter."""
    listed = ", ".join(f"{key} '{_quoted(value)}'" for key, value in values.items())
    try:
        connection.execute(f"create or replace secret {name} (type {kind}, {listed})")
    except duckdb.Error:
        # The engine quotes the text it could not read, and the secret stands in it.
        raise StoreError(
            Said("The settings of the store cannot be used: {name}.", name=name)
        ) from None


def _quoted(value: str) -> str:
    return value.replace("'", "''")


def _of_bucket(objects: ObjectStore) -> dict[str, str]:
    values = {"key_id": objects.key_id, "secret": objects.secret, "region": objects.region}
    if objects.endpoint:
        place = urlsplit(objects.endpoint).netloc or objects.endpoint
        values |= {"endpoint": place, "url_style": "path"}
    return values | {"use_ssl": str(objects.uses_tls).lower()}


def _first_line(fault: duckdb.Error) -> str:
    return str(fault).split("\n", 1)[0]
