"""The demonstration: an invented organisation on the real communes, and what is publicly known."""

from __future__ import annotations

import datetime as dt

from dashboard.demo import generate
from dashboard.store import Store


def fill_demo(store: Store, *, today: dt.date | None = None) -> int:
    """Fill an empty store with synthetic data and the public batches, all up to today.

    Returns:
        How many batches there are.
    """
    return generate.fill(store, today=today or dt.date.today()).batches
