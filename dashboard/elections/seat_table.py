"""Seats unit by unit: what the reference files know beside what a user gave, which stands first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.elections.units import Unit
from dashboard.wording import N_

STEPS = {
    "give": N_("Give its seats once a text sets them"),
    "correct": N_("Correct: fewer seats than the party holds"),
    "compare": N_("Check what was given against the estimate"),
    "replace": N_("Replace the estimate once the decree is published"),
    "none": N_("Nothing is due"),
}


@dataclass(frozen=True)
class SeatRow:
    """One unit of an election; None is unknown or not given.

    `seats` and `women` are those in use: what is given, else the reference's. `difference` is given
    less reference. `party_seats` were held at the newest count, `counted_on`.
    """

    unit: Unit
    seats: int | None
    women: int | None
    is_estimate: bool
    basis: str
    source: str
    given: int | None = None
    batch_no: int | None = None
    origin: str | None = None
    file_name: str | None = None
    party_seats: int | None = None
    counted_on: dt.date | None = None

    @property
    def difference(self) -> int | None:
        """Seats given less seats of the reference; None where one is not known."""
        if self.given is None or self.unit.seats is None:
            return None
        return self.given - self.unit.seats

    @property
    def step(self) -> str:
        """The next step, a key of `STEPS`."""
        if self.seats is None:
            return "give"
        if self.party_seats is not None and self.party_seats > self.seats:
            return "correct"
        if self.difference:
            return "compare"
        return "replace" if self.is_estimate else "none"


@dataclass(frozen=True)
class SeatTotal:
    """Seats in use together: of the units whose seats are known; how many of them are estimates."""

    seats: int
    known: int
    units: int
    estimates: int
    given: int
    different: int


def seat_rows(units: Iterable[Unit], given: Iterable[Any], held: Iterable[Any]) -> list[SeatRow]:
    """Return a row a unit, in the order of `units`.

    Args:
        units: the units of the election.
        given: rows of `seats_given` of that election.
        held: rows of `seats_held` of its kind.
    """
    by_unit = {row.unit_code: row for row in given}
    party = {row.unit_code: row for row in held}
    return [_row(one, by_unit.get(one.unit_code), party.get(one.unit_code)) for one in units]


def total(rows: Iterable[SeatRow]) -> SeatTotal:
    """Return the sums over rows."""
    listed = list(rows)
    known = [row for row in listed if row.seats is not None]
    return SeatTotal(
        sum(row.seats or 0 for row in known),
        len(known),
        len(listed),
        sum(row.is_estimate for row in known),
        sum(row.given is not None for row in listed),
        sum(bool(row.difference) for row in listed),
    )


def _row(unit: Unit, given: Any | None, held: Any | None) -> SeatRow:
    seats: dict[str, Any] = {
        "seats": unit.seats,
        "women": unit.women,
        "is_estimate": unit.is_estimate,
        "basis": unit.basis,
        "source": unit.source,
    }
    if given is not None:
        is_estimate = bool(given.is_estimate)
        seats = {
            "seats": int(given.seats),
            "women": _whole(given.seats_reserved_women),
            "is_estimate": is_estimate,
            "basis": "assumed" if is_estimate else "sourced",
            "source": given.source,
            "given": int(given.seats),
            "batch_no": int(given.last_batch_no),
            "origin": given.origin,
            "file_name": given.file_name,
        }
    if held is not None:
        seats |= {"party_seats": _whole(held.party_seats), "counted_on": held.counted_on}
    return SeatRow(unit, **seats)


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
