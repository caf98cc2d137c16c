"""A scenario: other weights, other aims, actions taken as done, values taken as so.

Nothing of it changes data.
It is asked through the same SQL as every figure (`questions.scenarios`), from published values, and
bears a stamp of its own, so that no file of it passes for the published figures.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import pandas as pd

from dashboard.errors import Said, UserError
from dashboard.questions.scenarios import ASSUMED, PLANNED, WEIGHED, Stage, ask_otherwise
from dashboard.readiness.actions import actions
from dashboard.readiness.method import method
from dashboard.readiness.method_checks import (
    aim_faults,
    no_seats,
    unknown_indicator,
    weights_faults,
)
from dashboard.store import Store

_SEATS = frozenset({"seats_covered", "women_seats_covered", "files_complete"})


@dataclass(frozen=True)
class Scenario:
    """What a scenario takes as otherwise; empty parts stay as they are.

    `weights`: of each pillar in the profile, 0..1, all of them or none. `aims`: floor and target of
    an indicator, in its unit. `done`: unit and action of the catalogue. `values`: unit, indicator
    and the value it is taken to have.
    """

    profile: str
    weights: Mapping[str, float] = field(default_factory=dict)
    aims: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    done: tuple[tuple[str, str], ...] = ()
    values: tuple[tuple[str, str, float], ...] = ()

    def text(self) -> str:
        """Return the scenario as JSON, always the same for the same scenario."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)

    def stamp(self) -> str:
        """Return the version its figures bear: the method's, and what is otherwise."""
        return f"{method().version}+{hashlib.sha256(self.text().encode()).hexdigest()[:8]}"

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing."""
        return not (self.weights or self.aims or self.done or self.values)


def read_scenario(text: str) -> Scenario:
    """Return the scenario of a JSON text.

    Raises:
        UserError: the text is none of a scenario.
    """
    try:
        kept = json.loads(text)
        return Scenario(
            str(kept["profile"]),
            {str(name): _finite(weight) for name, weight in kept["weights"].items()},
            {
                str(name): (_finite(low), _finite(high))
                for name, (low, high) in kept["aims"].items()
            },
            tuple((str(unit), str(action)) for unit, action in kept["done"]),
            tuple((str(unit), str(name), _finite(value)) for unit, name, value in kept["values"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise UserError(Said("This scenario cannot be read. Make it again.")) from fault


def _finite(value: Any) -> float:
    found = float(value)
    if not math.isfinite(found):
        raise ValueError(value)
    return found


def scenario_faults(
    scenario: Scenario,
    catalogue: pd.DataFrame,
    *,
    election: str | Said,
    has_seats: Mapping[str, bool],
    names: Mapping[str, str],
) -> list[Said]:
    """Return why a scenario is refused, empty when it is not.

    Args:
        scenario: what is taken as otherwise.
        catalogue: the answer of `indicator_catalogue`.
        election: the election of the profile, in words.
        has_seats: of each unit of `values`, whether seats are known there.
        names: words for indicators and units, by code.
    """
    indicators, pillars = set(catalogue["indicator"]), set(catalogue["pillar"])
    faults: list[Said] = []
    if scenario.weights:
        faults += weights_faults(scenario.profile, scenario.weights, pillars)
    for name, (floor, target) in scenario.aims.items():
        faults += (
            aim_faults(names.get(name, name), floor, target)
            if name in indicators
            else [unknown_indicator(name)]
        )
    faults += [
        Said("{name} is no action of the catalogue.", name=action)
        for _unit, action in scenario.done
        if action not in actions()
    ]
    for unit, name, _value in scenario.values:
        if name not in indicators:
            faults.append(unknown_indicator(name))
        elif name in _SEATS and not has_seats.get(unit, False):
            faults.append(no_seats(election, names.get(unit, unit)))  # type: ignore[arg-type]
    return faults


def ask_what_if(
    store: Store,
    names: Sequence[str],
    scenario: Scenario,
    *,
    as_of: dt.date,
    known_at: dt.datetime | None = None,
    **parameters: Any,
) -> dict[str, pd.DataFrame]:
    """Return the answers of questions as they would be in a scenario; see `ask_otherwise`."""
    return ask_otherwise(
        store, names, _stages(scenario), as_of=as_of, known_at=known_at, **_given(scenario),
        **parameters,
    )  # fmt: skip


def _stages(scenario: Scenario) -> list[Stage]:
    stages: list[Stage] = [WEIGHED]
    if scenario.done:
        stages.append(PLANNED)
    if scenario.values:
        stages.append(ASSUMED)
    return stages


def _given(scenario: Scenario) -> dict[str, Any]:
    given: dict[str, Any] = {
        "weight_profiles": [scenario.profile] * len(scenario.weights),
        "weight_pillars": list(scenario.weights),
        "weight_values": list(scenario.weights.values()),
        "aim_indicators": list(scenario.aims),
        "aim_floors": [floor for floor, _target in scenario.aims.values()],
        "aim_targets": [target for _floor, target in scenario.aims.values()],
    }
    if scenario.done:
        given["plan_units"], given["plan_actions"] = _columns(scenario.done, 2)
    if scenario.values:
        columns = _columns(scenario.values, 3)
        given |= dict(
            zip(("assumed_codes", "assumed_indicators", "assumed_values"), columns, strict=True)
        )
    return given


def _columns(rows: Iterable[tuple[Any, ...]], width: int) -> list[list[Any]]:
    listed = list(rows)
    return [[row[n] for row in listed] for n in range(width)]
