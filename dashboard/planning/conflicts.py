"""What makes a request impossible: each conflict a sentence, and the smallest change that helps."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from dashboard.errors import Problem, Refused, Said
from dashboard.planning.days import Slot, admits, is_market_refused, slot_on, slots, weekday
from dashboard.planning.nearest import pinned_order
from dashboard.planning.tour import Pin, Team, TourRequest, Visit, clock
from dashboard.planning.travel import Travel
from dashboard.planning.unit_name import UnitName


def conflicts(request: TourRequest, travel: Travel, *, today: dt.date) -> list[Problem]:
    """Return all that stands against a request; with none, `plan` places every pinned visit."""
    found = [*_dates(request, today), *_teams(request), *_visits(request)]
    if found:
        return found
    found = [*_pins(request, today)]
    if found:
        return found
    return [fault for slot in slots(request) for fault in _held(request, travel, slot)]


def refuse_conflicts(request: TourRequest, travel: Travel, *, today: dt.date) -> None:
    """Raise what stands against a request.

    Raises:
        Refused: with every conflict and what would help.
    """
    found = conflicts(request, travel, today=today)
    if found:
        raise Refused(Said("No agenda can be made as asked."), found)


def _problem(code: str, message: Said, remedy: Said) -> Problem:
    return Problem(f"tours.{code}", "error", message, remedy)


def _dates(request: TourRequest, today: dt.date) -> Iterator[Problem]:
    first, last = request.first_on, request.last_on
    if first < today:
        yield _problem(
            "past",
            Said("The first day, {day}, is in the past.", day=first),
            Said("Start on {day} or later.", day=today),
        )
    if last < first:
        yield _problem(
            "dates",
            Said("The last day, {last}, comes before the first, {first}.", last=last, first=first),
            Said("Choose a last day on {day} or later.", day=first),
        )


def _teams(request: TourRequest) -> Iterator[Problem]:
    if not request.teams:
        yield _problem(
            "no_team", Said("There is no team."), Said("Add one: its home commune and its days.")
        )
        return
    for team_id, times in Counter(team.team_id for team in request.teams).items():
        if times > 1:
            yield _problem(
                "team_twice",
                Said("Team {team} is there {n} times.", team=team_id, n=times),
                Said("Give each team a code of its own."),
            )
    if request.last_on >= request.first_on and not slots(request):
        yield _problem(
            "no_day",
            Said("No team works on any day between {first} and {last}.",
                 first=request.first_on, last=request.last_on),
            Said("Give a team one more weekday, a later last day, or open a closed day."),
        )  # fmt: skip


def _visits(request: TourRequest) -> Iterator[Problem]:
    if not request.visits:
        yield _problem(
            "no_visit", Said("There is no commune to go to."), Said("Choose at least one.")
        )
    for visit_id, times in Counter(one.visit_id for one in request.visits).items():
        if times > 1:
            yield _problem(
                "visit_twice",
                Said(
                    "{visit} is asked for {n} times.",
                    n=times,
                    visit=UnitName(request.visit[visit_id].unit_code),
                ),
                Said("Leave one of them."),
            )


def _pins(request: TourRequest, today: dt.date) -> Iterator[Problem]:
    for visit in request.visits:
        pin = visit.pin
        if pin is None:
            continue
        team = request.team.get(pin.team_id)
        if team is None:
            yield _problem(
                "unknown_team",
                Said("{visit} is fixed with {team}, a team that is not there.",
                     visit=UnitName(visit.unit_code), team=pin.team_id),
                Said("Add the team, or choose another."),
            )  # fmt: skip
        elif pin.day < today:
            yield _problem(
                "past_pin",
                Said(
                    "{visit} is fixed on {day}, in the past.",
                    visit=UnitName(visit.unit_code),
                    day=pin.day,
                ),
                Said("Choose {day} or later.", day=today),
            )
        elif is_market_refused(request, visit, pin.day):
            yield _problem(
                "market",
                Said("{visit} is fixed on {day}, its market day.", day=pin.day,
                     visit=UnitName(visit.unit_code)),
                Said("Choose another day, or let market days matter less."),
            )  # fmt: skip
        elif slot_on(request, team, pin.day) is None:
            yield _problem("day_off", *_day_off(request, visit, team, pin))


def _day_off(request: TourRequest, visit: Visit, team: Team, pin: Pin) -> tuple[Said, Said]:
    said = Said(
        "{visit} is fixed on {day}, when {team} does not travel.",
        visit=UnitName(visit.unit_code),
        day=pin.day,
        team=team.team_id,
    )
    if not request.first_on <= pin.day <= request.last_on:
        return said, Said("Stretch the campaign to that day, or choose a day within it.")
    if pin.day in request.closed or pin.day in team.away:
        return said, Said("Open that day, or choose another.")
    if weekday(pin.day) not in team.weekdays:
        return said, Said("Add that weekday to the team's days, or choose another team or day.")
    return said, Said("Let Friday end later, or choose another day.")


def _held(request: TourRequest, travel: Travel, slot: Slot) -> Iterator[Problem]:
    """Yield what keeps a team from holding all that is fixed on one day."""
    if pinned_order(request, slot, travel) is not None:
        return
    held = [one for one in request.visits if one.pin is not None and admits(request, slot, one)]
    where = {"team": slot.team.team_id, "day": slot.day}
    if len(held) > slot.team.meetings_a_day:
        yield _problem(
            "too_many",
            Said("{n} visits are fixed with {team} on {day}, which holds {most} meetings a day.",
                 n=len(held), most=slot.team.meetings_a_day, **where),
            Said("Allow {n} meetings a day, or move one.", n=len(held)),
        )  # fmt: skip
        return
    clashes = [*_at_once(travel, held), *_outside(travel, slot, held)]
    yield from clashes
    if not clashes:
        yield _problem(
            "day_too_short",
            Said("What is fixed with {team} on {day} does not fit into its hours.", **where),
            Said("Give {team} more hours a day, or move one of them to another day.", **where),
        )


def _at_once(travel: Travel, held: list[Visit]) -> Iterator[Problem]:
    timed = [(one.pin.starts_at, one) for one in held if one.pin and one.pin.starts_at is not None]
    timed.sort(key=lambda pair: (pair[0], pair[1].visit_id))
    for (start, first), (next_start, second) in pairwise(timed):
        free = start + first.minutes + travel.between(first.unit_code, second.unit_code)
        if next_start < free:
            yield _problem(
                "at_once",
                Said("{first} and {second} are fixed at once: the first ends, with the road to "
                     "the second, at {time}.", first=UnitName(first.unit_code),
                     second=UnitName(second.unit_code), time=clock(free)),
                Said("Move {second} to {time} or later, or give it to another team.",
                     second=UnitName(second.unit_code), time=clock(free)),
            )  # fmt: skip


def _outside(travel: Travel, slot: Slot, held: list[Visit]) -> Iterator[Problem]:
    home = slot.team.home_code
    for one in held:
        start = one.pin.starts_at if one.pin else None
        earliest = slot.opens + travel.between(home, one.unit_code)
        latest = slot.closes - travel.between(one.unit_code, home) - one.minutes
        if latest < earliest or (start is not None and not earliest <= start <= latest):
            remedy = (
                Said("Give {team} more hours a day.", team=slot.team.team_id)
                if latest < earliest
                else Said("Choose an hour between {first} and {last}.",
                          first=clock(earliest), last=clock(latest))
            )  # fmt: skip
            yield _problem(
                "hours",
                Said("{visit} on {day} is outside the hours of {team}, the road included.",
                     visit=UnitName(one.unit_code), day=slot.day, team=slot.team.team_id),
                remedy,
            )  # fmt: skip
