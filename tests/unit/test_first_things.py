"""The first things to do of a plan: each kind once, the most for a day's work first, by a day."""

import datetime as dt

import pytest

from dashboard.readiness.bundles import Bundle, Unit
from dashboard.readiness.first_things import due_on, first_things
from dashboard.readiness.gains import Gain, Standing


def gain(code, actions, days, points, adults=1000.0, province="P1"):
    unit = Unit(code, "commune", province, adults, None, {})
    stands = [Standing(low, low, low, 1, None) for low in (10.0, 10.0 + points)]
    return Gain(Bundle(unit, tuple(actions), days, {}, {}), stands[0], stands[1], stands[1])


def test_each_kind_comes_once_and_the_most_for_a_day_first():
    things = first_things(
        [
            gain("a", ["programme_founding", "hold_founding"], 7, 70),
            gain("b", ["set_new_date", "hold_founding"], 7, 35, province="P2"),
            gain("c", ["hold_meeting"], 1, 20),
            gain("d", ["send_return", "hold_meeting"], 1.5, 10, adults=3000, province="P2"),
            gain("e", ["renew"], 4, 20),
            gain("f", ["send_return"], 0.5, 1),
        ]
    )
    assert [one.action for one in things] == ["hold_meeting", "hold_founding", "renew"]
    meetings, foundings, _renewals = things
    assert [one.bundle.unit.code for one in meetings.chosen] == ["d", "c"]
    assert meetings.days == 2.5
    assert meetings.points_per_adult == pytest.approx((20 * 1000 + 10 * 3000) / 4000)
    assert foundings.provinces() == [("P1", 1), ("P2", 1)]


def test_an_empty_plan_has_nothing_to_do():
    assert first_things([]) == []


@pytest.mark.parametrize(
    ("day", "meeting", "due"),
    [
        ("2026-11-23", None, ("2026-12-31", False)),
        ("2026-01-31", None, ("2026-02-28", False)),
        ("2026-12-01", "2026-12-20", ("2026-12-20", True)),
        ("2026-12-01", "2026-12-01", ("2027-01-31", False)),
    ],
)
def test_the_day_is_the_next_regional_meeting_or_the_end_of_next_month(day, meeting, due):
    read = dt.date.fromisoformat
    found = due_on(read(day), read(meeting) if meeting else None)
    assert found == (read(due[0]), due[1])
