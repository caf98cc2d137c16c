"""The other regions of an installation that holds several: a plainer invented organisation each.

Bodies, members, meetings and returns of twelve months, an inventory first and then one batch a
month; every batch is synthetic and says so. What an election needs, papers and correspondence are
told of the home region alone.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from dashboard.demo.bodies import Body, Bureau
from dashboard.demo.history import History, last_day
from dashboard.settings import in_region
from dashboard.store import Batch, Part, Row, Store, commit
from dashboard.territory.register import Place, register, whole_register

MONTHS = 12
_ABOUT = "معطيات اصطناعية للعرض · Données synthétiques de démonstration"
_TABLES = ("structures", "membership", "meetings", "returns")
_REPORTED = ("structures", "membership", "meetings", "constraint_reports")
Rows = dict[str, list[dict[str, Any]]]


def arrivals(
    store: Store, told: History, region: str
) -> Iterator[tuple[dt.date, Callable[[], object]]]:
    """Yield the day each batch of a region arrived, and what writes it.

    The same history gives the same rows. They are to be written in order of days.
    """
    with in_region(region):
        places, bodies = _places(), _bodies(told, region)
        months = told.months[-MONTHS:]
        sent = [(months[0] - dt.timedelta(days=1), _inventory(told, bodies))]
        sent += [(last_day(one), _month(told, places, bodies, one)) for one in months]
    for day, rows in sent:
        on = day + dt.timedelta(days=8)
        yield on, partial(_write, store, region, on, _batch(region, day, rows))


def _write(store: Store, region: str, on: dt.date, batch: Batch) -> None:
    with in_region(region):
        commit(store, [batch], at=dt.datetime.combine(on, dt.time(18)))


def _places() -> tuple[Place, ...]:
    """Return the communes of the region in force, arrondissements in place of theirs."""
    known = register()
    split = {one.commune_code for one in known.arrondissements()}
    return (*(one for one in known.communes() if one.code not in split), *known.arrondissements())


def _bodies(told: History, region: str) -> list[Body]:
    """Return the bodies: the region's, the provinces', and local ones, more in some provinces."""
    since = told.months[-1] - dt.timedelta(days=900)
    found = [
        Body(kind, region, region, founded_on=since, bureau=Bureau(15, 5, 4, 9, 8), rhythm=0.9)
        for kind in ("regional_secretariat", "regional_council")
    ]
    for province in register().provinces():
        draw = told.draw("elsewhere", province.code)
        on = since + dt.timedelta(days=draw.randint(0, 300))
        bureau = Bureau(13, 4, 3, 9, draw.randint(5, 9))
        found.append(
            Body("provincial_secretariat", province.code, province.code, founded_on=on,
                 bureau=bureau, rhythm=0.7)
        )  # fmt: skip
        share = draw.uniform(0.2, 0.85)
        for place in _places():
            if place.province_code == province.code:
                found.append(_local(place, draw, share, told))
    return found


def _local(place: Place, draw: random.Random, share: float, told: History) -> Body:
    founded = None
    if draw.random() < share:
        founded = told.months[-1] - dt.timedelta(days=draw.randint(20, 1200))
    bureau = Bureau(draw.randint(10, 15), draw.randint(1, 5), draw.randint(1, 5), 9,
                    draw.randint(4, 9)) if founded else None  # fmt: skip
    return Body("local_secretariat", place.code, str(place.province_code), founded_on=founded,
                bureau=bureau, rhythm=draw.uniform(0.2, 0.6))  # fmt: skip


def _inventory(told: History, bodies: list[Body]) -> Rows:
    day = told.months[-MONTHS] - dt.timedelta(days=1)
    return {"structures": [one.reported(day) for one in bodies if one.is_active(day)]}


def _month(told: History, places: tuple[Place, ...], bodies: list[Body], month: dt.date) -> Rows:
    """Return what came in for a month: of the communes that answered, with their returns."""
    day, period = last_day(month), f"{month:%Y-%m}"
    ticked = {
        one.code for one in places
        if told.draw("elsewhere ticked", one.code, period).random() > 0.08
    }  # fmt: skip
    return {
        "structures": [
            one.reported(day) for one in bodies if one.unit_code in ticked or _sits_above(one)
        ],
        "membership": list(_members(told, places, ticked, month)),
        "meetings": [
            row for one in bodies if one.is_active(month)
            if one.unit_code in ticked or _sits_above(one)
            if (row := _meeting(told, one, month))
        ],
        "returns": [
            {"territory_code": code, "table_name": name, "period": period,
             "received_on": day + dt.timedelta(days=8), "is_nil": name == "constraint_reports"}
            for code in sorted(ticked) for name in _REPORTED
        ],
    }  # fmt: skip


def _sits_above(body: Body) -> bool:
    return body.kind != "local_secretariat"


def _members(
    told: History, places: tuple[Place, ...], ticked: set[str], month: dt.date
) -> Iterator[dict[str, Any]]:
    grown = told.months.index(month)
    for one in places:
        if one.code not in ticked:
            continue
        draw = told.draw("elsewhere members", one.code)
        start = draw.uniform(0.001, 0.008) * (one.adults_18_plus or 200)
        members = round(start * (1 + 0.01 * grown))
        women = round(members * draw.uniform(0.15, 0.4))
        young = round(members * draw.uniform(0.15, 0.35))
        yield {"territory_code": one.code, "period": f"{month:%Y-%m}", "members": members,
               "women": women, "under_35": young}  # fmt: skip


def _meeting(told: History, body: Body, month: dt.date) -> dict[str, Any] | None:
    draw = told.draw("elsewhere meeting", body.structure_id, str(month))
    if draw.random() > body.rhythm:
        return None
    on = month.replace(day=draw.randint(2, 27))
    return {
        "meeting_id": f"meetings.{body.unit_code}.{body.kind}.{on}.01", "kind": "ordinary",
        "body_kind": body.kind, "body_unit_code": body.unit_code, "status": "held",
        "held_on": on, "attendees_total": draw.randint(6, 40),
    }  # fmt: skip


def _batch(region: str, day: dt.date, rows: Rows) -> Batch:
    parts = [
        Part(name, "upsert", [Row(n, row) for n, row in enumerate(rows[name], 2)])
        for name in _TABLES
        if rows.get(name)
    ]
    place = whole_register().place(region)
    names = f"{place.name_ar} · {place.name_fr}" if place else region
    return Batch(parts, origin="synthetic", note=f"{_ABOUT} · {names} · {day:%Y-%m}")
