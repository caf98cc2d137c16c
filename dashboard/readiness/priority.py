"""Readiness against electoral weight: the nine pairs, their corner words, and what they are called.

The bands of readiness are classes of the low end; those of weight stand in
`data/reference/weight_bands.csv` and are own choices.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dashboard.labels import labels_of
from dashboard.reference_files import reference_rows
from dashboard.wording import N_, Language

READINESS = (N_("Low readiness"), N_("Middling readiness"), N_("High readiness"))
# The corners of the square, by the numbers of weight and readiness, from 1.
CORNERS = {
    (3, 1): N_("act first"),
    (3, 3): N_("hold"),
    (1, 1): N_("later"),
    (1, 3): N_("safe"),
}
WEIGHTS_OF = {
    "registered": N_("voters registered"),
    "adults": N_("adults, no voters reported"),
}
STEPS = 3


@dataclass(frozen=True)
class WeightBand:
    """A band of electoral weight: from `low` persons (voters or adults) on, its number from 1."""

    number: int
    low: int
    names: dict[str, str]

    def name(self, language: Language) -> str:
        """Return what the band is called."""
        return self.names[language]


@cache
def weight_bands() -> tuple[WeightBand, ...]:
    """Return the bands of electoral weight, the smallest first."""
    return tuple(
        WeightBand(
            int(row["band_no"]),
            int(row["low"]),
            labels_of(row),
        )
        for row in reference_rows("weight_bands")
    )


def pair_number(weight_no: int, readiness_no: int) -> int:
    """Return the number of a pair from 1 to 9: the heavier and the less ready, the higher."""
    return STEPS * (weight_no - 1) + STEPS + 1 - readiness_no


def pairs() -> tuple[tuple[int, int], ...]:
    """Return weight and readiness of every pair, in the order of their numbers."""
    steps = range(1, STEPS + 1)
    return tuple((weight, readiness) for weight in steps for readiness in reversed(steps))
