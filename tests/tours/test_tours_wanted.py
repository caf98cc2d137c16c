"""From answers to visits, from accepted visits to planned rows in a batch that can be undone."""

import datetime as dt

import pandas as pd
import pytest

from dashboard.planning.planned_rows import (
    accept_planned,
    check_planned,
    meeting_rows,
    structure_rows,
)
from dashboard.planning.rules import holidays_between, shipped_rules
from dashboard.planning.tour import Agenda, Outing, Stop, Team, TourRequest, Visit
from dashboard.planning.wanted import markets_of, teams_of, wanted_visits
from dashboard.questions import ask, ask_many
from dashboard.store import Batch, Part, Row, Store, commit, undo

TODAY = dt.date(2026, 11, 25)
AZROU, TAHLA, TAZA = "03.271.01.01", "03.561.01.07", "03.561.01.11"
RULES = shipped_rules()


def commune(code, step, adults, **values):
    known = {
        "secretariat": 0.0,
        "mandate_current": None,
        "agenda_late": None,
        "recent_meeting": 0.0,
    }
    return {"unit_code": code, "next_step": step, "adults": adults, **known, **values}


def test_a_weight_is_gain_adults_and_lateness_each_against_the_largest():
    rows = pd.DataFrame(
        [
            commune(AZROU, "programme_founding", 40_000, agenda_late=1.0),
            commune(TAHLA, "prepare_founding", 10_000, agenda_late=0.0),
            commune(TAZA, "send_return", 90_000),
            commune("03.231.01.0", "programme_founding", 700_000, agenda_late=1.0),
        ]
    )
    visits = wanted_visits(rows, RULES)
    # Azrou: secretariat .45 × .6 and agenda_late .45 × .2 of 100 are 36 points; Tahla 27 of them.
    # Adults: the root of a quarter is a half. Taza must report first; Fès stands by its parts.
    assert [(one.unit_code, one.weight) for one in visits] == [(AZROU, 100.0), (TAHLA, 57.5)]
    assert {(one.kind, one.minutes) for one in visits} == {("founding", 120)}


def test_visits_are_asked_for_apart_and_unknown_adults_weigh_nothing():
    rows = pd.DataFrame(
        [
            commune(AZROU, "renew", 40_000, mandate_current=0.0, recent_meeting=None),
            commune(TAHLA, "hold_meeting", None, mandate_current=1.0),
            commune(TAZA, "none", 5),
        ]
    )
    assert wanted_visits(rows, RULES) == ()
    visits = wanted_visits(rows, RULES, kinds=("visit",), deadline=dt.date(2026, 12, 31))
    # Azrou .45 × .2 = 9 points; Tahla .30 × .7 = 21: per hour of meeting, 9/21 of the largest.
    assert [(one.unit_code, one.weight) for one in visits] == [(AZROU, 61.4), (TAHLA, 50.0)]
    assert {one.deadline for one in visits} == {dt.date(2026, 12, 31)}


def test_holidays_of_fixed_date_are_named_in_every_year_of_the_span():
    found = holidays_between(dt.date(2026, 12, 20), dt.date(2027, 1, 31), "fr")
    assert [day.isoformat() for day in found] == ["2027-01-01", "2027-01-11", "2027-01-14"]
    assert found[dt.date(2027, 1, 14)] == "Nouvel an amazigh"


@pytest.fixture
def store():
    with Store.open(None) as opened:
        yield opened


def put(store, table, *rows):
    given = [Row(number, values) for number, values in enumerate(rows, 1)]
    return commit(store, [Batch([Part(table, "upsert", given)], "reported")])[0]


def test_teams_and_markets_come_from_their_tables(store):
    team = {"team_id": "t1", "home_territory_code": TAZA, "days": ["saturday", "sunday"]}
    put(store, "teams", {**team, "hours_a_day": 8, "meetings_a_day": 2})
    put(store, "market_days", {"territory_code": TAHLA, "weekday": "wednesday"},
        {"territory_code": TAHLA, "weekday": "sunday"})  # fmt: skip
    rows = ask_many(store, ("tour_teams", "tour_markets"), as_of=TODAY, scope=["03"])
    assert teams_of(rows["tour_teams"]) == (
        Team("t1", TAZA, frozenset({"saturday", "sunday"}), 8, 2),
    )
    assert markets_of(rows["tour_markets"]) == {TAHLA: frozenset({"wednesday", "sunday"})}


