"""The first sheet of the score workbook: thresholds, dates, and in which days caps are in force."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from dashboard.wording import N_


class Places(Protocol):
    """Knows the cell of each threshold and date."""

    def method(self, name: str) -> str:
        """Return the cell of a threshold, a date or a window."""


METHOD_INPUTS = {
    "version": N_("Version of the method"),
    "not_assessable_under": N_("Not assessable under this known weight"),
    "inherited_reliability": N_("What a value of a larger territory counts in reliability"),
    "warning_step": N_("Reliability lost by open warning"),
    "warning_floor": N_("Least factor of warnings"),
    "cap_class": N_("Highest class without a secretariat"),
    "cap_covered_adults": N_("Above the commune: under this share of adults covered"),
    "seats_cap_days": N_("Seats: from this many days before nominations close"),
    "seats_cap_under": N_("Seats: under this share covered"),
    "seats_cap_class": N_("Seats: highest class then"),
    "stations_cap_days": N_("Stations: from this many days before polling"),
    "stations_cap_under": N_("Stations: under this share covered"),
    "stations_cap_class": N_("Stations: highest class then"),
    "nominations_close_on": N_("Nominations close on"),
    "polling_on": N_("Polling on"),
    "facts_on": N_("Day of the facts"),
}

_WINDOW = (
    "=IF(AND(ISNUMBER({end}),ISNUMBER({start})),IF(AND({day}>={start}-{days},{day}<={end}),1,0),0)"
)


def _window(start: str, days: str) -> Callable[[Places], str]:
    return lambda at: _WINDOW.format(
        start=at.method(start),
        end=at.method("polling_on"),
        day=at.method("facts_on"),
        days=at.method(days),
    )


METHOD_FORMULAS: dict[str, tuple[str, Callable[[Places], str]]] = {
    "seats_window": (
        N_("The days of the cap by seats (1 or 0)"),
        _window("nominations_close_on", "seats_cap_days"),
    ),
    "stations_window": (
        N_("The days of the cap by stations (1 or 0)"),
        _window("polling_on", "stations_cap_days"),
    ),
}
