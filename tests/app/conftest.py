"""The app run by AppTest, in this process, over database files of its own."""

import os
import shutil
from collections.abc import Callable

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.paths import ROOT

os.environ.setdefault("STREAMLIT_BROWSER_GATHER_USAGE_STATS", "false")  # as in our config.toml
APP = ROOT / "dashboard" / "app.py"


@pytest.fixture(scope="module")
def demo(demo_file, tmp_path_factory):
    """A copy of the demonstration, for the tests of one module."""
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