def agenda(*places):
    """An agenda with one visit a day: (unit, kind, day)."""
    visits = tuple(Visit(code, code, kind, 60, 1.0) for code, kind, _ in places)
    outings = tuple(
        Outing("t1", day, 540, (Stop(code, 10, 550, 610),), 10, 620) for code, _, day in places
    )
    asked = TourRequest(TODAY, TODAY + dt.timedelta(60), (), visits, RULES)
    return asked, Agenda(outings)


def accept(store, asked, made):
    known = ask_many(store, ("tour_bodies", "tour_visits"), as_of=TODAY, scope=["03"])
    checked = check_planned(store, asked, made, known["tour_bodies"], known["tour_visits"],
                            note="Winter tour", today=TODAY)  # fmt: skip
    assert not any(one.refused for one in checked), [p.message for c in checked for p in c.problems]
    return accept_planned(store, checked)


def bodies(store):
    rows = ask(store, "tour_bodies", as_of=TODAY, scope=["03"])
    return {
        (row.unit_code, row.number): (row.status, _day(row.planned_on), _day(row.first_planned_on))
        for row in rows.itertuples()
    }


def _day(value):
    return None if pd.isna(value) else pd.Timestamp(value).date()


def test_accepting_plans_the_secretariat_and_moving_it_keeps_the_first_day(store):
    first, later = dt.date(2026, 12, 5), dt.date(2026, 12, 19)
    (one,) = accept(store, *agenda((AZROU, "founding", first)))
    assert bodies(store) == {(AZROU, 1): ("planned", first, first)}

    (two,) = accept(store, *agenda((AZROU, "founding", later)))
    assert bodies(store) == {(AZROU, 1): ("planned", later, first)}

    undo(store, two)
    assert bodies(store) == {(AZROU, 1): ("planned", first, first)}
    undo(store, one)
    assert bodies(store) == {}


def test_a_visit_is_a_planned_meeting_that_moves_and_is_not_doubled(store):
    first, later = dt.date(2026, 12, 5), dt.date(2026, 12, 19)
    accept(store, *agenda((TAHLA, "visit", first), (AZROU, "founding", first)))
    accept(store, *agenda((TAHLA, "visit", later)))
    rows = ask(store, "tour_visits", as_of=TODAY, scope=["03"])
    assert [(r.body_unit_code, _day(r.planned_on)) for r in rows.itertuples()] == [(TAHLA, later)]
    count = store.cursor().execute(
        "select count(distinct meeting_id) from app.meetings_rows"
    ).fetchone()  # fmt: skip
    assert count == (1,)


def test_the_number_follows_what_stood_there_before():
    known = pd.DataFrame(
        [
            {"unit_code": AZROU, "number": 1, "status": "dissolved"},
            {"unit_code": TAHLA, "number": 1, "status": "dissolved"},
            {"unit_code": TAHLA, "number": 2, "status": "planned"},
            {"unit_code": TAZA, "number": 1, "status": "founded"},
        ]
    )
    day = dt.date(2026, 12, 5)
    asked = [(code, day) for code in (AZROU, TAHLA, TAZA, "03.231.81.01")]
    assert structure_rows(asked, known) == [
        ("local_secretariat", AZROU, 2, day),
        ("local_secretariat", TAHLA, 2, day),
        ("local_secretariat", "03.231.81.01", 1, day),
    ]
    held = pd.DataFrame([{"body_unit_code": TAZA, "meeting_id": "m1"}])
    assert [row[0] for row in meeting_rows([(TAZA, day), (AZROU, day)], held)] == ["m1", ""]


def test_days_gone_by_and_appointments_make_no_row(store):
    asked, made = agenda(
        (AZROU, "founding", TODAY - dt.timedelta(1)), (TAHLA, "appointment", TODAY)
    )
    empty = ask_many(store, ("tour_bodies", "tour_visits"), as_of=TODAY, scope=["03"])
    assert check_planned(store, asked, made, empty["tour_bodies"], empty["tour_visits"],
                         note="n", today=TODAY) == []  # fmt: skip
