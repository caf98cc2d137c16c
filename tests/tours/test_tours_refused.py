"""Requests that cannot be met: each conflict is named, with the smallest change that helps."""

import datetime as dt
from dataclasses import replace

import pytest
from instances import FIRST, appointment, road

from dashboard.errors import Refused, UserError
from dashboard.planning.conflicts import conflicts, refuse_conflicts
from dashboard.planning.rules import shipped_rules
from dashboard.planning.solving import plan
from dashboard.planning.tour import Pin, Team, TourRequest, Visit
from dashboard.planning.travel import Travel, estimated

TAZA, TAHLA, AKNOUL = "03.561.01.11", "03.561.01.07", "03.561.01.01"
WEDNESDAY = FIRST + dt.timedelta(2)
TEAM = Team("team-1", TAZA, frozenset({"monday", "friday"}), 6, 2)


def request(*visits, teams=(TEAM,), **changes):
    asked = TourRequest(FIRST, FIRST + dt.timedelta(6), teams, visits, shipped_rules())
    return replace(asked, **changes)


def founding(code=TAHLA, **changes):
    return replace(Visit(code, code, "founding", 120, 10.0), **changes)


def found(asked, today=FIRST):
    return [
        (one.code, str(one.message), str(one.remedy))
        for one in conflicts(asked, road(asked), today=today)
    ]


def only(asked, today=FIRST):
    (one,) = found(asked, today)
    return one


def test_a_request_that_can_be_met_has_no_conflict():
    assert found(request(founding())) == []


@pytest.mark.parametrize(
    ("asked", "code", "words"),
    [
        (request(founding(), teams=()), "no_team", "home commune"),
        (request(), "no_visit", "at least one"),
        (request(founding(), last_on=FIRST - dt.timedelta(1)), "dates", "2026-11-30"),
        (request(founding(), founding()), "visit_twice", "one of them"),
        (request(founding(), teams=(TEAM, TEAM)), "team_twice", "of its own"),
        (
            request(founding(), closed={FIRST: "x", FIRST + dt.timedelta(4): "x"}),
            "no_day",
            "weekday",
        ),
        (request(founding(), last_on=FIRST + dt.timedelta(30)), None, ""),
    ],
)
def test_what_is_missing_is_named(asked, code, words):
    said = found(asked)
    assert [one[0] for one in said] == ([f"tours.{code}"] if code else [])
    assert all(words in one[2] for one in said)


def test_a_first_day_gone_by_says_from_when_on():
    code, _said, remedy = only(request(founding()), today=FIRST + dt.timedelta(1))
    assert (code, remedy) == ("tours.past", "Start on 2026-12-01 or later.")


def test_two_appointments_at_once_name_both_and_the_earliest_hour_that_helps():
    asked = request(
        appointment("morning", TAZA, "team-1", FIRST, 10 * 60, minutes=60),
        appointment("other", TAHLA, "team-1", FIRST, 10 * 60 + 30, minutes=60),
    )
    minutes = 11 * 60 + road(asked).between(TAZA, TAHLA)
    hour = f"{minutes // 60:02d}:{minutes % 60:02d}"
    code, said, remedy = only(asked)
    assert code == "tours.at_once"
    assert "Taza" in said
    assert "Tahla" in said
    assert remedy.startswith(f"Move Tahla to {hour} or later")
    moved = asked.pinned({"other": Pin("team-1", FIRST, minutes)})
    assert found(moved) == []  # the remedy helps, and a minute less does not
    early = asked.pinned({"other": Pin("team-1", FIRST, minutes - 1)})
    assert only(early)[0] == "tours.at_once"


def test_an_appointment_outside_the_hours_says_between_which_it_fits():
    asked = request(appointment("late", TAHLA, "team-1", FIRST, 20 * 60))
    code, _said, remedy = only(asked)
    assert code == "tours.hours"
    latest = 15 * 60 - road(asked).between(TAHLA, TAZA) - 60
    assert f"and {latest // 60:02d}:{latest % 60:02d}" in remedy


def test_an_appointment_longer_than_the_day_asks_for_hours():
    code, _said, remedy = only(request(appointment("long", TAHLA, "team-1", FIRST, minutes=600)))
    assert (code, remedy) == ("tours.hours", "Give team-1 more hours a day.")


