"""Party bodies on a day: status, term, what they reach, what is true of them and since when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from dashboard.contracts import contracts
from recomputation.calendar_months import add_months
from recomputation.places import Places
from recomputation.walk import Kept, Stored


@dataclass(frozen=True)
class Body:
    """A body as it stands on a day."""

    structure_id: str
    kind: str
    seat: str
    status: str
    reaches: frozenset[str]  # leaves
    cells: dict[str, Any] = field(repr=False)
    first_planned_on: dt.date | None
    status_when_told: str  # on the day its newest report is true for
    true_on: dt.date  # what its newest report up to the day is true for; the day, told later

    @property
    def is_founded(self) -> bool:
        """Founded, neither dormant nor dissolved; in term or not."""
        return self.status in ("founded", "renewal_due")

    @property
    def in_term(self) -> bool:
        """Founded or renewed within the term."""
        return self.status == "founded"

    def is_own(self, leaf: str) -> bool:
        """Whether it sits on that very unit."""
        return self.seat == leaf


class Bodies:
    """All bodies, for any day."""

    def __init__(self, stored: Stored, places: Places, term_months: int) -> None:
        self._kept = stored.bodies("structures")
        self._places, self._term = places, term_months

    def on(self, day: dt.date) -> list[Body]:
        """The bodies on a day."""
        return [self._body(kept, day) for kept in self._kept]

    def _body(self, kept: Kept, day: dt.date) -> Body:
        cells = _cells(kept, day)
        heard = [row["reported_from"] for row in kept.rows if row["reported_from"] <= day]
        planned = [row["planned_on"] for row in kept.rows if row["planned_on"]]
        true_on = max(heard, default=day)
        return Body(
            cells["structure_id"], cells["kind"], cells["unit_code"],
            status_on(cells, day, self._term), self._reach(cells), cells,
            cells["first_planned_on"] or (planned[-1] if planned else None),
            status_on(cells, true_on, self._term),
            true_on,
        )  # fmt: skip

    def _reach(self, cells: dict[str, Any]) -> frozenset[str]:
        if cells["covers"]:
            named = [self._places.by_code[code].leaves for code in cells["covers"]]
            return frozenset().union(*named)
        seat = self._places.by_code.get(cells["unit_code"])
        if seat is None or seat.grain not in ("commune", "arrondissement", "cercle"):
            return frozenset()
        return seat.leaves


def _cells(kept: Kept, day: dt.date) -> dict[str, Any]:
    """Every cell of a body; undated ones from what was reported up to the day."""
    heard = [row for row in kept.rows if row["reported_from"] <= day]
    return {
        column.name: kept.cell(column.name, heard if column.is_undated else None)
        for column in contracts()["structures"].columns
    }


def status_on(cells: dict[str, Any], day: dt.date, term_months: int) -> str:
    """The status that follows from the dates."""
    if _gone(cells["dissolved_on"], day):
        return "dissolved"
    if _gone(cells["dormant_since"], day) or cells["status"] == "dormant":
        return "dormant"
    if _gone(cells["founded_on"], day):
        starts = [one for one in (cells["founded_on"], *(cells["renewals"] or ())) if one <= day]
        return "founded" if day < add_months(max(starts), term_months) else "renewal_due"
    if _gone(cells["convened_on"], day):
        return "convened"
    return "planned" if cells["planned_on"] else "not_started"


def _gone(date: dt.date | None, day: dt.date) -> bool:
    return date is not None and date <= day
