"""What one unit, or several together, say of candidacies: seats, files, agents, the next step."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from dashboard.wording import N_

STEPS = {
    "report": N_("Report where the party stands"),
    "sum": N_("Nothing is due: it is in the sum of the province"),
    "split": N_("Ask for the candidacies unit by unit"),
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
    def step(self) -> tuple[str, int]:
        """The next step, a key of `STEPS`, and the number it is about (0: none)."""
        if self.is_sum:
            return "split", 0
        if self.women_seats > self.women_covered:
            return "women", self.women_seats - self.women_covered
        if self.gap:
            return "cover", self.gap
        silent = self.units - self.units_known
        return ("report", silent) if silent else ("none", 0)

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The share if nobody stands where nothing is reported, and if somebody does for all."""
        if not self.seats or self.seats < self.seats_known:
            return None
        low = min(self.covered, self.seats) / self.seats
        return low, min(1.0, low + (self.seats - self.seats_known) / self.seats)


def _less(whole: int | None, part: int | None) -> int | None:
    return None if whole is None or part is None else max(0, whole - part)
