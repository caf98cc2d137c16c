"""`kill -9` at random moments of an import through intake: never half an import."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from dashboard.store import Store, check_integrity, imports, pending

# An upload of two files: a replace of all membership of a month, and decisions that wait for their
# meeting; the meeting comes in every third round and settles them as a batch of its own.
IMPORT = """
import datetime as dt, sys
from pathlib import Path
from dashboard.intake.importing import File, check_many, commit
from dashboard.store import Scope, Store, undo
store = Store.open(Path(sys.argv[1]))
places = [row[0] for row in store.cursor().execute("select code from communes").fetchall()]
today, region = dt.date(2026, 11, 23), Scope(("03",), dt.date(2026, 9, 1), dt.date(2026, 9, 30))
print("ready", flush=True)
while True:
    n = store.state_no()
    rows = "".join(f"{p};2026-09;{n + 10}\\n" for p in places)
    members = "territory_code;period;members\\n" + rows
    files = [File("membership", members.encode(), "m.csv", "replace", region)]
    if n % 3 == 0:
        day = f"{1 + n % 28:02d}/{1 + n // 28 % 9:02d}/2026"
        held = f"provincial_secretariat;03.561;held;{day}\\n"
        held = "body_kind;body_unit_code;status;held_on\\n" + held
        files.append(File("meetings", held.encode(), "e.csv"))
    checked = check_many(store, files, today=today)
    print("commit", flush=True)
    for number in commit(store, checked):
        print("done", number, flush=True)
    if n % 5 == 0:
        undo(store, 1) if n == 5 else None
"""


def kill_while_importing(path, draw):
    """Kill an importing process; return the batch numbers it saw done."""
    child = subprocess.Popen(
        [sys.executable, "-c", IMPORT, str(path)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert child.stdout.readline() == "ready\n"
        if draw.random() < 0.75:  # inside a commit more often than inside a check
            child.stdout.readline()
            time.sleep(draw.uniform(0, 0.4))
        else:
            time.sleep(draw.uniform(0, 1.5))
    finally:
        os.kill(child.pid, signal.SIGKILL)
        rest = child.stdout.read()
        child.wait()
        child.stdout.close()
    return [int(line.split()[1]) for line in rest.splitlines() if line.startswith("done ")]


def check_kills(path, times, seed):
    draw = random.Random(seed)
    for _ in range(times):
        with Store.open(path) as store:
            before = set(imports(store)["batch_no"])
        told = kill_while_importing(path, draw)
        with Store.open(path) as store:
            listed = imports(store)
            assert before | set(told) <= set(listed["batch_no"]), "a commit that was told is lost"
            for one in listed.itertuples():
                rows = {"membership": 194, "meetings": 1}[one.tables[0]]
                assert one.rows == rows, f"batch {one.batch_no} is half there"
                assert one.state in ("accepted", "undone")
            current = (
                store.cursor()
                .execute(
                    "select count(*), count(distinct members) from app.membership_rows "
                    "where batch_no = (select max(batch_no) from app.membership_rows)"
                )
                .fetchone()
            )
            assert current in ((0, 0), (194, 1))
            assert pending(store) == []
            assert check_integrity(store) == []


def test_five_killed_imports_are_there_whole_or_not_at_all(tmp_path):
    check_kills(tmp_path / "jahiziya.duckdb", 5, seed=5)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_forty_killed_imports_are_there_whole_or_not_at_all(tmp_path):
    check_kills(tmp_path / "jahiziya.duckdb", 40, seed=40)
