"""What a tour planner is asked and what it answers: teams, visits, days, outings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from dashboard.errors import Said
from dashboard.planning.rules import Rules

Kind = Literal["founding", "visit", "appointment"]
Reason = Literal["dates", "days", "market", "reach", "full"]


def clock(minutes: int) -> str:
    """Return minutes after midnight as 09:05."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


@dataclass(frozen=True)
class Team:
    """A team: the commune it leaves and returns to every day, its days, hours and meetings.

    `weekdays` are codes of the list of weekdays; `hours_a_day` holds road and meetings; `away` are
    days of its own on which it does not travel.
    """

    team_id: str
    home_code: str
    weekdays: frozenset[str]
    hours_a_day: int
    meetings_a_day: int
    away: frozenset[dt.date] = frozenset()


@dataclass(frozen=True)
class Pin:
    """Where and when a visit must stand. `starts_at` is minutes after midnight; None: that day."""

    team_id: str
    day: dt.date
    starts_at: int | None = None


@dataclass(frozen=True)
class Visit:
    """A commune to found in or to visit, or an appointment that is fixed already.

    `minutes` is the length of the meeting, `weight` what it is worth in points (an appointment is
    worth none and is always pinned). `deadline` is its last day, `not_before` its first; None: the
    campaign's.
    """

    visit_id: str
    unit_code: str
    kind: Kind
    minutes: int
    weight: float = 0.0
    not_before: dt.date | None = None
    deadline: dt.date | None = None
    pin: Pin | None = None


@dataclass(frozen=True)
class TourRequest:
    """All that an agenda depends on, with `travel`: the same request gives the same agenda.

    `market_days` holds weekday codes by unit, a unit that is absent has no market that is known.
    `closed` says why nobody travels on a day: a public holiday, or a day the user named.
    """

    first_on: dt.date
    last_on: dt.date
    teams: tuple[Team, ...]
    visits: tuple[Visit, ...]
    rules: Rules
    market_days: Mapping[str, frozenset[str]] = field(default_factory=dict)
    closed: Mapping[dt.date, str] = field(default_factory=dict)

    @cached_property
    def team(self) -> dict[str, Team]:
        """The teams by their code."""
        return {one.team_id: one for one in self.teams}

    @cached_property
    def visit(self) -> dict[str, Visit]:
        """The visits by their identifier."""
        return {one.visit_id: one for one in self.visits}

    def pinned(self, pins: Mapping[str, Pin | None]) -> TourRequest:
        """Return the request with some visits pinned, or unpinned where None."""
        visits = (
            replace(one, pin=pins[one.visit_id]) if one.visit_id in pins else one
            for one in self.visits
        )
        return replace(self, visits=tuple(visits))


@dataclass(frozen=True)
class Stop:
    """One meeting of an outing; minutes after midnight, and minutes of road to get there."""

    visit_id: str
    travel_minutes: int
    starts_at: int
    ends_at: int


@dataclass(frozen=True)
class Outing:
    """A team's day: it leaves home, holds its meetings and is back; minutes after midnight."""

    team_id: str
    day: dt.date
    leaves_at: int
    stops: tuple[Stop, ...]
    back_minutes: int
    returns_at: int

    @property
    def road_minutes(self) -> int:
        """Minutes of road, the way home included."""
        return self.back_minutes + sum(stop.travel_minutes for stop in self.stops)


@dataclass(frozen=True)
class Unplaced:
    """A visit that has no place: why in one word, in a sentence, and what would help."""

    visit_id: str
    reason: Reason
    said: Said
    remedy: Said


@dataclass(frozen=True)
class Agenda:
    """Outings by day, then team, and what could not be placed."""

    outings: tuple[Outing, ...]
    unplaced: tuple[Unplaced, ...] = ()

    @property
    def road_minutes(self) -> int:
        """Minutes of road of all outings."""
        return sum(outing.road_minutes for outing in self.outings)

    def places(self) -> dict[str, tuple[Outing, Stop]]:
        """Return where each placed visit stands."""
        return {stop.visit_id: (one, stop) for one in self.outings for stop in one.stops}
