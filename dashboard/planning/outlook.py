"""How many places will be covered on the days ahead: at today's pace, and by the agenda."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.planning.method import planning_method
from dashboard.planning.pace import Pace, day_after, finish, months_between

_FEWEST_MONTHS, _MOST_MONTHS = 6, 60


@dataclass(frozen=True)
class Counted:
    """Places covered on days: what was, or what is planned."""

    days: Sequence[dt.date]
    places: Sequence[float]


@dataclass(frozen=True)
class Fan:
    """Places covered on days ahead: bounds of the wide and of the narrow band, and the middle."""

    days: Sequence[dt.date]
    low: Sequence[float]
    inner_low: Sequence[float]
    middle: Sequence[float]
    inner_high: Sequence[float]
    high: Sequence[float]


def fan(pace: Pace, *, covered: int, empty: int, as_of: dt.date, until: dt.date) -> Fan:
    """Return the places covered month by month at a steady pace, no more than are known empty.

    It ends where the later bound reaches them all, at the day to finish by if that is later, and
    after five years at the latest.
    """
    says = planning_method()
    last = finish(pace, empty, as_of, says.interval_share).high
    span = months_between(as_of, max(until, last) if last else day_after(as_of, _MOST_MONTHS))
    months = range(round(min(max(span, _FEWEST_MONTHS), _MOST_MONTHS)) + 1)
    wide, narrow = (1 - says.interval_share) / 2, (1 - says.inner_share) / 2
    low, inner_low, middle, inner_high, high = (
        [covered + min(n, empty) for n in pace.founded_by(months, level)]
        for level in (wide, narrow, 0.5, 1 - narrow, 1 - wide)
    )
    days = [day_after(as_of, month) for month in months]
    return Fan(days, low, inner_low, middle, inner_high, high)


def planned(
    agenda: Sequence[tuple[dt.date, int]], *, covered: int, empty: int, as_of: dt.date
) -> Counted:
    """Return the places covered if every founding is held on its day.

    Args:
        agenda: day and empty places of each founding to come, in order of day.
        covered: the places covered on `as_of`.
        empty: the places known without a body: the agenda cannot fill more.
        as_of: the day asked about.
    """
    days, places, filled = [as_of], [float(covered)], 0
    for day, some in agenda:
        filled = min(filled + some, empty)
        days.append(day)
        places.append(covered + filled)
    return Counted(days, places)


def month_ends_before(day: dt.date, count: int) -> list[dt.date]:
    """Return the last days of the months before a day, the oldest first, then the day itself."""
    ends, first = [day], day.replace(day=1)
    for _ in range(count):
        ends.append(first - dt.timedelta(days=1))
        first = ends[-1].replace(day=1)
    return ends[::-1]
