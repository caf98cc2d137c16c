"""Everything together: from a store and a folder of reference files to every value and score."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from recomputation.activity import Activity
from recomputation.bodies import Bodies
from recomputation.calendar_months import KnownMonths
from recomputation.candidacies import Candidacies, Electorate, Polling
from recomputation.elections import Election, day_of_figures, election_of
from recomputation.method import Method, Value, unknown
from recomputation.people import People
from recomputation.places import Place, Places
from recomputation.quality import Quality
from recomputation.response import Response
from recomputation.scoring import Score, Scoring
from recomputation.structures import Structures
from recomputation.walk import Stored

TABLES = (
    "meetings", "decisions", "milestones", "milestone_tasks", "membership", "elections", "seats",
    "candidacies", "polling_coverage", "electorate", "constraint_reports", "liaison_requests",
    "advocacy_items",
)  # fmt: skip
FROM_ABOVE = ("rotation", "milestone_tasks", "bureau_women_share", "bureau_under_35_share")


@dataclass(frozen=True)
class Day:
    """What does not depend on the profile, on a day."""

    structures: Structures
    activity: Activity
    people: People
    electorate: Electorate
    response: Response
    quality: Quality


class Readiness:
    """What the store holds as known at a moment, ready to be asked for any day and profile."""

    def __init__(
        self, cursor: Any, folder: Path, known_at: dt.datetime, term_months: int = 48
    ) -> None:
        self._stored, self.places = Stored(cursor, known_at), Places(folder)
        self.method, self._known_at = Method(folder), known_at
        self._months = KnownMonths(self._stored, self.places)
        self._bodies = Bodies(self._stored, self.places, term_months)
        self._days: dict[dt.date, Day] = {}
        self._found: dict[tuple[dt.date, str], dict[str, Value]] = {}

    @property
    def accepted(self) -> frozenset[int]:
        """The numbers of the batches that count."""
        return self._stored.accepted

    @cached_property
    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """The current rows of every table that indicators read."""
        return {name: self._stored.current(name) for name in TABLES}

    @cached_property
    def acknowledged(self) -> set[tuple[str, str, str]]:
        """Warnings somebody looked at and left with a note."""
        rows = self._stored.read("select * from app.app_acknowledgements")
        rows = [row for row in rows if row["noted_at"] <= self._known_at]
        rows.sort(key=lambda row: row["acknowledgement_no"])
        last = {
            (row["warning_code"], row["unit_code"], row["subject"]): row["note"] for row in rows
        }
        return {key for key, note in last.items() if note}

    def on(self, day: dt.date) -> Day:
        """Everything of a day but what elections report."""
        if day not in self._days:
            bodies, tables = self._bodies.on(day), self.tables
            structures = Structures(self.places, bodies, self._months, day)
            people = People(self.places, tables["membership"], bodies, day)
            electorate = Electorate(self.places, self.method, tables["electorate"], day)
            self._days[day] = Day(
                structures,
                Activity(self.places, structures, self._months, tables, day),
                people,
                electorate,
                Response(self.places, self._months, tables, day),
                Quality(
                    self.places, bodies, tables["meetings"], people, electorate,
                    self.acknowledged, day,
                ),
            )  # fmt: skip
        return self._days[day]

    def _timeless(self, place: Place, day: dt.date) -> dict[str, Value]:
        key = (day, place.code)
        if key not in self._found:
            on = self.on(day)
            parts = (on.structures, on.activity, on.people, on.electorate, on.response)
            found = {name: v for part in parts for name, v in part.values(place).items()}
            if place.grain == "constituency":
                found |= self._from_above(place, day)
            self._found[key] = found
        return dict(self._found[key])

    def _from_above(self, place: Place, day: dt.date) -> dict[str, Value]:
        around = self.places.above(place.code, "province")
        around = around or self.places.above(place.code, "region")
        if around is None:
            return {name: unknown() for name in FROM_ABOVE}
        values = self._timeless(around, day)
        far = around.leaves != place.leaves
        return {name: replace(values[name], inherited=far) for name in FROM_ABOVE}

    def election(self, profile: str, asked: dt.date) -> tuple[Election | None, dt.date]:
        """The election of a profile on a day, and the day its figures are of."""
        election = election_of(self.tables["elections"], profile, asked)
        return election, day_of_figures(election, asked)

    def units(self, profile: str) -> list[Place]:
        """The units that have a readiness in a profile."""
        return [*self.places.ready, *self.places.constituencies(profile)]

    def values(
        self, profile: str, asked: dt.date, sees: bool = True
    ) -> dict[str, dict[str, Value]]:
        """Every indicator of every unit, by code."""
        election, day = self.election(profile, asked)
        units = self.units(profile)
        found = {place.code: self._timeless(place, day) for place in units}
        if "candidacies" not in self.method.pillars[profile]:
            return found
        closes = election.nominations_close_on if election else None
        past = election is not None and day < asked
        hidden = not sees and not past and (closes is None or day <= closes)
        stands = Candidacies(self.places, self.method, self.tables, election, profile, day)
        polling = Polling(self.places, self.tables, election, day)
        for place in units:
            found[place.code] |= stands.values(place, hidden) | polling.values(place)
        return found

    def scores(self, profile: str, asked: dt.date, sees: bool = True) -> dict[str, Score]:
        """Every unit's score, by code."""
        election, day = self.election(profile, asked)
        scoring, quality = Scoring(self.method, profile, election, day), self.on(day).quality
        values = self.values(profile, asked, sees)
        found = {
            place.code: scoring.score(
                place,
                values[place.code],
                quality.factor(place, self.method, profile),
                self.covered(place, day) if place.is_above else None,
            )
            for place in self.units(profile)
        }
        if profile == "arrondissement":
            for code, score in found.items():
                if not self.places.by_code[code].leaves & self.places.inside_commune.keys():
                    found[code] = score.untold()
        return found

    def covered(self, place: Place, day: dt.date) -> float | None:
        """The share of the adults of known communes that a founded body covers."""
        structures = self.on(day).structures
        known = [one for one in self.places.members(place.code) if structures.known(one)]
        total = sum(one.adults for one in known)
        return sum(structures.covered(one) * one.adults for one in known) / total if known else None
