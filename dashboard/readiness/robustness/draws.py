"""Alternative methods, many at once: weights, goalposts, and how pillars are brought together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from dashboard.readiness.robustness.choices import Choices
from dashboard.readiness.robustness.parts import Bools, Floats, Parts

Group = Literal["pillar_weights", "inner_weights", "aggregation", "goalposts"]
GROUPS: tuple[Group, ...] = ("pillar_weights", "inner_weights", "aggregation", "goalposts")


@dataclass(frozen=True)
class Draws:
    """One alternative method a row.

    Attributes:
        pillar: weights of the pillars, summing to 1.
        inner: weights of the indicators, summing to 1 in each pillar.
        floor_shift: how far each floor moves, in spans; `target_shift` likewise.
        is_geometric: whether pillars are multiplied instead of added.
    """

    pillar: Floats
    inner: Floats
    floor_shift: Floats
    target_shift: Floats
    is_geometric: Bools

    @property
    def count(self) -> int:
        """The number of alternative methods."""
        return len(self.is_geometric)

    def of(self, rows: slice | Bools) -> Draws:
        """Return some of the rows."""
        return Draws(
            self.pillar[rows],
            self.inner[rows],
            self.floor_shift[rows],
            self.target_shift[rows],
            self.is_geometric[rows],
        )

    def taking(self, group: Group, other: Draws) -> Draws:
        """Return these draws with one group of choices taken from others."""
        if group == "pillar_weights":
            return replace(self, pillar=other.pillar)
        if group == "inner_weights":
            return replace(self, inner=other.inner)
        if group == "aggregation":
            return replace(self, is_geometric=other.is_geometric)
        return replace(self, floor_shift=other.floor_shift, target_shift=other.target_shift)


def base_draw(parts: Parts) -> Draws:
    """Return the method as it is, as one draw."""
    still = np.zeros((1, len(parts.indicators)))
    inner = _in_pillars(parts, parts.inner_weights[None, :])
    pillar = parts.pillar_weights[None, :] / parts.pillar_weights.sum()
    return Draws(pillar, inner, still, still, np.zeros(1, dtype=bool))


def random_draws(
    parts: Parts, choices: Choices, rng: np.random.Generator, count: int | None = None
) -> Draws:
    """Return alternative methods around the one in force, `choices.draws` of them by default."""
    rows = count or choices.draws
    shape = (rows, len(parts.indicators))
    shift = choices.goalpost_shift
    pillar = _dirichlet(parts.pillar_weights, choices.weight_spread, rng, rows)
    inner = np.empty(shape)
    for number in range(len(parts.pillars)):
        held = parts.pillar_of == number
        inner[:, held] = _dirichlet(parts.inner_weights[held], choices.weight_spread, rng, rows)
    return Draws(
        pillar,
        inner,
        rng.uniform(-shift, shift, shape),
        rng.uniform(-shift, shift, shape),
        rng.random(rows) < choices.geometric_share,
    )


def concentration(weights: int, spread: float) -> float:
    """Return the Dirichlet concentration that gives an average weight this relative spread.

    A weight p of n has the standard deviation sqrt(p (1 - p) / (c + 1)). For p = 1/n that is
    `spread` times p when c = (n - 1) / spread² - 1: 49 for three weights and a spread of 0.2,
    149 for seven. Smaller weights move more in proportion, larger ones less.
    """
    return (weights - 1) / spread**2 - 1


def _dirichlet(weights: Floats, spread: float, rng: np.random.Generator, rows: int) -> Floats:
    share = weights / weights.sum()
    moving = int((weights > 0).sum())
    if moving < 2 or spread == 0:
        return np.tile(share, (rows, 1))
    # Gamma variables over their sum are a Dirichlet; a weight of 0 stays 0.
    drawn = rng.standard_gamma(share * concentration(moving, spread), (rows, len(weights)))
    found: Floats = drawn / drawn.sum(axis=1, keepdims=True)
    return found


def _in_pillars(parts: Parts, weights: Floats) -> Floats:
    sums = weights @ (parts.pillar_of[:, None] == np.arange(len(parts.pillars)))
    found: Floats = weights / sums[:, parts.pillar_of]
    return found
