"""What tests of the app and of the browser share: a demonstration made once, copied by each."""

import datetime as dt
from pathlib import Path

import pytest

from dashboard.demo import fill_demo
from dashboard.store import Store

TODAY = dt.date(2026, 11, 23)


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory) -> Path:
    """A database filled with the demonstration; copy it, never write to it."""
    file = tmp_path_factory.mktemp("demo") / "demo.duckdb"
    with Store.open(file) as store:
        fill_demo(store, today=TODAY)
    return file
