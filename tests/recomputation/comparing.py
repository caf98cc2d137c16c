"""Hold the answers of the product against a second computation: what differs, said row by row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.questions import ask_many
from dashboard.store import Store
from recomputation.method import Value
from recomputation.readiness import Readiness
from recomputation.scoring import Score

NEAR = 1e-9  # of the figure, and never less than one in absolute terms
NAMES = ("indicator_map", "score_series", "open_warnings")
FIGURES = {
    "score": "score", "low": "low", "high": "high", "known_weight": "known_weight",
    "reliability": "reliability", "class_no": "class_no", "class_low": "class_low",
    "class_high": "class_high",
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One question: days and profiles, as known at a moment, seen by one who may see or not."""

    days: Sequence[dt.date]
    profiles: Sequence[str]
    known_at: dt.datetime
    sees: bool = True


@dataclass
class Compared:
    """What was compared, and what differs."""

    figures: int
    differences: list[str]


def compare(store: Store, mine: Readiness, asked: Asked, region: str = "03") -> Compared:
    """Ask the product, compute again, and list every difference."""
    answers = ask_many(
        store, NAMES, as_of=list(asked.days), known_at=asked.known_at, scope=[region],
        profile=list(asked.profiles), sees_candidacies=asked.sees,
    )  # fmt: skip
    found = Compared(0, [])
    for profile in asked.profiles:
        for day in asked.days:
            _values(found, answers["indicator_map"], mine, asked, profile, day)
            _scores(found, answers["score_series"], mine, asked, profile, day)
    for day in asked.days:
        _warnings(found, answers["open_warnings"], mine, day)
    return found


def _of(rows: pd.DataFrame, profile: str, day: dt.date) -> pd.DataFrame:
    return rows[(rows.profile == profile) & (rows.as_of == pd.Timestamp(day))]


def _values(
    found: Compared, rows: pd.DataFrame, mine: Readiness, asked: Asked, profile: str, day: dt.date
) -> None:
    computed = mine.values(profile, day, asked.sees)
    pillars = mine.method.pillars[profile]
    met = set()
    for row in _of(rows, profile, day).itertuples():
        met.add((row.unit_code, row.indicator))
        value = computed.get(row.unit_code, {}).get(row.indicator)
        where = f"{profile} {day} {row.unit_code} {row.indicator}"
        found.figures += 1
        found.differences += [f"{where}: {said}" for said in _value(row, value)]
    for code, values in computed.items():
        for indicator, value in values.items():
            known = value.value is not None and mine.method.pillar(indicator) in pillars
            if known and (code, indicator) not in met:
                found.differences.append(f"{profile} {day} {code} {indicator}: no answer")


def _value(row: Any, value: Value | None) -> Iterator[str]:
    if value is None:
        yield "of a unit that has no readiness in this profile"
        return
    state = None if pd.isna(row.state) else row.state
    if (state == "not_applicable") == value.applicable:
        yield f"{state} against {value}"
        return
    if state == "masked":  # published as fewer than 10: only the count is compared
        if value.numerator != 5:
            yield f"masked against {value}"
    elif _differs(row.value, value.value):
        yield f"value {row.value} against {value.value}"
    if value.value is None:
        return
    fact = None if pd.isna(row.true_on) else row.true_on.date()
    for name, theirs, ours in (
        ("k", row.k, value.k),
        ("is_inherited", row.is_inherited, value.inherited),
    ):
        if _differs(theirs, ours):
            yield f"{name} {theirs} against {ours}"
    if fact != value.fact_on:
        yield f"true on {fact} against {value.fact_on}"


def _scores(
    found: Compared, rows: pd.DataFrame, mine: Readiness, asked: Asked, profile: str, day: dt.date
) -> None:
    computed = mine.scores(profile, day, asked.sees)
    listed = _of(rows, profile, day)
    if set(listed.unit_code) != set(computed):
        odd = sorted(set(listed.unit_code) ^ set(computed))
        found.differences.append(f"{profile} {day}: units {odd}")
    for row in listed.itertuples():
        where = f"{profile} {day} {row.unit_code}"
        found.figures += 1
        if row.unit_code in computed:
            found.differences += [f"{where}: {s}" for s in _score(row, computed[row.unit_code])]


def _score(row: Any, score: Score) -> Iterator[str]:
    for column, attribute in FIGURES.items():
        theirs, ours = getattr(row, column), getattr(score, attribute)
        if _differs(theirs, ours):
            yield f"{column} {theirs} against {ours}"
    theirs = None if pd.isna(row.class_limited_by) else row.class_limited_by
    if theirs != score.limited_by:
        yield f"limited by {theirs} against {score.limited_by}"


def _warnings(found: Compared, rows: pd.DataFrame, mine: Readiness, day: dt.date) -> None:
    listed = rows[rows.as_of == pd.Timestamp(day)]
    theirs = set(zip(listed.unit_code, listed.code, listed.subject, strict=True))
    grains = {place.code for place in mine.places.ready}
    ours = {
        (unit, *warning)
        for unit, warnings in mine.on(day).quality.of.items()
        if unit in grains
        for warning in warnings
    }
    found.figures += len(theirs)
    found.differences += [f"warning {day} {one}" for one in sorted(theirs ^ ours)]


def _differs(theirs: Any, ours: Any) -> bool:
    if pd.isna(theirs) or ours is None:
        return not (pd.isna(theirs) and ours is None)
    return bool(abs(float(theirs) - float(ours)) > NEAR * max(1.0, abs(float(ours))))
