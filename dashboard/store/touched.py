"""Which regions a batch touches, so that figures of the others stay as they are.

A batch never changes, so what it touches is found once a process: the regions of the places that
its rows name, and that a replace covers. Rows without a place, or of a place that no region holds
alone, touch every region.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Final
from weakref import WeakKeyDictionary

from dashboard.contracts import contracts
from dashboard.settings import installed_regions
from dashboard.store.connection import Store, newest_state, only
from dashboard.store.files import Cursor
from dashboard.store.schema import fact_table
from dashboard.territory.register import whole_register

_EVERY: Final = None  # in the place of a region
_lock = threading.Lock()


@dataclass
class _Known:
    """What is known of one open database: the regions of its batches, up to the last one."""

    regions: dict[int, set[str | None]] = field(default_factory=dict)
    movable: set[int] = field(default_factory=set)  # with rows that may have lain elsewhere before
    newest: dict[str, tuple[int, int]] = field(default_factory=dict)  # state asked at, state found
    last: int = 0


_of_engines: WeakKeyDictionary[object, _Known] = WeakKeyDictionary()


def state_of_region(store: Store, region: str) -> int:
    """Return the number of the newest state of a batch that touches a region, 0 for none."""
    if len(installed_regions()) == 1:
        return store.state_no()
    with _lock, store.reading() as cursor:
        known, now = _known(store, cursor), newest_state(cursor)
        if known.newest.get(region, (-1, 0))[0] != now:
            known.newest[region] = (now, _newest(cursor, known, region))
        return known.newest[region][1]


def batches_elsewhere(store: Store, region: str) -> frozenset[int]:
    """Return the numbers of the batches that touch other regions alone."""
    if len(installed_regions()) == 1:
        return frozenset()
    with _lock, store.reading() as cursor:
        regions = _known(store, cursor).regions
        return frozenset(
            one for one, found in regions.items() if found and not found & {_EVERY, region}
        )


def _newest(cursor: Cursor, known: _Known, region: str) -> int:
    states = cursor.execute(
        "select batch_no, max(state_no) from app.batch_states group by batch_no"
    ).fetchall()
    touching = (
        int(state_no)
        for batch_no, state_no in states
        if batch_no in known.movable or known.regions.get(batch_no, set()) & {_EVERY, region}
    )
    return max(touching, default=0)


def _known(store: Store, cursor: Cursor) -> _Known:
    """Bring what is known to the newest batch of the moment that a cursor sees."""
    known = _of_engines.setdefault(store._engine, _Known())
    last = int(only(cursor.execute("select coalesce(max(batch_no), 0) from app.batches")))
    if last == known.last:
        return known
    for batch_no, found in _regions_after(cursor, known.last):
        known.regions.setdefault(batch_no, set()).add(found)
    moved = [one.table for one in contracts().values() if one.place not in ("", *one.identity)]
    known.movable |= {
        batch_no
        for (batch_no,) in cursor.execute(
            """select distinct batch_no from app.batch_parts
            where batch_no > $last and list_contains($moved, table_name)""",
            {"last": known.last, "moved": moved},
        ).fetchall()
    }
    known.last = last
    return known


def _regions_after(cursor: Cursor, last: int) -> list[tuple[int, str | None]]:
    """Return (batch, region) of every batch after one, of its rows and of what a replace covers."""
    register = whole_register()
    codes = [one.code for one in register.places()] + [one.id for one in register.constituencies()]
    cursor.execute(
        "create temp table place_regions as select unnest($c) code, unnest($r) region",
        {"c": codes, "r": [_region_of(code) for code in codes]},
    )
    named = [
        f"""select batch_no, {f'"{one.place}"' if one.place else "null::varchar"} as code
        from {fact_table(one)}"""  # noqa: S608
        for one in contracts().values()
    ]
    named.append("select batch_no, unnest(scope_territories) as code from app.batch_parts")
    return [
        pair
        for one in named
        for pair in cursor.execute(
            f"""select distinct f.batch_no, p.region from ({one}) f
            left join temp.main.place_regions p using (code) where f.batch_no > $last""",  # noqa: S608
            {"last": last},
        ).fetchall()
    ]


def _region_of(code: str | None) -> str | None:
    known = whole_register()
    place = known.place(code or "")
    if place:
        return place.region_code
    above = {p.region_code for one in known.atoms(code or "") if (p := known.place(one))}
    return above.pop() if len(above) == 1 else None
