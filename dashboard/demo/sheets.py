"""What each province sent each month: the monthly return, as parts of a batch. Invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from dashboard.demo import correspondence
from dashboard.demo.bodies import Body
from dashboard.demo.field_constraints import Constraint, field_constraints, news
from dashboard.demo.gatherings import Told, local_meetings
from dashboard.demo.history import REGION, History, last_day, months_before, parameters
from dashboard.demo.membership import Following, cercle_row, followings, member_row
from dashboard.demo.office import diagnoses, directives, with_papers_discussed
from dashboard.demo.organisation import local_bodies, never_heard, units
from dashboard.demo.region_sheet import (
    Rows,
    closed,
    decisions,
    milestones,
    region_meetings,
    told_by,
)
from dashboard.demo.upper_bodies import upper_bodies
from dashboard.territory.register import Place, register

_DAY = dt.timedelta(days=1)
_REPORTED = ("structures", "membership", "meetings", "constraint_reports")


@dataclass
class World:
    """Everything the organisation does, before anybody reports it."""

    told: History
    local: list[Body] = field(init=False)
    upper: list[Body] = field(init=False)
    places: tuple[Place, ...] = field(init=False)
    members: dict[str, Following] = field(init=False)
    meetings: dict[tuple[dt.date, str], list[Told]] = field(init=False)
    constraints: dict[str, list[Constraint]] = field(init=False)
    requests: list[dict[str, Any]] = field(init=False)
    advocacy: list[dict[str, Any]] = field(init=False)
    decided: list[dict[str, Any]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        """Decide everything from the seed."""
        silent = never_heard(self.told)
        self.local, self.upper = local_bodies(self.told), upper_bodies(self.told)
        self.places = tuple(one for one in units(register()) if one.code not in silent)
        self.members = followings(self.told, self.places, self.local)
        self.constraints = field_constraints(self.told, self.places)
        self.requests = correspondence.requests(self.told)
        self.advocacy = correspondence.advocacy(self.told)
        self.meetings = {}
        for one in local_meetings(self.told, self.local):
            self.meetings.setdefault((one.month, one.unit), []).append(one)

    def inventory(self, sender: str) -> Rows:
        """Return the bodies that a province or the region had before the history."""
        day = self.told.starts_on - _DAY
        sent = [one for one in (*self.local, *self.upper) if one.sender == sender]
        founded = [one for one in sent if one.founded_on and one.founded_on <= day]
        return {"structures": [one.reported(day) for one in founded]}

    def monthly_return(self, province: str, month: dt.date, received_on: dt.date) -> Rows:
        """Return the tables of a province's sheet: rows of ticked communes alone."""
        inside = [one for one in self.places if one.province_code == province]
        ticked = [one for one in inside if self._is_ticked(one, month)]
        codes = {one.code for one in ticked}
        bodies = [b for b in self.local if b.sender == province and _is_told(b, codes)]
        seats = {body.unit_code for body in bodies}
        held = [row for seat in sorted(seats) for row in self.meetings.get((month, seat), ())]
        rows: Rows = {
            "structures": [body.reported(last_day(month)) for body in bodies],
            "membership": self._counts(ticked, month, province),
            "meetings": [with_papers_discussed(self.told, one.row, month) for one in held],
            "constraint_reports": self._raised(ticked, province, month),
        }
        rows["returns"] = [
            _return(one.code, name, month, received_on, rows)
            for one in ticked
            for name in _REPORTED
            if name != "membership" or one.code not in _inside_cercle()
        ]
        return rows

    def region_month(self, month: dt.date, received_on: dt.date) -> Rows:
        """Return what the region enters for a month, closing it for the tables it keeps."""
        day, since = last_day(month), month - _DAY
        meetings = [
            with_papers_discussed(self.told, one, day)
            for one in region_meetings(self.told, self.upper, month)
        ]
        made = decisions(self.told, meetings)
        later = [one for one in self.decided if one["done_on"] and since < one["done_on"] <= day]
        self.decided += made
        every_quarter = month.month % 3 == 0 or month == self.told.months[-1]
        before = since if month != self.told.months[0] else dt.date.min
        rows: Rows = {
            "structures": [b.reported(day) for b in self.upper] if every_quarter else [],
            "meetings": meetings,
            "decisions": [told_by(one, day) for one in (*made, *later)],
            "constraint_reports": news(self.told, self.constraints[REGION], month, _always),
            "liaison_requests": correspondence.requests_news(self.requests, before, day),
            "advocacy_items": correspondence.advocacy_news(self.advocacy, before, day),
            "directives": directives(self.told, before, day),
            "diagnoses": diagnoses(self.told, before, day),
            **milestones(self.told, before, day),
        }
        sent = {name: len(some) for name, some in rows.items()}
        return {**rows, "returns": closed(month, received_on, sent)}

    def corrected(self, province: str, month: dt.date, factor: float, most: int) -> Rows:
        """Return other counts of members for a few communes of a sheet already sent."""
        inside = [one for one in self.places if one.province_code == province][:most]
        rows = self._counts(inside, month, REGION)
        for row in rows:
            for name in ("members", "women", "under_35"):
                row[name] = round(row[name] * factor)
            row["new_members"] = min(row["new_members"], row["members"])
        return {"membership": rows}

    def _raised(self, ticked: list[Place], province: str, month: dt.date) -> list[dict[str, Any]]:
        """Return the constraints of ticked communes, and those of the province itself."""
        rows = news(self.told, self.constraints[province], month, _always)
        for one in ticked:
            rows += news(
                self.told, self.constraints[one.code], month, partial(self._is_ticked, one)
            )
        return rows

    def _is_ticked(self, one: Place, month: dt.date) -> bool:
        chance = parameters()["missing"][one.milieu or "rural"]
        return self.told.draw("ticked", one.code, str(month)).random() >= float(chance)

    def _counts(self, places: list[Place], month: dt.date, province: str) -> list[dict[str, Any]]:
        rows = [
            member_row(self.told, self.members[one.code], one.code, month)
            for one in places
            if one.code not in _inside_cercle()
        ]
        cercle = parameters()["membership"]["cercle"]
        if not cercle.startswith(f"{province}."):
            return rows
        codes = {one.code for one in register().communes() if one.cercle_code == cercle}
        inside = {code: self.members[code] for code in sorted(codes & set(self.members))}
        return [*rows, cercle_row(self.told, inside, month)]


def senders() -> tuple[str, ...]:
    """Return who sends sheets: the provinces and the region."""
    return (*(one.code for one in register().provinces()), REGION)


def months_back(told: History, back: int) -> dt.date:
    """Return the month told `back` months before the last one."""
    return months_before(told.months[-1], back)


def _always(month: dt.date) -> bool:
    """A province and the region need no tick for what is their own."""
    return True


def _inside_cercle() -> list[str]:
    return list(parameters()["membership"]["inside_cercle"])


def _is_told(body: Body, ticked: set[str]) -> bool:
    """A body seated on a cercle has its own line on the sheet, ticked by the province."""
    return body.unit_code in ticked or body.unit_code.count(".") == 2


def _return(
    unit: str, name: str, month: dt.date, received_on: dt.date, rows: Rows
) -> dict[str, Any]:
    place = {"structures": "unit_code", "meetings": "body_unit_code"}.get(name, "territory_code")
    n = sum(row[place] == unit for row in rows[name])
    return {
        "territory_code": unit,
        "table_name": name,
        "period": f"{month:%Y-%m}",
        "rows_declared": n,
        "received_on": received_on,
        "is_nil": n == 0,
    }
