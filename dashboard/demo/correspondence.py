"""Invented requests to the ministerial sectors, and needs carried by parliamentarians."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from dashboard.demo.field_constraints import field_says
from dashboard.demo.history import History, day_between, last_day, parameters
from dashboard.territory.register import register

_DAY = dt.timedelta(days=1)
_CHANNELS = ("letter", "meeting", "decentralised_service", "parliamentarian", "message", "call")
_CARRIED = ("written_question", "oral_question", "meeting", "letter", "committee")
_STEPS = ("mp_on", "ministry_on", "answered_on", "fed_back_on")
Rows = list[dict[str, Any]]


def requests(told: History) -> Rows:
    """Return every liaison request of the history, with the day of its answer, if ever."""
    rate = parameters()["correspondence"]["liaison_rate"]
    return [
        _request(draw, need, place, on) for draw, need, place, on in _voiced(told, "liaison", rate)
    ]


def advocacy(told: History) -> Rows:
    """Return every advocacy item of the history, with the days of the steps it took."""
    rate = parameters()["correspondence"]["advocacy_rate"]
    return [
        _item(draw, need, place, on) for draw, need, place, on in _voiced(told, "advocacy", rate)
    ]


def requests_news(rows: Rows, since: dt.date, day: dt.date) -> Rows:
    """Return the requests opened, forwarded or answered after `since` and up to `day`."""
    told = []
    for row in rows:
        moments = (row["opened_on"], row["forwarded_on"], row["answered_on"])
        if any(on is not None and since < on <= day for on in moments):
            told.append(_request_at(row, day))
    return told


def advocacy_news(rows: Rows, since: dt.date, day: dt.date) -> Rows:
    """Return the needs that took a step after `since` and up to `day`."""
    return [
        _item_at(row, day)
        for row in rows
        if any(row[step] and since < row[step] <= day for step in ("need_on", *_STEPS))
    ]


def _voiced(
    told: History, what: str, rate: float
) -> list[tuple[random.Random, dict[str, Any], str, dt.date]]:
    """Return what provinces and their communes ask for, month by month, one a territory and day."""
    found: dict[tuple[str, str, dt.date], tuple[random.Random, dict[str, Any], str, dt.date]] = {}
    for province in register().provinces():
        inside = [one.code for one in register().communes() if one.province_code == province.code]
        for month in told.months:
            draw = told.draw(what, province.code, str(month))
            for _ in range(int(rate) + (draw.random() < rate % 1)):
                need = draw.choice(field_says()["needs"])
                place = province.code if draw.random() < 0.4 else draw.choice(inside)
                on = day_between(draw, month, last_day(month))
                found.setdefault((place, need["sector_code"], on), (draw, need, place, on))
    return list(found.values())


def _strength(place: str) -> float:
    known = register().place(place)
    return float(parameters()["strength"][str(known.province_code if known else None)])


def _request(draw: random.Random, need: dict[str, Any], place: str, on: dt.date) -> dict[str, Any]:
    strength, chance = _strength(place), draw.random()
    soon, late = draw.randint(12, 58), draw.randint(63, 190)
    days = soon if chance < strength * 0.8 else late if chance < 0.5 + strength * 0.4 else None
    return {
        "request_id": f"liaison_requests.{place}.{on}.{_number(need)}",
        "sector_code": need["sector_code"],
        "territory_code": place,
        "opened_on": on,
        "number": 1,
        "channel": draw.choice(_CHANNELS),
        "summary": need["ar"],
        "forwarded_on": on + draw.randint(2, 11) * _DAY,
        "answered_on": on + days * _DAY if days else None,
        "ends_closed": draw.random() < 0.3,
    }


def _request_at(row: dict[str, Any], day: dt.date) -> dict[str, Any]:
    told = {k: v for k, v in row.items() if k not in ("forwarded_on", "answered_on", "ends_closed")}
    if row["answered_on"] and row["answered_on"] <= day:
        status = "closed" if row["ends_closed"] else "answered"
        return told | {"status": status, "answered_on": row["answered_on"]}
    return told | {"status": "forwarded" if row["forwarded_on"] <= day else "open"}


def _item(draw: random.Random, need: dict[str, Any], place: str, on: dt.date) -> dict[str, Any]:
    strength = _strength(place)
    taken = on + draw.randint(4, 30) * _DAY if draw.random() < 0.88 else None
    carried = taken + draw.randint(6, 35) * _DAY if taken and draw.random() < 0.85 else None
    answered = carried + draw.randint(15, 75) * _DAY if carried and draw.random() < 0.75 else None
    told_on = (answered or taken or on) + draw.randint(3, 30) * _DAY
    return {
        "item_id": f"advocacy_items.{place}.{on}.{_number(need)}",
        "territory_code": place,
        "sector_code": need["sector_code"],
        "need_on": on,
        "number": 1,
        "summary": need["ar"],
        "mp_on": taken,
        "channel": draw.choice(_CARRIED),
        "ministry_on": carried,
        "answered_on": answered,
        "fed_back_on": told_on if taken and draw.random() < strength * 0.8 else None,
        "outcome": draw.choices(("accepted", "partly", "refused"), (4, 4, 2))[0],
    }


def _item_at(row: dict[str, Any], day: dt.date) -> dict[str, Any]:
    told = {k: v for k, v in row.items() if k not in (*_STEPS, "channel", "outcome")}
    told |= {step: row[step] for step in _STEPS if row[step] and row[step] <= day}
    if "mp_on" in told:
        told["channel"] = row["channel"]
    if "ministry_on" in told:
        told["outcome"] = row["outcome"] if "answered_on" in told else "pending"
    return told


def _number(need: dict[str, Any]) -> str:
    """Return the last part of an id: the sectors asked on one day by one territory differ."""
    sectors = list(dict.fromkeys(one["sector_code"] for one in field_says()["needs"]))
    return f"{sectors.index(need['sector_code']) + 1:02d}"
