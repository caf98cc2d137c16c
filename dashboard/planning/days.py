"""Which days a team works, and which of them a visit may take."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dashboard.planning.tour import Reason, Team, TourRequest, Visit
from dashboard.reference_files import reference_rows

FRIDAY = 4
DAY = 24 * 60


@dataclass(frozen=True)
class Slot:
    """A team's working day: from when to when it may be out; minutes after midnight."""

    team: Team
    day: dt.date
    opens: int
    closes: int

    @property
    def key(self) -> tuple[str, dt.date]:
        """The team's code and the day."""
        return self.team.team_id, self.day


@cache
def weekday_codes() -> tuple[str, ...]:
    """Return the codes of the days of the week, Monday first."""
    return tuple(row["code"] for row in reference_rows("weekdays"))


def weekday(day: dt.date) -> str:
    """Return the code of a day's weekday."""
    return weekday_codes()[day.weekday()]


def slots(request: TourRequest) -> tuple[Slot, ...]:
    """Return every day on which a team can be out, by day, then in the order of the teams."""
    return tuple(
        slot
        for day in days_of(request)
        for team in request.teams
        if (slot := slot_on(request, team, day)) is not None
    )


def slot_on(request: TourRequest, team: Team, day: dt.date) -> Slot | None:
    """Return a team's working day, or None when it does not travel that day."""
    outside = not request.first_on <= day <= request.last_on
    if outside or day in request.closed or day in team.away or weekday(day) not in team.weekdays:
        return None
    opens = request.rules.day_starts_at
    closes = min(opens + team.hours_a_day * 60, DAY)
    if day.weekday() == FRIDAY and request.rules.friday_ends_at:
        closes = min(closes, request.rules.friday_ends_at)
    return Slot(team, day, opens, closes) if closes > opens else None


def days_of(request: TourRequest) -> Iterator[dt.date]:
    """Yield the days of the campaign."""
    for offset in range((request.last_on - request.first_on).days + 1):
        yield request.first_on + dt.timedelta(offset)


def refusal(request: TourRequest, visit: Visit, day: dt.date) -> Reason | None:
    """Return why a visit may not take a day, whatever the team; None when it may.

    A pin decides for its visit: it takes its own day and no other.
    """
    if visit.pin is not None:
        return None if visit.pin.day == day else "dates"
    if (visit.not_before and day < visit.not_before) or (visit.deadline and day > visit.deadline):
        return "dates"
    return "market" if is_market_refused(request, visit, day) else None


def is_market_refused(request: TourRequest, visit: Visit, day: dt.date) -> bool:
    """Tell whether the rule on market days keeps a founding off a day."""
    avoided = request.rules.market == "avoid" and visit.kind == "founding"
    return avoided and weekday(day) in request.market_days.get(visit.unit_code, frozenset())


def admits(request: TourRequest, slot: Slot, visit: Visit) -> bool:
    """Tell whether a visit may stand in a slot, its length and the road left aside."""
    if visit.pin is not None:
        return (visit.pin.team_id, visit.pin.day) == slot.key
    return refusal(request, visit, slot.day) is None
