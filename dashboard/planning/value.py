"""What an agenda is worth, in points: weight placed, sooner rather than later, less the road.

The solver, the nearest-first agenda and the exact optimum of the tests are all measured with it.
"""

from __future__ import annotations

import datetime as dt

from dashboard.planning.days import slots, weekday
from dashboard.planning.tour import Agenda, TourRequest, Visit
from dashboard.planning.travel import Travel


def minute_price(request: TourRequest) -> float:
    """Return the points that a minute of road costs: a visit of mean weight is worth some hours."""
    weights = [visit.weight for visit in request.visits if visit.weight > 0]
    mean = sum(weights) / len(weights) if weights else 1.0
    return mean / (request.rules.worth_hours * 60)


def loss(request: TourRequest, visit: Visit, day: dt.date) -> float:
    """Return the points a visit loses on a day: late in the campaign, or off its market day."""
    span = (request.last_on - request.first_on).days
    share = request.rules.late_share * (day - request.first_on).days / span if span else 0.0
    markets = request.market_days.get(visit.unit_code, frozenset())
    prefers = request.rules.market == "prefer" and visit.kind == "founding"
    if prefers and markets and weekday(day) not in markets:
        share += request.rules.market_share
    return visit.weight * share


def weight_placed(request: TourRequest, agenda: Agenda) -> float:
    """Return the weight of the visits that have a place."""
    return sum(request.visit[visit_id].weight for visit_id in agenda.places())


def value(request: TourRequest, agenda: Agenda) -> float:
    """Return what an agenda is worth in points: weight placed, less lateness, less road."""
    late = sum(
        loss(request, request.visit[visit_id], outing.day)
        for visit_id, (outing, _stop) in agenda.places().items()
    )
    road = agenda.road_minutes * minute_price(request)
    return weight_placed(request, agenda) - late - road


def capacity_bound(request: TourRequest, travel: Travel) -> float:
    """Return a weight that no agenda can pass: the teams' hours and meetings, filled in parts.

    Each visit is charged its own minutes and its cheapest incoming road; the heaviest for what they
    cost come first and the last one is taken in part. The smaller of the bound by hours and the
    bound by meetings holds.
    """
    days = slots(request)
    hours = sum(slot.closes - slot.opens for slot in days)
    meetings = sum(slot.team.meetings_a_day for slot in days)
    by_hours = _filled(
        [(one.weight, one.minutes + _cheapest(request, travel, one)) for one in request.visits],
        hours,
    )
    return min(by_hours, _filled([(one.weight, 1) for one in request.visits], meetings))


def _cheapest(request: TourRequest, travel: Travel, visit: Visit) -> int:
    origins = {team.home_code for team in request.teams}
    origins |= {one.unit_code for one in request.visits if one.visit_id != visit.visit_id}
    return min(travel.between(origin, visit.unit_code) for origin in origins)


def _filled(items: list[tuple[float, int]], room: float) -> float:
    taken = 0.0
    for weight, cost in sorted(items, key=lambda item: item[0] / max(item[1], 1), reverse=True):
        part = min(1.0, room / cost) if cost else 1.0
        taken += weight * part
        room -= cost * part
        if room <= 0:
            break
    return taken
