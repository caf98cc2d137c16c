"""What can be done in a unit: bundles of actions, each in the order they are done.

Made of the answers of `action_facts`, so of published values alone. A bundle holds an action only
after what that action needs; what depends on a value that nobody knows is not offered.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pandas as pd

from dashboard.readiness.actions import CHAINS, Action, actions

_COVERING = frozenset({"hold_founding"})
_ADDED = (
    "recruit",
    "cover_seats",
    "complete_files",
    "name_representatives",
    "train_representatives",
)
_REPORTS = ("send_return", "send_counts")


@dataclass(frozen=True)
class Fact:
    """What is known of one indicator of a unit; value None where unknown."""

    value: float | None
    denominator: float | None
    floor: float
    target: float
    is_applicable: bool
    is_inherited: bool

    @property
    def is_open(self) -> bool:
        """Whether the unit's own value is known and short of its target."""
        if self.value is None or self.is_inherited or not self.is_applicable:
            return False
        return (self.target - self.value) * (self.target - self.floor) > 1e-9


@dataclass(frozen=True)
class Unit:
    """A commune, an arrondissement or a province, with its facts by indicator."""

    code: str
    grain: str
    province_code: str
    adults: float
    next_step: str | None
    facts: Mapping[str, Fact]


@dataclass(frozen=True)
class Bundle:
    """Actions of one unit in order, their person-days, and the values they lead to.

    `least` and `most`: the values when what is reported turns out as bad, as good as can be; the
    same where nothing has to be reported.
    """

    unit: Unit
    actions: tuple[str, ...]
    days: float
    least: Mapping[str, float]
    most: Mapping[str, float]

    @property
    def code(self) -> str:
        """The code of the unit's version in which the bundle is done."""
        return f"{self.unit.code}#{'+'.join(self.actions)}"

    @property
    def is_report(self) -> bool:
        """Whether it only reports."""
        return all(actions()[code].is_report for code in self.actions)


def units_of(rows: pd.DataFrame) -> list[Unit]:
    """Return the units of `action_facts`, each with its facts."""
    found: dict[str, tuple[Any, dict[str, Fact]]] = {}
    for row in rows.itertuples(index=False):
        found.setdefault(str(row.unit_code), (row, {}))[1][str(row.indicator)] = _fact(row)
    return [
        Unit(code, row.grain, row.province_code, float(row.adults), _text(row.next_step), facts)
        for code, (row, facts) in found.items()
    ]


def bundles_of(unit: Unit) -> list[Bundle]:
    """Return every bundle a unit may choose from, without the empty one."""
    orders = _of_province(unit) if unit.grain == "province" else _of_commune(unit)
    return [bundle for order in dict.fromkeys(orders) if (bundle := _bundle(unit, order))]


def _of_province(unit: Unit) -> Iterator[tuple[str, ...]]:
    for action in actions().values():
        if action.level == "province" and _is_useful(unit, action):
            yield (action.code,)


def _of_commune(unit: Unit) -> Iterator[tuple[str, ...]]:
    chain = _chain(unit)
    added = [code for code in _ADDED if _is_useful(unit, actions()[code])]
    for length in range(len(chain) + 1):
        for chosen in _subsets(added):
            order = (*chain[:length], *chosen)
            if order and _is_allowed(unit, order):
                yield order
    for code in _REPORTS:
        if _is_useful(unit, actions()[code]):
            yield (code,)


def _chain(unit: Unit) -> tuple[str, ...]:
    """Return what the next step leads to, in order."""
    chain = CHAINS[unit.next_step or "none"]
    if unit.next_step != "send_return":
        return chain
    if _is_unknown(unit, "secretariat"):
        return (*chain, "hold_founding")
    return (*chain, "hold_meeting") if _is_unknown(unit, "recent_meeting") else chain


def _is_allowed(unit: Unit, order: Sequence[str]) -> bool:
    """Members are gathered where a body covers, or is founded first."""
    if "recruit" not in order or _COVERING & set(order):
        return True
    covered = unit.facts.get("secretariat")
    return covered is not None and bool(covered.value)


def _is_useful(unit: Unit, action: Action) -> bool:
    if action.is_report:
        return any(_is_unknown(unit, indicator) for indicator in action.effects)
    return any(fact.is_open for indicator in action.effects if (fact := unit.facts.get(indicator)))


def _is_unknown(unit: Unit, indicator: str) -> bool:
    fact = unit.facts.get(indicator)
    return fact is not None and fact.is_applicable and fact.value is None


def _bundle(unit: Unit, order: tuple[str, ...]) -> Bundle | None:
    """Return the bundle, or None when an action in it would change nothing after the others."""
    values: dict[str, float] = {}
    reported: set[str] = set()
    days = 0.0
    for code in order:
        action = actions()[code]
        before = dict(values)
        days += action.days + action.days_each * _missing(unit, action, values)
        for indicator, effect in action.effects.items():
            if effect == "reported":
                reported |= {indicator} if _is_unknown(unit, indicator) else set()
                continue
            value = _value(unit, indicator, effect, values)
            if value is not None:
                values[indicator] = value
        if code == "train_representatives" and values == before:
            return None
    return Bundle(
        unit, order, round(days, 2), _turned(unit, reported, "floor") | values,
        _turned(unit, reported, "target") | values,
    )  # fmt: skip


def _turned(unit: Unit, reported: Iterable[str], to: str) -> dict[str, float]:
    return {indicator: getattr(unit.facts[indicator], to) for indicator in reported}


def _value(unit: Unit, indicator: str, effect: str, values: Mapping[str, float]) -> float | None:
    """Return the value an effect leads to; None where it leads nowhere."""
    fact = unit.facts.get(indicator)
    if fact is None or not fact.is_applicable:
        return None
    if effect not in ("target", "twice", "stations_covered"):
        return float(effect)
    if fact.value is None or fact.is_inherited:
        return None
    if effect == "twice":
        return min(1.0, 2 * fact.value)
    wished = fact.target if effect == "target" else min(1.0, _covered(unit, values))
    return wished if wished > fact.value else None


def _covered(unit: Unit, values: Mapping[str, float]) -> float:
    known = unit.facts.get("stations_covered")
    reported = known.value if known and known.value is not None else 0.0
    return values.get("stations_covered", reported)


def _missing(unit: Unit, action: Action, values: Mapping[str, float]) -> int:
    """Return how many members, seats, files or stations are missing, by published counts."""
    if not action.days_each:
        return 0
    indicator, effect = next(iter(action.effects.items()))
    fact, value = unit.facts[indicator], _value(unit, indicator, effect, values)
    if value is None or fact.value is None or fact.denominator is None:
        return 0
    per = 1000 if indicator == "members_per_1000" else 1
    return max(0, math.ceil((value - fact.value) * fact.denominator / per - 1e-9))


def _subsets(codes: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for size in range(len(codes) + 1):
        yield from combinations(codes, size)


def _fact(row: Any) -> Fact:
    value = None if pd.isna(row.value) or not row.k > 0 else float(row.value)
    return Fact(
        value,
        None if pd.isna(row.denominator) else float(row.denominator),
        float(row.floor),
        float(row.target),
        bool(row.is_applicable),
        bool(row.is_inherited),
    )


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
