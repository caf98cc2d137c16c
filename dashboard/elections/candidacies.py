"""Candidacies unit by unit, and their sums: seats covered, reserved seats, files, finance agents.

Counts only, and confidential: whoever asks for them asks first whether the reader may see them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.elections.seat_table import SeatRow
from dashboard.territory.register import register
from dashboard.wording import N_

STEPS = {
    "report": N_("Report where the party stands"),
    "sum": N_("Nothing is due: it is in the sum of the province"),
    "seats": N_("Give the seats of this unit first"),
    "check": N_("Check: more seats covered than there are"),
    "women": N_("Find candidates for the seats reserved for women"),
    "cover": N_("Find candidates for the seats left"),
    "count_files": N_("Say how many files are expected, and complete"),
    "files": N_("Complete the files"),
    "agent": N_("Have the finance agent named"),
    "none": N_("Nothing is due"),
}


@dataclass(frozen=True)
class Stand:
    """Where the party stands in one unit, or in a province given as the sum of its seats.

    `seats` and `women` are those in use (given, else estimated). None is unknown. `summed_in` is
    the province whose own row holds this unit. `source` is the stored row, None without one.
    """

    unit_code: str
    seats: int | None
    women: int | None
    is_estimate: bool
    covered: int | None = None
    women_covered: int | None = None
    files_expected: int | None = None
    files_complete: int | None = None
    has_agent: bool | None = None
    counted_on: dt.date | None = None
    summed_in: str | None = None
    source: Any = None

    @property
    def gap(self) -> int | None:
        """Seats with nobody standing; None where seats or candidacies are not known."""
        return _less(self.seats, self.covered)

    @property
    def women_gap(self) -> int | None:
        """Reserved seats with nobody standing; None where one of the two is not known."""
        return _less(self.women, self.women_covered)

    @property
    def files_gap(self) -> int | None:
        """Files expected and not complete; None where one of the two is not known."""
        return _less(self.files_expected, self.files_complete)

    @property
    def step(self) -> str:
        """The next step, a key of `STEPS`."""
        if self.covered is None:
            return "sum" if self.summed_in else "report"
        if self.seats is None:
            return "seats"
        asked = {
            "check": self.covered > self.seats,
            "women": bool(self.women_gap),
            "cover": bool(self.gap),
            "count_files": self.files_gap is None,
            "files": bool(self.files_gap),
            "agent": not self.has_agent,
        }
        return next((code for code, is_asked in asked.items() if is_asked), "none")


@dataclass(frozen=True)
class Together:
    """Sums over units. Each figure stands beside what it is of, and how much of that is unknown.

    `seats`: all of them, None where a unit's are not known; `seats_known`: those of units that
    say where the party stands. `women_seats`, of units that say both. `agents_said`: rows that say
    whether an agent is named. `units_known` of `units` are reported. `since`: the oldest count.
    """

    unit_code: str
    units: int
    units_known: int
    seats: int | None
    seats_known: int
    covered: int
    women_seats: int
    women_covered: int
    files_expected: int
    files_complete: int
    files_said: int
    agents: int
    agents_said: int
    since: dt.date | None
    is_sum: bool

    @property
    def gap(self) -> int:
        """Seats of the units reported with nobody standing."""
        return max(0, self.seats_known - self.covered)

    @property
    def share(self) -> float | None:
        """Covered among the seats of the units reported, 0..1; None where none is known."""
        return self.covered / self.seats_known if self.seats_known else None

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The share if nobody stands where nothing is reported, and if somebody does for all."""
        if not self.seats or self.seats < self.seats_known:
            return None
        low = min(self.covered, self.seats) / self.seats
        return low, min(1.0, low + (self.seats - self.seats_known) / self.seats)


