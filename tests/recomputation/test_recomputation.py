"""Every figure of readiness, computed a second time from the stored rows: the two agree to 1e-9.

`make test` takes a seeded sample of days and kinds; `make soak` all twelve days of every kind.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
import sys
from pathlib import Path

import pytest

from dashboard.paths import REFERENCE
from dashboard.store import Store

sys.path.insert(0, str(Path(__file__).parents[1]))

from recomputation.comparing import Asked, compare
from recomputation.disturbed import Disturbance
from recomputation.method import Method
from recomputation.places import Places
from recomputation.readiness import Readiness

LATER = dt.datetime(2100, 1, 1)  # everything committed counts
DAYS = tuple(map(dt.date.fromisoformat, (
    "2024-07-15", "2024-12-31", "2025-03-01", "2025-06-30", "2025-09-15", "2025-12-31",
    "2026-02-28", "2026-04-10", "2026-06-01", "2026-08-20", "2026-10-15", "2026-11-23",
)))  # fmt: skip
PROFILES = tuple(Method(REFERENCE).pillars)
KINDS = PROFILES[1:]
PICK = random.Random(20261123)
SAMPLE = [(PICK.sample(DAYS, 2), ["organisational", *PICK.sample(KINDS, 2)]) for _ in range(2)]


@pytest.fixture(scope="module")
def demo(demo_file, tmp_path_factory):
    copy = shutil.copy(demo_file, tmp_path_factory.mktemp("recomputed") / "demo.duckdb")
    with Store.open(Path(copy)) as store:
        yield store


@pytest.fixture(scope="module")
def computed(demo):
    return Readiness(demo.cursor(), REFERENCE, LATER)


def agree(store, mine, days, profiles, *, known_at=LATER, sees=True):
    found = compare(store, mine, Asked(days, profiles, known_at, sees))

    assert found.differences[:40] == [], f"{len(found.differences)} of {found.figures}"
    assert found.figures > 1500 * len(days) * len(profiles)  # so many were there to differ


@pytest.mark.parametrize(("days", "profiles"), SAMPLE, ids=["first", "second"])
def test_the_demonstration_of_some_days_and_kinds(demo, computed, days, profiles):
    agree(demo, computed, days, profiles)


def test_one_who_may_not_see_candidacies_is_answered_without_them(demo, computed):
    agree(demo, computed, DAYS[-1:], ["communal", "legislative"], sees=False)


def test_what_was_known_before_an_import_was_undone(demo):
    known_at = dt.datetime(2026, 8, 11, 12)  # the demonstration's undone batch still counts
    mine = Readiness(demo.cursor(), REFERENCE, known_at)

    assert mine.accepted != Readiness(demo.cursor(), REFERENCE, LATER).accepted
    agree(demo, mine, [dt.date(2026, 8, 11)], ["organisational"], known_at=known_at)


@pytest.fixture(scope="module")
def disturbed(demo_file, tmp_path_factory):
    def make(seed):
        copy = shutil.copy(demo_file, tmp_path_factory.mktemp("disturbed") / f"{seed}.duckdb")
        store = Store.open(Path(copy))
        Disturbance(store, Places(REFERENCE), seed).run()
        return store

    return make


def test_a_disturbed_store(disturbed):
    with disturbed(1) as store:
        mine = Readiness(store.cursor(), REFERENCE, LATER)
        agree(store, mine, DAYS[-1:], ["communal", "legislative"])


@pytest.mark.soak
@pytest.mark.parametrize("profile", PROFILES)
def test_the_demonstration_of_every_day(demo, computed, profile):
    agree(demo, computed, DAYS, [profile])


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 8))
def test_many_disturbed_stores(disturbed, seed):
    pick = random.Random(seed)
    days = [
        *pick.sample(DAYS, 2),
        *(dt.date(2026, 3, 1) + dt.timedelta(pick.randrange(400)) for _ in range(2)),
    ]
    with disturbed(seed) as store:
        mine = Readiness(store.cursor(), REFERENCE, LATER)
        for profile in PROFILES:
            agree(store, mine, days, [profile])
            agree(store, mine, days[:1], [profile], sees=False)
