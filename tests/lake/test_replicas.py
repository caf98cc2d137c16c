"""Several replicas on one lake: one sees what another did, and takes nothing twice."""

import datetime as dt
import json
import random
import signal
import time
from pathlib import Path

import pytest

from dashboard.errors import StoreError
from dashboard.lake_settings import Lake
from dashboard.paths import REFERENCE
from dashboard.questions import ask
from dashboard.store import Batch, Part, Row, Store, check_integrity, commit, imports, undo
from dashboard.store.audit import Event, audit_rows, record
from dashboard.store.engine import Engine
from dashboard.store.maintenance import maintain
from tests.lakes import PASSWORD, replica, server, settings_of

DAY = dt.date(2026, 11, 23)
MEMBERS = ["03.061.01.01", "03.061.01.03"]


def membership(members, month, places=MEMBERS, **batch):
    rows = [
        Row(n, {"territory_code": place, "period": f"2026-{month:02d}", "members": members})
        for n, place in enumerate(places, 1)
    ]
    return Batch([Part("membership", "upsert", rows)], "reported", **batch)


def ready(child):
    """Wait until a replica has opened the store; an engine that waits long prints empty lines."""
    while (line := child.stdout.readline()) != "ready\n":
        assert line == "\n"


def said(child):
    """What a replica says when it is done; it must end well."""
    out, _nothing = child.communicate(timeout=120)
    assert child.returncode == 0, out
    return json.loads(out.splitlines()[-1])


COMMITTING = """
import datetime as dt, json
from dashboard.errors import UserError
from dashboard.store import Batch, Part, Row, commit
from dashboard.store.audit import Event, record
print("ready", flush=True)
sys.stdin.readline()
found = []
for n in range(3):
    row = Row(1, {"territory_code": "03.061.01.01", "period": "2026-05", "members": n})
    try:
        one = Batch([Part("membership", "upsert", [row])], "reported", file_sha256=f"{n:064d}")
        found += commit(store, [one])
    except UserError as fault:
        found.append(str(fault))
    for page in "ab":
        at = dt.datetime(2026, 11, 23, 8, n)
        record(store, [Event(sys.argv[1], "delivered", page, at)])
print(json.dumps(found))
"""


def test_replicas_see_each_other_take_a_file_once_and_write_one_audit(tmp_path):
    lake = server().lake(is_new=True)  # both find it empty, and make its tables
    environment = settings_of(lake, tmp_path)
    both = [replica(COMMITTING, environment, name) for name in ("a1", "a2")]
    for child in both:
        ready(child)
    with Store.open(lake) as store:
        assert store.state_no() == 0
        for child in both:
            child.stdin.write("go\n")
            child.stdin.flush()
        ours = commit(store, [membership(100, 10)])
        one, other = [said(child) for child in both]
        theirs = []
        for first, second in zip(one, other, strict=True):
            taken, told = sorted((first, second), key=str)
            assert told == f"This file is already imported, as batch {taken}."
            theirs.append(taken)
        assert sorted(ours + theirs) == [1, 2, 3, 4]
        assert store.state_no() == 4, "what others wrote shows at once"
        assert list(imports(store)["batch_no"]) == [4, 3, 2, 1]
        undo(store, 2)
        assert store.state_no() == 5
        record(store, [Event("a3", "exported", "brief", dt.datetime(2026, 11, 23, 9))])
        written = audit_rows(store)
        assert list(written["entry_no"]) == list(range(13, 0, -1))
        assert written["account"].value_counts().to_dict() == {"a1": 6, "a2": 6, "a3": 1}
        assert check_integrity(store) == []


def test_a_server_that_stops_is_told_and_the_same_connection_goes_on():
    lake = server().lake()
    with Store.open(lake) as store:
        commit(store, [membership(100, 10)])
        before = ask(store, "province_table", as_of=DAY, scope=["03"])
        server().stop()
        try:
            for act in (
                store.state_no,
                lambda: ask(store, "province_table", as_of=DAY, scope=["03"]),
                lambda: commit(store, [membership(200, 10)]),
            ):
                with pytest.raises(StoreError, match="cannot be reached") as told:
                    act()
                assert PASSWORD not in f"{told.value}{told.value.__cause__}"
            with pytest.raises(StoreError, match="cannot be reached") as told:
                Store.open(Lake(**{**vars(lake), "sslmode": "disable"}))
            assert PASSWORD not in f"{told.value}{told.value.__cause__}{lake!r}"
        finally:
            server().start()
        assert ask(store, "province_table", as_of=DAY, scope=["03"]).equals(before)
        assert commit(store, [membership(200, 11)]) == [2]


