"""Why a territory has the score it has, and what moved it since an earlier day.

Two explanations, both exact. *Steps*: what each indicator brings, from 0 to the score; where the
unit is not assessable, to the low end of its range. *Change*: between an earlier day as it was
known then and a later day as it is known now,

    method changed  = total(earlier day, known then) - the same with the method in force then
    data arrived    = total(earlier day, known now)  - total(earlier day, known then)
    facts changed   = total(later day, known now)    - total(earlier day, known now)

each with today's method where no other is said. No score is stored: the method of then is applied
anew, from the files that the database kept when it came into force.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from dashboard.questions.rows import records

Total = Literal["score", "low"]
MOST_ROWS = 8


@dataclass(frozen=True)
class Step:
    """One indicator's part: `points` of the total, of `possible` at the target.

    `unknown` is what it leaves between the low and the high end. `row` is the row of
    `score_steps` it stands on; None for the others taken together.
    """

    indicator: str
    points: float
    possible: float
    unknown: float
    row: Any = None


@dataclass(frozen=True)
class Explanation:
    """A total from 0 to its value: `of` says whether it is the score or the low end."""

    of: Total
    steps: tuple[Step, ...]

    @property
    def total(self) -> float:
        """What the steps add up to, 0..100."""
        return sum(step.points for step in self.steps)

    @property
    def unknown(self) -> float:
        """What lies between the low and the high end of the range, in points of 100."""
        return sum(step.unknown for step in self.steps)

    def shown(self, most: int = MOST_ROWS) -> tuple[Step, ...]:
        """Return at most `most` steps in their order, then the others as one without a row.

        Those that could bring most are kept; what cannot be measured here is never a row.
        """
        measured = [step for step in self.steps if step.row.is_applicable]
        kept = sorted(measured, key=lambda step: -(step.possible + step.unknown))[:most]
        names = {step.indicator for step in kept}
        rest = [step for step in measured if step.indicator not in names]
        listed = tuple(step for step in measured if step.indicator in names)
        if not rest:
            return listed
        return (*listed, _together(rest))


@dataclass(frozen=True)
class Moved:
    """What one indicator moved, in points of the total: by method, by data, by facts."""

    indicator: str
    method: float
    arrived: float
    facts: float
    row: Any


@dataclass(frozen=True)
class Change:
    """From `before` to `after`, 0..100; the parts and the indicators add up to the difference."""

    of: Total
    before: float
    after: float
    method: float
    arrived: float
    facts: float
    moved: tuple[Moved, ...]


def explain(rows: pd.DataFrame, of: Total | None = None) -> Explanation | None:
    """Return the steps of one unit, one day and one profile; None where there is no score at all.

    Args:
        rows: `score_steps` of that unit.
        of: the score or the low end; None is the score where there is one.
    """
    if rows.empty or rows["state"].eq("not_applicable").any():
        return None
    total = of or total_of(rows)
    return Explanation(total, tuple(_step(row, total) for row in records(rows)))


def total_of(*moments: pd.DataFrame) -> Total:
    """Return what can be explained at all these moments: the score, else the low end."""
    known = all(rows["contribution"].notna().all() for rows in moments)
    return "score" if known else "low"


def compare(
    then: pd.DataFrame,
    then_as_known: pd.DataFrame,
    now: pd.DataFrame,
    under_its_method: pd.DataFrame | None = None,
) -> Change | None:
    """Return what moved one unit's total; None where one of the moments has none.

    Args:
        then: `score_steps` of the earlier day as known then.
        then_as_known: the same day as known now.
        now: the later day as known now.
        under_its_method: `then` under the method in force then; None where it is today's.
    """
    start = then if under_its_method is None else under_its_method
    of = total_of(start, then, then_as_known, now)
    found = [explain(rows, of) for rows in (start, then, then_as_known, now)]
    moments = [one for one in found if one]
    if len(moments) < len(found):
        return None
    first, second, third, last = (one.total for one in moments)
    return Change(of, first, last, second - first, third - second, last - third, _moved(moments))


def _step(row: Any, total: Total) -> Step:
    if total == "score":
        return Step(row.indicator, row.contribution, row.possible, row.unknown_part, row)
    return Step(row.indicator, row.low_part, 100 * row.w * row.k, row.unknown_part, row)


def _together(steps: Sequence[Step]) -> Step:
    return Step(
        "others",
        sum(step.points for step in steps),
        sum(step.possible for step in steps),
        sum(step.unknown for step in steps),
    )


def _moved(moments: Sequence[Explanation]) -> tuple[Moved, ...]:
    rows = {step.indicator: step.row for one in moments for step in one.steps}
    names = dict.fromkeys(step.indicator for one in (moments[-1], moments[0]) for step in one.steps)
    points = [{step.indicator: step.points for step in one.steps} for one in moments]

    def between(name: str, earlier: int) -> float:
        return points[earlier + 1].get(name, 0.0) - points[earlier].get(name, 0.0)

    return tuple(
        Moved(name, between(name, 0), between(name, 1), between(name, 2), rows[name])
        for name in names
    )
