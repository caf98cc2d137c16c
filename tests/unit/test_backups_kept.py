"""Backups made by themselves: due, verified, not more than asked for, and told when they fail."""

import datetime as dt
import logging
from pathlib import Path

import duckdb
import pytest

from dashboard import settings as settings_module
from dashboard.errors import Said, StoreError, UserError
from dashboard.settings import BackupPlan
from dashboard.store import Batch, Part, Row, Store, backup_keeper, commit, imports, kept_backups
from dashboard.store.backup_keeper import BackupKeeper, standing, told
from dashboard.store.kept_backups import Kept, keep_backup, superseded
from dashboard.store.kept_backups import kept_backups as listed

NOON = dt.datetime(2026, 11, 29, 12)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def database(tmp_path):
    file = tmp_path / "region.duckdb"
    with Store.open(file) as store:
        rows = [Row(1, {"territory_code": "03.061.01.01", "period": "2026-05", "members": 50})]
        commit(store, [Batch([Part("membership", "upsert", rows)], "reported")])
    return file


@pytest.fixture
def plan():
    return BackupPlan(Path("backups"), every_hours=24, daily=3, weekly=2, monthly=2)


@pytest.fixture
def keeper(database, plan):
    return BackupKeeper(database, plan)


@pytest.fixture
def planned(monkeypatch, plan):
    known = settings_module.settings()
    changed = type(known)(**{**vars(known), "backup": plan})
    monkeypatch.setattr(backup_keeper, "settings", lambda: changed)


def test_a_backup_is_made_when_one_is_due_and_not_before(keeper, database, plan):
    made = keeper.look(NOON)

    assert made.path == database.parent / "backups" / "region-20261129T120000Z.duckdb"
    assert keeper.look(NOON + 23 * HOUR) is None
    assert keeper.look(NOON + 24 * HOUR).made_at == NOON + DAY
    assert BackupKeeper(database, plan).look(NOON + 30 * HOUR) is None  # a start anew knows it
    with Store.open(made.path) as saved:
        assert len(imports(saved)) == 1
    folder = made.path.parent
    assert not [one for one in folder.iterdir() if one.suffix == ".part" or ".wal" in one.name]


def test_a_clock_that_went_back_still_gets_a_backup(keeper):
    keeper.look(NOON)
    assert keeper.look(NOON - 40 * DAY).made_at == NOON - 40 * DAY
    assert keeper.look(NOON - 40 * DAY + HOUR) is None


def test_what_is_kept_are_the_newest_of_days_weeks_and_months(plan):
    every = [Kept(NOON - n * 6 * HOUR, Path(str(n))) for n in range(4 * 120)]
    gone = superseded(every, every[0], plan)
    kept = sorted({one.made_at for one in every} - {one.made_at for one in gone}, reverse=True)

    days = [NOON, dt.datetime(2026, 11, 28, 18), dt.datetime(2026, 11, 27, 18)]
    sunday, october = dt.datetime(2026, 11, 22, 18), dt.datetime(2026, 10, 31, 18)
    assert kept == [*days, sunday, october]


def test_only_old_backups_of_ours_are_removed_and_only_after_a_newer_one(database, plan):
    folder = database.parent / "backups"
    folder.mkdir()
    (folder / "region-20200101T000000Z.duckdb").write_text("not a database", encoding="utf-8")
    with duckdb.connect(str(folder / "region-20200102T000000Z.duckdb")) as foreign:
        foreign.execute("create table sales as select 1 as n")
    others = ["notes.txt", "other-20200101T000000Z.duckdb", "region-copy.duckdb", ".region-a.part"]
    for name in others:
        (folder / name).write_text("mine", encoding="utf-8")
    (folder / ".region-20261101T000000Z.duckdb.part").write_text("half", encoding="utf-8")
    with Store.open(database) as store:
        for n in (0, 1, 4, 5, 6, 7):
            keep_backup(store, database, plan, NOON + n * DAY)

    names = {one.name for one in folder.iterdir()}
    foreign = {"region-20200101T000000Z.duckdb", "region-20200102T000000Z.duckdb"}
    kept = ("20261129", "20261130", "20261204", "20261205", "20261206")
    assert names == {*others, *foreign, *(f"region-{day}T120000Z.duckdb" for day in kept)}


