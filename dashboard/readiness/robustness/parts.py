"""Rows of `score_parts` → what a score is made of, as arrays over units and indicators."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

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
        inner_weights: weight of each indicator in its pillar.
        is_applicable: whether there is anything to measure.
        known: the known share k, 0..1; 0 where unknown or not applicable.
        position: (value - floor) / (target - floor), not bounded; `NOWHERE` where k is 0.
        highest_class: the highest class the caps allow each unit.
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
        return np.any((self.known > 0) & (self.known < 1), axis=0, keepdims=True)[0]

    def of(self, chosen: Bools) -> Parts:
        """Return the parts of the chosen units only."""
        return replace(
            self,
            units=tuple(unit for unit, is_in in zip(self.units, chosen, strict=True) if is_in),
            is_applicable=self.is_applicable[chosen],
            known=self.known[chosen],
            position=self.position[chosen],
            highest_class=self.highest_class[chosen],
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
        grains: commune and arrondissement share weights, and so do those above; never mix the two.

    Raises:
        ValueError: several days, or units that do not have the same indicators.
    """
    chosen = rows[rows["grain"].isin(grains)]
    if chosen["as_of"].nunique() > 1:
        raise ValueError("the parts of several days were asked for at once")
    chosen = chosen.sort_values(["unit_code", "pillar", "indicator"], kind="stable")
    first = chosen.drop_duplicates("indicator").sort_values(["pillar", "indicator"])
    units = chosen["unit_code"].drop_duplicates()
    shape = (len(units), len(first))
    if [*chosen["indicator"]] != [*first["indicator"]] * len(units):
        raise ValueError("units of one grain have the same indicators, each once")
    pillars = first.drop_duplicates("pillar")
    known = chosen["k"].to_numpy(float).reshape(shape)
    numbers = {pillar: number for number, pillar in enumerate(pillars["pillar"])}
    return Parts(
        units=tuple(units),
        indicators=tuple(first["indicator"]),
        pillars=tuple(numbers),
        pillar_of=np.array([numbers[pillar] for pillar in first["pillar"]], dtype=np.int64),
        pillar_weights=pillars["pillar_weight"].to_numpy(float),
        inner_weights=first["inner_weight"].to_numpy(float),
        is_applicable=chosen["is_applicable"].to_numpy(bool).reshape(shape),
        known=known,
        position=np.where(known > 0, _positions(chosen).reshape(shape), NOWHERE),
        highest_class=chosen.drop_duplicates("unit_code")["highest_class"].to_numpy(np.int64),
    )


def _positions(rows: pd.DataFrame) -> Floats:
    value, floor, target = (
        rows[name].astype(float).fillna(0).to_numpy() for name in ("value", "floor", "target")
    )
    span = target - floor
    found: Floats = np.divide(value - floor, span, out=np.zeros_like(span), where=span != 0)
    return found
