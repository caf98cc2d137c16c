"""Months: what lies wholly in a window, what a return makes known."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict

from recomputation.places import Places
from recomputation.walk import Stored

# Tables that the region closes for its own and its provinces' bodies, never for a commune's.
OWN_OF_THE_REGION = ("meetings", "constraint_reports")


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day some months on, the last of the month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def first_day(period: str) -> dt.date:
    """The first day of YYYY-MM."""
    return dt.date.fromisoformat(f"{period}-01")


def last_day(period: str) -> dt.date:
    """The last day of YYYY-MM."""
    return add_months(first_day(period), 1) - dt.timedelta(1)


def months_between(first: str, last: str) -> int:
    """How many months one period is after another."""
    a, b = first_day(first), first_day(last)
    return (b.year - a.year) * 12 + b.month - a.month


def period_of(day: dt.date) -> str:
    """The month of a day."""
    return f"{day.year:04}-{day.month:02}"


def wanted(as_of: dt.date, first: dt.date, last: dt.date, settled: int = 45) -> list[str]:
    """The months wholly between two days that began more than `settled` days before as-of."""
    month = first if first.day == 1 else add_months(first.replace(day=1), 1)
    found = []
    while last_day(period_of(month)) <= last:
        if (as_of - month).days > settled:
            found.append(period_of(month))
        month = add_months(month, 1)
    return found


class KnownMonths:
    """By table and place, the months a return or a bounded replace declares."""

    def __init__(self, stored: Stored, places: Places) -> None:
        self._stored, self._places = stored, places
        self._declared: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in stored.current("returns"):
            self._declared[row["table_name"]][row["territory_code"]].add(row["period"])
        self._known: dict[str, dict[str, set[str]]] = {}

    def of(self, table: str, code: str) -> set[str]:
        """The months known for a place, whatever their date."""
        if table not in self._known:
            self._known[table] = self._spread(table)
        return self._known[table].get(code, set())

    def newest(self, table: str, code: str, day: dt.date) -> dt.date | None:
        """The end of the newest month known that has begun, the day itself when it is not over."""
        begun = [one for one in self.of(table, code) if first_day(one) <= day]
        return max((min(last_day(one), day) for one in begun), default=None)

    def newest_over(self, table: str, code: str, day: dt.date) -> dt.date | None:
        """The end of the newest month known that is over on a day."""
        ends = map(last_day, self.of(table, code))
        return max((end for end in ends if end <= day), default=None)

    def newest_of(self, table: str, code: str, months: list[str]) -> dt.date | None:
        """The end of the newest of some months that is known."""
        return max(map(last_day, self.of(table, code) & set(months)), default=None)

    def share(self, table: str, code: str, months: list[str]) -> float:
        """The share of some months that is known; 0 of none."""
        return len(self.of(table, code) & set(months)) / len(months) if months else 0.0

    def _spread(self, table: str) -> dict[str, set[str]]:
        known: dict[str, set[str]] = defaultdict(set)
        for code, periods in self._declared[table].items():
            for unit in self._covered(table, code):
                known[unit] |= periods
        for replace in self._stored.replaces(table):
            if replace.first and replace.last:
                months = wanted(dt.date.max, replace.first, replace.last)
                for unit in replace.units:
                    known[unit] |= set(months)
        for commune, parts in self._places.parts.items():
            known[commune] |= set.intersection(*(known[part] for part in parts))
        return known

    def _covered(self, table: str, code: str) -> list[str]:
        places = self._places
        place = places.by_code.get(code)
        if place is None:
            return []
        if place.grain == "region" and table in OWN_OF_THE_REGION:
            return [o.code for o in places.by_code.values() if o.grain in ("region", "province")]
        return [one for one in places.by_code if places.within(one, code)]
