"""What the settings say of a lake, what they may not hold, and a lake in a bucket."""

import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import duckdb
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.errors import StoreError, UserError
from dashboard.lake_settings import Lake, ObjectStore, read_lake
from dashboard.paths import ROOT
from dashboard.store import Batch, Part, Row, Store, check_integrity, commit, imports, lake
from dashboard.store.maintenance import maintain
from tests.lakes import PASSWORD, free_port, server, settings_of

WHOLE = {
    "kind": "lake",
    "host": "db.example.org",
    "database": "readiness",
    "user": "jahiziya",
    "data_path": "rows",
}
SECRET = {"JAHIZIYA_STORE_PASSWORD": "a word of its own"}


def test_settings_name_a_lake_and_its_folder_stands_beside_them(tmp_path):
    known = read_lake(WHOLE, tmp_path / "settings.toml", SECRET)
    assert known.data_path == f"{tmp_path / 'rows'}/"
    assert (known.host, known.port, known.password) == ("db.example.org", 5432, *SECRET.values())
    assert SECRET["JAHIZIYA_STORE_PASSWORD"] not in f"{known} {known!r}"
    assert read_lake({}, tmp_path / "settings.toml", {}) is None
    (tmp_path / "word").write_text("from a file\n", encoding="utf-8")
    named = {**WHOLE, "password_file": "word"}
    assert read_lake(named, tmp_path / "settings.toml", {}).password == "from a file"


@pytest.mark.parametrize(
    ("changes", "environment", "said"),
    [
        ({"kind": "cloud"}, SECRET, "found «cloud», expected file | lake"),
        ({"host": ""}, SECRET, "[store] host"),
        ({"port": 0}, SECRET, "expected 1 … 65535"),
        ({"password": "a-word"}, SECRET, "holds password itself"),
        ({}, {}, "password is missing"),
        ({"data_path": "s3://rows"}, SECRET, "[store] key_id"),
        ({"data_path": "s3://rows", "s3": {"key_id": "k"}}, SECRET, "secret is missing"),
    ],
)
def test_what_is_not_whole_is_refused_with_a_sentence(tmp_path, changes, environment, said):
    with pytest.raises(UserError) as refused:
        read_lake({**WHOLE, **changes}, tmp_path / "settings.toml", environment)
    assert said in str(refused.value)
    assert "a-word" not in str(refused.value)


def test_an_extension_that_is_not_there_is_told_with_what_to_install(monkeypatch):
    known = server().lake()
    monkeypatch.setattr(lake, "find_spec", lambda _name: None)
    with pytest.raises(StoreError, match=r'pip install "jahiziya\[lake\]"'):
        Store.open(known)


def test_a_wrong_password_is_told_without_it():
    known = server().lake()
    with pytest.raises(StoreError, match="cannot be reached") as refused:
        Store.open(Lake(**{**vars(known), "password": "another word"}))
    assert "another word" not in f"{refused.value}{refused.value.__cause__}"


def test_sql_reaches_nothing_outside_the_lake(tmp_path):
    outside = tmp_path / "outside.csv"
    outside.write_text("a\n1\n", encoding="utf-8")
    with Store.open(server().lake()) as store:
        cursor = store.cursor()
        for text in (
            f"from read_csv('{outside}')",
            f"copy (select 1) to '{outside}'",
            f"attach '{tmp_path / 'other.duckdb'}' as other",
            "set enable_external_access = true",
            "load httpfs",
        ):
            with pytest.raises(duckdb.Error):
                cursor.execute(text)


def test_a_page_says_that_the_server_is_away_and_goes_on_when_it_is_back(tmp_path, monkeypatch):
    known = server().lake()
    for name, value in settings_of(known, tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("JAHIZIYA_DB", raising=False)
    st.cache_resource.clear()
    try:
        run = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=120)
        run.query_params["lang"] = "en"
        run.switch_page("screens/data.py").run()
        assert not run.error
        assert run.title
        server().stop()
        run.run()
        assert ["cannot be reached" in one.value for one in run.error] == [True]
        assert not run.exception
        assert PASSWORD not in run.error[0].value
        server().start()
        run.run()
        assert not run.error
        assert run.title
    finally:
        st.cache_resource.clear()
        if not server().is_up:
            server().start()


@pytest.fixture
def bucket():
    """A bucket of an object store of this machine's own (moto), and how it is reached."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **quiet) as emulator:
        address = f"http://127.0.0.1:{port}"
        asked = urllib.request.Request(f"{address}/rows", method="PUT")
        for _ in range(600):
            try:
                urllib.request.urlopen(asked, timeout=5).close()
                break
            except OSError:
                assert emulator.poll() is None
                time.sleep(0.1)
        yield ObjectStore("key", "a secret of the bucket", address, uses_tls=False)
        emulator.terminate()


def test_a_lake_in_a_bucket_is_written_read_and_maintained(bucket):
    empty = server().lake(is_new=True)
    known = Lake(**{**vars(empty), "data_path": "s3://rows/app/", "objects": bucket})
    months = [f"20{year}-{month:02d}" for year in range(10, 26) for month in range(1, 13)]
    places = [
        "03.061.01.01",
        "03.061.01.03",
        "03.061.01.05",
        "03.231.01.03",
        "03.231.01.05",
        "03.231.01.07",
    ]
    rows = [
        Row(n, {"territory_code": place, "period": month, "members": n})
        for n, (place, month) in enumerate(((p, m) for p in places for m in months), 1)
    ]
    with Store.open(known) as store:
        commit(store, [Batch([Part("membership", "upsert", rows)], "reported")])
        assert list(imports(store)["rows"]) == [len(rows)]
        assert len(rows) > lake.INLINED_ROWS, "so many that a file is written"
        done = maintain(known)
        assert done.rows_flushed > 0
        assert check_integrity(store) == []
    assert list(Path(empty.data_path).iterdir()) == []
