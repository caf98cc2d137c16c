"""What the batches of a region say to every page: whether they are synthetic, how new."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pandas as pd

from dashboard.store import Store, imports, touched


class Stored(NamedTuple):
    """The batches that touch a region with their states, newest first, and what they come to.

    `latest_at`: when the newest was committed (UTC), counting or undone; None when there is none.
    """

    batches: pd.DataFrame
    is_synthetic: bool
    is_empty: bool
    latest_at: dt.datetime | None


def stored(store: Store, region: str) -> Stored:
    """Return what is stored of a region: batches that touch others alone are left out."""
    found, elsewhere = imports(store), touched.batches_elsewhere(store, region)
    if elsewhere:
        found = found[~found["batch_no"].isin(elsewhere)].reset_index(drop=True)
    counts = found["state"] == "accepted"
    latest = None if found.empty else pd.Timestamp(found["committed_at"].max()).to_pydatetime()
    is_synthetic = bool((counts & (found["origin"] == "synthetic")).any())
    return Stored(found, is_synthetic, not counts.any(), latest)
