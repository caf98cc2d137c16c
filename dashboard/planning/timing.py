"""An order of visits → an outing with its hours, or None when the day is too short for it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dashboard.planning.days import Slot
from dashboard.planning.tour import Outing, Stop, Visit
from dashboard.planning.travel import Travel


def outing(slot: Slot, order: Sequence[Visit], travel: Travel) -> Outing | None:
    """Return the outing that holds the visits in this order, each as early as it can start.

    The team leaves home as late as its first meeting allows. None when a fixed hour would be
    missed, the team would be back too late, or there are more meetings than it holds in a day.
    """
    if not order or len(order) > slot.team.meetings_a_day:
        return None
    found = _outing(slot, order, travel)
    return found if found is not None and found.returns_at <= slot.closes else None


def overrun(slot: Slot, order: Sequence[Visit], travel: Travel) -> int | None:
    """Return by how many minutes the order passes the end of the day (negative: to spare).

    None when a fixed hour would be missed, which no longer day would mend.
    """
    found = _outing(slot, order, travel)
    return None if found is None else found.returns_at - slot.closes


def road(slot: Slot, order: Sequence[Visit], travel: Travel) -> int:
    """Return the minutes of road of an order, from home and back."""
    home = slot.team.home_code
    way = [home, *(visit.unit_code for visit in order), home]
    return sum(travel.between(a, b) for a, b in pairwise(way)) if order else 0


def _outing(slot: Slot, order: Sequence[Visit], travel: Travel) -> Outing | None:
    stops: list[Stop] = []
    here, now = slot.team.home_code, slot.opens
    for visit in order:
        minutes = travel.between(here, visit.unit_code)
        starts = now + minutes
        fixed = visit.pin.starts_at if visit.pin else None
        if fixed is not None:
            if starts > fixed:
                return None
            starts = fixed
        stops.append(Stop(visit.visit_id, minutes, starts, starts + visit.minutes))
        here, now = visit.unit_code, starts + visit.minutes
    back = travel.between(here, slot.team.home_code)
    leaves = stops[0].starts_at - stops[0].travel_minutes
    return Outing(slot.team.team_id, slot.day, leaves, tuple(stops), back, now + back)
