"""Do the indicators belong together: which repeat each other, which say nothing?"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from dashboard.readiness.method import method
from dashboard.readiness.robustness.choices import Choices, choices
from dashboard.readiness.robustness.parts import Floats, Parts
from dashboard.readiness.robustness.scoring import base_scores


@dataclass(frozen=True)
class Finding:
    """Something the method's owners should look at.

    Attributes:
        code: a key of `words.FINDINGS`.
        indicator: the indicator meant; `other` the second of a pair, else empty.
        correlation: -1..1, null where the finding is not about one.
        known: units that the finding stands on; `units` of how many.
    """

    code: str
    indicator: str
    other: str
    correlation: float
    known: int
    units: int


@dataclass(frozen=True)
class Coherence:
    """The correlations of the points of all pairs of indicators, and what follows from them.

    Attributes:
        correlations: indicators × indicators; null under `least_known` common units or where one
            does not vary.
        with_score: correlation of each indicator with the score, over assessable units.
        known: units in which each indicator is known.
        alpha: Cronbach's alpha of the standardised points over units where all that vary are
            known; null where they are too few.
        findings: in the order of the indicators.
    """

    correlations: pd.DataFrame
    with_score: pd.Series
    known: pd.Series
    alpha: float
    findings: tuple[Finding, ...]


def coherence(parts: Parts, moved: Choices | None = None) -> Coherence:
    """Return how the indicators of one grain hang together."""
    given = moved or choices()
    names = list(parts.indicators)
    # Where an indicator is unknown there are no points: null, never 0.
    points = pd.DataFrame(
        np.where(parts.known > 0, 100 * np.clip(parts.position, 0, 1), np.nan), columns=names
    )
    score = base_scores(parts, method().not_assessable_under)["score"]
    correlations = points.corr(min_periods=given.least_known)
    with_score = points.corrwith(score.where(points.notna().any(axis=1)))
    both = points.notna().mul(score.notna(), axis=0).sum()
    with_score[both < given.least_known] = np.nan
    known = points.notna().sum()
    findings = [
        *_pairs(correlations, points, given),
        *(one for name in names if (one := _single(name, points, with_score, both, given))),
    ]
    return Coherence(correlations, with_score, known, _alpha_of(points, given), tuple(findings))


def alpha(points: Floats) -> float:
    """Return Cronbach's alpha of columns, each made to have a standard deviation of 1."""
    items = points.shape[1]
    standard = points / points.std(axis=0, ddof=1)
    return float(items / (items - 1) * (1 - items / standard.sum(axis=1).var(ddof=1)))


def _alpha_of(points: pd.DataFrame, given: Choices) -> float:
    varied = points.loc[:, points.std() > 0].dropna()
    varied = varied.loc[:, varied.std() > 0]
    if len(varied) < given.least_known or varied.shape[1] < 2:
        return float("nan")
    return alpha(varied.to_numpy(float))


def _pairs(correlations: pd.DataFrame, points: pd.DataFrame, given: Choices) -> list[Finding]:
    found = []
    values = correlations.to_numpy(float)
    for (row, one), (column, other) in combinations(enumerate(correlations.columns), 2):
        how = float(values[row, column])
        if abs(how) >= given.redundant_at:
            known = int((points[one].notna() & points[other].notna()).sum())
            code = "redundant" if how > 0 else "opposite"
            found.append(Finding(code, one, other, how, known, len(points)))
    return found


def _single(
    name: str, points: pd.DataFrame, with_score: pd.Series, both: pd.Series, given: Choices
) -> Finding | None:
    known, how = int(points[name].notna().sum()), float(with_score[name])
    nothing = float("nan")
    if known < given.least_known:
        return Finding("few_known", name, "", nothing, known, len(points))
    if points[name].std() == 0:
        return Finding("constant", name, "", nothing, known, len(points))
    if how < 0:
        return Finding("against_score", name, "", how, int(both[name]), len(points))
    if how < given.silent_under:
        return Finding("silent", name, "", how, int(both[name]), len(points))
    return None
