"""Invented meetings of local bodies: held, planned, postponed, cancelled, or of no outcome."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import Any

from dashboard.demo.bodies import Body
from dashboard.demo.history import History, day_between, last_day, months_before, parameters

_DAY = dt.timedelta(days=1)
_THEMES = (
    "local_organisations", "elections_preparation", "membership", "citizen_communication",
)  # fmt: skip
_LOCAL_MINUTES = 0.6  # share of local meetings whose minutes are reported
# Bodies of one unit may meet on one day.
_NUMBERS = {"regional_council": 2, "youth_organisation": 3, "women_organisation": 4}


@dataclass(frozen=True)
class Told:
    """A row of `meetings` and the month whose sheet tells it."""

    month: dt.date
    unit: str
    row: dict[str, Any]


def local_meetings(told: History, bodies: list[Body]) -> list[Told]:
    """Return what the sheets tell of the meetings of local bodies, by month, body and day."""
    rows: list[Told] = []
    for body in bodies:
        rows += _founding(told, body)
        for month in (*told.months, _next(told.months[-1])):
            rows += _of_month(told, body, month)
    return rows


def meeting_row(body: Body, kind: str, key_on: dt.date) -> dict[str, Any]:
    """Return what every row of a meeting carries; the id has the form the product issues."""
    number = 9 if kind == "founding_assembly" else _NUMBERS.get(body.kind, 1)
    return {
        "meeting_id": f"meetings.{body.unit_code}.{key_on}.{number:02d}",
        "kind": kind,
        "body_kind": body.kind,
        "body_unit_code": body.unit_code,
        "structure_id": body.structure_id,
    }


def minutes_of(told: History, row: dict[str, Any], share: float) -> dict[str, dt.date]:
    """Return the day the minutes were filed, within the month that tells it; some never say."""
    draw = told.draw("minutes", row["meeting_id"])
    if draw.random() > share:
        return {}
    on = row["held_on"]
    return {"minutes_filed_on": min(on + draw.randint(3, 14) * _DAY, last_day(on))}


def _founding(told: History, body: Body) -> list[Told]:
    """Return the founding assembly of a body founded within the history."""
    on = body.founded_on
    if on is None or not told.starts_on <= on <= told.ends_on:
        return []
    draw = told.draw("assembly", body.unit_code)
    row = meeting_row(body, "founding_assembly", on) | {
        "status": "held",
        "held_on": on,
        "topics": ["founding_agenda"],
        **_present(draw, 18, 90),
        "minutes_filed_on": min(on + 6 * _DAY, last_day(on)),
    }
    return [Told(on.replace(day=1), body.unit_code, row)]


def _of_month(told: History, body: Body, month: dt.date) -> list[Told]:
    """Return what the sheets of this month and the one before tell of a body's meeting."""
    draw = told.draw("meeting", body.unit_code, str(month))
    first = max(month, (body.founded_on or dt.date.max - 9 * _DAY) + 8 * _DAY)
    if first > last_day(month) or not body.is_active(last_day(month)):
        return []
    happens, announced = draw.random() < body.rhythm, draw.random()
    on = day_between(draw, first, last_day(month))
    if not happens:
        return []
    if announced > parameters()["meetings"]["planned_share"]:
        return [_held(told, body, draw, on, None)] if month in told.months else []
    return _planned(told, body, draw, on)


def _planned(told: History, body: Body, draw: random.Random, on: dt.date) -> list[Told]:
    """Return the announcement of a meeting and, where its month is told, what became of it."""
    before = months_before(on, 1)
    row = meeting_row(body, "ordinary", on) | {"status": "planned", "planned_on": on}
    rows = [Told(before, body.unit_code, row)] if before in told.months else []
    if on.replace(day=1) not in told.months:
        return rows
    outcome = draw.choices(("held", "postponed", "cancelled", None), (80, 7, 5, 8))[0]
    if outcome == "held":
        held_on = min(on + draw.choice((0, 0, 1)) * _DAY, last_day(on))
        return [*rows, _held(told, body, draw, held_on, on)]
    if outcome is None:
        return rows
    later = {"planned_on": on + 24 * _DAY} if outcome == "postponed" else {}
    changed = meeting_row(body, "ordinary", on) | {"status": outcome, "planned_on": on} | later
    return [*rows, Told(on.replace(day=1), body.unit_code, changed)]


def _held(
    told: History, body: Body, draw: random.Random, on: dt.date, planned_on: dt.date | None
) -> Told:
    most = body.bureau.members + 12 if body.bureau else 18
    row = meeting_row(body, "ordinary", planned_on or on) | {
        "status": "held",
        "held_on": on,
        "topics": sorted(draw.sample(_THEMES, draw.randint(1, 2))),
        **_present(draw, 5, most),
    }
    row |= {"planned_on": planned_on} if planned_on else {}
    row |= minutes_of(told, row, _LOCAL_MINUTES)
    return Told(on.replace(day=1), body.unit_code, row)


def _present(draw: random.Random, fewest: int, most: int) -> dict[str, int]:
    """Return counts of those present; one sheet in eight gives none."""
    if draw.random() < 0.12:
        return {}
    total = draw.randint(fewest, most)
    return {"attendees_total": total, "attendees_women": round(total * draw.uniform(0.1, 0.4))}


def _next(month: dt.date) -> dt.date:
    return last_day(month) + _DAY
