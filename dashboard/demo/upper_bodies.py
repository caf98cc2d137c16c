"""The invented bodies above the commune: provincial and regional secretariats, youth, women."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from dashboard.demo.bodies import Body, Bureau
from dashboard.demo.history import REGION, History, months_before, parameters
from dashboard.demo.papers import with_papers

FES_CONSTITUENCIES = ("legislative:fes-nord", "legislative:fes-sud")
FES = "03.231"
_PROVINCES = (
    "03.061", "03.131", "03.171", "03.271", "03.451", "03.531", "03.561", "03.591",
)  # fmt: skip
_YOUTH = (REGION, "03.061", FES, "03.271", "03.561")
_WOMEN = (REGION, "03.061", FES, "03.451")


def upper_bodies(told: History) -> list[Body]:
    """Return the bodies whose sheet is kept by the region.

    In Fès the provincial level sits on the two constituencies of the House of Representatives.
    """
    seats = [
        *(("provincial_secretariat", unit) for unit in (*_PROVINCES, *FES_CONSTITUENCIES)),
        ("regional_secretariat", REGION),
        ("regional_council", REGION),
        *(("youth_organisation", unit) for unit in _YOUTH),
        *(("women_organisation", unit) for unit in _WOMEN),
    ]
    return [_body(told, kind, unit) for kind, unit in seats]


def province_of(unit: str) -> str:
    """Return the province in which an upper body sits (a constituency of Fès: Fès)."""
    return FES if unit in FES_CONSTITUENCIES else unit


def host_of(told: History, month: dt.date) -> str:
    """Return the province that hosts the region's meeting of a month: a turn of seven of nine."""
    turn = ("03.231", "03.061", "03.561", "03.451", "03.171", "03.271", "03.531")
    return turn[(told.months.index(month) * 3 + told.seed) % len(turn)]


def _body(told: History, kind: str, unit: str) -> Body:
    """Return a body founded before the history, its bureau counted; women in half of theirs."""
    draw = told.draw("upper", kind, unit)
    on = months_before(told.today, draw.randint(parameters()["months"] + 2, 42))
    members = draw.randint(24, 48) if unit == REGION else draw.randint(15, 32)
    women = members if kind == "women_organisation" else round(members * draw.uniform(0.22, 0.38))
    young = members if kind == "youth_organisation" else round(members * draw.uniform(0.15, 0.35))
    offices = draw.randint(9, 15)
    bureau = Bureau(members, women, young, offices, offices - draw.choice((0, 0, 1, 2)))
    body = Body(kind, unit, REGION, founded_on=on + dt.timedelta(days=draw.randint(4, 25)))
    rhythm = 0.55 if "organisation" in kind else 0.9
    return with_papers(told, replace(body, bureau=bureau, rhythm=rhythm))
