"""The demonstration: an invented organisation on the real communes, and what is publicly known."""

from __future__ import annotations

import datetime as dt

from dashboard.demo import generate, public_source
from dashboard.store import Store


def fill_demo(store: Store, *, today: dt.date | None = None) -> int:
    """Fill an empty store with synthetic data up to today and the public batches.

    Returns:
        How many batches there are.
    """
    filled = generate.fill(store, today=today or dt.date.today())
    return filled.batches + len(public_source.load(store))
