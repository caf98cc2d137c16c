"""The pillars a unit reports by election: candidacies and polling stations; and the electorate."""

from __future__ import annotations

import datetime as dt
from typing import Any

from recomputation.elections import Election
from recomputation.method import Method, Value, not_applicable
from recomputation.places import Place, Places
from recomputation.reported import Reported, Resolver, newest

Rows = list[dict[str, Any]]
CANDIDACIES = ("seats_covered", "women_seats_covered", "files_complete", "finance_agent")


class Candidacies:
    """Candidacies of an election, for any unit."""

    def __init__(
        self,
        places: Places,
        method: Method,
        tables: dict[str, Rows],
        election: Election | None,
        profile: str,
        day: dt.date,
    ) -> None:
        self._places, self._method, self._profile = places, method, profile
        name = election.election_id if election else None
        self._seats = {
            row["unit_code"]: row for row in tables["seats"] if row["election_id"] == name
        }
        rows = [row for row in tables["candidacies"] if row["election_id"] == name]
        last = newest(rows, "unit_code", day)
        self._resolvers = {
            indicator: Resolver(places, [self._reported(indicator, row) for row in last])
            for indicator in CANDIDACIES
        }

    def _reported(self, indicator: str, row: dict[str, Any]) -> Reported:
        place = self._places.by_code[row["unit_code"]]
        seats = self._seats.get(place.code)
        done, whole = {
            "seats_covered": (row["seats_covered"], seats["seats"] if seats else place.seats),
            "women_seats_covered": (
                row["seats_reserved_women_covered"],
                seats["seats_reserved_women"] if seats else None,
            ),
            "files_complete": (row["files_complete"], row["files_expected"]),
            "finance_agent": (row["finance_agent_named"], 1),
        }[indicator]
        return Reported(place, row["counted_on"], done if done is None else float(done), whole)

    def values(self, place: Place, hidden: bool) -> dict[str, Value]:
        """The indicators of a unit; all not applicable to one who may not see them."""
        if hidden or (self._profile == "arrondissement" and not self._opens(place)):
            return {indicator: not_applicable() for indicator in CANDIDACIES}
        found = {}
        for indicator, resolver in self._resolvers.items():
            value, rows = resolver.value(place)
            found[indicator] = value
            if indicator == "seats_covered" and value.value is not None:
                value.target = self._target([row.place for row in rows if row.denominator])
        return found

    def _opens(self, place: Place) -> bool:
        return any(leaf in self._places.inside_commune for leaf in place.leaves)

    def _target(self, known: list[Place]) -> float:
        """0.9 where one member is elected by a majority: small communes, the communal election.

        Above the commune it is that of the places counted, as the value is.
        """
        if self._profile != "communal":
            return 1.0
        members = [
            one
            for place in known
            for one in (self._places.members(place.code) if place.is_above else [place])
        ]
        most = self._method.settings["uninominal_up_to"]
        small = sum(
            one.adults
            for one in members
            if one.grain == "commune"
            and one.code not in self._places.parts
            and (one.population is None or one.population <= most)
        )
        share = small / sum(one.adults for one in members)
        return self._method.settings["uninominal_target"] * share + 1.0 - share


class Polling:
    """The party's representatives at polling stations, for any unit."""

    def __init__(
        self, places: Places, tables: dict[str, Rows], election: Election | None, day: dt.date
    ) -> None:
        name = election.election_id if election else None
        rows = [row for row in tables["polling_coverage"] if row["election_id"] == name]
        last = newest(rows, "territory_code", day)
        self._resolvers = {
            indicator: Resolver(
                places,
                [
                    Reported(
                        places.by_code[row["territory_code"]],
                        row["counted_on"],
                        row[column],
                        row["stations"],
                    )
                    for row in last
                ],
            )
            for indicator, column in (
                ("stations_covered", "agents_assigned"),
                ("representatives_trained", "agents_trained"),
            )
        }

    def values(self, place: Place) -> dict[str, Value]:
        """The indicators of a unit."""
        return {name: resolver.value(place)[0] for name, resolver in self._resolvers.items()}


class Electorate:
    """Registered voters against adults, for any unit."""

    def __init__(self, places: Places, method: Method, rows: Rows, day: dt.date) -> None:
        self._places, self._method = places, method
        self._last = {row["territory_code"]: row for row in newest(rows, "territory_code", day)}
        known = [(places.by_code[code], row) for code, row in self._last.items()]
        self._rate = Resolver(
            places,
            [Reported(p, row["counted_on"], row["registered"], p.adults) for p, row in known],
        )
        self._gap = Resolver(
            places,
            [Reported(p, row["counted_on"], row["registered_women"], p.women) for p, row in known],
        )

    def row_of(self, code: str) -> dict[str, Any] | None:
        """A unit's own newest row."""
        return self._last.get(code)

    def values(self, place: Place) -> dict[str, Value]:
        """The indicators of a unit."""
        rate, rows = self._rate.value(place)
        if rate.value is not None:
            rate.floor, rate.target = self._bounds([row.place for row in rows])
        gap, rows = self._gap.value(place)
        if gap.value is not None:
            gap.value = self._gap_of(rows)
        return {"registration_rate": rate, "registration_gap": gap}

    def _gap_of(self, rows: list[Reported]) -> float:
        listed = [(row.place, self._last[row.place.code]) for row in rows]
        women = sum(row["registered_women"] for _, row in listed)
        men = sum(row["registered"] - row["registered_women"] for _, row in listed)
        return women / sum(place.women for place, _ in listed) - men / sum(
            place.men for place, _ in listed
        )

    def _bounds(self, places: list[Place]) -> tuple[float, float]:
        """Floor and target of the milieus, weighted by adults."""
        members = [
            one
            for place in places
            for one in (self._places.members(place.code) if place.is_above else [place])
        ]
        total = sum(one.adults for one in members)
        each = [(one.adults, self._method.milieu_bounds(one.milieu)) for one in members]
        floor = sum(adults * bounds[0] for adults, bounds in each) / total
        target = sum(adults * bounds[1] for adults, bounds in each) / total
        return floor, target
