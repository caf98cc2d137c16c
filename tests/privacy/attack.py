"""A curious reader: bounds on every exact count of members, from everything that is published.

Each published cell leaves an interval. Constraints are the rules that files are held to (a part is
at most its whole, a cercle at least its communes) and every figure that published cells do not
explain (a total, a rate, a change); they are propagated until nothing moves. A cell whose interval
is narrower than its own is told more nearly than it is published; one of one value is recovered.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from dashboard.contracts import contracts
from dashboard.questions import ask_many
from dashboard.settings import settings
from dashboard.store import Store
from dashboard.territory.register import register

REGION = settings().region_code
MONTHS = 6  # a figure counts for so long after the end of its month
Cell = tuple[str, str, str, int]  # territory, month, count, newest batch that speaks of it
COUNTS = ("members", "women", "under_35", "new_members", "renewed_members")


def own_interval(count: int) -> tuple[int, int]:
    """Return what a published count leaves open; a count that is none of those is exact."""
    if count == 5:
        return 1, 9
    if count % 5 or count == 0:
        return count, count
    return max(10, count - 2), count + 2


@dataclass
class Attack:
    """What the reader knows: the bounds of every cell, and sums of cells with their bounds."""

    bounds: dict[Cell, tuple[int, int]] = field(default_factory=dict)
    published: dict[Cell, int] = field(default_factory=dict)
    sums: list[tuple[tuple[Cell, ...], float, float]] = field(default_factory=list)
    below: list[tuple[tuple[Cell, ...], Cell]] = field(default_factory=list)

    def cells(self, rows: pd.DataFrame) -> None:
        """Read the cells that the sheets of communes show, and the rules between them."""
        for row in rows.itertuples():
            for name in COUNTS:
                count = getattr(row, name)
                if not pd.isna(count):
                    cell = (row.territory_code, row.period, name, int(row.last_batch_no))
                    self.published[cell] = int(count)
                    self.bounds[cell] = own_interval(int(count))
        by_name = contracts()["membership"].by_name
        for cell in list(self.bounds):
            whole = (*cell[:2], by_name[cell[2]].part_of, cell[3])
            if whole in self.bounds:
                self.below.append(((cell,), whole))
        cercles = {one.code: [] for one in register().cercles()}
        for one in register().communes():
            cercles.get(one.cercle_code or "", []).append(one.code)
        now = {cell[:3]: cell for cell in self.bounds}
        for cell in list(self.bounds):
            inside = [(code, *cell[1:3]) for code in cercles.get(cell[0], ())]
            if inside := [now[one] for one in inside if one in now]:
                self.below.append((tuple(inside), cell))

    def total(self, cells: Sequence[Cell], total: float) -> None:
        """Take a figure as the exact sum of cells, unless the published ones explain it."""
        explained = sum(self.published[cell] for cell in cells)
        if not math.isclose(total, explained, abs_tol=1e-6):
            self.sums.append((tuple(cells), total - 0.01, total + 0.01))

    def narrow(self) -> None:
        """Propagate every constraint until no bound moves."""
        while any([self._sums(), self._below()]):
            pass

    def _sums(self) -> bool:
        moved = False
        for cells, low, high in self.sums:
            least = sum(self.bounds[cell][0] for cell in cells)
            most = sum(self.bounds[cell][1] for cell in cells)
            for cell in cells:
                at_least, at_most = self.bounds[cell]
                moved |= self._to(cell, low - (most - at_most), high - (least - at_least))
        return moved

    def _below(self) -> bool:
        moved = False
        for cells, whole in self.below:
            least = sum(self.bounds[cell][0] for cell in cells)
            moved |= self._to(whole, least, math.inf)
            for cell in cells:
                others = least - self.bounds[cell][0]
                moved |= self._to(cell, 0, self.bounds[whole][1] - others)
        return moved

    def _to(self, cell: Cell, low: float, high: float) -> bool:
        """Narrow a bound; a figure that no exact count explains is of another world: left alone."""
        was = self.bounds[cell]
        at_most = was[1] if high == math.inf else min(was[1], math.floor(high))
        now = (max(was[0], math.ceil(low)), at_most)
        if now[0] > now[1] or now == was:
            return False
        self.bounds[cell] = now
        return True

    def narrowed(self) -> dict[Cell, tuple[int, int]]:
        """Return the cells told more nearly than a count of persons may be published."""
        return {
            cell: found
            for cell, found in self.bounds.items()
            if self.published[cell] and found != _allowed(self.published[cell])
        }

    def recovered(self) -> dict[Cell, int]:
        """Return the exact counts found."""
        return {cell: low for cell, (low, high) in self.narrowed().items() if low == high}


def _allowed(count: int) -> tuple[int, int]:
    """Return the interval that a cell must leave open; none is allowed for a count in the open."""
    return own_interval(count) if count % 5 == 0 else (-1, -1)


def attack(store: Store, days: Iterable[dt.date], moments: Iterable[dt.datetime]) -> Attack:
    """Gather what is published on some days, as known at some moments, and narrow it down.

    A cell that a later batch speaks of is another cell: a correction may say anything.
    """
    found = Attack()
    names = ("territory_members", "commune_table", "headline_figures", "score_steps")
    for moment in moments:
        rows = ask_many(
            store, (*names, "quality_changes"), as_of=sorted(days), known_at=moment,
            scope=(REGION,), territory=REGION, exact=False, sees_candidacies=False,
        )  # fmt: skip
        newest = rows["territory_members"].drop_duplicates(["territory_code", "period"])
        found.cells(newest)
        for cells, figure in _figures(rows, _Reported(newest)):
            found.total(cells, figure)
    found.narrow()
    return found


class _Reported:
    """Which cells of members a figure is a sum of, as docs and dictionary say."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self._of: dict[str, list[tuple[str, Cell, int]]] = {}
        for row in rows.sort_values("period", ascending=False).itertuples():
            if not pd.isna(row.members):
                cell = (row.territory_code, row.period, "members", int(row.last_batch_no))
                told = (row.period, cell, int(row.members))
                self._of.setdefault(row.territory_code, []).append(told)
        self._parts: dict[str, list[str]] = {}
        for one in register().arrondissements():
            self._parts.setdefault(str(one.commune_code), []).append(one.code)
        self._inside: dict[str, list[str]] = {}
        for one in register().communes():
            self._inside.setdefault(one.cercle_code or "", []).append(one.code)

    def newest(self, code: str, day: dt.date) -> tuple[str, Cell, int] | None:
        """Return the newest cell of a unit on a day, if it is within six months."""
        oldest = (pd.Timestamp(day) - pd.DateOffset(months=MONTHS)).date()
        for told in self._of.get(code, ()):
            first = pd.Timestamp(f"{told[0]}-01")
            if first.date() <= day:
                return told if (first + pd.offsets.MonthEnd(0)).date() >= oldest else None
        return None

    def one(self, code: str, day: dt.date) -> list[Cell]:
        """Return the cells of a commune or arrondissement: its own, or its arrondissements'."""
        own = self.newest(code, day)
        parts = [told for one in self._parts.get(code, ()) if (told := self.newest(one, day))]
        if parts and (own is None or max(told[0] for told in parts) > own[0]):
            return [told[1] for told in parts]
        return [own[1]] if own else []

    def above(self, code: str, day: dt.date, published: dict[Cell, int]) -> list[Cell]:
        """Return the cells of a province or the region; a cercle's stands for its communes'."""
        communes = {one.code for one in register().communes() if within(one.code, code)}
        found = []
        for cercle, inside in self._inside.items():
            told = self.newest(cercle, day) if set(inside) & communes else None
            cells = [cell for one in inside for cell in self.one(one, day)]
            least = sum(published[cell] - _margin(published[cell]) for cell in cells)
            if told and told[2] + _margin(told[2]) >= least:
                found.append(told[1])
                communes -= set(inside)
        return found + [cell for one in sorted(communes) for cell in self.one(one, day)]


