"""Polling stations place by place, and their sums: representatives named, trained, in reserve.

Posts are counted, nobody is named; no turnout and no voter is in it.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.elections.reach import Reach, oldest, places_listed, reach, summed_in
from dashboard.territory.register import register
from dashboard.wording import N_

STEPS = {
    "report": N_("Count the polling stations and who is named"),
    "sum": N_("Ask for the figures place by place"),
    "name": N_("Name representatives for the stations left"),
    "train": N_("Train those named"),
    "count_trained": N_("Say how many are trained"),
    "reserve": N_("Name the reserve"),
    "none": N_("Nothing is due"),
}


@dataclass(frozen=True)
class Posted:
    """The stations of one place, or of a larger unit in one row; None is unknown.

    `reserve_wanted` is the reserve share of the stations, rounded up. `summed_in` is the unit
    whose own row holds this place. `source` is the stored row.
    """

    unit_code: str
    stations: int | None = None
    assigned: int | None = None
    trained: int | None = None
    reserve: int | None = None
    reserve_wanted: int | None = None
    counted_on: dt.date | None = None
    summed_in: str | None = None
    source: Any = None

    @property
    def missing(self) -> int | None:
        """Stations with no representative named; None where not reported."""
        return _less(self.stations, self.assigned)

    @property
    def untrained(self) -> int | None:
        """Stations whose representative is not trained, those with none included."""
        return _less(self.stations, self.trained)

    @property
    def reserve_missing(self) -> int | None:
        """Posts of the reserve not named; None where the reserve is not reported."""
        return _less(self.reserve_wanted, self.reserve)

    @property
    def step(self) -> str:
        """The next step, a key of `STEPS`."""
        if self.stations is None:
            return "sum" if self.summed_in else "report"
        asked = {
            "name": bool(self.missing),
            "count_trained": self.trained is None,
            "train": bool(self.untrained),
            "reserve": self.reserve_missing is None or self.reserve_missing > 0,
        }
        return next((code for code, is_asked in asked.items() if is_asked), "none")


@dataclass(frozen=True)
class Network:
    """Sums over the places of a unit; `places_known` of `places` are reported.

    `trained` is of `trained_of` stations, `reserve` of `reserve_wanted` posts: of the rows that
    say them.
    """

    unit_code: str
    stations: int
    assigned: int
    trained: int
    trained_of: int
    reserve: int
    reserve_wanted: int
    places_known: int
    places: int
    since: dt.date | None
    is_sum: bool

    @property
    def missing(self) -> int:
        """Stations reported with no representative named."""
        return self.stations - self.assigned

    @property
    def step(self) -> tuple[str, int]:
        """The next step, a key of `STEPS`, and the number it is about (0: none)."""
        if self.is_sum:
            return "sum", 0
        if self.missing:
            return "name", self.missing
        silent = self.places - self.places_known
        return ("report", silent) if silent else ("none", 0)


def posted(rows: Mapping[str, Any], within: str, reserve_share: float) -> list[Posted]:
    """Return every place of a unit, the most stations without a representative first.

    `rows`: rows of `stations_counted` of one election, by territory.
    """
    above = _above(rows)
    found = [
        _posted(code, rows.get(code), reserve_share, summed_in(code, rows, above))
        for code in places_listed(rows, within)
    ]
    return sorted(found, key=_rank)


def sums_given(rows: Mapping[str, Any], within: str, reserve_share: float) -> list[Posted]:
    """Return the larger units that are reported in one row, which holds places of their own."""
    inside = register().units_within(within)
    kept = [code for code, one in _above(rows).items() if one.is_own and code in inside]
    return [_posted(code, rows[code], reserve_share, None) for code in kept]


def network(unit_code: str, rows: Mapping[str, Any], reserve_share: float) -> Network:
    """Return the sums of a unit, over the rows that count for it."""
    chosen = reach(unit_code, rows)
    told = [_posted(unit_code, row, reserve_share, None) for row in chosen.rows]
    trained = [one for one in told if one.trained is not None]
    reserve = [one for one in told if one.reserve is not None]
    since = oldest(chosen.rows)
    return Network(
        unit_code,
        sum(one.stations or 0 for one in told),
        sum(one.assigned or 0 for one in told),
        sum(one.trained or 0 for one in trained),
        sum(one.stations or 0 for one in trained),
        sum(one.reserve or 0 for one in reserve),
        sum(one.reserve_wanted or 0 for one in reserve),
        chosen.places_known,
        chosen.places,
        None if since is None else pd.Timestamp(since).date(),
        chosen.is_own,
    )


def _above(rows: Mapping[str, Any]) -> dict[str, Reach]:
    """Return the cercles and provinces, the smaller first, with what counts for each."""
    larger = [place.code for place in (*register().cercles(), *register().provinces())]
    return {code: reach(code, rows) for code in larger if code in rows}


def _posted(code: str, row: Any | None, reserve_share: float, above: str | None) -> Posted:
    if row is None:
        return Posted(code, summed_in=above)
    stations = _whole(row.stations)
    wanted = None if stations is None else math.ceil(stations * reserve_share - 1e-9)
    return Posted(
        code,
        stations,
        _whole(row.agents_assigned),
        _whole(row.agents_trained),
        _whole(row.reserve_agents),
        wanted,
        pd.Timestamp(row.counted_on).date(),
        source=row,
    )


def _rank(row: Posted) -> tuple[int, int, str]:
    if row.stations is None:
        return (2 if row.summed_in else 1, 0, row.unit_code)
    return (0 if row.missing else 3, -(row.missing or 0), row.unit_code)


def _less(whole: int | None, part: int | None) -> int | None:
    return None if whole is None or part is None else max(0, whole - part)


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)


def missing_places(rows: Iterable[Posted]) -> list[Posted]:
    """Return the places where something is left to name or to report, in their order."""
    return [row for row in rows if row.stations is None or row.missing or row.reserve_missing]
