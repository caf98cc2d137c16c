"""Pages where several regions are installed: the kingdom, and files of another region."""

import threading

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import settings as settings_module
from dashboard.paths import ROOT
from dashboard.screens import _leaving
from dashboard.screens._map import static_files
from dashboard.settings import settings
from dashboard.store import Batch, Part, Row, Store, commit
from tests.app.shown import drawn, tables

NOTICE = '<p class="jz-demo"'


@pytest.fixture
def two_regions(tmp_path, monkeypatch):
    """The home region is installed, and the smallest of the others."""
    file = tmp_path / "settings.toml"
    file.write_text('[region]\ninstalled = ["12"]\n', encoding="utf-8")
    monkeypatch.setenv("JAHIZIYA_SETTINGS", str(file))
    monkeypatch.setenv("JAHIZIYA_TODAY", "2026-11-23")
    settings.cache_clear()
    static_files.cache_clear()  # a process draws the maps of the regions it was started with
    yield
    monkeypatch.undo()
    settings.cache_clear()
    static_files.cache_clear()
    settings_module.look_at(None)


def test_the_kingdom_says_it_is_a_demonstration_whichever_region_is_looked_at(
    two_regions, tmp_path, monkeypatch
):
    monkeypatch.setenv("JAHIZIYA_DB", str(tmp_path / "one.duckdb"))
    row = Row(1, {"territory_code": "03.061.01.01", "period": "2026-10", "members": 40})
    with Store.open(tmp_path / "one.duckdb") as store:
        commit(store, [Batch([Part("membership", "upsert", [row])], "synthetic")])
    said = {}
    for page in ("country", "readiness"):
        run = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=120)
        run.query_params.update({"lang": "fr", "region": "12"})
        run.switch_page(f"screens/{page}.py").run()
        assert not run.exception
        assert not run.error
        said[page] = run

    assert NOTICE in drawn(said["country"])
    assert NOTICE not in drawn(said["readiness"])  # nothing came in for this region
    assert "vide" in drawn(said["readiness"])
    rows = {row["id"]: row for row in tables(said["country"])["Régions"]}
    assert set(rows) == {"03", "12"}


def test_a_file_is_made_for_the_region_it_was_asked_for(two_regions, monkeypatch):
    given, made = {}, []
    monkeypatch.setattr(_leaving.state, "may", lambda _right: True)
    monkeypatch.setattr(_leaving.st, "download_button", lambda _label, **how: given.update(how))
    settings_module.look_at("12")
    _leaving.file_button("", lambda: settings().region_code.encode(), name="", mime="", key="")

    presses = threading.Thread(target=lambda: made.append(given["data"]()))
    presses.start()
    presses.join()
    assert made == [b"12"]
