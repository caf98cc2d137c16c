"""The file: locked engine, second process, foreign files, growth, backup, kill, threads."""

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace

import duckdb
import pandas as pd
import pytest

from dashboard.contracts import Column, contracts
from dashboard.errors import StoreBusyError, StoreError
from dashboard.store import (
    Batch,
    Part,
    Row,
    Store,
    Writer,
    backup,
    check_integrity,
    commit,
    engine,
    imports,
    restore,
    schema,
)
from dashboard.store.connection import newest_state

MEKNES = "03.061.01.01"


def membership(members, month=5, units=(MEKNES,)):
    rows = [
        Row(n, {"territory_code": unit, "period": f"2026-{month:02d}", "members": members})
        for n, unit in enumerate(units, 1)
    ]
    return Batch([Part("membership", "upsert", rows)], "reported")


def count(store):
    return store.cursor().execute("select count(*) from membership_rows").fetchone()[0]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "region" / "j.duckdb"


# ------------------------------------------------------------------ one connection a process
def test_a_file_opened_twice_in_a_process_is_one_connection(path):
    with Store.open(path) as one, Store.open(path.parent / ".." / "region" / "j.duckdb") as other:
        commit(one, [membership(5)])
        assert count(other) == 1
        one.close()
        one.close()
        assert count(other) == 1
    with Store.open(path) as again:
        assert (count(again), again.state_no()) == (1, 1)


def test_the_newest_state_is_asked_for_once_until_something_is_written(path):
    asked = []

    def ask(cursor):
        asked.append(newest_state(cursor))
        return asked[-1]

    def fails(_cursor):
        raise RuntimeError

    with Store.open(path) as store, Store.open(path) as other:
        assert [other.known("batch_states", ask) for _turn in range(3)] == [0, 0, 0]
        commit(store, [membership(5)])
        known = [
            one.known("batch_states", ask) for one in (store, other, store.written_by(Writer()))
        ]
        assert (known, asked) == ([1, 1, 1], [0, 1])
        with pytest.raises(RuntimeError):
            store.write(fails)  # it may have been written all the same
        assert (other.known("batch_states", ask), asked) == (1, [0, 1, 1])


def test_stores_in_memory_share_nothing():
    with Store.open(None) as one, Store.open(None) as other:
        commit(one, [membership(5)])
        assert (count(one), count(other)) == (1, 0)


HOLD = """
import sys, time
from pathlib import Path
from dashboard.store import Store
store = Store.open(Path(sys.argv[1]))
print("open", flush=True)
time.sleep(60)
"""


def test_a_second_process_gets_a_sentence_with_the_number_of_the_first(path):
    first = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert first.stdout.readline() == "open\n"
        with pytest.raises(StoreBusyError) as busy:
            Store.open(path)
        assert f"already open in another process (number {first.pid})" in str(busy.value)
        with pytest.raises(StoreBusyError):
            restore_onto(path)
    finally:
        first.kill()
        first.wait()
        first.stdout.close()
    with Store.open(path) as store:
        assert store.state_no() == 0


def restore_onto(path):
    saved = path.parent / "saved.duckdb"
    with Store.open(None) as other:
        backup(other, saved)
    restore(saved, path)


