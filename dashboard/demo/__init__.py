"""The demonstration: an invented organisation on the real communes, and what is publicly known."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable

from dashboard.demo import elsewhere, generate
from dashboard.demo.history import REGION, history
from dashboard.settings import in_region, installed_regions
from dashboard.store import Store


def fill_demo(store: Store, *, today: dt.date | None = None) -> int:
    """Fill an empty store with synthetic data and the public batches, all up to today.

    Fès-Meknès is told in full; of an installation that holds more, or other regions, each of those
    is told more plainly.

    Returns:
        How many batches there are.
    """
    day = today or dt.date.today()
    told, others = history(day), defaultdict[dt.date, list[Callable[[], object]]](list)
    for region in installed_regions():
        if region != REGION:
            for on, write in elsewhere.arrivals(store, told, region):
                others[on].append(write)
    if REGION in installed_regions():
        with in_region(REGION):
            return generate.fill(store, today=day, others=others).batches
    writes = [write for on in sorted(others) for write in others[on]]
    for write in writes:
        write()
    return len(writes)
