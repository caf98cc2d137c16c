"""Two sides figure by figure, with their difference: two days of a place, or two places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import state
from dashboard.access.small_counts import shown_sum
from dashboard.figures.tables import Table, TableColumn, table
from dashboard.screens import _columns as columns
from dashboard.screens._columns import number, state_words


@dataclass(frozen=True)
class Side:
    """What is compared: its name, its row of `headline_figures` and of `province_table`."""

    name: str
    counts: Any
    stood: Any


@dataclass(frozen=True)
class Figure:
    """One figure of both sides: its value, its words, and how its difference is written.

    `base`: what a count is out of. Counts of two bases are compared by their shares.
    """

    label: str
    value: Callable[[Side], float | None]
    shown: Callable[[Side], str]
    decimals: int = 0
    is_share: bool = False
    margin: Callable[[Side], float] = lambda _side: 0.0
    base: Callable[[Side], float] = lambda _side: 1.0


def compared_rows(before: Side, after: Side, caption: str) -> Table:
    """Return every figure of two sides with what the second has more than the first."""
    _ = state.wording()
    rows = pd.DataFrame({"figure": figures()})

    def side(one: Side) -> TableColumn:
        return TableColumn(
            one.name, lambda row: row.figure.shown(one), lambda row: row.figure.value(one)
        )

    listed = [
        columns.text_column(_("Figure"), lambda row: row.figure.label),
        side(before),
        side(after),
        TableColumn(
            _("Difference"),
            lambda row: difference_words(row.figure, before, after),
            lambda row: _difference(row.figure, before, after),
            kind="number",
        ),
    ]
    return table(rows, listed, caption=caption)


def difference_words(figure: Figure, before: Side, after: Side) -> str:
    """Return a difference with its sign; unknown where one side is, unclaimed within margins."""
    _ = state.wording()
    change = _difference(figure, before, after)
    if change is None:
        return _("unknown")
    bases = figure.base(before), figure.base(after)
    if bases[0] != bases[1]:
        points = _.signed(100 * change, 1)
        return _("{points} points of those known", points=points)
    words = _.signed(100 * change, 1) if figure.is_share else _.signed(change, figure.decimals)
    if figure.is_share:
        return _("{n} points", n=words)
    margin = figure.margin(before) + figure.margin(after)
    return _("{n}, within the margin", n=words) if 0 < abs(change) <= margin else words


def figures() -> list[Figure]:
    """Return the figures that are compared, readiness first."""
    _ = state.wording()
    return [
        Figure(_("Score of 100"), _stood("score"), _score_words, 1),
        _plain(_("Low end"), _stood("low"), 1),
        _plain(_("Reliability of 100"), _stood("reliability")),
        _count(_("Communes known"), "communes_known", "communes"),
        _count(_("With their own secretariat"), "communes_own", "communes_known"),
        _count(_("Communes covered"), "communes_covered", "communes_known"),
        _share(_("Adults in covered communes"), _counts("covered_adults_share")),
        _count(_("Bodies that met in 90 days"), "bodies_met", "bodies_known"),
        Figure(
            _("Members known"),
            _counts("members"),
            lambda side: shown_sum(number(side.counts.members), _margin(side), state.wording()),
            margin=_margin,
        ),
        _plain(_("Local secretariat, 0 to 1"), _stood("secretariat"), 2),
        _share(_("Met in 90 days"), _stood("recent_meeting")),
        _plain(_("Members per 1,000 adults"), _stood("members_per_1000"), 1),
    ]


def _score_words(side: Side) -> str:
    score = number(side.stood.score)
    return state_words("not_assessable") if score is None else state.wording().number(score, 1)


def _difference(figure: Figure, before: Side, after: Side) -> float | None:
    first, second = figure.value(before), figure.value(after)
    if first is None or second is None:
        return None
    bases = figure.base(before), figure.base(after)
    return second - first if bases[0] == bases[1] else second / bases[1] - first / bases[0]


def _plain(label: str, value: Callable[[Side], float | None], decimals: int = 0) -> Figure:
    _ = state.wording()
    return Figure(label, value, lambda side: _.number(value(side), decimals), decimals)


def _share(label: str, value: Callable[[Side], float | None]) -> Figure:
    _ = state.wording()
    return Figure(label, value, lambda side: _.share(value(side), 1), is_share=True)


def _count(label: str, field: str, base: str) -> Figure:
    """Return a count out of what is known; where nothing is known there is no count."""
    _ = state.wording()

    def value(side: Side) -> float | None:
        return float(getattr(side.counts, field)) if getattr(side.counts, base) else None

    def shown(side: Side) -> str:
        if value(side) is None:
            return _("not reported")
        return _("{n} of {all}", n=getattr(side.counts, field), all=getattr(side.counts, base))

    return Figure(label, value, shown, base=lambda side: float(getattr(side.counts, base)))


def _stood(field: str) -> Callable[[Side], float | None]:
    return lambda side: number(getattr(side.stood, field))


def _counts(field: str) -> Callable[[Side], float | None]:
    return lambda side: number(getattr(side.counts, field))


def _margin(side: Side) -> float:
    return float(number(side.counts.members_margin) or 0)
