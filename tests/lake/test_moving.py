"""A store goes into a lake and back, row by row the same; questions answer the same on both."""

import datetime as dt
import hashlib
import os
import random
import shutil
import signal
import time

import pandas as pd
import pytest

from dashboard.errors import StoreError
from dashboard.paths import QUERIES
from dashboard.questions import ask, parameters_of
from dashboard.store import Store, backup, check_integrity, imports
from dashboard.store.moving import move
from tests.lakes import GIVEN, replica, server, settings_of

DAY, KNOWN = dt.date(2026, 11, 23), dt.datetime(2026, 11, 29, 12)
QUESTIONS = sorted(path.stem for path in QUERIES.glob("*.sql"))
SAMPLE = random.Random(10).sample(QUESTIONS, 5)


@pytest.fixture(scope="module")
def both(demo_file, tmp_path_factory):
    """The demonstration in a file, the same moved into a lake."""
    file = shutil.copy(demo_file, tmp_path_factory.mktemp("moving") / "demo.duckdb")
    lake = server().lake()
    held = move(file, lake)
    return file, lake, held


@pytest.fixture(scope="module")
def stores(both):
    file, lake, _held = both
    with Store.open(file) as one, Store.open(lake) as other:
        yield one, other


def digest(rows: pd.DataFrame) -> str:
    """A hash of an answer: its columns, its types and every cell, in order."""
    said = [repr(list(rows.columns)), repr([str(kind) for kind in rows.dtypes])]
    said += [repr(row) for row in rows.itertuples(index=False, name=None)]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def check_answer(stores, name):
    taken = {key: value for key, value in GIVEN.items() if key in parameters_of((name,))}
    one, other = (ask(store, name, as_of=DAY, known_at=KNOWN, **taken) for store in stores)
    assert digest(one) == digest(other)


@pytest.mark.parametrize("name", SAMPLE)
def test_a_question_answers_the_same_on_a_file_and_on_a_lake(stores, name):
    check_answer(stores, name)


@pytest.mark.soak
@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_answers_the_same_on_a_file_and_on_a_lake(stores, name):
    check_answer(stores, name)


def test_a_store_moved_into_a_lake_and_back_is_the_same(both, stores, tmp_path):
    _file, lake, held = both
    assert held["membership_rows"][0] > 5000
    back = tmp_path / "back.duckdb"
    assert move(lake, back) == held
    saved = tmp_path / "saved.duckdb"
    backup(stores[1], saved)
    with Store.open(back) as opened:
        assert imports(opened).equals(imports(stores[0]))
        assert check_integrity(opened) == []
    for target in (back, lake):
        with pytest.raises(StoreError, match=r"exists already|already holds data"):
            move(saved, target)


def test_a_move_that_is_cut_off_leaves_the_source_and_an_empty_target(both, tmp_path):
    file = shutil.copy(both[0], tmp_path / "source.duckdb")
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    lake = server().lake()
    code = "from pathlib import Path\nfrom dashboard.store.moving import move\nstore.close()\n"
    code += "print('ready', flush=True)\nmove(Path(sys.argv[1]), default_store())\nprint('done')\n"
    with replica(code, settings_of(lake, tmp_path), str(file)) as child:
        assert child.stdout.readline() == "ready\n"
        time.sleep(0.7)
        os.kill(child.pid, signal.SIGKILL)
        assert "done" not in child.stdout.read()
    assert hashlib.sha256(file.read_bytes()).hexdigest() == before
    with Store.open(lake) as store:
        assert store.state_no() == 0
        assert check_integrity(store) == []
    move(file, lake)
