"""Which regions a batch touches, so that figures of the others stay as they are.

A batch never changes, so what it touches is found once a process: the regions of the places that
its rows name. Rows without a place, or of a place that no region holds alone, touch every region.
"""

from __future__ import annotations

import threading
from weakref import WeakKeyDictionary

from dashboard.contracts import contracts
from dashboard.settings import installed_regions
from dashboard.store.connection import Store
from dashboard.store.schema import fact_table
from dashboard.territory.register import whole_register

_lock = threading.Lock()
_STATES_AT_ONCE = 64


class _Known:
    """What is known of one open database: the regions of batches, and the newest of each region."""

    def __init__(self) -> None:
        self.batches: dict[int, frozenset[str] | None] = {}
        self.newest: dict[str, tuple[int, int]] = {}
        self.places: dict[int, set[str | None]] = {}
        self.last = 0


_of_engines: WeakKeyDictionary[object, _Known] = WeakKeyDictionary()


def state_of_region(store: Store, region: str) -> int:
    """Return the number of the newest state of a batch that touches a region, 0 for none."""
    if len(installed_regions()) == 1:
        return store.state_no()
    now = store.state_no()
    with _lock:
        known = _of_engines.setdefault(store._engine, _Known())
        if known.newest.get(region, (-1, 0))[0] != now:
            known.newest[region] = (now, _newest(store, known, region))
        return known.newest[region][1]


def batches_elsewhere(store: Store, region: str) -> frozenset[int]:
    """Return the numbers of the batches that touch other regions alone."""
    if len(installed_regions()) == 1:
        return frozenset()
    with _lock:
        known = _of_engines.setdefault(store._engine, _Known())
        for batch_no, found in _regions_after(store, known.last):
            known.places.setdefault(batch_no, set()).add(found)
            known.last = max(known.last, batch_no)
        return frozenset(
            batch_no for batch_no, found in known.places.items() if not found & {None, region}
        )


def _regions_after(store: Store, last: int) -> list[tuple[int, str | None]]:
    """Return (batch, region) of every batch after one; the region is None for every region's."""
    cursor, known = store.cursor(), whole_register()
    codes = [one.code for one in known.places()] + [one.id for one in known.constituencies()]
    cursor.execute(
        "create or replace temp table place_regions as select unnest($c) code, unnest($r) region",
        {"c": codes, "r": [_region_of(code) for code in codes]},
    )
    found: list[tuple[int, str | None]] = []
    for contract in contracts().values():
        place = f'f."{contract.place}"' if contract.place else "null"
        found += cursor.execute(
            f"""select distinct f.batch_no, p.region from {fact_table(contract)} f
            left join temp.main.place_regions p on p.code = {place}
            where f.batch_no > $last""",  # noqa: S608
            {"last": last},
        ).fetchall()
    return found


def _newest(store: Store, known: _Known, region: str) -> int:
    """Walk the states backwards to the first that touches the region; seldom far."""
    states = store.cursor().execute(
        "select batch_no, state_no from app.batch_states order by state_no desc"
    )
    while some := states.fetchmany(_STATES_AT_ONCE):
        for batch_no, state_no in some:
            if batch_no not in known.batches:
                known.batches[batch_no] = _found(store, batch_no)
            regions = known.batches[batch_no]
            if regions is None or region in regions:
                return int(state_no)
    return 0


def _found(store: Store, batch_no: int) -> frozenset[str] | None:
    """Return the regions that a batch's rows lie in; None when it touches every region."""
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