def within(code: str, above: str) -> bool:
    """Whether a commune lies in a province or the region."""
    return above in register().containers_of(code)


def _margin(count: int) -> int:
    return 0 if count == 0 else 4 if count == 5 else 2


def _figures(rows: dict[str, pd.DataFrame], known: _Reported) -> Iterator[tuple[list[Cell], float]]:
    """Yield figures with the cells they are sums of: totals, rates, counts that are shown again."""
    published = {told[1]: told[2] for every in known._of.values() for told in every}
    for row in rows["headline_figures"].itertuples():
        if not pd.isna(row.members):
            yield known.above(row.unit_code, row.as_of.date(), published), float(row.members)
    for row in rows["commune_table"].itertuples():
        cells = known.one(row.unit_code, row.as_of.date())
        for figure in (row.members, row.members_per_1000 * row.adults / 1000):
            if not pd.isna(figure):
                yield cells, float(figure)
    adults = {one.code: one.adults_18_plus for one in register().communes()}
    steps = rows["score_steps"]
    steps = steps[(steps["indicator"] == "members_per_1000") & (steps["grain"] == "commune")]
    for row in steps[steps["value"].notna()].itertuples():
        cells = known.one(row.unit_code, row.as_of.date())
        yield cells, row.value * adults[row.unit_code] / 1000
        if row.points < 100:  # the score turned back into a count
            yield cells, row.points / 100 * row.target * adults[row.unit_code] / 1000
    for row in rows["quality_changes"].itertuples():
        told = known.newest(row.territory_code, row.as_of.date())
        if told:
            before = row.previous_published * (1 + row.change)
            yield [told[1]], before