# ------------------------------------------------------------------ files that are not ours
@pytest.mark.parametrize(
    ("make", "said"),
    [
        ("text", "cannot be opened as a database"),
        ("foreign", "not one of this program"),
        ("newer", "written by a newer version"),
        ("cut", "cannot be opened as a database"),
    ],
)
def test_a_file_that_is_not_ours_is_left_as_it_is(tmp_path, make, said):
    path = tmp_path / "other.duckdb"
    if make == "text":
        path.write_text("commune;adhérents\n" * 50, encoding="utf-8")
    elif make == "foreign":
        with duckdb.connect(str(path)) as other:
            other.execute("create table sales as select 1 as n")
    else:
        with Store.open(path) as store:
            if make == "newer":
                store.cursor().execute("insert into app_schema values (999, localtimestamp)")
        if make == "cut":
            with path.open("rb+") as handle:
                handle.truncate(5000)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=said):
        Store.open(path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["other.duckdb"]


def test_an_empty_database_is_taken_as_new(path):
    path.parent.mkdir()
    duckdb.connect(str(path)).close()
    with Store.open(path) as store:
        assert commit(store, [membership(5)]) == [1]


# ------------------------------------------------------------------ growth
def test_a_column_added_to_a_contract_is_added_to_its_table(path, monkeypatch):
    with Store.open(path) as store:
        commit(store, [membership(5)])
    old = contracts()["membership"]
    words = {"ar": "x", "fr": "x", "en": "x"}
    new = Column("lists", "texts", words, words), Column("left", "integer", words, words)
    grown = replace(old, columns=(*old.columns, *new))
    monkeypatch.setattr(engine, "contracts", lambda: {**contracts(), "membership": grown})
    with Store.open(path) as store:
        cursor = store.cursor()
        cursor.execute("""insert into membership_rows (batch_no, row_no, row_kind, territory_code,
            period, members, lists, "left") values (1, 2, 'upsert', 'x', '2026-01', 1, ['a'], 2)""")
        found = cursor.execute('select members, lists, "left" from membership_rows order by all')
        assert found.fetchall() == [(1, ["a"], 2), (5, None, None)]
    with Store.open(path) as store:
        assert count(store) == 2


def test_a_migration_that_fails_leaves_the_old_version(path, monkeypatch):
    with Store.open(path) as store:
        commit(store, [membership(5)])
    broken = ("create table app.half (n integer)", "create table app.batches (n integer)")
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, broken))
    with pytest.raises(duckdb.CatalogException):
        Store.open(path)
    whole = ("create table app.half (n integer)", "insert into app.half values (7)")
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS[:-1], whole))
    newest = len(schema.MIGRATIONS)
    monkeypatch.setattr(schema, "VERSION", newest)
    with Store.open(path) as store:
        cursor = store.cursor()
        assert cursor.execute("select n from half").fetchall() == [(7,)]
        assert cursor.execute("select max(version) from app_schema").fetchall() == [(newest,)]
        assert count(store) == 1


# ------------------------------------------------------------------ the locked engine
@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from read_text('/etc/hostname')",
        "select * from glob('/etc/*')",
        "select * from sniff_csv('{folder}/x.csv')",
        "copy membership_rows to '{folder}/out.csv'",
        "copy membership_rows from '{folder}/x.csv'",
        "export database '{folder}/out'",
        "attach '{folder}/other.duckdb' as other",
        "attach '{folder}/other.duckdb' as other (read_only)",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set allowed_directories = ['/']",
        "set lock_configuration = false",
        "reset lock_configuration",
        "set python_enable_replacements = true",
        "set TimeZone = 'Asia/Tokyo'",
        "select * from frame_in_python",
        "select getenv('HOME')",
    ],
)
def test_sql_reaches_nothing_outside(path, sql):
    frame_in_python = pd.DataFrame({"n": [1]})
    assert len(frame_in_python) == 1
    with Store.open(path) as store:
        folder = path.parent
        (folder / "x.csv").write_text("a\n1\n", encoding="utf-8")
        before = sorted(one.name for one in folder.iterdir())
        with pytest.raises(duckdb.Error):
            store.cursor().execute(sql.format(folder=folder)).fetchall()
        assert sorted(one.name for one in folder.iterdir()) == before


def test_the_locked_engine_still_takes_frames_and_writes_its_own_file(path):
    with Store.open(path) as store:
        cursor = store.cursor()
        cursor.register("given", pd.DataFrame({"n": [1, 2]}))
        assert cursor.execute("select sum(n) from given").fetchall() == [(3,)]
        commit(store, [membership(5)])
        store.cursor().execute("checkpoint app")
        assert cursor.execute("select published(7), published(12), published(13)").fetchone() == (
            5,
            10,
            15,
        )
        assert cursor.execute(
            "select localtimestamp - now()::timestamp < interval 1 minute"
        ).fetchone() == (True,)


