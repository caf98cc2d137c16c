"""What each bundle of actions brings: points by recomputation, through the SQL that makes scores.

Every unit is scored again once for each of its bundles, in one set-based run: versions of the unit,
named `03.…#hold_founding+recruit`, stand beside each other in the tables (`questions.scenarios`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.questions import ask
from dashboard.questions.scenarios import VARIANTS, ask_otherwise
from dashboard.readiness.bundles import Bundle, Unit, bundles_of, units_of
from dashboard.store import Store

_MOST = "!most"


@dataclass(frozen=True)
class Standing:
    """A unit's readiness: score None where not assessable; class of the low end after caps."""

    score: float | None
    low: float
    high: float
    class_no: int | None
    limited_by: str | None


@dataclass(frozen=True)
class Gain:
    """A bundle with the unit's readiness before and after.

    `after` is what is certain; `at_most` what is reached if the returns tell the best.
    """

    bundle: Bundle
    before: Standing
    after: Standing
    at_most: Standing

    @property
    def points(self) -> float:
        """Points gained in the low end of the range, 0..100."""
        return self.after.low - self.before.low

    @property
    def points_at_most(self) -> float:
        """Points gained in the low end if what is reported is as good as can be."""
        return self.at_most.low - self.before.low

    @property
    def points_per_day(self) -> float:
        """Points gained in the low end for each person-day."""
        return self.points / self.bundle.days if self.bundle.days else 0.0


def gains(
    store: Store,
    *,
    as_of: dt.date,
    scope: Sequence[str],
    profile: str,
    sees_candidacies: bool,
    known_at: dt.datetime | None = None,
) -> list[Gain]:
    """Return what every bundle of every unit in scope brings on a day, units in order of code.

    Empty where nothing can be done: no facts, or the election is past.
    """
    asked: dict[str, Any] = {
        "as_of": as_of,
        "known_at": known_at,
        "profile": profile,
        "sees_candidacies": sees_candidacies,
    }
    units = units_of(ask(store, "action_facts", scope=list(scope), **asked))
    return gains_of(store, units, asked)


def gains_of(store: Store, units: Sequence[Unit], asked: dict[str, Any]) -> list[Gain]:
    """Return what the bundles of these units bring, all scored in one run."""
    bundles = [bundle for unit in units for bundle in bundles_of(unit)]
    if not bundles:
        return []
    rows = ask_otherwise(
        store, ("variant_scores",), [VARIANTS], **_versions(units, bundles), **asked
    )["variant_scores"]
    known = {row.variant_code: standing_of(row) for row in rows.itertuples(index=False)}
    return [
        Gain(
            one,
            known[f"{one.unit.code}#"],
            known[one.code],
            known.get(one.code + _MOST, known[one.code]),
        )
        for one in bundles
    ]


def _versions(units: Sequence[Unit], bundles: Sequence[Bundle]) -> dict[str, Any]:
    """Return the versions to score, and the values each assumes."""
    versions: list[tuple[str, str, dict[str, float]]] = [
        (f"{unit.code}#", unit.code, {}) for unit in units
    ]
    for one in bundles:
        versions.append((one.code, one.unit.code, dict(one.least)))
        if one.most != one.least:
            versions.append((one.code + _MOST, one.unit.code, dict(one.most)))
    assumed = [
        (code, indicator, value)
        for code, _unit, values in versions
        for indicator, value in values.items()
    ]
    return {
        "variant_codes": [code for code, _unit, _values in versions],
        "variant_units": [unit for _code, unit, _values in versions],
        "assumed_codes": [code for code, _indicator, _value in assumed],
        "assumed_indicators": [indicator for _code, indicator, _value in assumed],
        "assumed_values": [value for _code, _indicator, value in assumed],
    }


def standing_of(row: Any) -> Standing:
    """Return the readiness that a row of `variant_scores` says."""
    return Standing(
        None if pd.isna(row.score) else float(row.score),
        float(row.low),
        float(row.high),
        None if pd.isna(row.class_low) else int(row.class_low),
        row.class_limited_by if isinstance(row.class_limited_by, str) else None,
    )
