"""Which communes a tour should go to, and what each visit weighs: from answers to visits."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

import pandas as pd

from dashboard.planning.rules import Rules
from dashboard.planning.tour import Kind, Team, Visit
from dashboard.readiness.method import profiles
from dashboard.reference_files import reference_rows
from dashboard.territory.register import register

FOUNDINGS: tuple[Kind, ...] = ("founding",)
_PROFILE = "organisational"
# What each next step asks a team to do; other steps need no journey.
_KIND_OF_STEP: Mapping[str, Kind] = {
    "set_new_date": "founding",
    "hold_founding": "founding",
    "prepare_founding": "founding",
    "programme_founding": "founding",
    "renew": "visit",
    "hold_meeting": "visit",
}
# What a founding, or a visit, puts right: indicator and its value afterwards.
_PUTS_RIGHT: Mapping[Kind, Mapping[str, float]] = {
    "founding": {"secretariat": 1.0, "mandate_current": 1.0, "agenda_late": 0.0},
    "visit": {"mandate_current": 1.0, "recent_meeting": 1.0},
}


def wanted_visits(
    rows: pd.DataFrame,
    rules: Rules,
    *,
    kinds: Collection[Kind] = FOUNDINGS,
    deadline: dt.date | None = None,
) -> tuple[Visit, ...]:
    """Return the visits that the next steps of the communes ask for, the heaviest first.

    Args:
        rows: `commune_table`; a commune whose secretariat is unknown asks for a return, not for a
            journey, and has no visit. Fès stands by its arrondissements.
        rules: length of a meeting and what its weight is made of.
        kinds: foundings, visits (to renew, or to hold a meeting), or both.
        deadline: the last day for all of them.

    The weight is 0..100: readiness gained by an hour of meeting and the square root of the adults,
    each against the largest of the list, and being overdue. What is not known gains nothing.
    """
    asked = [
        (row, kind)
        for row in _lines(rows)
        if (kind := _KIND_OF_STEP.get(str(row.next_step))) in kinds and kind and _is_atom(row)
    ]
    gains = [_gain(row, kind) / (_minutes(kind, rules) / 60) for row, kind in asked]
    roots = [math.sqrt(row.adults) if pd.notna(row.adults) else 0.0 for row, _ in asked]
    visits = [
        Visit(
            row.unit_code, row.unit_code, kind, _minutes(kind, rules),
            _weight(rules, gain / (max(gains) or 1.0), root / (max(roots) or 1.0), row),
            deadline=deadline,
        )
        for (row, kind), gain, root in zip(asked, gains, roots, strict=True)
    ]  # fmt: skip
    return tuple(sorted(visits, key=lambda one: (-one.weight, one.visit_id)))


def teams_of(rows: pd.DataFrame) -> tuple[Team, ...]:
    """Return the teams as the table `teams` gives them."""
    return tuple(
        Team(
            row.team_id,
            row.home_territory_code,
            frozenset(row.days),
            int(row.hours_a_day),
            int(row.meetings_a_day),
        )
        for row in _lines(rows)
    )


def markets_of(rows: pd.DataFrame) -> dict[str, frozenset[str]]:
    """Return the market days of each unit; a unit that is absent has none that is known."""
    return {str(code): frozenset(days) for code, days in rows.groupby("territory_code")["weekday"]}


def _gain(row: Any, kind: Kind) -> float:
    """Return the readiness points (of 100) that a visit of a kind is known to bring."""
    before = {name: getattr(row, name) for name in _PUTS_RIGHT[kind]}
    return sum(
        _points()[name] * abs(after - float(before[name]))
        for name, after in _PUTS_RIGHT[kind].items()
        if pd.notna(before[name])
    )


def _minutes(kind: Kind, rules: Rules) -> int:
    return rules.founding_minutes if kind == "founding" else rules.visit_minutes


def _weight(rules: Rules, gain: float, adults: float, row: Any) -> float:
    overdue = 1.0 if row.agenda_late == 1 else 0.0
    shares = (rules.gain_share, rules.adults_share, rules.overdue_share)
    return round(100 * sum(a * b for a, b in zip(shares, (gain, adults, overdue), strict=True)), 1)


def _is_atom(row: Any) -> bool:
    return register().atoms(row.unit_code) == {row.unit_code}


@cache
def _points() -> dict[str, float]:
    """Return the readiness points of each indicator of a commune: its share of the whole score."""
    pillars = profiles()[_PROFILE].pillar_weights
    return {
        row["indicator"]: 100 * pillars[row["pillar"]] * float(row["weight"])
        for row in reference_rows("indicator_weights")
        if row["grain"] == "commune" and row["pillar"] in pillars
    }


def _lines(rows: pd.DataFrame) -> list[Any]:
    return list(rows.itertuples(index=False))
