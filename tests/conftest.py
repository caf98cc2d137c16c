"""What tests of every kind share: a demonstration made once, read by many, copied by who writes."""

import datetime as dt
import fcntl
import gc
import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

from dashboard.demo import fill_demo
from dashboard.store import Store

TODAY = dt.date(2026, 11, 23)
os.environ.setdefault("STREAMLIT_RUNNER_POST_SCRIPT_GC", "false")  # these as in our config.toml
os.environ.setdefault("STREAMLIT_RUNNER_MAGIC_ENABLED", "false")


def pytest_collection_finish():
    """What is loaded by now stays: garbage is not looked for in it at every test."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory) -> Path:
    """The demonstration in a file, made once for all workers; copy it, never write to it."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # of the whole run: whoever comes first fills it
    made, file = folder / "demo_being_made.duckdb", folder / "demo.duckdb"
    with (folder / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            made.unlink(missing_ok=True)
            with Store.open(made) as store:
                fill_demo(store, today=TODAY)
            made.rename(file)
    return file


@pytest.fixture(scope="session")
def read_demo(demo_file, tmp_path_factory):
    """A store of the demonstration that all tests of a worker read, and none writes to."""
    copy = shutil.copy(demo_file, tmp_path_factory.mktemp("read") / "demo.duckdb")
    with Store.open(copy) as store:
        yield store


@pytest.fixture(scope="module")
def demo_store(read_demo, left_alone):
    """That store; a module that wrote to it is told so at its end."""
    with left_alone(read_demo):
        yield read_demo


@pytest.fixture(scope="session")
def left_alone():
    """Hold that nothing is written to a store meanwhile."""

    @contextmanager
    def left(store: Store):
        before = _rows(store)
        yield
        assert _rows(store) == before, "a test wrote to the demonstration that others read"

    return left


def _rows(store: Store) -> dict[str, int]:
    cursor = store.cursor()
    listed = "select table_name from duckdb_tables() where database_name = 'app'"
    names = [name for (name,) in cursor.execute(listed).fetchall()]
    names.remove("app_methods")  # the app writes down which method it began with
    # Names of our own tables, read from the database itself.
    return {name: len(cursor.table(f"app.{name}")) for name in names}
