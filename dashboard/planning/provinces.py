"""What the foundings of a province, or of the region, say of the day on which all is covered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from dashboard.planning.method import planning_method
from dashboard.planning.pace import (
    Finish,
    Pace,
    finish,
    founding_pace,
    months_between,
    needed,
)


@dataclass(frozen=True)
class Outlook:
    """One row of `founding_pace` with what follows from it.

    `covered`, `own`, `empty` and `without_own` count places known; `unknown` is not among them.
    Without enough foundings the three finishes and the chance are None: no date is made up. A
    finish is of every place known (`finish`), each with its own body (`finish_own`), or of the
    unknown places too, taken as empty (`finish_all`). `needed` is a month, to `until`.
    """

    unit_code: str
    places: int
    covered: int
    own: int
    empty: int
    without_own: int
    unknown: int
    pace: Pace
    finish: Finish | None
    finish_own: Finish | None
    finish_all: Finish | None
    needed: float | None
    chance: float | None

    @property
    def is_enough(self) -> bool:
        """Tell whether there were foundings enough to name a date."""
        return self.finish is not None


def outlook(row: Any, *, provinces: int, as_of: dt.date, until: dt.date) -> Outlook:
    """Return the outlook of a row of `founding_pace`.

    Args:
        row: the row; of the region, `provinces` is how many there are.
        provinces: of how many provinces it is: the prior adds up.
        as_of: the day asked about.
        until: the day to finish by; when it is not after `as_of`, nothing is needed to reach it.
    """
    pace = founding_pace(int(row.foundings), float(row.months_known), provinces=provinces)
    is_enough = pace.is_enough()
    empty, own, unknown = int(row.empty), int(row.without_own), int(row.places - row.places_known)

    def done(remaining: int) -> Finish | None:
        share = planning_method().interval_share
        return finish(pace, remaining, as_of, share) if is_enough else None

    return Outlook(
        unit_code=row.unit_code,
        places=int(row.places),
        covered=int(row.covered),
        own=int(row.own),
        empty=empty,
        without_own=own,
        unknown=unknown,
        pace=pace,
        finish=done(empty),
        finish_own=done(own),
        finish_all=done(empty + unknown),
        needed=needed(empty, as_of, until),
        chance=pace.chance(empty, months_between(as_of, until)) if is_enough else None,
    )
