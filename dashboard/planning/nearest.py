"""Nearest first: the agenda a person would make by hand, and where the search starts from."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from dashboard.planning.days import Slot, admits, slots
from dashboard.planning.timing import outing, road
from dashboard.planning.tour import TourRequest, Visit
from dashboard.planning.travel import Travel

Orders = dict[tuple[str, object], list[Visit]]
_ALL_ORDERS = 6  # up to so many pinned visits of a day every order is tried


def nearest_first(request: TourRequest, travel: Travel) -> Orders:
    """Return for each team and day the visits in order: each time the nearest that still fits.

    Day by day from the first, pinned visits first; a KeyError never: a pin nobody can hold is
    refused before (`conflicts`).
    """
    left = [visit for visit in request.visits if visit.pin is None]
    orders: Orders = {}
    for slot in slots(request):
        order = list(pinned_order(request, slot, travel) or ())
        while (step := _nearest(request, slot, order, left, travel)) is not None:
            order, taken = step
            left.remove(taken)
        orders[slot.key] = order
    return orders


def pinned_order(request: TourRequest, slot: Slot, travel: Travel) -> Sequence[Visit] | None:
    """Return the least travelled order of a slot's pinned visits; None when none can be held."""
    held = [one for one in request.visits if one.pin is not None and admits(request, slot, one)]
    if not held:
        return ()
    fixed = sorted(held, key=lambda one: (one.pin and one.pin.starts_at) or 0)
    orders = permutations(held) if len(held) <= _ALL_ORDERS else iter((tuple(fixed),))
    able = [order for order in orders if outing(slot, order, travel) is not None]
    return min(able, key=lambda order: road(slot, order, travel), default=None)


def _nearest(
    request: TourRequest, slot: Slot, order: list[Visit], left: Sequence[Visit], travel: Travel
) -> tuple[list[Visit], Visit] | None:
    """Return the order with the visit nearest to its end put in, and that visit."""
    here = order[-1].unit_code if order else slot.team.home_code
    able = sorted(
        (visit for visit in left if admits(request, slot, visit)),
        key=lambda visit: (travel.between(here, visit.unit_code), visit.visit_id),
    )
    for visit in able:
        for position in range(len(order), -1, -1):
            longer = [*order[:position], visit, *order[position:]]
            if outing(slot, longer, travel) is not None:
                return longer, visit
    return None
