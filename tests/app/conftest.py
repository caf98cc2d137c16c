"""The app run by AppTest, in this process, over database files of its own."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.paths import ROOT
from dashboard.store import Store

os.environ.setdefault("STREAMLIT_BROWSER_GATHER_USAGE_STATS", "false")  # as in our config.toml
APP = ROOT / "dashboard" / "app.py"


@pytest.fixture(scope="session")
def shared(demo_file, tmp_path_factory):
    return Path(shutil.copy(demo_file, tmp_path_factory.mktemp("app") / "demo.duckdb"))


@pytest.fixture(scope="module")
def demo(shared, left_alone):
    """The demonstration to read: what the app keeps of it serves one module after another."""
    with Store.open(shared) as store, left_alone(store):
        yield shared


@pytest.fixture(scope="module")
def own_demo(demo_file, tmp_path_factory):
    """A copy of the demonstration, for a module that writes to it."""
    return shutil.copy(demo_file, tmp_path_factory.mktemp("app") / "demo.duckdb")


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A database that is not there yet: the app makes it."""
    return tmp_path_factory.mktemp("app") / "empty.duckdb"


@pytest.fixture
def opened(monkeypatch) -> Callable[..., AppTest]:
    """Open a page of the app over a database, as a link with these parameters would."""

    def open_page(database, page="readiness", **query) -> AppTest:
        monkeypatch.setenv("JAHIZIYA_DB", str(database))
        monkeypatch.setenv("JAHIZIYA_TODAY", "2026-11-23")
        monkeypatch.delenv("JAHIZIYA_SETTINGS", raising=False)
        run = AppTest.from_file(str(APP), default_timeout=60)
        for name, value in query.items():
            run.query_params[name] = value
        return run.switch_page(f"screens/{page}.py").run()

    return open_page


@pytest.fixture
def forgotten():
    """Nothing is kept from before, nor after: for tests in which a question fails."""
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()
