"""The electorate: registered voters against adults of the census, women beside men, roll on roll.

A rate may be above 1 (people registered where they no longer live): it is flagged, never clipped.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.elections.reach import Reach, places_listed, reach, summed_in
from dashboard.readiness.method import Goal, goals
from dashboard.territory.register import register
from dashboard.wording import N_

STEPS = {
    "report": N_("Bring in the roll of this place"),
    "sum": N_("Ask for the roll place by place"),
    "above": N_("Above 100 %: check the roll and the year of the census"),
    "register": N_("Invite people to register before the lists close"),
    "ask_women": N_("Ask how many of the registered are women"),
    "women": N_("Invite women first: fewer of them are registered"),
    "none": N_("Nothing is due"),
}


@dataclass(frozen=True)
class Roll:
    """The roll of one place, or the sum over several; None is unknown.

    Voters and adults are persons, public counts. `adults` and its parts are those of the rows that
    make it: `women` and `men` are those of `registered_women`. `before` is the roll
    before of the places that have one, `again` what those hold now. `target` is a rate.
    """

    unit_code: str
    registered: int | None = None
    adults: float | None = None
    registered_women: int | None = None
    registered_men: int | None = None
    women: float | None = None
    men: float | None = None
    counted_on: dt.date | None = None
    before: int | None = None
    again: int | None = None
    before_on: dt.date | None = None
    target: float | None = None
    places_known: int = 0
    places: int = 1
    summed_in: str | None = None
    source: Any = None

    @property
    def rate(self) -> float | None:
        """Registered by adult; above 1 stays above 1."""
        return _by(self.registered, self.adults)

    @property
    def women_rate(self) -> float | None:
        """Registered women by adult woman."""
        return _by(self.registered_women, self.women)

    @property
    def men_rate(self) -> float | None:
        """Registered men by adult man."""
        return _by(self.registered_men, self.men)

    @property
    def gap(self) -> float | None:
        """The rate of women less that of men; None where women's figure is not known."""
        if self.women_rate is None or self.men_rate is None:
            return None
        return self.women_rate - self.men_rate

    @property
    def change(self) -> float | None:
        """Registered now less at the roll before, by that roll; None without one."""
        return None if not self.before or self.again is None else self.again / self.before - 1

    @property
    def short(self) -> int | None:
        """Registrations that the target asks for besides; None where the rate is not known."""
        if self.registered is None or self.adults is None or self.target is None:
            return None
        return max(0, round(self.target * self.adults) - self.registered)

    @property
    def is_above(self) -> bool:
        """Whether more are registered than adults live there."""
        return self.rate is not None and self.rate > 1

    @property
    def step(self) -> str:
        """The next step, a key of `STEPS`."""
        if self.registered is None:
            return "sum" if self.summed_in else "report"
        asked = {
            "above": self.is_above,
            "register": bool(self.short),
            "ask_women": self.gap is None,
            "women": self.gap is not None and self.gap < 0,
        }
        return next((code for code, is_asked in asked.items() if is_asked), "none")


def rolls(rows: Mapping[str, Any], within: str) -> list[Roll]:
    """Return every place of a unit, the most registrations short of the target first.

    `rows`: rows of `rolls_counted`, by territory.
    """
    above = _above(rows)
    listed = [
        _one(code, rows[code])
        if code in rows
        else Roll(code, summed_in=summed_in(code, rows, above))
        for code in places_listed(rows, within)
    ]
    return sorted(listed, key=_rank)


def roll_of(unit_code: str, rows: Mapping[str, Any]) -> Roll:
    """Return the sum over a unit, of the rows that count for it."""
    chosen = reach(unit_code, rows)
    told = [_one(row.territory_code, row) for row in chosen.rows]
    if not told:
        return Roll(unit_code, places=chosen.places)
    adults = sum(one.adults or 0 for one in told)
    split = [one for one in told if one.registered_women is not None]
    again = [one for one in told if one.before is not None]
    return Roll(
        unit_code,
        sum(one.registered or 0 for one in told),
        adults,
        _sum(split, "registered_women"),
        _sum(split, "registered_men"),
        _sum(split, "women"),
        _sum(split, "men"),
        min(one.counted_on for one in told if one.counted_on),
        _sum(again, "before"),
        _sum(again, "again"),
        max((one.before_on for one in again if one.before_on), default=None),
        sum((one.target or 0) * (one.adults or 0) for one in told) / adults if adults else None,
        chosen.places_known,
        chosen.places,
    )


def _above(rows: Mapping[str, Any]) -> dict[str, Reach]:
    larger = [place.code for place in (*register().cercles(), *register().provinces())]
    return {code: reach(code, rows) for code in larger if code in rows}


def _one(code: str, row: Any) -> Roll:
    registered, women = _whole(row.registered), _whole(row.registered_women)
    before = _whole(row.before_registered)
    men = None if registered is None or women is None else registered - women
    return Roll(
        code,
        registered,
        float(row.adults),
        women,
        men,
        float(row.women) if men is not None else None,
        float(row.men) if men is not None else None,
        pd.Timestamp(row.counted_on).date(),
        before,
        registered if before is not None else None,
        None if pd.isna(row.before_on) else pd.Timestamp(row.before_on).date(),
        _target(goals()["registration_rate"], float(row.urban_share or 0)),
        1,
        1,
        source=row,
    )


def _target(goal: Goal, urban_share: float) -> float | None:
    """Return the target of the method, by milieu as the indicator mixes it."""
    if goal.urban is None or goal.rural is None:
        return None
    return urban_share * goal.urban[1] + (1 - urban_share) * goal.rural[1]


def _rank(row: Roll) -> tuple[int, int, str]:
    if row.registered is None:
        return (2 if row.summed_in else 1, 0, row.unit_code)
    return (0 if row.short or row.is_above else 3, -(row.short or 0), row.unit_code)


def _by(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else part / whole


def _sum(rows: list[Roll], name: str) -> Any:
    return sum(getattr(row, name) or 0 for row in rows) if rows else None


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