# Bulk rows, so that files are written before the commit and a kill leaves some behind.
KILLED = """
import pyarrow as pa
from dashboard.store import Batch, Part, Row, commit
places = [row[0] for row in store.cursor().execute("select code from communes").fetchall()]
print("ready", flush=True)
n = store.state_no()
while True:
    n += 1
    values = [(place, f"2025-{month:02d}") for place in places for month in range(1, 13)]
    rows = [Row(i, {"territory_code": p, "period": m, "members": n})
            for i, (p, m) in enumerate(values, 1)]
    meeting = Row(1, {"meeting_id": f"meetings.03.231.{n}", "kind": "ordinary", "status": "held",
        "body_kind": "provincial_secretariat", "body_unit_code": "03.231",
        "held_on": f"20{10 + n % 10}-{1 + n // 10 % 12:02d}-{1 + n // 120 % 28:02d}"})
    parts = [Part("meetings", "upsert", [meeting]), Part("membership", "upsert", rows)]
    print("commit", flush=True)
    print("done", commit(store, [Batch(parts, "reported")])[0], flush=True)
"""


def kill_writers(folder, times, seed, within=1.2):
    """Kill writers in mid-import; the store must hold whole batches alone, and all it told of.

    `within` seconds from the first commit; returns the lake and how many killed writers left
    nothing of the import they were in.
    """
    draw, lake = random.Random(seed), server().lake()
    environment, nothing = settings_of(lake, folder), 0
    before = 0
    for _ in range(times):
        with replica(KILLED, environment) as child:
            ready(child)
            assert child.stdout.readline() == "commit\n"
            time.sleep(draw.uniform(0, within))
            child.send_signal(signal.SIGKILL)
            told = [int(line.split()[1]) for line in child.stdout if line.startswith("done ")]
        with Store.open(lake) as store:
            listed = imports(store)
            assert set(told) <= set(listed["batch_no"]), "a commit that was told is lost"
            assert set(listed["rows"]) <= {194 * 12 + 1}, "a batch is half there"
            assert set(listed["state"]) <= {"accepted"}
            nothing += len(listed) == before
            before = len(listed)
    return lake, nothing


def test_a_killed_writer_leaves_whole_batches_and_files_that_are_cleaned(tmp_path):
    lake, _nothing = kill_writers(tmp_path, 1, seed=3)
    check_orphans(lake)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_forty_killed_writers_leave_whole_batches_and_files_that_are_cleaned(tmp_path):
    with replica(KILLED, settings_of(server().lake(), tmp_path)) as child:
        ready(child)
        began = time.monotonic()
        while not child.stdout.readline().startswith("done"):
            pass
        one_commit = time.monotonic() - began
        child.kill()
    lake, nothing = kill_writers(tmp_path, 40, seed=40, within=1.5 * one_commit)
    print(f"of 40 killed within {1.5 * one_commit:.1f} s, {nothing} left nothing")
    check_orphans(lake)
    assert 0 < nothing < 40, "kills fell before and after commits"


def check_orphans(lake):
    """What no snapshot names is listed, then deleted; the data is as it was."""
    orphan = Path(lake.data_path) / "main" / "membership_rows" / "left-behind.parquet"
    orphan.parent.mkdir(parents=True, exist_ok=True)
    orphan.write_bytes(b"what a killed writer left")
    with Store.open(lake) as store:
        before, version = imports(store), store.state_no()
        none = dt.timedelta(0)
        recent = maintain(lake)
        assert recent.orphans == (), "a file of the last day may belong to an import under way"
        listed = maintain(lake, orphans_older_than=none)
        assert str(orphan) in listed.orphans
        assert not listed.orphans_deleted
        assert orphan.exists()
        gone = maintain(lake, orphans_older_than=none, delete_orphans=True)
        assert gone.orphans == listed.orphans
        assert not any(Path(path).exists() for path in gone.orphans)
        assert imports(store).equals(before)
        assert store.state_no() == version
        assert check_integrity(store) == []


def test_who_is_overtaken_at_every_try_is_told_so(monkeypatch):
    lake = server().lake()
    monkeypatch.setattr("dashboard.store.lake.TRIES", 2)
    tried = []
    other = Store(Engine(lake, REFERENCE))  # as another process has it

    def overtaken(_cursor):
        tried.append(commit(other, [membership(len(tried), 10)]))

    with Store.open(lake) as store, pytest.raises(StoreError, match="keeps changing"):
        store.write(overtaken)
    assert tried == [[1], [2]]
    other.close()
