"""Fill a database with an invented organisation on the real communes, as it would have arrived.

Everything invented is of origin `synthetic` and every such batch says so; the public rows come
between, as `public_source`, for what is invented refers to the elections they list. Each sheet is
committed on the day it would have reached the region, so that a question about what was known then
has an answer.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from dashboard.contracts import contracts
from dashboard.demo import public_source
from dashboard.demo.history import REGION, history, parameters
from dashboard.demo.occasional import occasional
from dashboard.demo.region_sheet import Rows
from dashboard.demo.sheets import World, months_back, senders
from dashboard.settings import in_region
from dashboard.store import Batch, Origin, Part, Row, Store, commit, undo
from dashboard.territory.register import register

_ABOUT = "معطيات اصطناعية للعرض · Données synthétiques de démonstration"


Others = Mapping[dt.date, Sequence[Callable[[], object]]]


@dataclass
class Filled:
    """What was written: batches, those undone, and rows by table."""

    batches: int = 0
    undone: list[int] = field(default_factory=list)
    rows: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Sheet:
    """A batch to be: the day it arrived, its rows by table, whether it was taken back that day.

    Those of one day are committed in the order told: what others refer to is told first.
    """

    on: dt.date
    rows: Rows
    note: str
    is_undone: bool = False
    origin: Origin = "synthetic"


def fill(
    store: Store, *, today: dt.date, seed: int | None = None, others: Others | None = None
) -> Filled:
    """Write the whole demonstration; the same `seed` and `today` give the same rows.

    `others` write what else arrived on a day, after it: commits go in order of time.

    Sheets that arrived the same day are one transaction, a batch each. Nothing is dated, or
    accepted, after `today`.
    """
    told = history(today, seed)
    by_day: dict[dt.date, list[Sheet]] = {}
    for sheet in sheets(World(told)):
        by_day.setdefault(sheet.on, []).append(sheet)
    filled, others = Filled(), others or {}
    for day in sorted({*by_day, *others}):
        if day in by_day:
            with in_region(REGION):
                _commit(store, by_day[day], filled)
        for write in others.get(day, ()):
            write()
            filled.batches += 1
    return filled


def _commit(store: Store, arrived: list[Sheet], filled: Filled) -> None:
    at = dt.datetime.combine(arrived[0].on, dt.time(10, 30))
    numbers = commit(store, [_batch(sheet) for sheet in arrived], at=at)
    for number, sheet in zip(numbers, arrived, strict=True):
        filled.rows.update({table: len(rows) for table, rows in sheet.rows.items()})
        if sheet.is_undone:
            undo(store, number, at=at + dt.timedelta(hours=3))
            filled.undone.append(number)
    filled.batches += len(numbers)


def _batch(sheet: Sheet) -> Batch:
    order = [name for name in contracts() if sheet.rows.get(name)]
    parts = [
        Part(name, "upsert", [Row(n, row) for n, row in enumerate(sheet.rows[name], 2)])
        for name in order
    ]
    return Batch(parts, origin=sheet.origin, note=sheet.note)


def sheets(world: World) -> Iterator[Sheet]:
    """Yield everything that was sent, in no order of days; a world can be told once."""
    return (sheet for sheet in _sheets(world) if any(sheet.rows.values()))


def _sheets(world: World) -> Iterator[Sheet]:
    told = world.told
    for on, rows, note in public_source.arrivals(told):
        yield Sheet(on, rows, note, origin="public_source")
    for sender in senders():
        on = told.starts_on + dt.timedelta(days=9)
        yield Sheet(on, world.inventory(sender), _note("جرد الهياكل", "inventaire", sender))
    for months in told.sendings():
        yield from _of_months(world, months)
    yield from _mistakes(world)
    for on, rows, names in occasional(told):
        yield Sheet(on, rows, _note(*names, REGION))


def _of_months(world: World, months: tuple[dt.date, ...]) -> Iterator[Sheet]:
    """Yield what each sender sent of these months, on the day the last of them arrived."""
    ends = dict.fromkeys((f"{months[0]:%Y-%m}", f"{months[-1]:%Y-%m}"))
    for sender in senders():
        on = world.told.arrival(sender, months[-1])
        if on is None:
            continue
        make = partial(world.monthly_return, sender) if sender != REGION else world.region_month
        rows = _latest([make(month, on) for month in months])
        arabic = " إلى ".join(f"\u2066{month}\u2069" for month in ends)
        note = _note(f"كشف {arabic}", f"relevé {' à '.join(ends)}", sender)
        yield Sheet(on, rows, note)


def _latest(told: list[Rows]) -> Rows:
    """Return the rows of several sheets as one: of a row told twice, what was told last."""
    merged: dict[str, dict[tuple[Any, ...], dict[str, Any]]] = {}
    for rows in told:
        for table, some in rows.items():
            kept = merged.setdefault(table, {})
            for row in some:
                kept[tuple(row[name] for name in contracts()[table].key)] = row
    return {table: list(kept.values()) for table, kept in merged.items()}


def _mistakes(world: World) -> Iterator[Sheet]:
    """Yield a late correction, and a sheet sent by mistake and undone."""
    for one in parameters()["mistakes"]:
        month = months_back(world.told, one["months_back"])
        arrived = world.told.arrival(one["province"], month)
        on = arrived + dt.timedelta(days=one["days_later"]) if arrived else world.told.today
        if on < world.told.today:
            rows = world.corrected(one["province"], month, one["factor"], one["communes"])
            said = _note(one["note_ar"], f"{one['note_fr']} {month:%Y-%m}", one["province"])
            yield Sheet(on, rows, said, one["is_undone"])


def _note(ar: str, fr: str, sender: str) -> str:
    place = register().place(sender)
    names = (place.name_ar, place.name_fr) if place else (sender, sender)
    french = f"\u2068{fr}, {names[1]}\u2069"  # isolated: it stands whole inside an Arabic page
    return f"{_ABOUT} · {ar}، {names[0]} · {french}"
