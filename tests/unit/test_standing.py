"""Tables that stand between questions give the answers that tables built anew give."""

import datetime as dt
import threading

import pytest

from dashboard.errors import UserError
from dashboard.paths import QUERIES
from dashboard.questions import QuestionError, ask_many, parameters_of, time_limit
from dashboard.questions.standing import Standing, may_stand, reads_elections

DAY, KNOWN = dt.date(2026, 11, 23), dt.datetime(2026, 11, 24)
PLACES = ("03.231.05.01", "03.561", "03.061.01.07", "03")
GIVEN = {"exact": False, "scope": ("03",), "territory": "", "sees_candidacies": False}
QUESTIONS = [
    path.stem
    for path in sorted(QUERIES.glob("*.sql"))
    if may_stand([path.stem], [DAY])
    and parameters_of([path.stem]) - {"as_of", "known_at", "term_months", "profile"} <= set(GIVEN)
]
OF_PLACES = [name for name in QUESTIONS if "territory" in parameters_of([name])]


def given(name, **others):
    return {
        key: value for key, value in {**GIVEN, **others}.items() if key in parameters_of([name])
    }


def cell(value):
    if isinstance(value, float):
        return repr(round(value, 9))
    return str(list(value) if getattr(value, "ndim", 0) else value)


def same(one, other):
    written = [sorted(map(tuple, rows.map(cell).to_numpy().tolist())) for rows in (one, other)]
    assert list(one) == list(other)
    assert written[0] == written[1]


def test_every_question_answers_on_standing_tables_as_on_new_ones(demo_store):
    """Standing, each is asked alone, so its tables are built in another order."""
    assert len(QUESTIONS) > 40
    for elections in (True, False):
        standing = Standing(demo_store, [DAY], KNOWN)
        names = [name for name in QUESTIONS if reads_elections([name]) is elections]
        taken = parameters_of(names)
        parameters = {key: value for key, value in GIVEN.items() if key in taken}
        parameters["territory"] = PLACES[0]
        anew = ask_many(demo_store, names, as_of=DAY, known_at=KNOWN, **parameters)
        for name in names:
            asked = given(name, territory=PLACES[0])
            same(standing.ask([name], **asked)[name], anew[name])


@pytest.mark.parametrize("profile", ["organisational", "communal"])
def test_place_after_place_of_a_profile(demo_store, profile):
    standing = Standing(demo_store, [DAY], KNOWN)
    assert "territory_score" in OF_PLACES
    for place in PLACES:
        parameters = given("territory_score", territory=place, profile=(profile,))
        names = ("territory_score", "score_steps")
        anew = ask_many(demo_store, names, as_of=DAY, known_at=KNOWN, **parameters)
        for name, rows in standing.ask(names, **parameters).items():
            same(rows, anew[name])


def test_many_readers_at_once_are_each_given_their_own_place(demo_store):
    standing, met = Standing(demo_store, [DAY], KNOWN), {}

    def ask(place):
        for _turn in range(5):
            rows = standing.ask(["territory_score"], **given("territory_score", territory=place))
            met.setdefault(place, []).append(rows["territory_score"])

    readers = [threading.Thread(target=ask, args=(place,)) for place in PLACES]
    for one in readers:
        one.start()
    for one in readers:
        one.join()
    for place in PLACES:
        parameters = given("territory_score", territory=place)
        anew = ask_many(demo_store, ["territory_score"], as_of=DAY, known_at=KNOWN, **parameters)
        assert len(met[place]) == 5
        for rows in met[place]:
            same(rows, anew["territory_score"])


def test_rows_committed_after_the_first_question_do_not_count(desk):
    """One moment for all tables, whenever they are built."""
    standing = Standing(desk.store, [DAY], None)
    before = standing.ask(["headline_figures"], **given("headline_figures"))["headline_figures"]
    desk.put(
        "membership",
        {"territory_code": "03.061.01.07", "period": "2026-10", "members": 120},
    )
    after = standing.ask(
        ["territory_members"], **given("territory_members", territory="03.061.01.07")
    )
    fresh = ask_many(desk.store, ["territory_members"], as_of=DAY,
                     **given("territory_members", territory="03.061.01.07"))  # fmt: skip
    assert not before.empty
    assert after["territory_members"].empty
    assert not fresh["territory_members"].empty


def test_questions_with_tables_of_their_own_do_not_stand():
    assert not may_stand(["next_meeting_decisions"], [DAY])
    assert not may_stand(["headline_figures"], [DAY, DAY, DAY])
    assert may_stand(["headline_figures"], [DAY])


def test_a_parameter_that_is_not_taken_is_refused(demo_store):
    with pytest.raises(QuestionError, match="not taken: colour"):
        Standing(demo_store, [DAY], KNOWN).ask(["headline_figures"], scope=("03",), colour="red")


def test_a_question_that_was_stopped_leaves_nothing_half_built(demo_store, monkeypatch):
    standing = Standing(demo_store, [DAY], KNOWN)
    parameters = given("territory_score", territory=PLACES[0])
    with monkeypatch.context() as patched:
        patched.setattr(time_limit, "MOST_SECONDS", 0.0)
        with pytest.raises(UserError):
            standing.ask(["territory_score"], **parameters)
    found = standing.ask(["territory_score"], **parameters)["territory_score"]
    anew = ask_many(demo_store, ["territory_score"], as_of=DAY, known_at=KNOWN, **parameters)
    same(found, anew["territory_score"])
