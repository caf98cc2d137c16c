"""The independent check sees every way an agenda can be spoilt."""

import datetime as dt
from dataclasses import replace

import pytest
from instances import FIRST, appointment, road

from dashboard.planning.checking import faults
from dashboard.planning.rules import shipped_rules
from dashboard.planning.solving import plan
from dashboard.planning.tour import Agenda, Pin, Stop, Team, TourRequest, Unplaced, Visit

MONDAY = FIRST


@pytest.fixture
def tour():
    team = Team("team-1", "03.561.01.11", frozenset({"monday", "tuesday", "friday"}), 8, 3)
    codes = ["03.561.01.05", "03.561.07.01", "03.561.07.03"]
    visits = [Visit(code, code, "founding", 60, 10.0) for code in codes]
    fixed = appointment("meeting", "03.561.01.11", "team-1", MONDAY, 10 * 60)
    asked = TourRequest(MONDAY, MONDAY + dt.timedelta(13), (team,), (*visits, fixed),
                        shipped_rules(), {codes[0]: frozenset({"monday"})})  # fmt: skip
    return asked, road(asked)


def spoilt(agenda, number=0, **changes):
    outings = list(agenda.outings)
    outings[number] = replace(outings[number], **changes)
    return Agenda(tuple(outings), agenda.unplaced)


def said(asked, travel, agenda):
    return " ".join(f"{one.what} {one.of}" for one in faults(asked, travel, agenda))


def test_an_agenda_that_is_well_has_no_fault(tour):
    asked, travel = tour
    assert faults(asked, travel, plan(asked, travel)) == []


def test_each_fault_is_seen(tour):
    asked, travel = tour
    good = plan(asked, travel)
    one = good.outings[0]
    stop = one.stops[0]
    late = replace(one, returns_at=20 * 60)
    assert "back too late" in said(asked, travel, spoilt(good, returns_at=late.returns_at))
    assert "leaves too early" in said(asked, travel, spoilt(good, leaves_at=8 * 60))
    assert "no time for the road" in said(
        asked, travel, spoilt(good, stops=(replace(stop, travel_minutes=0), *one.stops[1:]))
    )
    assert "no time for the road" in said(asked, travel, spoilt(good, back_minutes=0))
    assert "too short" in said(
        asked, travel, spoilt(good, stops=(*one.stops[:-1],
                                           replace(one.stops[-1], ends_at=one.stops[-1].starts_at)))
    )  # fmt: skip
    assert "no working day" in said(asked, travel, spoilt(good, day=MONDAY + dt.timedelta(2)))
    assert "outside the campaign" in said(asked, travel, spoilt(good, day=MONDAY - dt.timedelta(7)))
    assert "no such team" in said(asked, travel, spoilt(good, team_id="nobody"))
    assert "not once" in said(asked, travel, Agenda(good.outings[1:], good.unplaced))
    assert "not once" in said(asked, travel, Agenda((*good.outings, one), good.unplaced))
    assert "out twice" in said(asked, travel, Agenda((*good.outings, one), good.unplaced))
    assert "goes nowhere" in said(asked, travel, spoilt(good, stops=()))


def test_rules_of_the_request_are_seen_broken(tour):
    asked, travel = tour
    good = plan(asked, travel)
    day = good.outings[0].day
    closed = replace(asked, closed={day: "holiday"})
    assert "a closed day" in said(closed, travel, good)
    few = replace(asked, teams=(replace(asked.teams[0], meetings_a_day=1),))
    held = max(len(one.stops) for one in good.outings)
    assert held > 1
    assert "too many meetings" in said(few, travel, good)
    first = next(one for one in asked.visits if one.kind == "founding")
    where = good.places()[first.visit_id][0].day
    early = replace(asked, visits=tuple(
        replace(v, deadline=where - dt.timedelta(1)) if v == first else v for v in asked.visits
    ))  # fmt: skip
    assert "outside its dates" in said(early, travel, good)
    market = {first.unit_code: frozenset(["monday", "tuesday", "friday"])}
    assert "on its market day" in said(replace(asked, market_days=market), travel, good)
    elsewhere = asked.pinned({"meeting": Pin("team-1", MONDAY, 11 * 60)})
    assert "not where it was fixed" in said(elsewhere, travel, good)


def test_a_fixed_visit_left_out_is_seen(tour):
    asked, travel = tour
    good = plan(asked, travel)
    left = tuple(
        replace(one, stops=tuple(s for s in one.stops if s.visit_id != "meeting"))
        for one in good.outings
    )
    bare = Agenda(left, (Unplaced("meeting", "full", "", ""),))
    assert "fixed without a place" in said(asked, travel, bare)


def test_stops_of_unknown_visits_are_seen(tour):
    asked, travel = tour
    good = plan(asked, travel)
    extra = Stop("ghost", 0, 700, 710)
    assert "ghost" in said(asked, travel, spoilt(good, stops=(*good.outings[0].stops, extra)))