def test_a_backup_that_fails_is_told_tried_again_and_removes_nothing(
    keeper, database, planned, monkeypatch, caplog
):
    first = keeper.look(NOON)
    monkeypatch.setitem(backup_keeper._keepers, database, keeper)

    def full(*_):
        raise StoreError(Said("no room"))

    monkeypatch.setattr(kept_backups, "backup", full)
    with caplog.at_level(logging.ERROR, "jahiziya"):
        assert keeper.look(NOON + 3 * DAY) is None
    assert "the backup failed: no room" in caplog.text
    now = standing(database, NOON + 3 * DAY)
    assert (now.is_good, now.is_late, now.last) == (False, True, first)
    assert [str(said) for said in told(now, database)] == [
        f"Last good backup: 2026-11-29 12:00 UTC, {first.path}.",
        "A backup is late: one is due every 24 hours.",
        "The last try to make a backup failed: no room It is tried again within the hour.",
    ]
    assert first.path.exists()

    monkeypatch.undo()
    assert keeper.look(NOON + 3 * DAY + HOUR / 2) is None
    assert keeper.look(NOON + 3 * DAY + HOUR)
    assert keeper.fault is None


def test_what_does_not_read_back_gets_no_name(keeper, database, monkeypatch):
    from dashboard.store import copying

    monkeypatch.setattr(copying, "contents", _always_different())
    assert keeper.look(NOON) is None
    assert "does not read back" in str(keeper.fault)
    folder = database.parent / "backups"
    assert not folder.exists() or not list(folder.iterdir())
    assert sorted(one.name for one in database.parent.glob(".*")) == []


def _always_different():
    counted = iter(range(1000))
    return lambda *_: {"membership_rows": (next(counted), 0)}


def test_nothing_is_made_unless_a_folder_is_set(database):
    assert settings_module.settings().backup is None
    assert backup_keeper.start_keeper(database) is None
    assert standing(database).is_good
    assert "made by hand" in str(told(standing(database), database)[0])


def test_the_thread_makes_the_first_one_at_once_and_is_one_for_a_process(
    database, planned, monkeypatch
):
    monkeypatch.setattr(backup_keeper, "_keepers", {})
    monkeypatch.setattr(backup_keeper, "_LOOK_EVERY", 0.01)
    keeper = backup_keeper.start_keeper(database)
    try:
        assert backup_keeper.start_keeper(database) is keeper
        while standing(database).last is None:
            assert keeper.fault is None
    finally:
        keeper.stop()
    assert standing(database).is_good
    assert len(listed(keeper.plan, database)) == 1


@pytest.fixture
def own_settings(tmp_path, monkeypatch):
    """Read settings of a file of this text; afterwards those of the product are in force again."""

    def read(text):
        file = tmp_path / "own.toml"
        file.write_text(text, encoding="utf-8")
        monkeypatch.setenv("JAHIZIYA_SETTINGS", str(file))
        settings_module.settings.cache_clear()
        return settings_module.settings()

    yield read
    monkeypatch.undo()
    settings_module.settings.cache_clear()


@pytest.mark.parametrize("line", ["every_hours = 0", 'daily = "x"', "weekly = true"])
def test_settings_that_cannot_be_are_a_sentence(own_settings, line):
    with pytest.raises(UserError, match="expected a whole number from 1 up"):
        own_settings(f'[backup]\nfolder = "kept"\n{line}\n')


def test_settings_name_the_folder(own_settings):
    plan = own_settings('[backup]\nfolder = "kept"\ndaily = 30\n').backup
    assert plan == BackupPlan(Path("kept"), 24, 30, 8, 12)
    assert plan.folder_of(Path("/data/j.duckdb")) == Path("/data/kept")