# ------------------------------------------------------------------ threads
def test_eight_threads_each_get_their_own_answers(path):
    with Store.open(path) as store:
        commit(store, [membership(5)])
        wrong = []

        def ask(number):
            for n in range(60):
                cursor = store.cursor()
                got = cursor.execute(
                    "select $n, $t, count(*) from membership_rows", {"n": n, "t": number}
                )
                row = got.fetchone()
                if row[:2] != (n, number):
                    wrong.append(row)

        def write(number):
            for _ in range(3):
                commit(store, [membership(number)])

        work = [threading.Thread(target=ask, args=(n,)) for n in range(6)]
        work += [threading.Thread(target=write, args=(n,)) for n in range(2)]
        for one in work:
            one.start()
        for one in work:
            one.join()
        assert wrong == []
        assert imports(store)["batch_no"].tolist() == [7, 6, 5, 4, 3, 2, 1]
        assert store.state_no() == 7
        assert check_integrity(store) == []


# ------------------------------------------------------------------ backup and restore
def test_backup_and_restore_bring_everything_back(path, tmp_path):
    saved, back = tmp_path / "far" / "saved.duckdb", tmp_path / "back.duckdb"
    with Store.open(path) as store:
        for n in range(3):
            commit(store, [membership(n)])
        assert path.with_name("j.duckdb.wal").exists(), "the last rows are in the log only"
        listed = imports(store)
        backup(store, saved)
        commit(store, [membership(99)])
        assert sorted(one.name for one in path.parent.iterdir()) == [
            "j.duckdb",
            "j.duckdb.wal",
            "j.duckdb.written",
        ]
        with pytest.raises(StoreError, match="exists already"):
            backup(store, saved)
        with pytest.raises(StoreError, match="is the database itself"):
            backup(store, path, force=True)
    assert restore(saved, back) is None
    with Store.open(back) as store:
        pd.testing.assert_frame_equal(imports(store), listed)
        assert commit(store, [membership(7)]) == [4]
        backup(store, saved, force=True)
    aside = restore(saved, path, sure=True)
    with Store.open(path) as store, Store.open(aside) as former:
        assert (count(store), count(former)) == (4, 4)
        newest = "select members from membership_rows where batch_no = 4"
        assert store.cursor().execute(newest).fetchone() == (7,)
        assert former.cursor().execute(newest).fetchone() == (99,)


def test_a_store_in_memory_can_be_saved(store, tmp_path):
    commit(store, [membership(5)])
    backup(store, tmp_path / "demo.duckdb")
    with Store.open(tmp_path / "demo.duckdb") as kept:
        assert count(kept) == 1


def test_a_backup_is_whole_while_others_read_and_write(path, tmp_path):
    with Store.open(path) as store:
        units = [row[0] for row in store.cursor().execute("select code from communes").fetchall()]
        commit(store, [membership(1, units=units)])
        stop, odd, reads = threading.Event(), [], []

        def read():
            while not stop.is_set():
                rows = store.cursor().execute("select count(*) from membership_rows").fetchone()[0]
                reads.append(rows)
                if rows % len(units):
                    odd.append(rows)

        def write():
            for month in range(1, 9):
                commit(store, [membership(2, month, units)])

        work = [threading.Thread(target=read), threading.Thread(target=write)]
        for one in work:
            one.start()
        try:
            for n in range(3):
                backup(store, tmp_path / f"{n}.duckdb")
            work[1].join()
        finally:
            stop.set()
            work[0].join()
        assert (odd, len(reads) > 3, count(store)) == ([], True, 9 * len(units))
    for n in range(3):
        with Store.open(tmp_path / f"{n}.duckdb") as saved:
            assert count(saved) == len(units) * len(imports(saved))
            assert check_integrity(saved) == []


@pytest.mark.parametrize("make", ["text", "foreign", "none"])
def test_restore_refuses_what_is_not_a_database_of_ours(path, tmp_path, make):
    given = tmp_path / "given.duckdb"
    if make == "text":
        given.write_text("hello", encoding="utf-8")
    if make == "foreign":
        with duckdb.connect(str(given)) as other:
            other.execute("create table sales as select 1 as n")
    with Store.open(path) as store:
        commit(store, [membership(5)])
    before = path.read_bytes()
    with pytest.raises(StoreError):
        restore(given, path)
    assert path.read_bytes() == before
    assert sorted(one.name for one in path.parent.iterdir()) == ["j.duckdb", "j.duckdb.written"]


def test_restore_refuses_an_open_database(path, tmp_path):
    with Store.open(path) as store:
        backup(store, tmp_path / "saved.duckdb")
        with pytest.raises(StoreError, match="is open"):
            restore(tmp_path / "saved.duckdb", path)


