"""The walks begin where an office begins: the dashboard over a database that is not there yet."""

import pytest

from dashboard.figures.static_files import prepare_static
from dashboard.paths import ROOT


@pytest.fixture
def empty_app(serve, tmp_path):
    """The address of the dashboard over a new database, with its files that are made at start."""
    prepare_static()
    return serve(
        ROOT / "dashboard" / "app.py",
        env={"JAHIZIYA_DB": str(tmp_path / "new.duckdb"), "JAHIZIYA_TODAY": "2026-11-23"},
    )
