"""Editing by hand: what is done and fixed stays, and what a move costs is said before."""

import datetime as dt
from dataclasses import replace

import pytest
from instances import FIRST, kept, road

from dashboard.planning.checking import faults
from dashboard.planning.conflicts import conflicts
from dashboard.planning.replanning import cost_of_move, difference, done, edited, replan, rest_of
from dashboard.planning.solving import plan
from dashboard.planning.tour import Pin
from dashboard.planning.value import value


@pytest.fixture(scope="module")
def tour():
    asked, travel = kept("mixed", visits=20, teams=3, weeks=2)
    teams = tuple(replace(one, hours_a_day=11, meetings_a_day=3) for one in asked.teams)
    asked = replace(asked, teams=teams)
    return asked, travel, plan(asked, travel, iterations=200)


def where(agenda, visit_id):
    outing, _stop = agenda.places()[visit_id]
    return outing.team_id, outing.day


def test_days_gone_by_stay_and_only_the_rest_is_found_anew(tour):
    asked, travel, before = tour
    today = FIRST + dt.timedelta(7)
    gone = done(before, today)
    assert gone
    after = replan(asked, travel, before, today=today)
    assert after.outings[: len(gone)] == gone
    rest = rest_of(asked, before, today=today)
    new = replace(after, outings=after.outings[len(gone) :])
    assert faults(rest, travel, new) == []
    assert min(one.day for one in new.outings) >= today


def test_what_is_kept_moved_or_dropped_is_so_afterwards(tour):
    asked, travel, before = tour
    placed = sorted(before.places())
    moved, slot = next(
        (one, (day.team_id, day.day))
        for one in placed
        for day in before.outings
        if (day.team_id, day.day) != where(before, one)
        and cost_of_move(asked, travel, before, one, Pin(day.team_id, day.day)).agenda
    )
    others = [one for one in placed if one != moved and where(before, one) != slot]
    kept_ids, dropped = others[:3], others[3]
    changed = edited(asked, before, keep=kept_ids, moves={moved: Pin(*slot)}, drops=[dropped])
    assert conflicts(changed, travel, today=FIRST) == []
    after = replan(changed, travel, before, today=FIRST)
    assert faults(changed, travel, after) == []
    assert all(where(after, one) == where(before, one) for one in kept_ids)
    assert where(after, moved) == slot
    assert dropped not in after.places()
    told = difference(asked, before, after)
    assert dropped in told.lost
    assert moved in told.moved
    assert told.road_minutes == after.road_minutes - before.road_minutes
    assert told.points == pytest.approx(value(asked, after) - value(asked, before))


def test_a_move_tells_its_minutes_and_leaves_the_others_where_they_are(tour):
    asked, travel, before = tour
    moved = next(iter(before.places()))
    tried = [
        (one, cost_of_move(asked, travel, before, moved, Pin(one.team_id, one.day)))
        for one in before.outings
        if (one.team_id, one.day) != where(before, moved)
    ]
    able = [(one, move) for one, move in tried if move.agenda is not None]
    assert able
    for one, move in able:
        changed = asked.pinned({moved: Pin(one.team_id, one.day)})
        assert faults(changed, travel, move.agenda) == []
        assert move.road_minutes == move.agenda.road_minutes - before.road_minutes
        others = before.places().keys() - {moved}
        assert all(where(move.agenda, other) == where(before, other) for other in others)
    assert all(move.refused and move.remedy for _, move in tried if move.agenda is None)


def test_a_move_that_cannot_be_is_refused_with_a_remedy(tour):
    asked, travel, before = tour
    moved = next(one for one in before.places() if asked.visit[one].kind == "founding")
    team = asked.teams[0]
    tuesday = FIRST + dt.timedelta(1)
    assert "does not travel" in str(
        cost_of_move(asked, travel, before, moved, Pin(team.team_id, tuesday)).refused
    )
    saturday = FIRST + dt.timedelta(5)
    market = replace(asked, market_days={asked.visit[moved].unit_code: frozenset({"saturday"})})
    assert "market day" in str(
        cost_of_move(market, travel, before, moved, Pin(team.team_id, saturday)).refused
    )
    full = next(one for one in before.outings if (one.team_id, one.day) != where(before, moved))
    few = tuple(replace(one, meetings_a_day=len(full.stops)) for one in asked.teams)
    assert f"no more than {len(full.stops)} meetings" in str(
        cost_of_move(
            replace(asked, teams=few), travel, before, moved, Pin(full.team_id, full.day)
        ).refused
    )
    wide = replace(asked, teams=tuple(replace(t, meetings_a_day=12) for t in asked.teams))
    long = replace(wide, visits=tuple(
        replace(v, minutes=600) if v.visit_id == moved else v for v in wide.visits
    ))  # fmt: skip
    assert "minutes too long" in str(
        cost_of_move(long, road(long), before, moved, Pin(full.team_id, full.day)).refused
    )
