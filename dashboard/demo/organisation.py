"""Which bodies the invented organisation has: founded, shared, planned, late, or none."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from dashboard.demo.bodies import Body, Plan
from dashboard.demo.founding import founded, renewed
from dashboard.demo.history import REGION, History, day_between, months_before, parameters
from dashboard.demo.papers import with_papers
from dashboard.territory.register import Place, Register, register

_DAY = dt.timedelta(days=1)


def units(places: Register) -> tuple[Place, ...]:
    """Return what a sheet has a row for: the communes, and for Fès its arrondissements."""
    opened = {one.commune_code for one in places.arrondissements()}
    whole = tuple(one for one in places.communes() if one.code not in opened)
    return (*whole, *places.arrondissements())


def never_heard(told: History) -> frozenset[str]:
    """Return the rural communes that no sheet ever speaks of, each of another province."""
    draw = told.draw("never")
    pairs = [(draw.random(), one) for one in units(register()) if one.milieu == "rural"]
    skip = {*_shared_communes(), *parameters()["membership"]["inside_cercle"]}
    chosen: dict[str | None, str] = {}
    for _, one in sorted(pairs, key=lambda pair: pair[0]):
        if one.code not in skip:
            chosen.setdefault(one.province_code, one.code)
    return frozenset(list(chosen.values())[: parameters()["missing"]["never_heard"]])


def local_bodies(told: History) -> list[Body]:
    """Return a body for every unit that is ever heard of, and the bodies that units share."""
    silent, own = never_heard(told), []
    for province in register().provinces():
        heard = [
            one
            for one in units(register())
            if one.province_code == province.code and one.code not in silent
        ]
        own += _founded_in(told, province.code, heard)
    standing = _with_dormant(told, _dated(told, own))
    taken = {body.unit_code for body in standing}
    rest = [one for one in units(register()) if one.code not in taken | silent]
    bodies = [*standing, *_shared(told), *_unfounded(told, rest)]
    return [with_papers(told, body) for body in bodies]


def _founded_in(told: History, province: str, heard: list[Place]) -> list[Body]:
    """Return bodies without dates for the share of a province's units that have their own."""
    says, draw = parameters()["structures"], told.draw("founded", province)
    shared = _shared_communes()
    drawn = sorted(heard, key=lambda one: -(draw.random() ** (1 / _pull(one, shared))))
    city = [one for one in drawn if one.level == "arrondissement"]
    other = [one for one in drawn if one.level != "arrondissement"]
    whole = [one for one in register().communes() if one.province_code == province]
    n = round(says["founded_share"][province] * (len(whole) - bool(city)))
    chosen = [*other[:n], *city[: says["arrondissements"]["founded"]]]
    return [Body("local_secretariat", one.code, province) for one in chosen]


def _pull(one: Place, shared: frozenset[str]) -> float:
    """Return how readily a unit founds its own body: towns first, covered communes last."""
    return (3.0 if one.milieu == "urban" else 1.0) * (0.2 if one.code in shared else 1.0)


def _shared_communes() -> frozenset[str]:
    codes: set[str] = set()
    for one in parameters()["structures"]["shared"]:
        within = [c.code for c in register().communes() if c.cercle_code == one["unit"]]
        codes.update(one.get("covers", within))
    return frozenset(codes)


def _dated(told: History, bodies: list[Body]) -> list[Body]:
    """Give every founded body its dates: more of them since the day founding sped up."""
    says, draw = parameters()["structures"], told.draw("dates")
    oldest, newest = months_before(told.today, says["oldest_months"]), told.today - 12 * _DAY
    surge = min(says["surge_on"], months_before(told.today, 6))
    order = draw.sample(bodies, len(bodies))
    n = round(says["surge_share"] * len(order))
    recent = [founded(draw, body, day_between(draw, surge, newest)) for body in order[:n]]
    older = [founded(draw, body, day_between(draw, oldest, surge)) for body in order[n:]]
    return [renewed(told, body) for body in [*recent, *older]]


def _with_dormant(told: History, bodies: list[Body]) -> list[Body]:
    """Put a few bodies to sleep, none of those just founded or renewed."""
    draw = told.draw("dormant")
    old = [b for b in bodies if b.founded_on and b.founded_on < months_before(told.today, 20)]
    able = [body for body in old if not body.renewals]
    asleep = set(draw.sample(able, min(parameters()["structures"]["dormant"], len(able))))
    since = {b: day_between(draw, *_winter(told)) for b in sorted(asleep, key=_code)}
    return [replace(b, dormant_since=since[b]) if b in asleep else b for b in bodies]


def _winter(told: History) -> tuple[dt.date, dt.date]:
    return months_before(told.today, 12), months_before(told.today, 4)


def _code(body: Body) -> str:
    return body.unit_code


def _shared(told: History) -> list[Body]:
    """Return the bodies seated on a cercle that stand for several communes."""
    return [_one_shared(told, one) for one in parameters()["structures"]["shared"]]


def _one_shared(told: History, says: dict[str, Any]) -> Body:
    draw = told.draw("shared", says["unit"])
    seat = register().place(says["unit"])
    sender = str(seat.province_code) if seat else REGION
    body = Body("local_secretariat", says["unit"], sender, tuple(says.get("covers", ())))
    on = months_before(told.today, says["founded_months_ago"]) + 17 * _DAY
    body = founded(draw, body, on)
    if "renewed_months_ago" not in says:
        return body
    return replace(
        body, renewals=(months_before(told.today, says["renewed_months_ago"]) + 8 * _DAY,)
    )


def _unfounded(told: History, rest: Iterable[Place]) -> list[Body]:
    """Return the other units: planned for a coming day, planned for a day gone by, or nothing."""
    says, draw = parameters()["structures"], told.draw("unfounded")
    ordered = list(rest)
    order = draw.sample(ordered, len(ordered))
    share = len(units(register()))
    n_late, n_coming = round(says["late_plans"] * share), round(says["coming_plans"] * share)
    late = [_body(one, _late_plans(told, draw)) for one in order[:n_late]]
    coming = [_body(one, _coming_plan(told, draw)) for one in order[n_late : n_late + n_coming]]
    convened = [replace(one, convened_on=told.ends_on - 4 * _DAY) for one in coming[:4]]
    return [*late, *convened, *coming[4:], *(_body(one, ()) for one in order[n_late + n_coming :])]


def _body(one: Place, plans: tuple[Plan, ...]) -> Body:
    return Body("local_secretariat", one.code, str(one.province_code), plans=plans)


def _late_plans(told: History, draw: random.Random) -> tuple[Plan, ...]:
    """Return a plan whose day has gone by; two in five have been set again for a coming day."""
    first = told.ends_on - draw.randint(30, 320) * _DAY
    plan = Plan(first - draw.randint(60, 180) * _DAY, first)
    if draw.random() > 0.4:
        return (plan,)
    again = Plan(first + 25 * _DAY, told.today + draw.randint(10, 120) * _DAY)
    return (plan, again)


def _coming_plan(told: History, draw: random.Random) -> tuple[Plan, ...]:
    said = told.ends_on - draw.randint(0, 150) * _DAY
    return (Plan(said, told.today + draw.randint(6, 200) * _DAY),)
