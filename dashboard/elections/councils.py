"""Seats held in elected councils, unit by unit and together: the party's, women's, presidencies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.elections.units import Unit
from dashboard.territory.register import register
from dashboard.wording import N_

# Kinds whose unit is a whole council, so that each has a presidency of its own.
WHOLE = frozenset({"communal", "arrondissement", "prefectural_provincial", "professional_chambers"})
STEPS = {
    "report": N_("Give the seats held in this council"),
    "sum": N_("Ask for the seats unit by unit"),
    "none_held": N_("No seat held: see who can stand at the next election"),
    "presidency": N_("Say whether the party presides"),
    "women": N_("Say how many of the seats women hold"),
    "recount": N_("Check that the count still holds"),
    "none": N_("Nothing is due"),
}
RECOUNT_DAYS = 365


@dataclass(frozen=True)
class Council:
    """The party in one unit; None is unknown. `seats_expected`: seats of the reference files.

    `age` is the days since the count. `summed_in` is a larger unit whose row holds this one.
    """

    unit_code: str
    kind: str
    seats_expected: int | None = None
    seats: int | None = None
    held: int | None = None
    women: int | None = None
    presides: bool | None = None
    term_start: dt.date | None = None
    counted_on: dt.date | None = None
    age: int | None = None
    summed_in: str | None = None
    source: Any = None

    @property
    def share(self) -> float | None:
        """Seats held among all, 0..1; None where not reported."""
        return self.held / self.seats if self.seats and self.held is not None else None

    @property
    def step(self) -> str:
        """The next step, a key of `STEPS`."""
        if self.held is None:
            return "sum" if self.summed_in else "report"
        asked = {
            "none_held": self.held == 0,
            "presidency": self.kind in WHOLE and self.presides is None,
            "women": self.women is None and self.held > 0,
            "recount": (self.age or 0) > RECOUNT_DAYS,
        }
        return next((code for code, is_asked in asked.items() if is_asked), "none")


@dataclass(frozen=True)
class Held:
    """Sums over the councils of a kind: of `known` units among `units` that are reported.

    `women` is of `women_of` seats, of the rows that say it; `presided` of `presided_of` councils,
    both None where a unit is not a council of its own.
    """

    kind: str
    unit_code: str
    units: int
    known: int
    seats: int
    held: int
    women: int
    women_of: int
    presided: int | None
    presided_of: int | None
    since: dt.date | None


def councils(
    kind: str, units: Iterable[Unit], rows: Mapping[str, Any], day: dt.date
) -> dict[str, Council]:
    """Return every unit of a kind, and each larger unit that was given as a sum.

    Args:
        kind: a kind of council.
        units: its units.
        rows: rows of `seats_held` of that kind, by unit.
        day: the day asked about.
    """
    listed = list(units)
    codes = {one.unit_code for one in listed}
    larger = {code for code in rows if code not in codes}
    found = {code: _council(kind, code, None, rows[code], day) for code in sorted(larger)}
    for one in listed:
        row = rows.get(one.unit_code)
        if row is not None:
            found[one.unit_code] = _council(kind, one.unit_code, one.seats, row, day)
            continue
        holder = sorted(larger & register().containers_of(one.unit_code))
        above = holder[-1] if holder else None
        found[one.unit_code] = Council(one.unit_code, kind, one.seats, summed_in=above)
    return found


def held_in(kind: str, unit_code: str, found: Sequence[Council]) -> Held:
    """Return the sums over units; one that is in the sum of a larger unit is not added."""
    known = [row for row in found if row.held is not None]
    women = [row for row in known if row.women is not None]
    said = [row for row in known if row.presides is not None]
    is_whole = kind in WHOLE
    return Held(
        kind,
        unit_code,
        len(found),
        len(known),
        sum(row.seats or 0 for row in known),
        sum(row.held or 0 for row in known),
        sum(row.women or 0 for row in women),
        sum(row.held or 0 for row in women),
        sum(bool(row.presides) for row in said) if is_whole else None,
        len(said) if is_whole else None,
        min((row.counted_on for row in known if row.counted_on), default=None),
    )


def gaps_first(rows: Iterable[Council]) -> list[Council]:
    """Return the rows in the order of what is not known or not held."""
    return sorted(rows, key=_rank)


def _rank(row: Council) -> tuple[int, float, str]:
    if row.held is None:
        return (1 if row.summed_in else 0, 0, row.unit_code)
    return (2, row.share or 0, row.unit_code)


def _council(kind: str, code: str, expected: int | None, row: Any, day: dt.date) -> Council:
    counted = pd.Timestamp(row.counted_on).date()
    presides = row.party_presidency
    return Council(
        code,
        kind,
        expected,
        _whole(row.seats),
        _whole(row.party_seats),
        _whole(row.party_women),
        None if pd.isna(presides) else bool(presides),
        pd.Timestamp(row.term_start).date(),
        counted,
        (day - counted).days,
        source=row,
    )


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
