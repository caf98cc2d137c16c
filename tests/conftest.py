"""What tests of every kind share: a demonstration made once, read by many, copied by who writes."""

import datetime as dt
import fcntl
import gc
import os
import shutil
import zlib
from contextlib import contextmanager
from pathlib import Path

import pytest

from dashboard.demo import fill_demo
from dashboard.store import Store

TODAY = dt.date(2026, 11, 23)
os.environ.setdefault("STREAMLIT_RUNNER_POST_SCRIPT_GC", "false")  # these as in our config.toml
os.environ.setdefault("STREAMLIT_RUNNER_MAGIC_ENABLED", "false")


# Of these tables of cases `make test` takes one in so many, by their names; `make soak` the rest.
SAMPLED = {
    "test_an_empty_database_says_how_to_bring_data_in": 3,
    "test_a_hostile_link_opens_the_page_as_if_it_said_nothing": 3,
    "test_what_is_refused_is_said_and_changes_nothing": 2,
    "test_question_answers_on_an_empty_store_in_a_decided_order": 3,
    "test_question_takes_many_days_and_gives_each_its_own_rows": 3,
    "test_a_wrong_file_is_refused_with_every_fault_and_no_other": 3,
    "test_a_messy_file_gives_the_rows_it_says": 3,
    "test_what_is_filled_in_is_what_is_imported": 3,
    "test_rows_left_as_they_were_are_not_read": 3,
    "test_every_form_says_the_same_both_ways": 3,
    "test_messy_files_say_the_same_both_ways": 2,
    "test_a_file_over_known_rows_says_the_same_both_ways": 2,
    "test_a_larger_territory_stands_for_the_units_in_it": 3,
    "test_a_filled_template_comes_back_as_it_was": 2,
}
# Of these, each case in one language.
IN_ONE_LANGUAGE = {
    "test_each_part_of_coverage_opens",
    "test_a_score_is_explained_and_its_moves_too",
}
_LANGUAGES = ("ar", "fr", "en")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Leave to `make soak` what is not in the sample."""
    for item in items:
        name = getattr(item, "originalname", "")
        case, turn, one_in = item.nodeid, 0, 1
        if name in IN_ONE_LANGUAGE:
            (lang,) = (one for one in item.callspec.params.values() if one in _LANGUAGES)
            case, one_in = case.removesuffix(f"{lang}]"), len(_LANGUAGES)
            turn = _LANGUAGES.index(lang)
        one_in = SAMPLED.get(name, one_in)
        if (zlib.crc32(case.encode()) + turn) % one_in:
            item.add_marker(pytest.mark.soak)


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
