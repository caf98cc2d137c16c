"""An independent check of an agenda: it knows the request and the road, not how it was found.

Nothing of the search, of its timing or of its calendar is imported here: working days, hours and
road are read from the request again, so that a fault there cannot hide here.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from dashboard.planning.tour import Agenda, Outing, Team, TourRequest, Visit
from dashboard.planning.travel import Travel


class Fault(NamedTuple):
    """What is wrong, with which team or visit, on which day. For the log, never for a reader."""

    what: str
    of: str
    day: dt.date | None = None


_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def faults(request: TourRequest, travel: Travel, agenda: Agenda) -> list[Fault]:
    """Return every fault of an agenda, none when it can be driven as it stands.

    Checked: each visit once, placed or not; one outing a team and day; working days, dates, closed
    days, markets; hours of leaving and returning; road between stops; meetings a day; fixed hours.
    """
    found = [*_counts(request, agenda)]
    for outing in agenda.outings:
        team = {one.team_id: one for one in request.teams}.get(outing.team_id)
        if team is None:
            found.append(Fault("no such team", outing.team_id, outing.day))
            continue
        found += [*_day(request, team, outing), *_hours(request, team, outing)]
        found += [*_road(request, travel, team, outing), *_stops(request, outing)]
    return found


def _counts(request: TourRequest, agenda: Agenda) -> Iterator[Fault]:
    held = Counter(stop.visit_id for one in agenda.outings for stop in one.stops)
    held.update(one.visit_id for one in agenda.unplaced)
    wanted = Counter(visit.visit_id for visit in request.visits)
    for visit_id in sorted((held - wanted) + (wanted - held)):
        yield Fault("not once", visit_id)
    placed = {stop.visit_id for one in agenda.outings for stop in one.stops}
    for visit in request.visits:
        if visit.pin is not None and visit.visit_id not in placed:
            yield Fault("fixed without a place", visit.visit_id)
    days = Counter((one.team_id, one.day) for one in agenda.outings)
    for (team, day), times in days.items():
        if times > 1:
            yield Fault("out twice", team, day)


def _day(request: TourRequest, team: Team, outing: Outing) -> Iterator[Fault]:
    day = outing.day
    if day < request.first_on or day > request.last_on:
        yield Fault("outside the campaign", team.team_id, day)
    if day in request.closed or day in team.away:
        yield Fault("a closed day", team.team_id, day)
    if _DAYS[day.weekday()] not in team.weekdays:
        yield Fault("no working day", team.team_id, day)


def _hours(request: TourRequest, team: Team, outing: Outing) -> Iterator[Fault]:
    earliest = request.rules.day_starts_at
    latest = earliest + 60 * team.hours_a_day
    if outing.day.weekday() == _DAYS.index("friday") and request.rules.friday_ends_at > 0:
        latest = min(latest, request.rules.friday_ends_at)
    if outing.leaves_at < earliest:
        yield Fault("leaves too early", team.team_id, outing.day)
    if outing.returns_at > min(latest, 24 * 60):
        yield Fault("back too late", team.team_id, outing.day)
    if len(outing.stops) > team.meetings_a_day:
        yield Fault("too many meetings", team.team_id, outing.day)
    if not outing.stops:
        yield Fault("goes nowhere", team.team_id, outing.day)


def _road(request: TourRequest, travel: Travel, team: Team, outing: Outing) -> Iterator[Fault]:
    """Follow the clock from home to home; each leg must have at least its minutes of road."""
    visits = {one.visit_id: one for one in request.visits}
    here, now = team.home_code, outing.leaves_at
    for stop in outing.stops:
        if stop.visit_id not in visits:
            continue
        unit = visits[stop.visit_id].unit_code
        road = travel.minutes[here, unit]
        if stop.travel_minutes != road or stop.starts_at < now + road:
            yield Fault("no time for the road", stop.visit_id, outing.day)
        here, now = unit, stop.ends_at
    back = travel.minutes[here, team.home_code]
    if outing.back_minutes != back or outing.returns_at < now + back:
        yield Fault("no time for the road", team.team_id, outing.day)


def _stops(request: TourRequest, outing: Outing) -> Iterator[Fault]:
    visits = {one.visit_id: one for one in request.visits}
    for stop in outing.stops:
        visit = visits.get(stop.visit_id)
        if visit is None:
            continue
        if stop.ends_at - stop.starts_at < visit.minutes:
            yield Fault("too short", visit.visit_id, outing.day)
        if visit.pin is not None:
            yield from _pinned(visit, outing, stop.starts_at)
        else:
            yield from _free(request, visit, outing.day)


def _pinned(visit: Visit, outing: Outing, starts_at: int) -> Iterator[Fault]:
    pin = visit.pin
    assert pin is not None
    kept = (outing.team_id, outing.day) == (pin.team_id, pin.day)
    if not kept or pin.starts_at not in (None, starts_at):
        yield Fault("not where it was fixed", visit.visit_id, outing.day)


def _free(request: TourRequest, visit: Visit, day: dt.date) -> Iterator[Fault]:
    early = visit.not_before is not None and day < visit.not_before
    if early or (visit.deadline is not None and day > visit.deadline):
        yield Fault("outside its dates", visit.visit_id, day)
    avoids = request.rules.market == "avoid" and visit.kind == "founding"
    if avoids and _DAYS[day.weekday()] in request.market_days.get(visit.unit_code, ()):
        yield Fault("on its market day", visit.visit_id, day)