def test_a_backup_that_cannot_be_written_is_a_sentence(store, tmp_path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(StoreError, match="could not be written"):
        backup(store, tmp_path / "file" / "saved.duckdb")
    with pytest.raises(StoreError, match="is a folder"):
        backup(store, tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


# ------------------------------------------------------------------ kill -9
WRITE = """
import sys
from pathlib import Path
from dashboard.store import Batch, Part, Row, Store, commit
store = Store.open(Path(sys.argv[1]))
units = [row[0] for row in store.cursor().execute("select code from communes").fetchall()]
print("ready", flush=True)
while True:
    month = store.state_no() % 12 + 1
    rows = [Row(n, {"territory_code": unit, "period": f"2026-{month:02d}", "members": n})
            for n, unit in enumerate(units, 1)]
    commit(store, [Batch([Part("membership", "upsert", rows)], "synthetic")])
    print("done", flush=True)
"""


def kill_while_writing(path, seconds):
    """Kill a process that commits on and on; return how many commits it saw done."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITE, str(path)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert writer.stdout.readline() == "ready\n"
        time.sleep(seconds)
    finally:
        os.kill(writer.pid, signal.SIGKILL)
        told = writer.stdout.read().count("done\n")
        writer.wait()
        writer.stdout.close()
    return told


def check_kills(path, times):
    for n in range(times):
        with Store.open(path) as store:
            before = len(imports(store))
        told = kill_while_writing(path, 0.05 + 0.037 * (n % 17))
        with Store.open(path) as store:
            listed = imports(store)
            assert len(listed) in (before + told, before + told + 1), "a commit was lost"
            assert set(listed["rows"]) <= {194}, "a commit is half visible"
            assert check_integrity(store) == []


def test_a_killed_import_is_there_whole_or_not_at_all(path):
    check_kills(path, 5)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_many_killed_imports_are_there_whole_or_not_at_all(path):
    check_kills(path, 60)


# ------------------------------------------------------------------ integrity
@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        ("delete from batch_states", "batch.no_state"),
        ("delete from batch_parts", "rows.no_part"),
        ("delete from batches", "batch.unknown"),
        ("insert into batches select * from batches", "batch.twice"),
        ("insert into batch_states select * from batch_states", "state.twice"),
        ("update membership_rows set period = '2026-13'", "period.malformed"),
        ("update membership_rows set territory_code = '99'", "territory.unknown"),
        (
            "insert into batch_states values (2, 1, 'undone', 'x', timestamp '1999-01-01')",
            "state.order",
        ),
    ],
)
def test_the_check_finds_a_spoilt_database(store, spoil, code):
    commit(store, [membership(5)])
    assert check_integrity(store) == []
    store.cursor().execute(spoil)
    assert code in {problem.code for problem in check_integrity(store)}


FILL = """
import resource, sys
from pathlib import Path
from dashboard.errors import StoreError
from dashboard.store import Batch, Part, Row, Store, commit
store = Store.open(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))
summary = "x" * 4000
try:
    while True:
        rows = [Row(n, {"directive_id": f"{store.state_no()}.{n}", "kind": "note", "number": n,
                        "body": "congress", "issued_on": "2026-05-01",
                        "title": f"{n}{summary[:n]}"})
                for n in range(1, 2000)]
        commit(store, [Batch([Part("directives", "upsert", rows)], "synthetic")])
        print("done", flush=True)
except StoreError as told:
    print(told, flush=True)
"""


def test_a_disk_that_takes_no_more_is_a_sentence_and_loses_nothing(path):
    filled = subprocess.run(
        [sys.executable, "-c", FILL, str(path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    *done, told = filled.stdout.splitlines()
    assert "could not be written" in told
    assert set(done) <= {"done"}
    with Store.open(path) as store:
        assert imports(store)["rows"].tolist() == [1999] * len(done)
        assert check_integrity(store) == []


def test_times_are_utc(store):
    commit(
        store,
        [membership(5)],
        at=dt.datetime(2026, 5, 1, 12, tzinfo=dt.timezone(dt.timedelta(hours=1))),
    )
    assert imports(store).loc[0, "committed_at"] == pd.Timestamp("2026-05-01 11:00")
