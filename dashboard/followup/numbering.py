"""The number a new row of a register gets: one more than the rows it would else be taken for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.contracts import contracts
from dashboard.intake.known import Known
from dashboard.store import Store


def next_number(store: Store, table: str, row: Mapping[str, Any]) -> int:
    """Return the number of a new row: 1, or the next where rows share the rest of its key."""
    contract = contracts()[table]
    shared = [name for name in contract.natural_key if name != "number"]
    taken = [
        int(one["number"])
        for one in Known(store.cursor(), contract).current.values()
        if all(one.get(name) == row.get(name) for name in shared)
    ]
    return max(taken, default=0) + 1
