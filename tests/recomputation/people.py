"""The pillar of people: members per 1,000 adults, and what bureaus are made of."""

from __future__ import annotations

import datetime as dt
from typing import Any

from recomputation.bodies import Body
from recomputation.calendar_months import add_months, first_day, last_day, period_of
from recomputation.method import Value, published, unknown
from recomputation.places import Place, Places

Rows = list[dict[str, Any]]
SMALLEST_BUREAU, MONTHS = 10, 6
COUNTS = ("members", "women", "under_35", "new_members", "renewed_members")


def bounds(count: int) -> tuple[int, int]:
    """The least and the most that a published count may stand for, as a sum's margin says it."""
    return (count, count) if count == 0 else (1, 9) if count == 5 else (count - 2, count + 2)


class People:
    """The indicators of a day, for any place."""

    def __init__(self, places: Places, membership: Rows, bodies: list[Body], day: dt.date) -> None:
        self._places, self._bodies, self._day = places, bodies, day
        self.rows: dict[str, list[dict[str, Any]]] = {}
        narrowing = self._narrowing({(r["territory_code"], r["period"]): r for r in membership})
        for row in sorted(membership, key=lambda row: row["period"], reverse=True):
            if (row["territory_code"], row["period"]) in narrowing:
                continue
            if row["members"] is not None and first_day(row["period"]) <= day:
                self.rows.setdefault(row["territory_code"], []).append(row)
        self._drop_counted_twice()
        self._oldest = period_of(add_months(day.replace(day=1), -MONTHS))

    def _drop_counted_twice(self) -> None:
        """A period holds a commune or its arrondissements: where both are, the commune counts."""
        for commune, parts in self._places.parts.items():
            periods = {row["period"] for row in self.rows.get(commune, ())}
            for part in parts:
                rows = self.rows.get(part, [])
                self.rows[part] = [row for row in rows if row["period"] not in periods]

    def _narrowing(self, rows: dict[tuple[str, str], dict[str, Any]]) -> set[tuple[str, str]]:
        """Communes whose month, beside that of their cercle, would tell a count more nearly."""
        found: set[tuple[str, str]] = set()
        cercles = [one.code for one in self._places.by_code.values() if one.grain == "cercle"]
        for cercle, period in (key for key in rows if key[0] in cercles):
            inside = [(one.code, period) for one in self._places.members(cercle)]
            inside = [key for key in inside if key in rows]
            for name in COUNTS:
                whole = published(rows[cercle, period][name])
                parts = [published(rows[key][name]) for key in inside]
                known = [self._exactly(part) for part in parts if part is not None]
                if whole is None or not known:
                    continue
                least = sum(low for low, _high in known)
                widest = max(high - low for low, high in known)
                low, high = self._exactly(whole)
                if least > low or least + widest > high:
                    found |= set(inside)
        return found

    @staticmethod
    def _exactly(count: int) -> tuple[int, int]:
        return (10, 12) if count == 10 else bounds(count)

    def newest(self, code: str) -> dict[str, Any] | None:
        """The newest row of a unit, if it is within 6 months."""
        row = next(iter(self.rows.get(code, ())), None)
        return row if row and row["period"] >= self._oldest else None

    def values(self, place: Place) -> dict[str, Value]:
        """The indicators of a place."""
        value = self._above(place) if place.is_above else self._one(place)
        found = {"members_per_1000": value}
        if place.grain in ("province", "region"):
            found["bureau_women_share"] = self._bureaus(place, "bureau_women")
            found["bureau_under_35_share"] = self._bureaus(place, "bureau_under_35")
        return found

    def _reported(self, code: str) -> Value | None:
        row = self.newest(code)
        if row is None:
            return None
        place, count = self._places.by_code[code], published(row["members"])
        fact = min(last_day(row["period"]), self._day)
        return Value(count, place.adults, 1000 * count / place.adults, 1.0, fact_on=fact)

    def _one(self, place: Place) -> Value:
        """A commune or arrondissement; a commune that opens into parts is their sum, or its own."""
        parts = self._places.parts.get(place.code)
        if not parts or self._own_wins(place.code):
            return self._reported(place.code) or unknown()
        known = [one for part in parts if (one := self._reported(part))]
        if not known:
            return unknown()
        total, fact = sum(o.numerator for o in known), min(o.fact_on for o in known)
        return Value(
            total, place.adults, 1000 * total / place.adults, 1.0,
            partial=len(known) < len(parts), fact_on=fact,
        )  # fmt: skip

    def _own_wins(self, commune: str) -> bool:
        """Whether a commune's own row stands before those of its arrondissements."""
        own = self.newest(commune)
        parts = [row for part in self._places.parts[commune] if (row := self.newest(part))]
        return own is not None and all(row["period"] <= own["period"] for row in parts)

    def _above(self, place: Place) -> Value:
        """The sum over adults; a cercle's row stands before its communes' when at least theirs."""
        counted, applicable = [], self._places.members(place.code)
        inside = set()
        for cercle in self._cercles(place):
            row, members = self._reported(cercle.code), self._places.members(cercle.code)
            within = [bounds(self._one(one).numerator or 0)[0] for one in members]
            if row and bounds(row.numerator)[1] >= sum(within):
                counted.append(row)
                inside |= {member.code for member in members}
        counted += [
            value
            for member in applicable
            if member.code not in inside and (value := self._one(member)).value is not None
        ]
        if not counted:
            return unknown()
        members, adults = sum(o.numerator for o in counted), sum(o.denominator for o in counted)
        k = adults / sum(o.adults for o in applicable)
        return Value(
            members, adults, 1000 * members / adults, k,
            partial=any(o.partial for o in counted),
            fact_on=min(o.fact_on for o in counted),
            facts=[(o.denominator, o.fact_on) for o in counted],
        )  # fmt: skip

    def _cercles(self, place: Place) -> list[Place]:
        return [
            one
            for one in self._places.by_code.values()
            if one.grain == "cercle" and self._places.within(one.code, place.code)
        ]

    def _bureaus(self, place: Place, column: str) -> Value:
        counted = [
            one
            for one in self._bodies
            if self._places.within(one.seat, place.code)
            and one.is_founded
            and (one.cells["bureau_members"] or 0) >= SMALLEST_BUREAU
            and one.cells[column] is not None
        ]
        if not counted:
            return unknown()
        part = sum(published(one.cells[column]) for one in counted)
        whole = sum(one.cells["bureau_members"] for one in counted)
        fact = min(one.true_on for one in counted)
        return Value(part, whole, part / whole, 1.0, fact_on=fact)
