"""The months the demonstration tells, and the day each sheet reached the region."""

from __future__ import annotations

import calendar
import datetime as dt
import random
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from dashboard.paths import DEMO

REGION = "03"


@cache
def parameters() -> dict[str, Any]:
    """Return the settings of the generator, `data/demo/generator.toml`."""
    return tomllib.loads((DEMO / "generator.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class History:
    """The months told, by their first days, oldest first; `seed` and `today` decide everything."""

    seed: int
    today: dt.date
    months: tuple[dt.date, ...]

    @property
    def starts_on(self) -> dt.date:
        """The first day told month by month; what is older comes in one inventory."""
        return self.months[0]

    @property
    def ends_on(self) -> dt.date:
        """The last day that a monthly sheet speaks of."""
        return last_day(self.months[-1])

    def sendings(self) -> list[tuple[dt.date, ...]]:
        """Return the months by what was sent at once: by half-year at first, then one by one."""
        says = parameters()
        early, step = says["months"] - says["monthly_months"], says["early_step"]
        old = [self.months[n : min(n + step, early)] for n in range(0, early, step)]
        return [*old, *((month,) for month in self.months[early:])]

    def draw(self, *name: str) -> random.Random:
        """Return the source of chance of one thing, independent of every other thing's."""
        return random.Random(f"{self.seed}:{self.today}:{':'.join(name)}")

    def arrival(self, province: str, month: dt.date) -> dt.date | None:
        """Return the day a sheet of a province (or the region) arrived; None: not yet, or never."""
        says = parameters()["arrivals"]
        after = last_day(month) + dt.timedelta(days=1)
        if province == says["silent"] and month in self.months[-says["silent_months"] :]:
            return None
        if province == says["late"]:
            day = last_day(month) + dt.timedelta(days=says["late_days"])
        elif province == REGION:
            day = after.replace(day=says["region_day"])
        else:
            second = province in says["second"]
            day = after.replace(day=says["second_day" if second else "first_day"])
        return day if day < self.today else None


def history(today: dt.date, seed: int | None = None) -> History:
    """Return the months up to the last one whose sheets have arrived by `today`."""
    says = parameters()
    last = _shifted(today.replace(day=1), -1)
    if today.day <= says["arrivals"]["region_day"]:
        last = _shifted(last, -1)
    months = tuple(_shifted(last, -back) for back in range(says["months"] - 1, -1, -1))
    return History(says["seed"] if seed is None else seed, today, months)


def last_day(month: dt.date) -> dt.date:
    """Return the last day of the month of a day."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def months_before(day: dt.date, months: int) -> dt.date:
    """Return the first day of the month, `months` months before that of `day`."""
    return _shifted(day.replace(day=1), -months)


def day_between(draw: random.Random, first: dt.date, last: dt.date) -> dt.date:
    """Return a day between two days, both possible; `first` when they are in the wrong order."""
    return first + dt.timedelta(days=draw.randint(0, max((last - first).days, 0)))


def _shifted(month: dt.date, by: int) -> dt.date:
    years, index = divmod(month.month - 1 + by, 12)
    return month.replace(year=month.year + years, month=index + 1, day=1)
