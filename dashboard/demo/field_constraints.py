"""Invented constraints (إكراهات): raised in a month, closed in time, late or never. No person."""

from __future__ import annotations

import datetime as dt
import random
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from dashboard.demo.history import REGION, History, day_between, last_day, parameters
from dashboard.paths import DEMO
from dashboard.territory.register import Place, register

_DAY = dt.timedelta(days=1)
_IN_TIME = 90  # days, as the indicator of closed constraints counts


@cache
def field_says() -> dict[str, Any]:
    """Return what the field may report, `data/demo/field.toml`."""
    return tomllib.loads((DEMO / "field.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Constraint:
    """A constraint with its whole story; `ended_on` is None while it stays open."""

    row: dict[str, Any]
    worked_on: dt.date
    ended_on: dt.date | None
    ended_as: str

    @property
    def raised_on(self) -> dt.date:
        """The day it was raised."""
        return self.row["raised_on"]  # type: ignore[no-any-return]

    def changed(self, since: dt.date, day: dt.date) -> bool:
        """Tell whether a sheet for the days after `since` up to `day` has something new of it."""
        moments = (self.raised_on, self.worked_on, self.ended_on)
        return any(on is not None and since < on <= day for on in moments)

    def reported(self, day: dt.date) -> dict[str, Any]:
        """Return its row of `constraint_reports` as a sheet of this day holds it."""
        if self.ended_on is not None and self.ended_on <= day:
            return self.row | {"status": self.ended_as, "closed_on": self.ended_on}
        return self.row | {"status": "in_progress" if self.worked_on <= day else "open"}


def field_constraints(told: History, places: Iterable[Place]) -> dict[str, list[Constraint]]:
    """Return the constraints raised over the history, by territory, oldest first.

    A commune or arrondissement raises a few a year; a province and the region their own, the only
    ones that may speak of elected officials.
    """
    says = parameters()["constraints"]
    provinces = {one.code: one.code for one in register().provinces()}
    fine = {one.code: str(one.province_code) for one in places}
    found = {
        code: _of_unit(told, code, province, says["commune_rate"], is_fine=True)
        for code, province in fine.items()
    }
    for code in provinces:
        found[code] = _of_unit(told, code, code, says["province_rate"], is_fine=False)
    found[REGION] = _of_unit(told, REGION, REGION, says["region_rate"], is_fine=False)
    return found


def news(
    told: History, some: Iterable[Constraint], month: dt.date, is_ticked: Callable[[dt.date], bool]
) -> list[dict[str, Any]]:
    """Return what the sheet of a month says of a territory's constraints.

    A month in which the territory was left unticked told nothing: the next sheet says it.
    """
    first = told.months.index(month)
    while first > 0 and not is_ticked(told.months[first - 1]):
        first -= 1
    since, day = told.months[first] - _DAY, last_day(month)
    return [one.reported(day) for one in some if one.changed(since, day)]


def _of_unit(
    told: History, code: str, province: str, rate: float, *, is_fine: bool
) -> list[Constraint]:
    draw = told.draw("constraints", code)
    kinds = [one for one in field_says()["constraints"] if not (is_fine and "at" in one)]
    rows = []
    for month in told.months:
        if draw.random() < rate:
            on = day_between(draw, month, last_day(month))
            rows.append(_constraint(draw, draw.choice(kinds), code, province, on))
    return rows


def _constraint(
    draw: random.Random, kind: dict[str, Any], code: str, province: str, on: dt.date
) -> Constraint:
    says = parameters()["constraints"]
    severity = draw.choices((1, 2, 3, 4, None), (20, 35, 25, 10, 10))[0]
    row = {
        "constraint_id": f"constraint_reports.{code}.{on}.01",
        "raised_on": on,
        "territory_code": code,
        "category": kind["category"],
        "number": 1,
        "summary": kind["fr" if draw.random() < says["french_share"] else "ar"],
        "answer_level": kind["answer_level"],
        "owner_function": kind["owner_function"],
        "due_on": on + draw.choice((30, 60, 90)) * _DAY,
        "pillar": kind["pillar"],
    }
    row |= {"severity": severity} if severity else {}
    ended, ended_as = _end(draw, on, parameters()["strength"].get(province, 0.5))
    return Constraint(row, on + draw.randint(6, 45) * _DAY, ended, ended_as)


def _end(draw: random.Random, on: dt.date, strength: float) -> tuple[dt.date | None, str]:
    """Return when it ended and how: in time in strong provinces, late, dropped, or never."""
    says = parameters()["constraints"]
    chance, soon, late = draw.random(), draw.randint(9, _IN_TIME - 3), draw.randint(95, 320)
    if chance < strength * 0.85:
        return on + soon * _DAY, "closed"
    rest = (chance - strength * 0.85) / (1 - strength * 0.85)
    if rest < says["late_share"]:
        return on + late * _DAY, "closed"
    if rest < says["late_share"] + says["dropped_share"]:
        return on + late * _DAY, "dropped"
    return None, "open"
