"""What is last known of a province when a month's return is made, or when it says «no change»."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from dashboard.contracts import contracts
from dashboard.intake.monthly.places import LOCAL, Body, province_of, units_of
from dashboard.intake.reading import Cell
from dashboard.intake.rules import derived_status
from dashboard.store import Store, current_select
from dashboard.territory.register import register

_ALWAYS = dt.datetime(9999, 12, 31)
_COUNTS = ("bureau_members", "offices_total", "offices_filled")
_OPEN = ("open", "in_progress")
Rows = list[dict[str, Any]]


class LastKnown:
    """The current rows of a province's bodies, members, meetings and constraints.

    Dated to the end of the month: what was reported for a later month is left out where the table
    says for which month it is.
    """

    def __init__(self, store: Store, province: str, period: str) -> None:
        """Look at the store when first asked."""
        self.province, self.period = province_of(province), period
        self.first = dt.date.fromisoformat(f"{period}-01")
        self.last = month_end(self.first)
        self.units = units_of(province)
        self.inside = register().units_within(province)
        self._store = store

    def secretariat(self, unit: str) -> Mapping[str, Any] | None:
        """Return the newest local secretariat of a unit, None if none is known."""
        return self._secretariats.get(unit)

    def commune_cells(self, unit: str) -> dict[str, Cell]:
        """Return the cells of a commune's row as last known, without its ticks and name."""
        cells: dict[str, Cell] = dict(_secretariat_cells(self.secretariat(unit), self.last))
        counts = self._members.get(unit, {})
        cells |= {n: counts[n] for n in ("members", "women") if counts.get(n) is not None}
        return cells

    @cached_property
    def planned_meetings(self) -> Rows:
        """The meetings planned for the month, by day."""
        rows = [
            row for row in self._read("meetings")
            if row["body_unit_code"] in self.inside and row["status"] in ("planned", "postponed")
            and row["planned_on"] and self.first <= row["planned_on"] <= self.last
        ]  # fmt: skip
        return sorted(rows, key=lambda row: (row["planned_on"], row["meeting_id"]))

    @cached_property
    def open_constraints(self) -> Rows:
        """The constraints raised up to the month's end that are neither closed nor dropped."""
        rows = [
            row for row in self._read("constraint_reports")
            if row["territory_code"] in self.inside and row["status"] in _OPEN
            and row["raised_on"] <= self.last
        ]  # fmt: skip
        return sorted(rows, key=lambda row: (row["raised_on"], row["constraint_id"]))

    @cached_property
    def bodies(self) -> list[Body]:
        """The bodies that may meet: the province's, those known in it, and every local secretariat.

        A commune without a known secretariat is listed too: it may have been founded this month.
        """
        own = [Body("provincial_secretariat", self.province.code)]
        known = [
            Body(row["kind"], row["unit_code"], row["label"])
            for row in self._structures
            if row["kind"] != LOCAL and row["dissolved_on"] is None
        ]
        known.sort(key=lambda body: (body.kind, body.unit_code, body.label or ""))
        seats = [row["unit_code"] for row in self._structures if row["kind"] == LOCAL]
        codes = [*(unit.code for unit in self.units), *sorted(seats)]
        return list(dict.fromkeys([*own, *known, *(Body(LOCAL, code) for code in codes)]))

    @cached_property
    def _structures(self) -> Rows:
        return [row for row in self._read("structures") if row["unit_code"] in self.inside]

    @cached_property
    def _secretariats(self) -> dict[str, dict[str, Any]]:
        local = [row for row in self._structures if row["kind"] == LOCAL]
        return {row["unit_code"]: row for row in sorted(local, key=lambda row: row["number"] or 1)}

    @cached_property
    def _members(self) -> dict[str, dict[str, Any]]:
        """The newest counts of each unit, not after the month."""
        rows = [row for row in self._read("membership") if row["period"] <= self.period]
        return {row["territory_code"]: row for row in sorted(rows, key=lambda row: row["period"])}

    def _read(self, table: str) -> Rows:
        contract = contracts()[table]
        asked: dict[str, Any] = {"known_at": _ALWAYS}
        if any(column.is_undated for column in contract.columns):
            asked["as_of"] = [self.last]
        found = self._store.cursor().execute(current_select(contract), asked)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def is_over(row: Mapping[str, Any] | None, day: dt.date) -> bool:
    """Say whether a body was dissolved by a day: the next one founded there is another."""
    return row is not None and row["dissolved_on"] is not None and row["dissolved_on"] <= day


def month_end(first: dt.date) -> dt.date:
    """Return the last day of a month."""
    return (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def _secretariat_cells(row: Mapping[str, Any] | None, day: dt.date) -> dict[str, Cell]:
    if row is None:
        return {}
    status = derived_status(row, day)
    if status == "dissolved":
        return {"secretariat": "none"}
    counts = {name: row[name] for name in _COUNTS if row[name] is not None}
    if status in ("founded", "renewal_due", "dormant"):
        return {"secretariat": "founded", "date": row["founded_on"], **counts}
    if status in ("planned", "convened") or row["status"] == "planned":
        return {"secretariat": "planned", "date": row["planned_on"], **counts}
    # A given status without its dates (founded, yet no day) is no answer to repeat.
    return {"secretariat": "none", **counts} if row["status"] == "not_started" else {**counts}
