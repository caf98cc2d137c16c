"""The first things to do of a plan: its bundles by what they mostly are, the best kinds first."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.readiness.actions import actions
from dashboard.readiness.gains import Gain
from dashboard.readiness.portfolio import worth

MOST = 3


@dataclass(frozen=True)
class Thing:
    """One kind of action of a plan: the bundles it is the greater part of, most points first."""

    action: str
    chosen: tuple[Gain, ...]

    @property
    def days(self) -> float:
        """The person-days of its bundles."""
        return sum(one.bundle.days for one in self.chosen)

    @property
    def points_per_adult(self) -> float:
        """Points gained in the low end by the average adult where it is done."""
        adults = sum(one.bundle.unit.adults for one in self.chosen)
        return sum(map(worth, self.chosen)) / adults if adults else 0.0

    def provinces(self) -> list[tuple[str, int]]:
        """Return the provinces it is done in with how many places of each, the most first."""
        found = Counter(one.bundle.unit.province_code for one in self.chosen)
        return sorted(found.items(), key=lambda one: (-one[1], one[0]))


def first_things(chosen: Iterable[Gain], most: int = MOST) -> list[Thing]:
    """Return the kinds of action of a plan that bring most for each person-day, each once."""
    kinds: dict[str, list[Gain]] = defaultdict(list)
    for one in chosen:
        kinds[_kind(one.bundle.actions)].append(one)
    things = [
        Thing(action, tuple(sorted(gains, key=lambda one: (-worth(one), one.bundle.code))))
        for action, gains in kinds.items()
    ]
    return sorted(things, key=lambda one: (-_per_day(one), one.action))[:most]


def due_on(day: dt.date, next_meeting_on: dt.date | None) -> tuple[dt.date, bool]:
    """Return by when: the next regional meeting (true), else the end of the following month."""
    if next_meeting_on is not None and next_meeting_on > day:
        return next_meeting_on, True
    second = (day.replace(day=1) + dt.timedelta(days=63)).replace(day=1)
    return second - dt.timedelta(days=1), False


def _kind(order: tuple[str, ...]) -> str:
    """Return the action of a bundle that takes most days, the first of equals."""
    return max(order, key=lambda code: actions()[code].days)


def _per_day(thing: Thing) -> float:
    return sum(map(worth, thing.chosen)) / thing.days if thing.days else 0.0
