"""Why a visit has no place, in a sentence, and the smallest thing that would give it one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.errors import Said
from dashboard.planning.days import Slot, refusal, slots
from dashboard.planning.timing import overrun
from dashboard.planning.tour import Outing, TourRequest, Unplaced, Visit
from dashboard.planning.travel import Travel


@dataclass(frozen=True)
class _Room:
    """Where a visit would fit with the least change: minutes and meetings that lack there."""

    minutes: int
    meetings: int
    slot: Slot


def unplaced(
    request: TourRequest, travel: Travel, outings: Sequence[Outing]
) -> tuple[Unplaced, ...]:
    """Return the visits without a place, the heaviest first, each with its reason and remedy."""
    held = {stop.visit_id for one in outings for stop in one.stops}
    left = [visit for visit in request.visits if visit.visit_id not in held]
    days = slots(request)
    orders = {
        (one.team_id, one.day): [request.visit[stop.visit_id] for stop in one.stops]
        for one in outings
    }
    left.sort(key=lambda visit: (-visit.weight, visit.visit_id))
    return tuple(_why(request, travel, days, orders, visit) for visit in left)


def _why(
    request: TourRequest,
    travel: Travel,
    days: Sequence[Slot],
    orders: dict[tuple[str, dt.date], list[Visit]],
    visit: Visit,
) -> Unplaced:
    able = [slot for slot in days if refusal(request, visit, slot.day) is None]
    if not able:
        return _no_day(request, days, visit)
    alone = min((_alone(slot, visit, travel), i, slot) for i, slot in enumerate(able))
    if alone[0] > 0:
        return _too_far(visit, alone[2], alone[0])
    return _full(visit, _least(travel, able, orders, visit))


def _no_day(request: TourRequest, days: Sequence[Slot], visit: Visit) -> Unplaced:
    reasons = {refusal(request, visit, slot.day) for slot in days}
    if "market" in reasons:
        said = Said("Every day a team could come is the commune's market day or outside its dates.")
        remedy = Said("Let a team work on another weekday, or take market days into account less.")
        return Unplaced(visit.visit_id, "market", said, remedy)
    first, last = visit.not_before or request.first_on, visit.deadline or request.last_on
    if last < request.first_on or first > request.last_on:
        said = Said("It is wanted between {first} and {last}, outside the campaign's dates.",
                    first=first, last=last)  # fmt: skip
        remedy = Said("Change the campaign's dates, or those of this visit.")
        return Unplaced(visit.visit_id, "dates", said, remedy)
    said = Said("No team works between {first} and {last}.", first=first, last=last)
    remedy = Said("Give a team a working day between these dates, or move the last day.")
    return Unplaced(visit.visit_id, "days", said, remedy)


def _too_far(visit: Visit, slot: Slot, minutes: int) -> Unplaced:
    said = Said(
        "No team in reach: the road there and back and the meeting pass the day of {team} by "
        "{n} minutes, the least of all teams.",
        team=slot.team.team_id,
        n=minutes,
    )
    remedy = Said(
        "Give {team} {hours} more hours a day, or a team that starts nearer.",
        team=slot.team.team_id,
        hours=-(-minutes // 60),
    )
    return Unplaced(visit.visit_id, "reach", said, remedy)


def _full(visit: Visit, room: _Room) -> Unplaced:
    where = {"team": room.slot.team.team_id, "day": room.slot.day}
    said = Said("The days it could take are full with visits that weigh more or lie nearer.")
    if room.meetings and room.minutes > 0:
        remedy = Said(
            "The nearest room: {team} on {day}, with one more meeting and {n} more minutes. A "
            "later last day would help too.", n=room.minutes, **where)  # fmt: skip
    elif room.meetings:
        remedy = Said("The nearest room: {team} on {day}, with one more meeting that day.", **where)
    elif room.minutes > 0:
        remedy = Said("The nearest room: {team} on {day}, with {n} more minutes. A later last day "
                      "would help too.", n=room.minutes, **where)  # fmt: skip
    else:
        said = Said("It weighs less than the road to it costs.")
        remedy = Said("There is room with {team} on {day}: fix it there by hand.", **where)
    return Unplaced(visit.visit_id, "full", said, remedy)


def _alone(slot: Slot, visit: Visit, travel: Travel) -> int:
    passed = overrun(slot, [visit], travel)
    return 0 if passed is None else passed


def _least(
    travel: Travel,
    able: Sequence[Slot],
    orders: dict[tuple[str, dt.date], list[Visit]],
    visit: Visit,
) -> _Room:
    """Return the slot where putting the visit in passes the day least, fewest meetings first."""
    rooms = []
    for slot in able:
        order = orders.get(slot.key, [])
        passed = [
            over
            for position in range(len(order) + 1)
            if (over := overrun(slot, [*order[:position], visit, *order[position:]], travel))
            is not None
        ]
        extra = max(0, len(order) + 1 - slot.team.meetings_a_day)
        rooms.append(_Room(min(passed, default=slot.closes - slot.opens), extra, slot))
    return min(rooms, key=lambda room: (room.meetings * 60 + max(0, room.minutes), room.slot.day))
