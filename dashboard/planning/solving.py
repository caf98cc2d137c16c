"""Find an agenda: PyVRP's iterated local search over teams and days, the same for the same seed.

Every team's day is a vehicle of its own with its own costs of road: what a visit loses by being
late is added to the road that leads to it on that day, and a day a visit may not take is too far.
Visits are optional clients whose prize is their weight; pinned ones are required. The search ends
after a number of iterations, never by the clock, so the same request gives the same agenda.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyvrp import Client, Depot, Location, ProblemData, Route, Solution, VehicleType, solve
from pyvrp.stop import MaxIterations

from dashboard.planning.days import DAY, Slot, admits, slots
from dashboard.planning.nearest import Orders, nearest_first
from dashboard.planning.timing import outing
from dashboard.planning.tour import Agenda, TourRequest, Visit
from dashboard.planning.travel import Travel
from dashboard.planning.unplaced import unplaced
from dashboard.planning.value import loss, minute_price, value

_POINT = 1000  # costs are whole numbers: a point is a thousand of them
_TOO_FAR = 100_000  # minutes: past the end of any day
# Iterations by size: some five seconds of a core for 60 visits and 54 team-days.
_WORK = 2_500_000
_LEAST, _MOST = 200, 2_000


@dataclass(frozen=True)
class _Model:
    request: TourRequest
    travel: Travel
    slots: Sequence[Slot]
    homes: Sequence[str]
    visits: Sequence[Visit]


def plan(
    request: TourRequest, travel: Travel, *, seed: int = 1, iterations: int | None = None
) -> Agenda:
    """Return the best agenda found; never worse than nearest first, never proven best.

    The request must have passed `conflicts`. The search is the same for the same request, seed and
    number of iterations (by default, by the size of the request).
    """
    start = nearest_first(request, travel)
    made = agenda_of(request, travel, start)
    if not request.visits or not slots(request):
        return made
    found = agenda_of(request, travel, _searched(request, travel, start, seed, iterations))
    return max((made, found), key=lambda one: _rank(request, one))


def agenda_of(request: TourRequest, travel: Travel, orders: Orders) -> Agenda:
    """Return the agenda that holds these orders, with what has no place and why."""
    outings = tuple(
        made
        for slot in slots(request)
        if (made := outing(slot, orders.get(slot.key, []), travel)) is not None
    )
    return Agenda(outings, unplaced(request, travel, outings))


def iterations_for(request: TourRequest) -> int:
    """Return how long the search goes on: fewer iterations for larger requests."""
    size = max(1, len(request.visits) * len(slots(request)))
    return max(_LEAST, min(_MOST, _WORK // size))


def _rank(request: TourRequest, agenda: Agenda) -> tuple[int, float]:
    pinned = {one.visit_id for one in request.visits if one.pin is not None}
    return len(pinned & agenda.places().keys()), value(request, agenda)


def _searched(
    request: TourRequest, travel: Travel, start: Orders, seed: int, iterations: int | None
) -> Orders:
    homes = list(dict.fromkeys(team.home_code for team in request.teams))
    model = _Model(request, travel, slots(request), homes, request.visits)
    problem = _problem(model)
    result = solve(
        problem,
        MaxIterations(iterations_for(request) if iterations is None else iterations),
        seed=seed,
        collect_stats=False,
        initial_solution=_solution(model, problem, start),
    )
    orders: Orders = {slot.key: [] for slot in model.slots}
    if not result.is_feasible():
        return start
    for route in result.best.routes():
        held = [step.idx for step in route.schedule() if step.is_client()]
        orders[model.slots[route.vehicle_type()].key] = [model.visits[idx] for idx in held]
    return orders


def _problem(model: _Model) -> ProblemData:
    units = [*model.homes, *(visit.unit_code for visit in model.visits)]
    minutes = np.array([[model.travel.between(a, b) for b in units] for a in units], dtype=np.int64)
    np.fill_diagonal(minutes, 0)
    costs: list[Any] = [_costs(model, slot, minutes) for slot in model.slots]
    return ProblemData(
        [Location(0, 0) for _ in units],
        [_client(model, index) for index in range(len(model.visits))],
        [Depot(index) for index in range(len(model.homes))],
        [_vehicle(model, index, slot) for index, slot in enumerate(model.slots)],
        [distance for distance, _duration in costs],
        [duration for _distance, duration in costs],
    )


def _costs(
    model: _Model, slot: Slot, minutes: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return what each leg costs and lasts on a team's day."""
    request, first = model.request, len(model.homes)
    price = minute_price(request) * _POINT
    distance = np.rint(minutes * price).astype(np.int64)
    duration = minutes.copy()
    for index, visit in enumerate(model.visits, first):
        if admits(request, slot, visit):
            distance[:, index] += round(loss(request, visit, slot.day) * _POINT)
        else:
            duration[:, index] = _TOO_FAR
            distance[:, index] += 2 * round(visit.weight * _POINT)
        distance[index, index] = duration[index, index] = 0
    return distance, duration


def _client(model: _Model, index: int) -> Client:
    visit = model.visits[index]
    fixed = visit.pin.starts_at if visit.pin else None
    return Client(
        len(model.homes) + index,
        delivery=[1],
        service_duration=visit.minutes,
        tw_early=0 if fixed is None else fixed,
        tw_late=DAY if fixed is None else fixed,
        prize=0 if visit.pin else round(visit.weight * _POINT),
        required=visit.pin is not None,
    )


def _vehicle(model: _Model, index: int, slot: Slot) -> VehicleType:
    home = model.homes.index(slot.team.home_code)
    return VehicleType(
        1,
        capacity=[slot.team.meetings_a_day],
        start_depot=home,
        end_depot=home,
        tw_early=slot.opens,
        tw_late=slot.closes,
        profile=index,
    )


def _solution(model: _Model, problem: ProblemData, orders: Orders) -> Solution:
    number = {visit.visit_id: index for index, visit in enumerate(model.visits)}
    routes = [
        Route(problem, [number[visit.visit_id] for visit in order], index)
        for index, slot in enumerate(model.slots)
        if (order := orders.get(slot.key))
    ]
    return Solution(problem, routes)
