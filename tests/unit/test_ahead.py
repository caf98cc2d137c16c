"""What is asked ahead: the newest wish alone, for who is still there, of the reader's scope."""

import datetime as dt
import threading

import pandas as pd
import pytest

from dashboard.questions import ask_many
from dashboard.questions.together import ask_by_day, ask_by_profile
from dashboard.readiness.profiles_said import PROFILES
from dashboard.screens._choices import month_ends
from dashboard.screens._region_map import QUESTIONS
from dashboard.state import asking
from dashboard.state.ahead import Ahead, keep
from dashboard.store import Store

TODAY = dt.date(2026, 11, 23)
REST = [one for one in PROFILES if one != "communal"]
DAYS, TAZA = [dt.date(2026, 10, 31), dt.date(2026, 9, 30)], "03.561"


class Asked:
    """What was asked, and the moment it was."""

    def __init__(self):
        self.names, self.done = [], threading.Event()

    def __call__(self, name):
        return lambda: self.names.append(name)

    def last(self):
        return self.done.set


def test_the_newest_wish_takes_the_place_of_what_waits():
    ahead, asked = Ahead(wait=0.2), Asked()
    for name in "abc":
        ahead.wish([asked(name), asked(f"{name}2")], lambda: True)
    ahead.wish([asked("d"), asked.last()], lambda: True)
    assert asked.done.wait(10)
    assert asked.names == ["d"]


def test_nothing_is_asked_for_a_session_that_has_gone_nor_after_it_went():
    ahead, asked, there = Ahead(wait=0.01), Asked(), [True, False]
    ahead.wish([asked("a"), asked("b")], lambda: there.pop(0))
    while there:
        pass
    ahead.wish([asked.last()], lambda: True)
    assert asked.done.wait(10)
    assert asked.names == ["a"]


def test_a_fault_is_in_the_log_and_the_next_is_asked(caplog):
    ahead, asked = Ahead(wait=0.01), Asked()
    ahead.wish([lambda: 1 / 0, asked.last()], lambda: True)
    assert asked.done.wait(10)
    assert "asked ahead" in caplog.text


def of(*scope, profile="organisational"):
    return (("profile", profile), ("scope", scope), ("sees_candidacies", False))


def test_what_is_kept_ahead_is_found_by_readers_of_the_same_scope_alone(demo_file, tmp_path):
    version, names = (str(tmp_path), 1, 0), ("readiness_map",)
    with Store.open(demo_file) as store:
        keep("03", store, version, DAYS, None, of(TAZA), names)
    for day in DAYS:
        shelf = asking.shelf(version, (day,), None)
        wanted = {name: asking.taken(of(TAZA), (name,)) for name in names}
        found = shelf.take(wanted, lambda _: pytest.fail("it was not kept"))
        assert set(found["readiness_map"]["province_code"]) == {TAZA}
        assert set(found["readiness_map"]["as_of"].dt.date) == {day}
        others = {name: asking.taken(of("03"), (name,)) for name in names}
        assert not shelf.holds(others)


def test_what_is_kept_already_is_not_asked_again(demo_file, tmp_path, monkeypatch):
    version, asked = (str(tmp_path), 2, 0), []
    ask = asking.ask_days
    monkeypatch.setattr(
        asking, "ask_days", lambda *given: asked.append(given[2]) or ask(*given)
    )  # fmt: skip
    with Store.open(demo_file) as store:
        given = ("03", store, version)
        keep(*given, DAYS[:1], None, of(TAZA), ("elections_prepared",))
        keep(*given, DAYS, None, of(TAZA), ("elections_prepared",))
        keep(*given, DAYS, None, of(TAZA), ("elections_prepared",))
    assert asked == [[DAYS[0]], [DAYS[1]]]


@pytest.mark.parametrize(
    "profile",
    ["communal", *(pytest.param(one, marks=pytest.mark.soak) for one in REST)],
)
def test_a_day_asked_with_others_is_answered_as_it_is_alone(demo_store, profile):
    names = (*QUESTIONS, "indicator_catalogue", "elections_prepared")
    given = {"scope": ("03",), "sees_candidacies": True, "profile": profile}
    days = [TODAY, *month_ends(TODAY, 36)]
    found = ask_by_day(demo_store, names, as_of=days, **given)
    assert list(found) == days
    for day in (days[0], days[2], days[36]):  # of the last there are no data
        for name, rows in ask_many(demo_store, names, as_of=day, **given).items():
            pd.testing.assert_frame_equal(found[day][name], rows, obj=f"{name} {day}")


@pytest.mark.parametrize("day", [TODAY, pytest.param(dt.date(2026, 9, 20), marks=pytest.mark.soak)])
def test_a_profile_asked_with_others_is_answered_as_it_is_alone(demo_store, day):
    names = (*QUESTIONS, "indicator_catalogue", "elections_prepared")
    given = {"scope": ("03",), "sees_candidacies": True}
    found = ask_by_profile(demo_store, names, as_of=[day], profiles=list(PROFILES), **given)
    assert list(found) == list(PROFILES)
    for profile in PROFILES:
        alone = ask_many(demo_store, names, as_of=day, profile=profile, **given)
        for name, rows in alone.items():
            pd.testing.assert_frame_equal(found[profile][name], rows, obj=f"{name} {profile}")
