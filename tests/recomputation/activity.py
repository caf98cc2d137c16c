"""The pillar of activity: recent meetings, decisions on time, rotation, milestone tasks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from recomputation.bodies import Body
from recomputation.calendar_months import (
    KnownMonths,
    add_months,
    first_day,
    last_day,
    period_of,
    wanted,
)
from recomputation.method import Value, not_applicable, unknown
from recomputation.places import Place, Places
from recomputation.structures import Structures

Rows = list[dict[str, Any]]
RECENT, YEAR = 90, 12


class Activity:
    """The indicators of a day, for any place."""

    def __init__(
        self,
        places: Places,
        structures: Structures,
        months: KnownMonths,
        tables: dict[str, Rows],
        day: dt.date,
    ) -> None:
        self._places, self._structures, self._months, self._day = places, structures, months, day
        self._tables = tables
        self._year_from = add_months(day, -YEAR) + dt.timedelta(1)
        self._year = wanted(day, self._year_from, day)
        self._recent = wanted(day, day - dt.timedelta(RECENT - 1), day)

    def values(self, place: Place) -> dict[str, Value]:
        """The indicators of a place."""
        found = {
            "recent_meeting": self.recent_meeting(place),
            "decisions_on_time": self.decisions_on_time(place),
        }
        if place.grain in ("province", "region"):
            found["rotation"] = self.rotation(place)
            found["milestone_tasks"] = self.milestone_tasks(place)
        return found

    # -- recent meetings

    def last_held(self, body: Body) -> dt.date | None:
        """The last meeting a body held up to the day."""
        held = [
            row["held_on"]
            for row in self._tables["meetings"]
            if row["status"] == "held"
            and row["held_on"] <= self._day
            and row["body_kind"] == body.kind
            and row["body_unit_code"] == body.seat
        ]
        return max(held, default=None)

    def met(self, body: Body) -> bool:
        """Whether it held a meeting in the last 90 days, the day itself counted."""
        last = self.last_held(body)
        return last is not None and (self._day - last).days < RECENT

    def is_known(self, body: Body) -> bool:
        """Whether its meetings of the window are known."""
        return self.met(body) or self._window_known(body)

    def _window_known(self, body: Body) -> bool:
        return bool(self._recent) and all(self._month_known(body, one) for one in self._recent)

    def _month_known(self, body: Body, month: str) -> bool:
        of = self._months.of
        return month in of("meetings", body.seat) or (
            bool(body.reaches) and all(month in of("meetings", leaf) for leaf in body.reaches)
        )

    def meetings_known(self, place: Place) -> bool:
        """Whether recent_meeting is known for a commune."""
        founded = self._structures.founded([place]).values()
        return self._structures.known(place) and all(self.is_known(one) for one in founded)

    def recent_meeting(self, place: Place) -> Value:
        """Bodies that met / bodies, over the known communes."""
        members = self._places.members(place.code) if place.is_above else [place]
        known = [one for one in members if self.meetings_known(one)]
        if not known:
            return unknown()
        # Above, a body counts when its own window is known, whatever another of its commune's is.
        founded = [one for one in self._structures.seated(place) if self.is_known(one)]
        met = sum(self.met(one) for one in founded)
        k = sum(o.adults for o in known) / sum(o.adults for o in members)
        value = met / len(founded) if founded else 0.0
        facts = [(one.adults, self._meeting_fact(one)) for one in known]
        oldest = min(on for _, on in facts)
        return Value(met, len(founded), value, k, fact_on=oldest, facts=facts)

    def _meeting_fact(self, place: Place) -> dt.date:
        founded = self._structures.founded([place]).values()
        if not founded:
            return self._structures.fact_on(place)
        return min(self._last_fact(one) for one in founded)

    def _last_fact(self, body: Body) -> dt.date:
        """Its last meeting, or the end of the newest month when the whole window is known."""
        facts = [self.last_held(body)] if self.met(body) else []
        if self._window_known(body):
            facts.append(last_day(self._recent[-1]))
        return max(facts)

    # -- decisions

    def decisions_on_time(self, place: Place) -> Value:
        """Done by the due date / due in the last 12 months."""
        if not place.is_above:
            return self._one(place)
        return above(self._places, place, self._one, self._own(place))

    def _one(self, place: Place) -> Value:
        codes = {place.code, *place.leaves}
        return self._counted(place.code, codes)

    def _counted(self, seat: str, codes: set[str]) -> Value:
        if not window_known(self._places, self._months, "decisions", seat, self._year):
            return unknown()
        due = [
            row
            for row in self._tables["decisions"]
            if row["territory_code"] in codes
            and row["status"] != "dropped"
            and row["due_on"]
            and self._year_from <= row["due_on"] <= self._day
        ]
        if not due:
            return not_applicable()
        done = sum(bool(row["done_on"]) and row["done_on"] <= row["due_on"] for row in due)
        fact = self._months.newest_of("decisions", seat, self._year)
        return Value(done, len(due), done / len(due), 1.0, fact_on=fact)

    def _own(self, place: Place) -> list[Value]:
        return [self._counted(code, {code}) for code in own_seats(self._places, place)]

    # -- the region's meetings and milestones

    def _regional(self) -> Rows:
        """The meetings that bodies of the region held in the last 12 months."""
        grains = {code: one.grain for code, one in self._places.by_code.items()}
        return [
            row
            for row in self._tables["meetings"]
            if row["status"] == "held"
            and grains.get(row["body_unit_code"]) == "region"
            and self._year_from <= row["held_on"] <= self._day
        ]

    def rotation(self, place: Place) -> Value:
        """0 or 1 for a province; the share of its provinces for the region."""
        region = self._places.above(place.code, "region") or place
        provinces = [place]
        if place.grain == "region":
            provinces = [one for one in self._places.ready if one.grain == "province"]
        hosted = {
            one.code: max(days)
            for one in provinces
            if (days := [row["held_on"] for row in self._regional()
                         if self._places.within(row["host_territory_code"] or "", one.code)])
        }  # fmt: skip
        months = {period_of(row["held_on"]) for row in self._regional()}
        months |= self._months.of("meetings", region.code)
        months &= set(self._year)
        known = bool(self._year) and len(months) >= 0.8 * len(self._year)
        if not known and len(hosted) < len(provinces):
            return unknown()
        fact = max([*hosted.values(), *(map(last_day, months) if known else ())])
        share = len(hosted) / len(provinces)
        return Value(len(hosted), len(provinces), share, 1.0, fact_on=fact)

    def milestone_tasks(self, place: Place) -> Value:
        """Tasks done / tasks due within 60 days."""
        periods = self._months.of("milestones", place.code)
        if not any(first_day(one) <= self._day for one in periods):
            return unknown()
        dated = {
            row["milestone_id"]: row["happens_on"]
            for row in self._tables["milestones"]
            if row["happens_on"] and not self._is_over(row)
        }
        due = [
            row
            for row in self._tables["milestone_tasks"]
            if row["milestone_id"] in dated
            and self._places.within(row["territory_code"], place.code)
            and dated[row["milestone_id"]] - dt.timedelta(row["days_before"])
            <= self._day + dt.timedelta(60)
        ]
        if not due:
            return not_applicable()
        done = sum(bool(row["done_on"]) and row["done_on"] <= self._day for row in due)
        fact = self._months.newest("milestones", place.code, self._day)
        return Value(done, len(due), done / len(due), 1.0, fact_on=fact)

    def _is_over(self, milestone: dict[str, Any]) -> bool:
        """Held more than 30 days ago; one whose day went by and that nobody called held is not."""
        days_ago = (self._day - milestone["happens_on"]).days
        return milestone["date_status"] == "held" and days_ago >= 30


def window_known(
    places: Places, months: KnownMonths, table: str, seat: str, window: list[str]
) -> bool:
    """Whether 80 % of a window is known of a unit; of each part, where it opens into parts."""
    parts = places.parts.get(seat, (seat,))
    return all(months.share(table, part, window) >= 0.8 for part in parts)


def own_seats(places: Places, place: Place) -> list[str]:
    """Codes inside a place that are no commune or arrondissement: cercles, provinces, region."""
    return [
        one.code
        for one in places.by_code.values()
        if one.grain in ("cercle", "province", "region") and places.within(one.code, place.code)
    ]


def above(places: Places, place: Place, of_member, own: list[Value]) -> Value:
    """Sum over the known communes and what is seated above them; k by the adults it applies to."""
    each = [(member, of_member(member)) for member in places.members(place.code)]
    counted = [value for _, value in each if value.value is not None]
    counted += [value for value in own if value.value is not None]
    applicable = sum(member.adults for member, value in each if value.applicable)
    known = sum(member.adults for member, value in each if value.value is not None)
    if not counted or (applicable and not known):
        return unknown() if applicable else not_applicable()
    done = sum(value.numerator for value in counted)
    total = sum(value.denominator for value in counted)
    k = known / applicable if applicable else 1.0
    facts = [(member.adults, v.fact_on) for member, v in each if v.value is not None]
    oldest = min((on for _, on in facts), default=min(value.fact_on for value in counted))
    return Value(done, total, done / total, k, fact_on=oldest, facts=facts)
