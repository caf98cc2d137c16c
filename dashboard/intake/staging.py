"""Rows of a file → typed rows: every cell read, every fault noted, the store not asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard.contracts import Column, Contract
from dashboard.errors import Problem, Said
from dashboard.intake.checks import missing
from dashboard.intake.date_styles import columns_asked, refuse_ambiguous
from dashboard.intake.faults import CellFault, Place, Typed, error, warning
from dashboard.intake.headers import Columns
from dashboard.intake.place_answers import PROVINCES, PlaceAnswers
from dashboard.intake.places import (
    ANY,
    CELLS,
    COMMUNES,
    NATIONAL_BODIES,
    Levels,
    levels_of_body,
    province_code,
)
from dashboard.intake.reading import Cell, Line, Sheet
from dashboard.intake.values import NEW_ID, is_erasure, read_cell
from dashboard.settings import settings

BODY_COLUMNS = {"structures": "kind", "meetings": "body_kind"}
_CODES = re.compile(r"\d\d(?:\.\d+)*(?:\s*\|\s*\d\d(?:\.\d+)*)*")
_TOLD_EVERY = 5_000
_REGIONAL = frozenset({"regional_secretariat", "regional_council"})


@dataclass
class Staged:
    """A typed row of a file. `values` holds what the row fills, `erased` what it erases.

    `given` are the columns filled by the file itself, not by a default; `is_new` says that the id
    cell asked for a new row.
    """

    row: int
    values: dict[str, Any]
    erased: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()
    is_new: bool = False
    waits_for: list[str] = field(default_factory=list)

    @property
    def touched(self) -> frozenset[str]:
        """The columns the row fills or erases."""
        return self.given | frozenset(self.erased)

    def stored_values(self, contract: Contract) -> dict[str, Typed]:
        """Return the values as the store takes them: columns of the contract alone."""
        return {name: value for name, value in self.values.items() if name in contract.by_name}


def stage(
    contract: Contract, sheet: Sheet, columns: Columns, answers: PlaceAnswers | None = None,
    progress: Callable[[int], object] | None = None,
) -> tuple[list[Staged], list[Problem]]:  # fmt: skip
    """Return the typed rows of a sheet and every fault of a cell; a faulty row is left out.

    A row of a template in which nothing but the territory stands is not read, and said so.
    `answers` says what names mean that match no place by themselves, and notes what must be asked.
    `progress` is told now and then how many rows were looked at one by one; it may end the check.
    """
    stager = Stager(contract, columns, answers or PlaceAnswers())
    stager.asked = columns_asked(
        contract, {name: {line.cells[i] for line in sheet.lines} for name, i in columns.at.items()}
    )
    lines = [line for line in sheet.lines if stager.is_touched(line)]
    rows = []
    for count, line in enumerate(lines, 1):
        if progress is not None and count % _TOLD_EVERY == 0:
            progress(count)
        if (staged := stager.row(line)) is not None:
            rows.append(staged)
    untouched = len(sheet.lines) - len(lines)
    return rows, [*stager.problems, *([_untouched(untouched)] if untouched else [])]


class Stager:
    """Reads the cells of one table; the same cell is read once, however many rows hold it."""

    def __init__(self, contract: Contract, columns: Columns, answers: PlaceAnswers) -> None:
        self._contract, self._columns, self._answers = contract, columns, answers
        self._known: dict[tuple[Any, ...], Any] = {}
        self._body = BODY_COLUMNS.get(contract.table, "")
        self.problems: list[Problem] = []
        self.asked: frozenset[str] = frozenset()  # date columns where 03/04 may be either

    def is_touched(self, line: Line) -> bool:
        """Say whether a row holds more than the territory a template was filled with."""
        at = self._columns.at
        places = {self._columns.province_at, at.get(self._contract.place)}
        return any(line.cells[index] is not None for index in set(at.values()) - places)

    def row(self, line: Line) -> Staged | None:
        """Return the typed row, None when a cell of it has a fault."""
        faults = len(self.problems)
        province = self.province(line)
        staged = Staged(line.row, {})
        erased: list[str] = []
        for name in self._ordered():
            cell = line.cells[self._columns.at[name]]
            if cell is None:
                continue
            if is_erasure(cell):
                self._erase(line.row, name, erased)
                continue
            value = self.value(line.row, name, cell, province, staged.values)
            if value is not None:
                staged.values[name] = value
        staged.erased, staged.given = tuple(erased), frozenset(staged.values)
        self._complete(staged)
        return staged if len(self.problems) == faults else None

    def _ordered(self) -> list[str]:
        """The body's kind is read first: it says at which level its unit's name is looked for."""
        return sorted(self._columns.at, key=lambda name: name != self._body)

    def province(self, line: Line) -> str | None:
        """Return the code of the province a row names, None when it names none or a wrong one."""
        index = self._columns.province_at
        cell = None if index is None else line.cells[index]
        return None if cell is None else self.province_of(line.row, cell)

    def province_of(self, row: int, cell: Cell) -> str | None:
        """Return the code of the province a cell names, None when it has a fault."""
        told = self._told(cell, None, PROVINCES, (row, "province"))
        found = self._read(("province", told), lambda: province_code(told))
        if isinstance(found, CellFault):
            self.problems.append(found.at(row, "province", cell))
            return None
        return str(found)

    def value(
        self, row: int, name: str, cell: Cell, province: str | None, values: Mapping[str, Any]
    ) -> Typed:
        """Return the typed value of a cell, None when it has a fault, which is noted."""
        column = self._contract.by_name[name]
        levels = self._levels(column, values)
        if name != self._contract.place and isinstance(cell, str) and _CODES.fullmatch(cell):
            province = None  # the row's province is that of its own place: a meeting may be hosted
        told: Typed = cell
        if column.type in ("code", "unit", "units"):
            told = self._told(cell, province, levels, (row, name))
        asked = (name, type(told), told, province, levels)
        found = self._read(
            asked,
            lambda: self._typed(column, told, province, levels),
        )
        if isinstance(found, CellFault):
            self.problems.append(found.at(row, name, cell))
            return None
        return found

    def _typed(self, column: Column, cell: Cell, province: str | None, levels: Levels) -> Typed:
        if column.name in self.asked:
            refuse_ambiguous(cell)
        return read_cell(self._contract.table, column, cell, province=province, levels=levels)

    def _told(self, cell: Cell, province: str | None, levels: Levels, at: tuple[int, str]) -> Typed:
        """Return the cell with the names a person has answered as codes; looked at once."""
        key = ("told", type(cell), cell, province, levels)
        if key not in self._known:
            self._known[key] = self._answers.applied(cell, province, levels, *at)
        return self._known[key]

    def _levels(self, column: Column, values: Mapping[str, Any]) -> Levels:
        if column.type == "units":
            return COMMUNES
        if self._contract.table == "membership":
            return CELLS
        if column.name == self._contract.place and self._body:
            return levels_of_body(values.get(self._body))
        return ANY

    def _read(self, asked: tuple[Any, ...], read: Callable[[], Typed]) -> Typed:
        if asked not in self._known:
            try:
                self._known[asked] = read()
            except CellFault as fault:
                self._known[asked] = fault
        return self._known[asked]

    def _erase(self, row: int, name: str, erased: list[str]) -> None:
        column = self._contract.by_name[name]
        if name in self._contract.identity or column.required:
            self.problems.append(_not_erasable(row, name))
        else:
            erased.append(name)

    def _complete(self, staged: Staged) -> None:
        """Fill what nobody should have to type: defaults of the key, the unit of a lone body."""
        id_column = self._contract.id_column
        staged.is_new = bool(id_column) and staged.values.get(id_column) == NEW_ID
        if staged.is_new:
            del staged.values[id_column]
        if id_column in staged.values:
            return
        for name in self._contract.identity:
            column = self._contract.by_name[name]
            if column.default and name not in staged.values:
                default = read_cell(self._contract.table, column, column.default)
                staged.values[name] = default
            if column.default_from in staged.values:
                staged.values.setdefault(name, staged.values[column.default_from])
        self._unit_of_lone_body(staged)
        for name in self._contract.identity:
            column = self._contract.by_name[name]
            if column.required and name not in staged.values and not self._noted(staged.row, name):
                self.problems.append(missing(staged.row, column, None))

    def _unit_of_lone_body(self, staged: Staged) -> None:
        """There is one national council, and one regional secretariat: nobody types where."""
        kind = staged.values.get(self._body) if self._body else None
        if kind in NATIONAL_BODIES:
            staged.values.setdefault(self._contract.place, "MA")
        if kind in _REGIONAL:
            staged.values.setdefault(self._contract.place, settings().region_code)

    def _noted(self, row: int, column: str) -> bool:
        """Say whether the cell already has its own fault, or its column is missing altogether."""
        if column not in self._columns.at:
            return self._contract.id_column not in self._columns.at  # the header's own fault
        return any(p.row == row and p.column == column for p in reversed(self.problems[-20:]))


def _untouched(count: int) -> Problem:
    return warning(
        "row.untouched",
        Said("{n} rows hold a territory and nothing else: they are not read.", n=count),
        Said("Nothing to do, unless you meant to fill them."),
    )


def _not_erasable(row: int, name: str) -> Problem:
    return error(
        "cell.cannot_erase",
        Said("This cell cannot be erased: the row cannot be without it."),
        Said("Write a value; to take the whole row away, import it in the mode remove."),
        at=Place(row, name),
        found="-",
    )
