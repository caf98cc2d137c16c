"""An invented body of the party: its dates, and what a sheet would say of it on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from dashboard.settings import settings


@dataclass(frozen=True)
class Plan:
    """A founding day, and the day on which it was set."""

    said_on: dt.date
    planned_on: dt.date


@dataclass(frozen=True)
class Bureau:
    """Counts of a bureau; women and under 35 are None below ten members."""

    members: int
    women: int | None
    under_35: int | None
    offices: int
    filled: int


@dataclass(frozen=True)
class Body:
    """A body with its whole story; `rhythm` is its chance of a meeting in a month.

    `sender` is the province whose sheet tells of it, or the region. A body with neither plan nor
    founding stands for a commune that reports having none.
    """

    kind: str
    unit_code: str
    sender: str
    covers: tuple[str, ...] = ()
    plans: tuple[Plan, ...] = ()
    note_on: dt.date | None = None
    convened_on: dt.date | None = None
    founded_on: dt.date | None = None
    renewals: tuple[dt.date, ...] = ()
    dormant_since: dt.date | None = None
    minutes_filed_on: dt.date | None = None
    bureau_list_filed_on: dt.date | None = None
    bureau: Bureau | None = None
    rhythm: float = 0.0

    @property
    def structure_id(self) -> str:
        """The id, as the product would have issued it: one body of a kind sits on a unit."""
        return f"structures.{self.unit_code}.{self.kind}.01"

    def is_active(self, day: dt.date) -> bool:
        """Tell whether the body can meet on a day."""
        founded = self.founded_on is not None and self.founded_on <= day
        return founded and not (self.dormant_since and self.dormant_since <= day)

    def status(self, day: dt.date) -> str:
        """Return the status that the dates give on a day."""
        if self.dormant_since and self.dormant_since <= day:
            return "dormant"
        if self.founded_on and self.founded_on <= day:
            return "founded" if day < self._term_ends_on(day) else "renewal_due"
        if self.convened_on and self.convened_on <= day:
            return "convened"
        return "planned" if self._plan(day) else "not_started"

    def reported(self, day: dt.date) -> dict[str, Any]:
        """Return the row of `structures` that a sheet of this day holds."""
        plan = self._plan(day)
        row: dict[str, Any] = {
            "structure_id": self.structure_id,
            "kind": self.kind,
            "unit_code": self.unit_code,
            "number": 1,
            "covers": list(self.covers) or None,
            "status": self.status(day),
            "planned_on": plan.planned_on if plan else None,
            "note_on": _by(self.note_on, day),
            "convened_on": _by(self.convened_on, day),
            "founded_on": _by(self.founded_on, day),
            "renewals": [on for on in self.renewals if on <= day] or None,
            "dormant_since": _by(self.dormant_since, day),
            "minutes_filed_on": _by(self.minutes_filed_on, day),
            "bureau_list_filed_on": _by(self.bureau_list_filed_on, day),
            "reported_on": day,
        }
        if self.bureau and row["founded_on"]:
            row |= _counts(self.bureau)
        return {name: value for name, value in row.items() if value is not None}

    def _plan(self, day: dt.date) -> Plan | None:
        said = [plan for plan in self.plans if plan.said_on <= day]
        return said[-1] if said else None

    def _term_ends_on(self, day: dt.date) -> dt.date:
        held = [on for on in (self.founded_on, *self.renewals) if on and on <= day]
        return months_after(max(held), settings().local_secretariat_term_months)


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day `months` months later, the 28th at the latest."""
    years, index = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=index + 1, day=min(day.day, 28))


def _by(on: dt.date | None, day: dt.date) -> dt.date | None:
    return on if on is not None and on <= day else None


def _counts(bureau: Bureau) -> dict[str, int | None]:
    return {
        "bureau_members": bureau.members,
        "bureau_women": bureau.women,
        "bureau_under_35": bureau.under_35,
        "offices_total": bureau.offices,
        "offices_filled": bureau.filled,
    }
