"""The pillar of response: constraints closed, their age, requests answered, needs fed back."""

from __future__ import annotations

import datetime as dt
import statistics
from dataclasses import replace
from typing import Any

from recomputation.activity import above, own_seats, window_known
from recomputation.calendar_months import KnownMonths, last_day, wanted
from recomputation.method import Value, not_applicable, unknown
from recomputation.places import Place, Places

Rows = list[dict[str, Any]]
CONSTRAINTS = "constraint_reports"


class Response:
    """The indicators of a day, for any unit."""

    def __init__(
        self, places: Places, months: KnownMonths, tables: dict[str, Rows], day: dt.date
    ) -> None:
        self._places, self._months, self._tables, self._day = places, months, tables, day
        self._constraints = [one for one in tables[CONSTRAINTS] if one["status"] != "dropped"]

    def _ago(self, days: int) -> dt.date:
        return self._day - dt.timedelta(days)

    def values(self, place: Place) -> dict[str, Value]:
        """The indicators of a unit."""
        return {
            "constraints_closed": self.constraints_closed(place),
            "constraints_age": self.constraints_age(place),
            "liaison_answered": self.handed_down(place, self._liaison),
            "advocacy_fed_back": self.handed_down(place, self._advocacy),
        }

    def _newest(self, table: str, code: str) -> dt.date | None:
        return self._months.newest_over(table, code, self._day)

    # -- constraints

    def constraints_closed(self, place: Place) -> Value:
        """Closed within 90 days / raised 90 to 455 days ago."""
        if not place.is_above:
            return self._closed(place.code, {place.code, *place.leaves})
        own = [self._closed(code, {code}) for code in own_seats(self._places, place)]
        of_member = lambda one: self._closed(one.code, {one.code, *one.leaves})  # noqa: E731
        return above(self._places, place, of_member, own)

    def _closed(self, seat: str, codes: set[str]) -> Value:
        first, last = self._ago(455), self._ago(90)
        window = wanted(self._day, first, last)
        if not window_known(self._places, self._months, CONSTRAINTS, seat, window):
            return unknown()
        raised = [
            row
            for row in self._constraints
            if row["territory_code"] in codes and first <= row["raised_on"] <= last
        ]
        if not raised:
            return not_applicable()
        done = sum(
            row["closed_on"] is not None and (row["closed_on"] - row["raised_on"]).days <= 90
            for row in raised
        )
        fact = self._newest(CONSTRAINTS, seat)
        return Value(done, len(raised), done / len(raised), 1.0, fact_on=fact)

    def constraints_age(self, place: Place) -> Value:
        """The median age in days of the constraints open on the day."""
        members = self._places.members(place.code) if place.is_above else [place]
        known = [one for one in members if self._settled(one.code)]
        ages = [age for one in known for age in self._open({one.code, *one.leaves})]
        own = own_seats(self._places, place) if place.is_above else []
        own = [code for code in own if self._settled(code)]
        ages += self._open(set(own))
        if not ages or not known:
            return not_applicable() if known else unknown()
        age = float(statistics.median(ages))
        k = sum(one.adults for one in known) / sum(one.adults for one in members)
        return Value(age, 1, age, k, fact_on=last_day(self._settled_month()))

    def _settled_month(self) -> str:
        return wanted(self._day, self._ago(120), self._day)[-1]

    def _settled(self, seat: str) -> bool:
        return self._settled_month() in self._months.of(CONSTRAINTS, seat)

    def _open(self, codes: set[str]) -> list[int]:
        return [
            (self._day - row["raised_on"]).days
            for row in self._constraints
            if row["territory_code"] in codes
            and row["raised_on"] <= self._day
            and (row["closed_on"] is None or row["closed_on"] > self._day)
        ]

    # -- what provinces and the region answer for

    def handed_down(self, place: Place, of_territory) -> Value:
        """A province's or the region's value; a smaller unit has that of the smallest around it."""
        if place.grain in ("province", "region"):
            return of_territory(place)
        around = self._places.above(place.code, "province") or self._places.above(
            place.code, "region"
        )
        if around is None:
            return unknown()
        return replace(of_territory(around), inherited=around.leaves != place.leaves)

    def _liaison(self, place: Place) -> Value:
        first, last = self._ago(425), self._ago(60)
        within = self._places.within
        opened = [
            row
            for row in self._tables["liaison_requests"]
            if within(row["territory_code"], place.code) and first <= row["opened_on"] <= last
        ]
        done = sum(
            row["answered_on"] is not None and (row["answered_on"] - row["opened_on"]).days <= 60
            for row in opened
        )
        return self._counted("liaison_requests", place, (first, last), done, len(opened))

    def _advocacy(self, place: Place) -> Value:
        first, last = self._ago(545), self._ago(180)
        within = self._places.within
        needs = [
            row
            for row in self._tables["advocacy_items"]
            if within(row["territory_code"], place.code) and first <= row["need_on"] <= last
        ]
        done = sum(
            row["fed_back_on"] is not None and row["fed_back_on"] <= self._day for row in needs
        )
        return self._counted("advocacy_items", place, (first, last), done, len(needs))

    def _counted(
        self, table: str, place: Place, window: tuple[dt.date, dt.date], done: int, total: int
    ) -> Value:
        if self._months.share(table, place.code, wanted(self._day, *window)) < 0.8:
            return unknown()
        if not total:
            return not_applicable()
        fact = self._newest(table, place.code)
        return Value(done, total, done / total, 1.0, fact_on=fact)
