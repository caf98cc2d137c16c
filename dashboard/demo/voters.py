"""Invented electoral lists and polling representatives, counted a few times. No real figure."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from typing import Any

from dashboard.demo.history import History, parameters
from dashboard.demo.organisation import never_heard, units
from dashboard.territory.register import Place, register

_DAY = dt.timedelta(days=1)
Row = dict[str, Any]


def closings(told: History) -> list[dt.date]:
    """Return the last two days on which general lists were closed and had arrived."""
    says = parameters()["electorate"]
    month, day = says["closing"]
    days = [dt.date(year, month, day) for year in range(told.today.year - 3, told.today.year + 1)]
    arrived = [on for on in days if on + says["arrives_after"] * _DAY < told.today]
    return arrived[-2:]


def electorate(told: History, on: dt.date) -> list[Row]:
    """Return the registered of every unit at a closing; one province is missing.

    Some rural communes have more registered than adults, and some units give no women.
    """
    says, back = parameters()["electorate"], closings(told)[-1].year - on.year
    rows = []
    for one in units(register()):
        if one.province_code == says["missing"]:
            continue
        draw = told.draw("registered", one.code)
        registered = round(_registered(told, one) * (1 - says["growth"]) ** back)
        row = {"territory_code": one.code, "counted_on": on, "registered": registered}
        share = says["women"][one.milieu or "rural"] + draw.uniform(-0.03, 0.03)
        if draw.random() > says["women_unknown"]:
            row["registered_women"] = round(registered * share)
        rows.append(row)
    return rows


def counts(told: History) -> list[tuple[dt.date, str, float]]:
    """Return when representatives were counted, for which election, and how far they had come."""
    says = parameters()["polling"]
    held, coming = says["legislative"], says["coming"]
    days = [(held["polling_on"] - n * _DAY, held["election_id"]) for n in held["days_before"]]
    days += [(told.today - n * _DAY, coming["election_id"]) for n in coming["days_ago"]]
    steps = (*says["progress"], *says["progress"])
    return [(on, election, step) for (on, election), step in zip(days, steps, strict=True)]


def coverage(told: History, election: str, on: dt.date, progress: float) -> list[Row]:
    """Return the stations and representatives of an election at a count.

    Communes and arrondissements one by one; one province as a sum; for the coming election one
    gives none, and the communes never heard of are in no count.
    """
    says = parameters()["polling"]
    silent = says["silent"] if election == says["coming"]["election_id"] else ()
    unheard, rows, sums = never_heard(told), [], dict[str, list[Row]]()
    for one in units(register()):
        if one.province_code in silent or one.code in unheard:
            continue
        row = _covered(told, one, election, progress)
        if one.province_code in says["sums"]:
            sums.setdefault(str(one.province_code), []).append(row)
        else:
            rows.append(row)
    rows += [_summed(province, some) for province, some in sums.items()]
    return [{"election_id": election, "counted_on": on, **row} for row in rows]


def level(told: History, what: str, one: Place, strength: float) -> float:
    """Return how far a unit comes in what is asked of it, from 0 to 1, around its province."""
    drawn = told.draw("level", what, one.code).gauss(strength + 0.12, 0.16)
    return min(max(drawn, 0.0), 1.0)


def _registered(told: History, one: Place) -> float:
    """Return the registered at the last closing, before rounding."""
    low, high = parameters()["electorate"][one.milieu or "rural"]
    share: float = told.draw("registration", one.code).uniform(low, high)
    return (one.adults_18_plus or 0) * share


def _covered(told: History, one: Place, election: str, progress: float) -> Row:
    says, draw = parameters()["polling"], told.draw("polling", election, one.code)
    strength = parameters()["strength"][str(one.province_code)]
    stations = max(2, round(_registered(told, one) / says["per_station"]))
    assigned = round(stations * level(told, election, one, strength) * progress)
    row = {"territory_code": one.code, "stations": stations, "agents_assigned": assigned}
    if draw.random() > says["untrained"]:
        row["agents_trained"] = round(assigned * _trained(draw, strength) * progress)
    row["reserve_agents"] = round(assigned * draw.uniform(0.0, 0.15))
    return row


def _trained(draw: random.Random, strength: float) -> float:
    return min(1.0, max(0.05, strength + draw.uniform(-0.25, 0.15)))


def _summed(province: str, rows: Iterable[Row]) -> Row:
    some = list(rows)
    names = ("stations", "agents_assigned", "reserve_agents")
    return {"territory_code": province, **{name: sum(row[name] for row in some) for name in names}}
