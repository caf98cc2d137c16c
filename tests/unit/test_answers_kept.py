"""A question is asked once for the same parameters, whichever page asks, until the data change."""

import datetime as dt
import threading
import time

import pandas as pd
import pandas.testing
import pytest

from dashboard.questions import ask_many
from dashboard.screens._profile import SCORES_ALONE
from dashboard.state.shelf import MOST, Shelf, Shelves
from dashboard.store import Store


class Asked:
    """Answers with the name, and remembers in which groups it was asked."""

    def __init__(self, seconds=0.0):
        self.groups, self.seconds = [], seconds

    def __call__(self, names):
        time.sleep(self.seconds)
        self.groups.append(names)
        return {name: pd.DataFrame({"name": [name]}) for name in names}


def test_what_one_page_asked_is_not_asked_again_in_another_group():
    shelf, ask = Shelf(), Asked()
    first = shelf.take({"a": (), "b": ()}, ask)
    second = shelf.take({"b": (), "c": ()}, ask)
    assert ask.groups == [("a", "b"), ("c",)]
    assert second["b"] is first["b"]
    assert list(second) == ["b", "c"]


def test_other_parameters_are_another_answer():
    shelf, ask = Shelf(), Asked()
    shelf.take({"a": (("territory", "03"),)}, ask)
    shelf.take({"a": (("territory", "03.061"),)}, ask)
    assert ask.groups == [("a",), ("a",)]


def test_what_was_asked_longest_ago_goes_first():
    shelf, ask = Shelf(), Asked()
    for n in range(MOST + 1):
        shelf.take({f"q{n}": ()}, ask)
    shelf.take({f"q{MOST}": ()}, ask)
    shelf.take({"q0": ()}, ask)
    assert ask.groups[-1] == ("q0",)
    assert len(ask.groups) == MOST + 2


def test_two_readers_wait_for_one_asking():
    shelf, ask = Shelf(), Asked(0.05)
    readers = [threading.Thread(target=shelf.take, args=({"a": ()}, ask)) for _ in range(5)]
    for one in readers:
        one.start()
    for one in readers:
        one.join()
    assert ask.groups == [("a",)]


def test_a_question_that_fails_is_asked_again():
    shelf, ask = Shelf(), Asked()

    def fails(names):
        raise RuntimeError(names)

    with pytest.raises(RuntimeError):
        shelf.take({"a": ()}, fails)
    assert shelf.take({"a": ()}, ask)["a"]["name"].tolist() == ["a"]


def test_organisational_scores_are_the_same_with_and_without_candidacies(demo_file, tmp_path):
    """The files of these questions are what the screen shows: nothing confidential is in them."""
    copy = tmp_path / "demo.duckdb"
    copy.write_bytes(demo_file.read_bytes())
    names = tuple(sorted(SCORES_ALONE))
    with Store.open(copy) as store:
        shown, for_files = (
            ask_many(store, names, as_of=dt.date(2026, 11, 23), scope=["03"], sees_candidacies=sees)
            for sees in (True, False)
        )
    for name in names:
        by = ["as_of", *(one for one in ("unit_code",) if one in shown[name])]
        pandas.testing.assert_frame_equal(
            shown[name].sort_values(by, ignore_index=True),
            for_files[name].sort_values(by, ignore_index=True),
        )


DAY = dt.date(2026, 11, 23)


def answer(rows):
    return pd.DataFrame({"value": range(rows)})


def kept(shelves, version, day=DAY):
    return shelves.of(version, (day,), None)


def test_what_takes_too_much_goes_by_when_it_was_used_last():
    shelves = Shelves(most=20_000)
    days = [DAY - dt.timedelta(days=n) for n in range(4)]
    for day in days[:3]:
        kept(shelves, ("db", 1, 0), day).put({"a": ()}, {"a": answer(1_000)})
        kept(shelves, ("db", 1, 0), days[0])
    kept(shelves, ("db", 1, 0), days[3])
    held = [kept(shelves, ("db", 1, 0), day).holds({"a": ()}) for day in days]
    assert held == [True, False, True, False]
    assert shelves.size <= 20_000


def test_the_size_is_of_what_is_there():
    shelf = Shelf()
    for n in range(MOST + 20):
        shelf.take({f"q{n}": ()}, lambda names: dict.fromkeys(names, answer(10)))
    assert shelf.size == MOST * answer(10).memory_usage(deep=True).sum()


def test_a_state_that_has_passed_is_thrown_away_and_no_other():
    shelves = Shelves()
    versions = [("db 03", 1, 0), ("db 03", 1, 1), ("db 04", 1, 0), ("db 03", 2, 0)]
    for version in versions:
        kept(shelves, version).put({"a": ()}, {"a": answer(1)})
    held = {one for one in versions[1:] if kept(shelves, one).holds({"a": ()})}
    assert held == {("db 04", 1, 0), ("db 03", 2, 0)}
    assert not kept(shelves, versions[0]).holds({"a": ()})
    assert kept(shelves, versions[3]).holds({"a": ()})
