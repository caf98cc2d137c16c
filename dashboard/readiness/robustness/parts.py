"""Rows of `score_parts` → what a score is made of, as arrays over units and indicators."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.readiness.method import classes

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
# So far under every floor that the unknown brings no points, wherever the floor is moved to.
NOWHERE = -1e6


@dataclass(frozen=True)
class Parts:
    """Units × indicators, with the weights of the method before anything is not applicable.

    Attributes:
        units: unit codes, the first axis.
        indicators: indicator ids, the second axis; `pillar_of` gives the pillar of each.
        pillars: pillar ids, in the order `pillar_weights` has.
        inner_weights: weight of each indicator in its pillar, to any scale.
        is_applicable: whether there is anything to measure.
        known: the known share k, 0..1; 0 where unknown or not applicable.
        position: (value - floor) / (target - floor), not bounded; `NOWHERE` where k is 0.
        highest_class: the highest class the caps allow each unit.
        is_held: whether the election is held in the unit at all.
    """

    units: tuple[str, ...]
    indicators: tuple[str, ...]
    pillars: tuple[str, ...]
    pillar_of: Ints
    pillar_weights: Floats
    inner_weights: Floats
    is_applicable: Bools
    known: Floats
    position: Floats
    highest_class: Ints
    is_held: Bools

    @cached_property
    def patterns(self) -> tuple[tuple[Ints, Bools], ...]:
        """The units that share what is applicable, and which indicators that is."""
        kinds, kind_of = np.unique(self.is_applicable, axis=0, return_inverse=True)
        return tuple(
            (np.flatnonzero(kind_of.ravel() == number), applicable)
            for number, applicable in enumerate(kinds)
        )

    @cached_property
    def is_partial(self) -> Bools:
        """Whether an indicator is known in part anywhere: k strictly between 0 and 1."""
        found: Bools = np.logical_and(self.known > 0, self.known < 1)
        return np.array([column.any() for column in found.T], dtype=np.bool_)

    def of(self, chosen: Bools) -> Parts:
        """Return the parts of the chosen units only."""
        return replace(
            self,
            units=tuple(unit for unit, is_in in zip(self.units, chosen, strict=True) if is_in),
            is_applicable=self.is_applicable[chosen],
            known=self.known[chosen],
            position=self.position[chosen],
            highest_class=self.highest_class[chosen],
            is_held=self.is_held[chosen],
        )

    def without(self, indicator: str) -> Parts:
        """Return the parts with an indicator taken out: its weight goes as if not applicable."""
        number = self.indicators.index(indicator)
        is_applicable, known = self.is_applicable.copy(), self.known.copy()
        position = self.position.copy()
        is_applicable[:, number], known[:, number], position[:, number] = False, 0, NOWHERE
        return replace(self, is_applicable=is_applicable, known=known, position=position)


def parts_of(rows: pd.DataFrame, grains: Collection[str] = ("commune",)) -> Parts:
    """Return the parts of the units of some grains.

    Args:
        rows: `score_parts` of one day and profile; each unit has a row for the same indicators.
        grains: communes and arrondissements share weights, and so do those above; never mix the
            two.

    Raises:
        ValueError: several days or profiles, or units that do not have the same indicators.
    """
    chosen = rows[rows["grain"].isin(grains)]
    if len(chosen[["as_of", "profile"]].drop_duplicates()) > 1:
        raise ValueError("the parts of several days or profiles were asked for at once")
    chosen = chosen.sort_values(["unit_code", "pillar", "indicator"], kind="stable")
    first = chosen.drop_duplicates("indicator").sort_values(["pillar", "indicator"])
    units = chosen.drop_duplicates("unit_code")
    shape = (len(units), len(first))
    if [*chosen["indicator"]] != [*first["indicator"]] * len(units):
        raise ValueError("units of one grain have the same indicators, each once")
    pillars = first.groupby("pillar", sort=True)["base_w"].sum()
    known = chosen["k"].to_numpy(float).reshape(shape)
    caps = units["cap_class"].fillna(len(classes()))
    return Parts(
        units=tuple(units["unit_code"]),
        indicators=tuple(first["indicator"]),
        pillars=tuple(pillars.index),
        pillar_of=np.searchsorted(np.array([*pillars.index]), first["pillar"].to_numpy(str)),
        pillar_weights=pillars.to_numpy(float),
        inner_weights=first["base_w"].to_numpy(float),
        is_applicable=chosen["is_applicable"].to_numpy(bool).reshape(shape),
        known=known,
        position=np.where(known > 0, _positions(chosen).reshape(shape), NOWHERE),
        highest_class=np.array([*caps], dtype=np.int64),
        is_held=(units["state"] != "not_applicable").to_numpy(bool),
    )


def _positions(rows: pd.DataFrame) -> Floats:
    value, floor, target = (
        rows[name].astype(float).fillna(0).to_numpy() for name in ("value", "floor", "target")
    )
    span = target - floor
    found: Floats = np.divide(value - floor, span, out=np.zeros_like(span), where=span != 0)
    return found