def stands(
    seats: Sequence[SeatRow], counted: Mapping[str, Any], given: Mapping[str, Any]
) -> dict[str, Stand]:
    """Return every unit of the election, and each province that gave the sum of its own.

    Args:
        seats: the seats of each unit of the election.
        counted: rows of `candidacies_counted` of that election by unit.
        given: rows of `seats_given` of that election by unit, for the sums of provinces.
    """
    units = {row.unit.unit_code: row for row in seats}
    sums = {place.code: _sum_of(place.code, units, counted) for place in register().provinces()}
    found = {
        code: _stand(code, row.seats, row.women, row.is_estimate, counted.get(code))
        for code, row in units.items()
    }
    for province, inside in sums.items():
        if not inside:
            continue
        told = given.get(province)
        seated = _whole(told.seats) if told else _total(units[code].seats for code in inside)
        women = (
            _whole(told.seats_reserved_women)
            if told
            else _total(units[code].women for code in inside)
        )
        is_estimate = bool(told.is_estimate) if told else True
        found[province] = _stand(province, seated, women, is_estimate, counted[province])
        for code in inside:
            kept = found[code]
            found[code] = Stand(code, kept.seats, kept.women, kept.is_estimate, summed_in=province)
    return found


def together(unit_code: str, found: Mapping[str, Stand], units: Iterable[str]) -> Together:
    """Return the sum over the units of a territory, what a province gave as a sum in their place.

    `units`: the election's units that lie in the territory.
    """
    inside = list(units)
    sums = {found[code].summed_in for code in inside} - {None}
    rows = [found[code] for code in inside if not found[code].summed_in]
    rows += [found[code] for code in sorted(filter(None, sums))]
    known = [row for row in rows if row.covered is not None]
    seated = [row for row in known if row.seats is not None]
    women = [row for row in known if row.women_gap is not None]
    files = [row for row in known if row.files_gap is not None]
    said = [row for row in known if row.has_agent is not None]
    reported = [code for code in inside if found[code].summed_in or found[code] in known]
    return Together(
        unit_code,
        units=len(inside),
        units_known=len(reported),
        seats=_total(row.seats for row in rows),
        seats_known=sum(row.seats or 0 for row in seated),
        covered=sum(row.covered or 0 for row in seated),
        women_seats=sum(row.women or 0 for row in women),
        women_covered=sum(row.women_covered or 0 for row in women),
        files_expected=sum(row.files_expected or 0 for row in files),
        files_complete=sum(row.files_complete or 0 for row in files),
        files_said=len(files),
        agents=sum(bool(row.has_agent) for row in said),
        agents_said=len(said),
        since=min((row.counted_on for row in known if row.counted_on), default=None),
        is_sum=bool(sums),
    )


def gaps_first(rows: Iterable[Stand]) -> list[Stand]:
    """Return the rows in the order of what is left to do: gaps, then what is not reported."""
    return sorted(rows, key=_rank)


def _rank(row: Stand) -> tuple[int, int, int, str]:
    if row.covered is None:
        return (3 if row.summed_in else 1, -(row.seats or 0), 0, row.unit_code)
    has_gap = bool(row.gap or row.women_gap)
    return (0 if has_gap else 2, -(row.gap or 0), -(row.women_gap or 0), row.unit_code)


def _sum_of(
    province: str, units: Mapping[str, SeatRow], counted: Mapping[str, Any]
) -> tuple[str, ...]:
    """Return the units that a province's own row stands for; none where it has none, or is one."""
    own = counted.get(province)
    inside = sorted(register().units_within(province) & set(units))
    if own is None or province in units or not inside:
        return ()
    below = [counted[code] for code in inside if code in counted]
    if len(below) == len(inside) and max(row.counted_on for row in below) > own.counted_on:
        return ()
    return tuple(inside)


def _stand(
    code: str, seats: int | None, women: int | None, is_estimate: bool, row: Any | None
) -> Stand:
    if row is None:
        return Stand(code, seats, women, is_estimate)
    agent = row.finance_agent_named
    return Stand(
        code,
        seats,
        women,
        is_estimate,
        _whole(row.seats_covered),
        _whole(row.seats_reserved_women_covered),
        _whole(row.files_expected),
        _whole(row.files_complete),
        None if pd.isna(agent) else bool(agent),
        pd.Timestamp(row.counted_on).date(),
        source=row,
    )


def _less(whole: int | None, part: int | None) -> int | None:
    return None if whole is None or part is None else max(0, whole - part)


def _total(values: Iterable[int | None]) -> int | None:
    """Return the sum, None where one is not known or there is none."""
    known = list(values)
    if not known or any(value is None for value in known):
        return None
    return sum(value or 0 for value in known)


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
