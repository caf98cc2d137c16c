"""A fault of the server that holds the data, told apart from a fault of ours."""

from __future__ import annotations

import duckdb

from dashboard.errors import Said
from dashboard.lake_settings import Lake
from dashboard.settings import default_store
from dashboard.store.lake import told


def lost(fault: BaseException | None) -> Said | None:
    """Return what to say of a fault of the server that holds the data; None for any other."""
    place = default_store()
    if isinstance(fault, duckdb.IOException) and isinstance(place, Lake):
        return told(fault, place).said
    return None
