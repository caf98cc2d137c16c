"""Which regions a batch touches, so that figures of the others stay as they are.

A batch never changes, so what it touches is found once a process: the regions of the places that
its rows name. Rows without a place, or of a place that no region holds alone, touch every region.
"""

from __future__ import annotations

import threading
from pathlib import Path

from dashboard.contracts import contracts
from dashboard.settings import installed_regions
from dashboard.store.connection import Store
from dashboard.store.schema import fact_table
from dashboard.territory.register import whole_register

_lock = threading.Lock()
_known: dict[tuple[Path | None, int], frozenset[str] | None] = {}


def state_of_region(store: Store, region: str) -> int:
    """Return the number of the newest state of a batch that touches a region, 0 for none."""
    if len(installed_regions()) == 1:
        return store.state_no()
    states = store.cursor().execute(
        "select batch_no, max(state_no) from app.batch_states group by batch_no order by 2 desc"
    )
    for batch_no, state_no in states.fetchall():
        regions = regions_of_batch(store, batch_no)
        if regions is None or region in regions:
            return int(state_no)
    return 0


def regions_of_batch(store: Store, batch_no: int) -> frozenset[str] | None:
    """Return the regions that a batch's rows lie in; None when it touches every region."""
    key = (store.path, batch_no)
    with _lock:
        if key not in _known:
            _known[key] = _found(store, batch_no)
        return _known[key]


def _found(store: Store, batch_no: int) -> frozenset[str] | None:
    cursor, regions = store.cursor(), set[str]()
    named = cursor.execute(
        "select distinct table_name from app.batch_parts where batch_no = $n", {"n": batch_no}
    ).fetchall()
    for (table,) in named:
        contract = contracts()[table]
        if not contract.place:
            return None
        places = cursor.execute(
            f'select distinct "{contract.place}" from {fact_table(contract)} where batch_no = $n',  # noqa: S608
            {"n": batch_no},
        ).fetchall()
        for (code,) in places:
            region = _region_of(code)
            if region is None:
                return None
            regions.add(region)
    return frozenset(regions)


def _region_of(code: str | None) -> str | None:
    known = whole_register()
    place = known.place(code or "")
    if place:
        return place.region_code
    above = {p.region_code for one in known.atoms(code or "") if (p := known.place(one))}
    return above.pop() if len(above) == 1 else None
