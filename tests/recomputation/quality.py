"""Open warnings by unit, and what they take off reliability."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from recomputation.bodies import Body
from recomputation.calendar_months import add_months, months_between
from recomputation.candidacies import Electorate
from recomputation.method import Method, published
from recomputation.people import MONTHS, People
from recomputation.places import Place, Places

Warning_ = tuple[str, str]  # code, subject
PILLAR = {
    "members_above_tenth_of_adults": "people",
    "change_above_30_percent": "people",
    "registered_above_adults": "electorate",
}


class Quality:
    """The warnings of a day."""

    def __init__(
        self,
        places: Places,
        bodies: list[Body],
        meetings: list[dict[str, Any]],
        people: People,
        electorate: Electorate,
        acknowledged: set[tuple[str, str, str]],
        day: dt.date,
    ) -> None:
        self._places, self._day = places, day
        self._cercles = {one.code for one in places.by_code.values() if one.grain == "cercle"}
        self.of: dict[str, set[Warning_]] = defaultdict(set)
        for body in bodies:
            for code in self._about(body, meetings):
                for unit in self._units(body):
                    self.of[unit].add((code, body.structure_id))
        for code in places.by_code:
            self._members(code, people)
            self._registered(code, electorate)
        for code, unit, subject in acknowledged:
            self.of[unit].discard((code, subject))

    def _units(self, body: Body) -> set[str]:
        """Whom a body's warning is about: where it sits and whom it reaches; Fès for its parts."""
        units = {body.seat, *body.reaches}
        seat = self._places.by_code.get(body.seat)
        if seat and seat.grain == "cercle":
            above = self._places.above(body.seat, "province")
            units |= {above.code} if above else set()
        return units | {self._places.inside_commune.get(unit, unit) for unit in units}

    def _about(self, body: Body, meetings: list[dict[str, Any]]) -> list[str]:
        if body.kind != "local_secretariat":
            return []
        found, day, cells = [], self._day, body.cells
        pending = body.status in ("planned", "convened", "not_started")
        if pending and cells["planned_on"] and cells["planned_on"] < day:
            found.append("planned_date_gone_by")
        # A status is held against the dates as they stood on the day it was reported.
        # A plan made later does not contradict an earlier «not started».
        told = (cells["status"], body.status_when_told)
        if told[0] and told[0] != told[1] and told != ("not_started", "planned"):
            found.append("status_contradicts_dates")
        rows = [
            row
            for row in meetings
            if row["body_kind"] == body.kind and row["body_unit_code"] == body.seat
        ]
        year = add_months(day, -12)
        held = [row["held_on"] for row in rows if row["status"] == "held" and row["held_on"] <= day]
        if body.is_founded and cells["founded_on"] <= year and max(held, default=year) <= year:
            found.append("no_meeting_in_12_months")
        if body.is_founded and any(
            row["status"] == "planned"
            and row["planned_on"]
            and 0 < (day - row["planned_on"]).days < 90
            for row in rows
        ):
            found.append("meeting_outcome_unknown")
        return found

    def _members(self, code: str, people: People) -> None:
        rows = people.rows.get(code, [])
        place = self._places.by_code[code]
        if people.newest(code) is None:
            return
        period, last = rows[0]["period"], published(rows[0]["members"])
        if last > place.adults / 10 and code not in self._cercles:
            self._open(code, "members_above_tenth_of_adults", period)
        recent = [row for row in rows[1:2] if months_between(row["period"], period) <= MONTHS]
        before = published(recent[0]["members"]) if recent else 0
        # 9 and 10 are written 5 and 10: a step that publication alone may have made.
        if before and {before, last} != {5, 10} and abs(last - before) > 0.3 * before:
            self._open(code, "change_above_30_percent", period)

    def _open(self, code: str, warning: str, subject: str) -> None:
        """Open a warning; an arrondissement's is its commune's too, a cercle's its province's."""
        self.of[code].add((warning, subject))
        province = self._places.above(code, "province")
        if province and code in self._cercles:
            self.of[province.code].add((warning, subject))
        commune = self._places.inside_commune.get(code)
        if commune:
            self.of[commune].add((warning, f"{code} {subject}"))

    def _registered(self, code: str, electorate: Electorate) -> None:
        row, place = electorate.row_of(code), self._places.by_code[code]
        if row and row["registered"] > place.adults:
            warning = ("registered_above_adults", row["counted_on"].isoformat())
            self._open(code, *warning)

    def factor(self, place: Place, method: Method, profile: str) -> float:
        """What reliability is multiplied by."""
        own = self._own(place.code, method, profile)
        if not place.is_above:
            return own
        members = self._places.members(place.code)
        total = sum(one.adults for one in members)
        mean = sum(one.adults * self._own(one.code, method, profile) for one in members) / total
        return own * mean

    def _own(self, code: str, method: Method, profile: str) -> float:
        pillars, settings = method.pillars[profile], method.settings
        counted = [
            warning
            for warning in self.of.get(code, ())
            if PILLAR.get(warning[0], "structures") in pillars
        ]
        return max(settings["warning_floor"], 1 - settings["warning_step"] * len(counted))
