"""A lake is maintained while replicas import: no row is lost, no import fails."""

import datetime as dt
import json
import os
import time
from pathlib import Path

import pytest

from dashboard.questions import ask
from dashboard.store import Store, check_integrity, imports
from dashboard.store.audit import Event, audit_rows, record
from dashboard.store.maintenance import maintain
from tests.lakes import replica, server, settings_of

DAY = dt.date(2026, 11, 23)
NONE, MUCH_LATER = dt.timedelta(0), dt.timedelta(days=2)
MANY, FEW = 194 * 6, 3  # rows: written to a file, kept in the catalog

# Files and few rows in turn, an entry of the audit after each; the last line says how often a
# transaction had to begin again.
IMPORTING = """
import datetime as dt, json
from dashboard.store import Batch, Part, Row, commit, lake
from dashboard.store.audit import Event, record
who, *numbers = sys.argv[1:]
rounds, many, few = map(int, numbers)
places = [row[0] for row in store.cursor().execute("select code from communes").fetchall()]
values = [(place, f"2025-{month:02d}") for place in places for month in range(1, 13)]
waited, pause = [], lake.pause
lake.pause = lambda attempt: (waited.append(attempt), pause(attempt))
found = []
for n in range(rounds):
    rows = [Row(i, {"territory_code": place, "period": month, "members": n})
            for i, (place, month) in enumerate(values[: few if n % 2 else many], 1)]
    one = Batch([Part("membership", "upsert", rows)], "reported", file_sha256=f"{who}{n:063d}")
    found += commit(store, [one])
    record(store, [Event(f"a{who}", "delivered", "home", dt.datetime(2026, 11, 23, 8))])
print(json.dumps([found, len(waited)]), flush=True)
"""


def maintained_while_importing(folder, writers, rounds):
    """Maintain again and again until every writer is done; return runs, waits and seconds."""
    lake = server().lake()
    old, environment = an_old_orphan(lake), settings_of(lake, folder)
    told = [str(number) for number in (rounds, MANY, FEW)]
    with Store.open(lake) as store:
        record(store, [Event("a", "delivered", "home", dt.datetime(2026, 11, 23, 7))])
        # What is older than the writers goes: a state must outlive the imports that began on it.
        began, runs, flushed, expired = dt.datetime.now(dt.UTC), 0, 0, 0
        children = [replica(IMPORTING, environment, str(who), *told) for who in range(writers)]
        while any(child.poll() is None for child in children):
            done = maintain(lake, keep=dt.datetime.now(dt.UTC) - began, delete_orphans=True)
            runs += 1
            flushed, expired = flushed + done.rows_flushed, expired + done.snapshots_expired
            assert set(imports(store)["rows"]) <= {MANY, FEW}, "a batch is half there"
        said = [child.communicate()[0].splitlines()[-1] for child in children]
        assert [child.returncode for child in children] == [0] * writers
        assert not old.exists()
        assert min(runs, flushed, expired) > 0
        found, waited = zip(*map(json.loads, said), strict=True)
        numbers = sorted(number for one in found for number in one)
        check_whole(store, numbers, writers * rounds)
        before = ask(store, "province_table", as_of=DAY, scope=["03"])
    # At last, when nobody writes, goes all that may.
    later = dt.datetime.now(dt.UTC) + MUCH_LATER
    maintain(lake, keep=NONE, orphans_older_than=NONE, delete_orphans=True, now=later)
    with Store.open(lake) as store:
        check_whole(store, numbers, writers * rounds)
        assert ask(store, "province_table", as_of=DAY, scope=["03"]).equals(before)
    return runs, sum(waited), (dt.datetime.now(dt.UTC) - began).total_seconds()


def an_old_orphan(lake):
    orphan = Path(lake.data_path) / "main" / "membership_rows" / "left-behind.parquet"
    orphan.parent.mkdir(parents=True, exist_ok=True)
    orphan.write_bytes(b"what a killed writer left two days ago")
    then = time.time() - MUCH_LATER.total_seconds()
    os.utime(orphan, (then, then))
    return orphan


def check_whole(store, numbers, times):
    """Every batch that was told is there with its rows, each entry of the audit, and no other."""
    assert numbers == list(range(1, times + 1))
    listed = imports(store)
    assert sorted(listed["batch_no"]) == numbers
    assert sorted(listed["rows"]) == sorted([MANY, FEW] * (times // 2))
    stored = store.cursor().execute("select count(*) from app.membership_rows").fetchone()
    assert stored == ((MANY + FEW) * (times // 2),)
    assert len(audit_rows(store)) == times + 1
    assert check_integrity(store) == []


def test_a_lake_is_maintained_while_a_replica_imports(tmp_path):
    maintained_while_importing(tmp_path, writers=1, rounds=4)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_lake_is_maintained_while_two_replicas_import_all_along(tmp_path):
    runs, waited, seconds = maintained_while_importing(tmp_path, writers=2, rounds=30)
    print(f"maintained {runs} times in {seconds:.0f} s, {waited} transactions began again")
