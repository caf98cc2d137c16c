"""What the Monte Carlo of ranks costs, and how it grows with the number of units.

Run alone it prints its table. The units are made from a seed: values, unknowns, what is not
applicable and caps in the mix a profile of all seven pillars has. 1,503 is every commune of the
kingdom; 15,030 is ten kingdoms.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from dashboard.readiness.robustness import Parts, choices, robustness
from dashboard.readiness.robustness.parts import NOWHERE

SIZES = (194, 1503, 15_030)
_PILLARS = {
    "structures": (0.2, (0.6, 0.2, 0.2)),
    "activity": (0.1, (0.7, 0.3)),
    "people": (0.1, (1.0,)),
    "candidacies": (0.3, (0.6, 0.2, 0.2)),
    "polling": (0.15, (0.7, 0.3)),
    "electorate": (0.1, (1.0,)),
    "response": (0.05, (1.0,)),
}


@dataclass(frozen=True)
class Growth:
    """CPU seconds of the process for one number of units, one a repetition."""

    units: int
    seconds: tuple[float, ...]

    @property
    def per_unit(self) -> float:
        """Median microseconds a unit."""
        return median(self.seconds) / self.units * 1e6


def growth(repetitions: int = 3, sizes: tuple[int, ...] = SIZES) -> list[Growth]:
    """Measure every size in turn, so that a busy machine slows them alike."""
    spent: dict[int, list[float]] = {size: [] for size in sizes}
    for _ in range(repetitions):
        for size in sizes:
            spent[size].append(_seconds(parts_made(size)))
    return [Growth(size, tuple(seconds)) for size, seconds in spent.items()]


def table(measured: list[Growth]) -> str:
    """Return the measurements as Markdown: seconds, and the time a unit takes as a ratio."""
    first = measured[0]
    lines = [
        "| communes | CPU s, median (best) | times the units | times the time | a unit, ratio |",
        "| --- | --- | --- | --- | --- |",
        *(
            f"| {one.units:,} | {median(one.seconds):.2f} ({min(one.seconds):.2f}) |"
            f" {one.units / first.units:.1f} | {median(one.seconds) / median(first.seconds):.1f} |"
            f" {one.per_unit / first.per_unit:.2f} |"
            for one in measured
        ),
    ]
    return "\n".join(lines) + "\n"


def parts_made(units: int) -> Parts:
    """Return parts of so many communes, always the same for a number."""
    rng = np.random.default_rng(units)
    inner = np.concatenate([weights for _, weights in _PILLARS.values()])
    pillar_of = np.repeat(np.arange(len(_PILLARS)), [len(one) for _, one in _PILLARS.values()])
    shape = (units, len(inner))
    is_applicable = np.ones(shape, dtype=bool)
    # Four patterns, as in the data: no decision was due, no constraint was raised, both, neither.
    is_applicable[:, 4] = rng.random(units) < 0.7
    is_applicable[:, -1] = rng.random(units) < 0.6
    known = is_applicable & (rng.random(shape) < 0.9)
    stepped = rng.choice([0, 0.25, 0.5, 1], shape)
    position = np.where(np.arange(shape[1]) % 2, stepped, rng.uniform(-0.2, 1.4, shape))
    return Parts(
        units=tuple(f"{number:05}" for number in range(units)),
        indicators=tuple(f"i{number:02}" for number in range(shape[1])),
        pillars=tuple(_PILLARS),
        pillar_of=pillar_of,
        pillar_weights=np.array([weight for weight, _ in _PILLARS.values()]),
        inner_weights=inner,
        is_applicable=is_applicable,
        known=known.astype(float),
        position=np.where(known, position, NOWHERE),
        highest_class=rng.choice([2, 5], units, p=[0.2, 0.8]),
        is_held=np.ones(units, dtype=bool),
    )


def _seconds(parts: Parts) -> float:
    begun = time.process_time()
    found = robustness(parts, replace(choices(), draws=10_000))
    spent = time.process_time() - begun
    if len(found) != len(parts.units):
        raise SystemExit(f"robustness of {len(found)} units")
    return spent


if __name__ == "__main__":
    print(table(growth()))
