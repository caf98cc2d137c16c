"""What is asked ahead: the newest wish alone, for who is still there, of the reader's scope."""

import datetime as dt
import threading

import pytest

from dashboard.state import asking
from dashboard.state.ahead import Ahead, keep
from dashboard.store import Store

DAY, TAZA = dt.date(2026, 10, 31), "03.561"


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


def test_what_is_kept_ahead_is_found_by_readers_of_the_same_scope_alone(demo_file, tmp_path):
    version, names = (str(tmp_path), 1, 0), ("readiness_map",)

    def of(*scope):
        return (("profile", "organisational"), ("scope", scope), ("sees_candidacies", False))

    with Store.open(demo_file) as store:
        keep("03", store, version, (DAY,), None, of(TAZA), names)
    shelf = asking.shelf(version, (DAY,), None)
    wanted = {name: asking.taken(of(TAZA), (name,)) for name in names}
    found = shelf.take(wanted, lambda _: pytest.fail("it was not kept"))
    assert set(found["readiness_map"]["province_code"]) == {TAZA}
    asked = []
    others = {name: asking.taken(of("03"), (name,)) for name in names}
    shelf.take(others, lambda names: asked.extend(names) or dict.fromkeys(names))
    assert asked == ["readiness_map"]
