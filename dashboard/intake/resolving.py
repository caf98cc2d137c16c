"""Typed rows → rows with their ids: references, natural keys, new ids, duplicates in one file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from dashboard.contracts import Column, Contract
from dashboard.errors import Problem
from dashboard.intake import asking
from dashboard.intake.checks import missing
from dashboard.intake.faults import CellFault
from dashboard.intake.known import Known
from dashboard.intake.places import folded
from dashboard.intake.references import Targets
from dashboard.intake.staging import Staged

_SAME_MEETING_DAYS = 31
_TEXTS = ("summary", "title")


class Resolver:
    """Gives the rows of one table their ids. `problems` and `pending` fill as rows pass."""

    def __init__(
        self, known: Known, targets: Mapping[str, Targets], today: dt.date, *, removes: bool = False
    ) -> None:
        """Take what the store holds and what references may name."""
        self._known, self._targets, self._today = known, targets, today
        self._contract: Contract = known.contract
        self._removes = removes
        self._seen: dict[tuple[Any, ...], tuple[Staged, bool]] = {}
        self.problems: list[Problem] = []
        self.pending: list[Staged] = []

    def rows(self, staged: list[Staged]) -> list[Staged]:
        """Return the rows that can be stored, in order; the others are problems or pending."""
        return [row for row in staged if self._row(row)]

    def _row(self, staged: Staged) -> bool:
        faults = len(self.problems)
        self._refer(staged)
        if len(self.problems) > faults:
            return False
        if staged.waits_for:
            self.pending.append(staged)
            return False
        had_id = self._contract.id_column in staged.values
        self._dates_of_key(staged)
        if self._contract.id_column:
            (self._by_id if had_id else self._by_words)(staged)
        if self._removes and len(self.problems) == faults:
            self._refuse_not_current(staged)
        return len(self.problems) == faults and self._alone(staged, had_id)

    def _refuse_not_current(self, staged: Staged) -> None:
        key = self._known.key(staged.values)
        if key not in self._known.current:
            self.problems.append(asking.not_stored(self._contract, staged.row, key))

    def _refer(self, staged: Staged) -> None:
        for column in self._contract.references:
            value = staged.values.get(column.name)
            targets = self._targets.get(column.refers_to)
            if value is None or targets is None:
                continue
            texts = value if isinstance(value, list) else [value]
            found = [self._find(staged, column, targets, text) for text in texts]
            if None not in found:
                staged.values[column.name] = found if isinstance(value, list) else found[0]

    def _find(self, staged: Staged, column: Column, targets: Targets, text: str) -> str | None:
        try:
            found = targets.find(text)
        except CellFault as fault:
            self.problems.append(fault.at(staged.row, column.name, text))
            return None
        if found is None:
            staged.waits_for.append(text)
        return found

    def _dates_of_key(self, staged: Staged) -> None:
        """A meeting's date in the key is its planned day, else the day it was held."""
        values = staged.values
        if "meeting_on" in self._contract.product and "meeting_id" in values:
            values["meeting_on"] = self._targets["meetings"].day_of(values["meeting_id"])
        if "key_on" not in self._contract.product or self._contract.id_column in values:
            return
        days = [values[name] for name in ("planned_on", "held_on") if values.get(name)]
        if not days:
            self.problems.append(asking.no_day(staged.row))
        else:
            values["key_on"] = days[0]

    def _by_id(self, staged: Staged) -> None:
        code = staged.values[self._contract.id_column]
        stored = self._known.identity.get(code)
        if stored is not None:
            place = self._contract.place
            if place and staged.values.get(place, stored[place]) != stored[place]:
                self.problems.append(asking.other_territory(staged, place, str(stored[place])))
            for name, value in stored.items():
                if value is not None and name != "label":
                    staged.values.setdefault(name, value)
            return
        if self._removes:
            self.problems.append(asking.not_stored(self._contract, staged.row, (code,)))
            return
        self._complete_new(staged)
        self._known.note({**self._blank(), **staged.values})

    def _complete_new(self, staged: Staged) -> None:
        """A row with an id of its own that is not stored yet needs its whole natural key."""
        for name in self._contract.identity:
            column = self._contract.by_name[name]
            if column.required and name not in staged.values:
                if name == "number":
                    staged.values[name] = 1
                else:
                    self.problems.append(missing(staged.row, column, None))
        if "key_on" in self._contract.product:
            days = [staged.values.get(name) for name in ("planned_on", "held_on")]
            staged.values["key_on"] = next((day for day in days if day), None)
            if staged.values["key_on"] is None:
                self.problems.append(asking.no_day(staged.row))
        others = self._known.find(staged.values)
        if others:
            self.problems.append(asking.other_id(self._contract, staged, others))

    def _by_words(self, staged: Staged) -> None:
        values = {**self._blank(), **staged.values}
        if staged.is_new and "number" not in staged.given and "number" in self._contract.by_name:
            staged.values["number"] = values["number"] = self._known.next_number(values)
        found = [] if staged.is_new else self._known.find(values)
        if len(found) > 1 or (found and self._is_another(staged, found[0])):
            self.problems.append(asking.same_or_new(self._contract, staged.row, found))
        elif found:
            self._take(staged, found[0])
        elif self._removes:
            self.problems.append(asking.not_stored(self._contract, staged.row, ()))
        elif candidates := self._open_meetings(staged):
            self.problems.append(asking.is_it_that_one(staged.row, candidates))
        else:
            code = self._known.issue(values, self._today)
            staged.values[self._contract.id_column] = code
            self._known.note({**values, self._contract.id_column: code})

    def _take(self, staged: Staged, code: str) -> None:
        """The row is the one stored: it takes its id, and its day where that is of the key."""
        staged.values[self._contract.id_column] = code
        stored = self._known.identity[code]
        place = self._contract.place
        if place and staged.values.get(place, stored[place]) != stored[place]:
            self.problems.append(asking.other_territory(staged, place, str(stored[place])))
        if "key_on" in self._contract.product:
            staged.values["key_on"] = stored["key_on"]

    def _is_another(self, staged: Staged, code: str) -> bool:
        """A row of a known key whose text differs, its number not given, may be a second one."""
        if "number" in staged.given or self._removes:
            return False
        stored = self._known.current.get((code,), {})
        return any(
            stored.get(name) and staged.values.get(name)
            and folded(stored[name]) != folded(staged.values[name])
            for name in _TEXTS
        )  # fmt: skip

    def _open_meetings(self, staged: Staged) -> list[str]:
        values = staged.values
        if (
            staged.is_new
            or "key_on" not in self._contract.product
            or values.get("status") != "held"
        ):
            return []
        held_on = values.get("held_on")
        body = ("body_kind", "body_unit_code", "structure_label")
        return sorted(
            str(row["meeting_id"])
            for row in self._known.current.values()
            if row["status"] == "planned"
            and all(row[name] == values.get(name) for name in body)
            and held_on is not None
            and any(
                day and abs((held_on - day).days) <= _SAME_MEETING_DAYS
                for day in (row["planned_on"], row["key_on"])
            )
        )

    def _alone(self, staged: Staged, had_id: bool) -> bool:
        """Say whether the row is the first of its key in the file; note what a second one is."""
        key = self._known.key(staged.values)
        first, first_had_id = self._seen.setdefault(key, (staged, had_id))
        if first is staged:
            return True
        if (first.values, set(first.erased)) == (staged.values, set(staged.erased)):
            self.problems.append(asking.repeated(staged.row, first.row))
        elif (had_id and first_had_id) or not self._contract.id_column:
            self.problems.append(asking.conflict(staged.row, first.row, key))
        else:
            self.problems.append(asking.same_key(staged.row, first.row, key))
        return False

    def _blank(self) -> dict[str, Any]:
        return dict.fromkeys((*self._contract.natural_key, *self._contract.identity))