@pytest.mark.parametrize(
    ("day", "changes", "words"),
    [
        (WEDNESDAY, {}, "Add that weekday"),
        (FIRST + dt.timedelta(7), {}, "Stretch the campaign"),
        (FIRST, {"closed": {FIRST: "holiday"}}, "Open that day"),
    ],
)
def test_a_day_the_team_does_not_travel_says_why(day, changes, words):
    asked = request(founding(), appointment("fixed", TAZA, "team-1", day), **changes)
    code, _said, remedy = only(asked)
    assert code == "tours.day_off"
    assert words in remedy


def test_more_fixed_visits_than_meetings_a_day_ask_for_one_more():
    asked = request(*(appointment(f"m{n}", TAZA, "team-1", FIRST, minutes=30) for n in range(3)))
    code, _said, remedy = only(asked)
    assert (code, remedy) == ("tours.too_many", "Allow 3 meetings a day, or move one.")


def test_a_founding_fixed_on_its_market_day_is_named_and_no_other_kind():
    markets = {TAHLA: frozenset({"monday"})}
    asked = request(founding(pin=Pin("team-1", FIRST)), market_days=markets)
    assert only(asked)[0] == "tours.market"
    assert found(request(appointment("a", TAHLA, "team-1", FIRST), market_days=markets)) == []


def test_a_pin_with_an_unknown_team_or_in_the_past_is_named():
    asked = request(founding(pin=Pin("nobody", FIRST)))
    assert only(asked)[0] == "tours.unknown_team"
    asked = request(founding(pin=Pin("team-1", FIRST)), first_on=FIRST + dt.timedelta(1))
    assert only(asked, today=FIRST + dt.timedelta(1))[0] == "tours.past_pin"


def test_what_is_fixed_and_too_long_together_is_said():
    asked = request(founding(pin=Pin("team-1", FIRST)), founding(AKNOUL, pin=Pin("team-1", FIRST)))
    assert only(asked)[0] == "tours.day_too_short"
    with pytest.raises(Refused) as refused:
        refuse_conflicts(asked, road(asked), today=FIRST)
    assert len(refused.value.problems) == 1


def why(asked, travel=None):
    (left,) = plan(asked, travel or road(asked), iterations=30).unplaced
    return left.reason, str(left.said), str(left.remedy)


def test_a_market_every_working_day_is_said():
    asked = request(founding(), market_days={TAHLA: frozenset({"monday", "friday"})})
    assert why(asked)[0] == "market"
    assert plan(replace(asked, rules=replace(asked.rules, market="ignore")), road(asked)).outings


def test_a_deadline_before_any_working_day_is_said():
    asked = request(founding(not_before=FIRST + dt.timedelta(1), deadline=FIRST + dt.timedelta(2)))
    assert why(asked)[0] == "days"
    assert why(request(founding(deadline=FIRST - dt.timedelta(1))))[0] == "dates"


def test_a_commune_too_far_says_how_many_hours_lack_and_that_many_help():
    asked = request(founding())
    far = Travel({pair: 10 if pair[0] == pair[1] else 200 for pair in road(asked).minutes})
    reason, said, remedy = why(asked, far)
    assert reason == "reach"
    assert "160 minutes" in said  # 200 there, 120 of meeting, 200 back: 520 of 360
    assert "3 more hours" in remedy
    longer = replace(asked, teams=(replace(TEAM, hours_a_day=9),))
    assert plan(longer, far, iterations=30).unplaced == ()


def test_a_full_day_says_where_one_more_meeting_would_fit():
    one_a_day = replace(TEAM, hours_a_day=8, weekdays=frozenset({"monday"}), meetings_a_day=1)
    asked = request(founding(), founding(TAZA, weight=1.0), teams=(one_a_day,))
    reason, _said, remedy = why(asked)
    assert reason == "full"
    assert "one more meeting" in remedy
    more = replace(asked, teams=(replace(one_a_day, meetings_a_day=2),))
    assert plan(more, road(asked), iterations=30).unplaced == ()


def test_a_home_that_is_no_commune_is_said():
    with pytest.raises(UserError, match="no commune"):
        estimated(["03.561", TAZA], shipped_rules())
