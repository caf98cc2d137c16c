"""Databases of every earlier version, opened with the code of today: the same facts as before."""

import datetime as dt
import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time

import duckdb
import pytest

from dashboard.contracts import contracts
from dashboard.errors import Said, StoreError
from dashboard.paths import ROOT
from dashboard.store import Store, check_integrity, commit, current_select, imports, schema
from dashboard.store.batch import Batch, Part, Row

KEPT = ROOT / "tests" / "data" / "old_databases"
VERSIONS = sorted(int(one.name[1:].split(".")[0]) for one in KEPT.glob("v*.duckdb.gz"))
EARLIER = [version for version in VERSIONS if version < schema.VERSION]
ALWAYS, LATER = dt.datetime(9999, 1, 1), dt.date(2030, 1, 1)


def old(tmp_path, version):
    file = tmp_path / "jahiziya.duckdb"
    file.write_bytes(gzip.decompress((KEPT / f"v{version}.duckdb.gz").read_bytes()))
    return file, json.loads((KEPT / f"v{version}.json").read_text("utf-8"))


def rows_now(store, table):
    contract = contracts()[table]
    given = {"known_at": ALWAYS}
    if any(column.is_undated for column in contract.columns):
        given["as_of"] = [LATER]
    found = store.cursor().execute(current_select(contract), given)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def facts(store, told):
    """The current rows of the tables and columns that the old code knew."""
    found = {}
    for table, before in told["rows"].items():
        kept = [{name: row[name] for name in before[0]} for row in rows_now(store, table)]
        found[table] = json.loads(json.dumps(kept, default=str))
    return {table: sorted(map(repr, rows)) for table, rows in found.items()}


def before(told):
    """The same of what the old code said; its rows name columns in the order of the file."""
    return {
        table: sorted(repr({name: row[name] for name in held[0]}) for row in held)
        for table, held in told["rows"].items()
    }


def batches(store):
    return json.loads(imports(store).to_json(orient="records", date_format="iso"))


def version_of(file):
    with duckdb.connect(str(file), read_only=True) as opened:
        return opened.execute("select max(version) from app_schema").fetchone()[0]


def test_there_is_a_kept_database_of_every_version():
    assert list(range(1, schema.VERSION + 1)) == VERSIONS


@pytest.mark.parametrize("version", VERSIONS)
def test_an_older_database_says_what_it_said(tmp_path, version):
    file, told = old(tmp_path, version)
    assert version_of(file) == told["version"] == version

    with Store.open(file) as store:
        assert facts(store, told) == before(told)
        assert batches(store) == told["batches"]
        others = set(contracts()) - set(told["rows"])
        assert not any(rows_now(store, table) for table in others)
        assert check_integrity(store) == []
        row = Row(1, {"territory_code": "03.271.01.03", "period": "2026-05", "members": 70})
        assert commit(store, [Batch([Part("membership", "upsert", [row])], "reported")]) == [10]
    assert version_of(file) == schema.VERSION
    saved = list(tmp_path.glob("jahiziya.before-upgrade-*.duckdb"))
    assert [version_of(one) for one in saved] == ([version] if version < schema.VERSION else [])


def test_what_people_answered_is_kept(tmp_path):
    file, _told = old(tmp_path, EARLIER[-1])
    with Store.open(file) as store:
        cursor = store.cursor()
        for table, column, value in (
            ("app_mappings", "fingerprint", "f"),
            ("app_name_answers", "unit_code", "03.271.01.01"),
            ("app_acknowledgements", "note", "seen"),
            ("app_agendas", "name", "May"),
            ("app_scenarios", "name", "Other weights"),
            ("app_methods", "version", "1.0"),
        ):
            found = cursor.table(f"app.{table}").fetchdf()
            assert found[column].tolist() == [value], table


def test_a_database_of_a_newer_version_is_refused_and_left(tmp_path):
    file, _told = old(tmp_path, VERSIONS[-1])
    with duckdb.connect(str(file)) as opened:
        opened.execute("insert into app_schema values (999, localtimestamp)")
    held = file.read_bytes()

    with pytest.raises(StoreError, match=r"format 999.*Install the newer version"):
        Store.open(file)
    assert file.read_bytes() == held


def test_no_room_for_the_copy_means_no_upgrade(tmp_path, monkeypatch):
    from dashboard.store import engine

    def full(*_):
        raise StoreError(Said("{path} could not be written: {fault}.", path="x", fault="y"))

    file, _told = old(tmp_path, EARLIER[0])
    monkeypatch.setattr(engine, "copy_whole", full)
    with pytest.raises(StoreError, match="could not be written"):
        Store.open(file)
    assert version_of(file) == EARLIER[0]
    assert [one.name for one in tmp_path.iterdir()] == ["jahiziya.duckdb"]


UPGRADE = """
import sys
from pathlib import Path
from dashboard.store import Store
print("ready", flush=True)
Store.open(Path(sys.argv[1])).close()
print("done", flush=True)
"""


def upgrading(file):
    """A process that is about to upgrade a file."""
    child = subprocess.Popen(
        [sys.executable, "-c", UPGRADE, str(file)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout.readline() == "ready\n"
    return child


def seconds_of_an_upgrade(tmp_path):
    """How long one takes here and now: a kill is to come while it runs, on a slow machine too."""
    with upgrading(old(tmp_path, EARLIER[0])[0]) as child:
        began = time.monotonic()
        assert child.stdout.readline() == "done\n"
        return time.monotonic() - began


def check_killed_upgrades(tmp_path, times, seed):
    draw, seen = random.Random(seed), set()
    longest = 1.5 * seconds_of_an_upgrade(tmp_path)
    for n in range(times):
        folder = tmp_path / str(n)
        folder.mkdir()
        version = draw.choice(EARLIER)
        file, told = old(folder, version)
        with upgrading(file) as child:
            time.sleep(draw.uniform(0, longest))
            os.kill(child.pid, signal.SIGKILL)
        found = version_of(file)
        assert found in (version, schema.VERSION)
        seen.add(found == version)
        with Store.open(file) as store:
            assert facts(store, told) == before(told)
            assert check_integrity(store) == []
        assert not list(folder.glob("*.part*"))
        assert {version_of(one) for one in folder.glob("*.before-upgrade-*.duckdb")} == {version}
    return seen


def test_a_killed_upgrade_leaves_the_old_version_or_the_new(tmp_path):
    check_killed_upgrades(tmp_path, 2, seed=2)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_forty_killed_upgrades_leave_the_old_version_or_the_new(tmp_path):
    assert check_killed_upgrades(tmp_path, 40, seed=40) == {True, False}
