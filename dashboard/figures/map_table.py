"""Rows → the table that the map holds: every unit × every layer of a page, given once.

A value is a number, or one of five markers that the map draws as patterns and never as zero: no
data, not assessable, masked (a small number), not applicable, outside the reader's territories.
Classes are fixed breaks from the reference files, never quantiles, so that two months compare.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import pandas as pd

from dashboard.figures import tokens
from dashboard.wording import N_

Kind = Literal["readiness", "sequential", "category"]
State = Literal["no_data", "not_assessable", "masked", "not_applicable", "elsewhere"]
UNKNOWN: tuple[State, ...] = (
    "no_data",
    "not_assessable",
    "masked",
    "not_applicable",
    "elsewhere",
)
STATE_WORDS: dict[State, str] = {
    "no_data": N_("No data"),
    "not_assessable": N_("Not assessable (incomplete data)"),
    "masked": N_("Masked (small number)"),
    "not_applicable": N_("Not applicable"),
    "elsewhere": N_("Outside your territories"),
}


@dataclass(frozen=True)
class LayerClass:
    """One class of a layer: its word and its bounds [low, high), open where None.

    The highest class includes its upper bound. `colour` is a token; without one the layer's ramp.
    """

    word: str
    low: float | None = None
    high: float | None = None
    colour: str | None = None


@dataclass(frozen=True)
class Layer:
    """What the map can show: a label, its classes lowest first, and what is known of each unit.

    `values` holds a number or a marker by unit code; a unit that is absent has no data. `numbers`
    gives the class (from 1) where it does not follow from the value: a capped readiness class, a
    category. `dates` is the day each fact is true for, one for all or by unit. `reliability` is
    0..100. `notes` says in words what is missing or what limits the class; the user's language.
    """

    id: str
    label: str
    kind: Kind
    classes: tuple[LayerClass, ...]
    values: Mapping[str, float | State] = field(default_factory=dict)
    unit: str = ""
    decimals: int = 0
    is_share: bool = False
    group: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)
    dates: dt.date | Mapping[str, dt.date] | None = None
    reliability: Mapping[str, float] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    def state(self, code: str) -> State | None:
        """Return why a unit has no value, or None when it has one."""
        value = self.values.get(code, "no_data")
        return value if isinstance(value, str) else None

    def number(self, code: str) -> int | None:
        """Return the class of a unit from 1, lowest first; None where it has no value."""
        value = self.values.get(code)
        if value is None or isinstance(value, str):
            return None
        if code in self.numbers:
            return self.numbers[code]
        return 1 + sum(each.low is not None and value >= each.low for each in self.classes[1:])

    def colours(self) -> tuple[str, ...]:
        """Return the token of each class, lowest first."""
        kind = "readiness" if self.kind == "readiness" else "sequential"
        if all(each.colour for each in self.classes):
            return tuple(each.colour or "" for each in self.classes)
        return tuple(
            each.colour or name
            for each, name in zip(self.classes, tokens.ramp(kind, len(self.classes)), strict=True)
        )

    def day(self, code: str) -> dt.date | None:
        """Return the day the unit's fact is true for."""
        return self.dates.get(code) if isinstance(self.dates, Mapping) else self.dates


@dataclass(frozen=True)
class MapTable:
    """Unit codes and the layers over them.

    `geometry` names what they are drawn of: `territory` (communes, and the arrondissements of Fès),
    or a kind of constituency.
    """

    codes: tuple[str, ...]
    layers: tuple[Layer, ...]
    geometry: str = "territory"
    _made: dict[Hashable, Any] = field(default_factory=dict, init=False, compare=False)

    def once(self, of: Hashable, make: Callable[[], Any]) -> Any:
        """Return what is made of the table for the browser; it is kept as long as the table."""
        if of not in self._made:
            self._made[of] = make()
        return self._made[of]

    def layer(self, layer_id: str) -> Layer:
        """Return one layer; KeyError when the table has none of that id."""
        return {layer.id: layer for layer in self.layers}[layer_id]

    def counts(self, layer_id: str, codes: Iterable[str] | None = None) -> Counter[int | State]:
        """Count units by class number or by marker, among `codes` (all of the table's if None)."""
        layer = self.layer(layer_id)
        among = self.codes if codes is None else codes
        return Counter(layer.state(code) or layer.number(code) or 0 for code in among)


def with_elsewhere(table: MapTable, codes: Iterable[str]) -> MapTable:
    """Return a table that marks the units whose rows the reader is not shown."""
    apart: dict[str, float | State] = dict.fromkeys(codes, "elsewhere")
    marked = (replace(one, values={**one.values, **apart}) for one in table.layers)
    return replace(table, layers=tuple(marked))


@dataclass(frozen=True)
class Unmatched:
    """What the map cannot show: rows without a shape, shapes without a row."""

    rows: tuple[str, ...]
    shapes: tuple[str, ...]

    def __bool__(self) -> bool:
        """Say whether there is anything to list."""
        return bool(self.rows or self.shapes)


def unmatched(row_codes: Iterable[str], shape_codes: Iterable[str]) -> Unmatched:
    """Return codes of rows that have no geometry and of geometry that has no row, sorted."""
    rows, shapes = set(row_codes), set(shape_codes)
    return Unmatched(tuple(sorted(rows - shapes)), tuple(sorted(shapes - rows)))


def layer_from_rows(
    rows: pd.DataFrame,
    *,
    id: str,  # noqa: A002 - the field's name in the layer
    label: str,
    kind: Kind,
    classes: tuple[LayerClass, ...],
    code: str = "territory_code",
    value: str = "value",
    state: str | None = None,
    number: str | None = None,
    date: str | None = None,
    reliability: str | None = None,
    note: str | None = None,
    unit: str = "",
    decimals: int = 0,
    is_share: bool = False,
    group: str = "",
) -> Layer:
    """Make a layer of rows, one a unit; the arguments before `unit` name columns.

    A null value is *no data* unless the column `state` names a marker, which then wins.
    """
    by_code = rows.set_index(code)
    return Layer(
        id=id,
        label=label,
        kind=kind,
        classes=classes,
        values=_values(by_code, value, state),
        numbers={k: int(v) for k, v in _known(by_code, number).items()},
        dates={k: pd.Timestamp(v).date() for k, v in _known(by_code, date).items()},
        reliability={k: float(v) for k, v in _known(by_code, reliability).items()},
        notes={k: str(v) for k, v in _known(by_code, note).items()},
        unit=unit,
        decimals=decimals,
        is_share=is_share,
        group=group,
    )


def _values(by_code: pd.DataFrame, value: str, state: str | None) -> dict[str, float | State]:
    known: dict[str, float | State] = {k: float(v) for k, v in _known(by_code, value).items()}
    return known | {k: v for k, v in _known(by_code, state).items() if v in UNKNOWN}


def _known(by_code: pd.DataFrame, column: str | None) -> dict[str, Any]:
    if column is None:
        return {}
    return {str(code): value for code, value in by_code[column].dropna().items()}
