"""Invented counts of members: a commune and a month each, growing, never a person."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.demo.bodies import Body
from dashboard.demo.history import History, last_day, parameters
from dashboard.territory.register import Place


@dataclass(frozen=True)
class Following:
    """The members of one unit over the months: the last count, and the way to it."""

    last: int
    start: float
    women: float
    young: float
    jump_on: dt.date | None

    def members(self, told: History, month: dt.date) -> int:
        """Return the count at the end of a month."""
        gone = (told.months.index(month) + 1) / len(told.months)
        level = self.start + (1 - self.start) * gone
        if self.jump_on and self.jump_on > last_day(month):
            level *= 0.78
        return round(self.last * level)


def followings(told: History, units: tuple[Place, ...], bodies: list[Body]) -> dict[str, Following]:
    """Return the following of every unit by code: more with a body of its own, and if rural."""
    founded = {body.unit_code: body.founded_on for body in bodies if body.founded_on}
    return {one.code: _following(told, one, founded.get(one.code)) for one in units}


def member_row(told: History, following: Following, unit: str, month: dt.date) -> dict[str, Any]:
    """Return the row of `membership` of a unit and month; parts never exceed the whole."""
    members = following.members(told, month)
    before = told.months.index(month) - 1
    last = following.members(told, told.months[before]) if before >= 0 else members
    row = _row(unit, month, members)
    row["women"] = round(members * following.women)
    row["under_35"] = round(members * following.young)
    row["new_members"] = max(members - last, 0) + told.draw("new", unit, str(month)).randint(0, 2)
    row["new_members"] = min(row["new_members"], members)
    if month.month <= 3:
        row["renewed_members"] = round((members - row["new_members"]) * 0.28)
    return row


def cercle_row(told: History, inside: Mapping[str, Following], month: dt.date) -> dict[str, Any]:
    """Return the row of the cercle that reports as one: the sum of its communes."""
    codes = sorted(inside)
    rows = [member_row(told, inside[code], code, month) for code in codes]
    row = _row(parameters()["membership"]["cercle"], month, 0)
    for name in ("members", "women", "under_35", "new_members"):
        row[name] = sum(one[name] for one in rows)
    return row


def _row(unit: str, month: dt.date, members: int) -> dict[str, Any]:
    return {"territory_code": unit, "period": f"{month:%Y-%m}", "members": members}


def _following(told: History, one: Place, founded_on: dt.date | None) -> Following:
    says, draw = parameters()["membership"], told.draw("members", one.code)
    milieu = one.milieu or "rural"
    per_1000 = says["with_body_per_1000" if founded_on else "without_body_per_1000"][milieu]
    rate = per_1000 * math.exp(draw.gauss(0, says["spread"]))
    low, high = says["start_share"]
    return Following(
        last=max(round((one.adults_18_plus or 0) * rate / 1000), 2),
        start=draw.uniform(low, high),
        women=draw.uniform(0.24, 0.42) if milieu == "urban" else draw.uniform(0.12, 0.32),
        young=draw.uniform(0.18, 0.40),
        jump_on=founded_on,
    )
