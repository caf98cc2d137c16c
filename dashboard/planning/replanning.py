"""An agenda edited by hand: what is done stays, visits are fixed, moved, dropped; the rest follows.

And what an edit costs, before anybody decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from dashboard.errors import Said
from dashboard.planning.days import Slot, is_market_refused, slot_on, slots
from dashboard.planning.solving import agenda_of, plan
from dashboard.planning.timing import outing, overrun, road
from dashboard.planning.tour import Agenda, Outing, Pin, TourRequest, Visit
from dashboard.planning.travel import Travel
from dashboard.planning.value import value, weight_placed


@dataclass(frozen=True)
class Move:
    """What moving one visit costs, the others staying: minutes of road, and points of value.

    `agenda` is None where it cannot stand there; `refused` says why and `remedy` what would help.
    """

    agenda: Agenda | None
    road_minutes: int = 0
    points: float = 0.0
    refused: Said | None = None
    remedy: Said | None = None


@dataclass(frozen=True)
class Difference:
    """How an agenda differs from another: visits gained, lost and moved; weight, road, value."""

    gained: tuple[str, ...]
    lost: tuple[str, ...]
    moved: tuple[str, ...]
    weight: float
    road_minutes: int
    points: float


def done(agenda: Agenda, today: dt.date) -> tuple[Outing, ...]:
    """Return the outings of days gone by: they stay as they are."""
    return tuple(one for one in agenda.outings if one.day < today)


def rest_of(request: TourRequest, agenda: Agenda, *, today: dt.date) -> TourRequest:
    """Return the request of what is to do from today on, without the visits that are done."""
    held = {stop.visit_id for one in done(agenda, today) for stop in one.stops}
    left = tuple(one for one in request.visits if one.visit_id not in held)
    return replace(request, first_on=max(request.first_on, today), visits=left)


def edited(
    request: TourRequest,
    agenda: Agenda,
    *,
    keep: Collection[str] = (),
    moves: Mapping[str, Pin] | None = None,
    drops: Collection[str] = (),
) -> TourRequest:
    """Return the request with visits kept where the agenda has them, moved, or left out.

    What is fixed already stays fixed unless it is moved.
    """
    places = agenda.places()
    pins: dict[str, Pin | None] = {
        visit_id: Pin(places[visit_id][0].team_id, places[visit_id][0].day)
        for visit_id in keep
        if visit_id in places and request.visit[visit_id].pin is None
    }
    fixed = request.pinned({**pins, **(moves or {})})
    return replace(fixed, visits=tuple(one for one in fixed.visits if one.visit_id not in drops))


def replan(
    request: TourRequest, travel: Travel, agenda: Agenda, *, today: dt.date, seed: int = 1
) -> Agenda:
    """Return the agenda with its days gone by as they were and the rest found anew.

    `request` is the edited one; `conflicts` must have passed for `rest_of` it.
    """
    rest = plan(rest_of(request, agenda, today=today), travel, seed=seed)
    return Agenda((*done(agenda, today), *rest.outings), rest.unplaced)


def cost_of_move(
    request: TourRequest, travel: Travel, agenda: Agenda, visit_id: str, pin: Pin
) -> Move:
    """Return what it costs to move one visit to a team's day, all others staying where they are."""
    visit = replace(request.visit[visit_id], pin=pin)
    team = request.team[pin.team_id]
    slot = slot_on(request, team, pin.day)
    if slot is None:
        said = Said("{team} does not travel on {day}.", team=pin.team_id, day=pin.day)
        return Move(None, refused=said, remedy=Said("Choose a day on which the team works."))
    if is_market_refused(request, visit, pin.day):
        said = Said("{day} is the commune's market day.", day=pin.day)
        return Move(None, refused=said, remedy=Said("Choose another day of the week."))
    orders = _orders(request, agenda, without=visit_id)
    held = orders.get(slot.key, [])
    tried = [[*held[:at], visit, *held[at:]] for at in range(len(held) + 1)]
    able = [order for order in tried if outing(slot, order, travel) is not None]
    if not able:
        return _refused(slot, tried, travel)
    orders[slot.key] = min(able, key=lambda order: road(slot, order, travel))
    changed = request.pinned({visit_id: pin})
    made = agenda_of(changed, travel, dict(orders))
    gain = value(changed, made) - value(request, agenda)
    return Move(made, made.road_minutes - agenda.road_minutes, gain)


def difference(request: TourRequest, before: Agenda, after: Agenda) -> Difference:
    """Return how `after` differs from `before`; both answer requests that hold their visits."""
    old, new = before.places(), after.places()
    moved = [
        one
        for one in old.keys() & new.keys()
        if (old[one][0].team_id, old[one][0].day) != (new[one][0].team_id, new[one][0].day)
    ]
    return Difference(
        tuple(sorted(new.keys() - old.keys())),
        tuple(sorted(old.keys() - new.keys())),
        tuple(sorted(moved)),
        weight_placed(request, after) - weight_placed(request, before),
        after.road_minutes - before.road_minutes,
        value(request, after) - value(request, before),
    )


def _orders(
    request: TourRequest, agenda: Agenda, *, without: str
) -> dict[tuple[str, object], list[Visit]]:
    orders: dict[tuple[str, object], list[Visit]] = {slot.key: [] for slot in slots(request)}
    for one in agenda.outings:
        held = [request.visit[stop.visit_id] for stop in one.stops if stop.visit_id != without]
        orders[one.team_id, one.day] = held
    return orders


def _refused(slot: Slot, tried: list[list[Visit]], travel: Travel) -> Move:
    where = {"team": slot.team.team_id, "day": slot.day}
    if len(tried[0]) > slot.team.meetings_a_day:
        said = Said("{team} holds no more than {n} meetings on {day}.",
                    n=slot.team.meetings_a_day, **where)  # fmt: skip
        return Move(None, refused=said, remedy=Said("Move another visit off that day first."))
    passed = [over for order in tried if (over := overrun(slot, order, travel)) is not None]
    if not passed:
        said = Said("It would make {team} miss a fixed hour on {day}.", **where)
        return Move(None, refused=said, remedy=Said("Choose another day, or another hour."))
    said = Said("The day of {team} on {day} would be {n} minutes too long.", n=min(passed), **where)
    return Move(None, refused=said, remedy=Said("Move another visit off that day first."))
