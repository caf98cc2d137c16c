"""What the planner takes for granted (`data/tours.toml`) and the holidays whose date is fixed."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from dashboard.labels import labels_of, with_labels
from dashboard.paths import DATA
from dashboard.reference_files import reference_rows

Market = Literal["avoid", "prefer", "ignore"]


@dataclass(frozen=True)
class Rules:
    """The planner's assumptions; times are minutes after midnight, shares 0..1.

    `friday_ends_at` 0 leaves Fridays whole. `late_share` is what a visit loses of its weight on the
    campaign's last day against the first; `worth_hours` the hours of road that a visit of mean
    weight is worth. The last three weigh what makes a visit's own weight; they add up to 1.
    """

    road_factor: float
    speed_kmh: float
    local_minutes: int
    day_starts_at: int
    friday_ends_at: int
    market: Market
    market_share: float
    founding_minutes: int
    visit_minutes: int
    late_share: float
    worth_hours: float
    gain_share: float
    adults_share: float
    overdue_share: float


@dataclass(frozen=True)
class Holiday:
    """A civil holiday of fixed date."""

    month: int
    day: int
    names: Mapping[str, str]


@cache
def shipped_rules() -> Rules:
    """Return the rules as they ship; the page changes them for one agenda."""
    return Rules(**_read()["values"])


@cache
def assumptions() -> dict[str, dict[str, str]]:
    """Return the sentence of each assumption by language; places in braces are its values."""
    return dict(_read()["assumptions"])


@cache
def civil_holidays() -> tuple[Holiday, ...]:
    """Return the holidays that fall on the same civil day each year; religious ones move."""
    return tuple(
        Holiday(
            int(row["month"]),
            int(row["day"]),
            labels_of(row),
        )
        for row in reference_rows("civil_holidays")
    )


def holidays_between(first: dt.date, last: dt.date, language: str) -> dict[dt.date, str]:
    """Return the fixed holidays of a span of days, with their names."""
    return {
        day: one.names[language]
        for year in range(first.year, last.year + 1)
        for one in civil_holidays()
        if first <= (day := dt.date(year, one.month, one.day)) <= last
    }


def _read() -> dict[str, Any]:
    told: dict[str, Any] = with_labels(
        tomllib.loads((DATA / "tours.toml").read_text(encoding="utf-8"))
    )
    return told
