"""Rows of a file → typed rows: every cell read, every fault noted, the store not asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard.contracts import Column, Contract
from dashboard.errors import Problem, Said
from dashboard.intake.checks import missing
from dashboard.intake.faults import CellFault, Place, Typed, error, warning
from dashboard.intake.headers import Columns
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

_BODY_COLUMNS = {"structures": "kind", "meetings": "body_kind"}
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


def stage(contract: Contract, sheet: Sheet, columns: Columns) -> tuple[list[Staged], list[Problem]]:
    """Return the typed rows of a sheet and every fault of a cell; a faulty row is left out.

    A row of a template in which nothing but the territory stands is not read, and said so.
    """
    stager = _Stager(contract, columns)
    lines = [line for line in sheet.lines if stager.is_touched(line)]
    rows = [staged for line in lines if (staged := stager.row(line)) is not None]
    untouched = len(sheet.lines) - len(lines)
    return rows, [*stager.problems, *([_untouched(untouched)] if untouched else [])]


class _Stager:
    """Reads the cells of one table; the same cell is read once, however many rows hold it."""

    def __init__(self, contract: Contract, columns: Columns) -> None:
        self._contract, self._columns = contract, columns
        self._known: dict[tuple[Any, ...], Any] = {}
        self._body = _BODY_COLUMNS.get(contract.table, "")
        self.problems: list[Problem] = []

    def is_touched(self, line: Line) -> bool:
        """Say whether a row holds more than the territory a template was filled with."""
        at = self._columns.at
        places = {self._columns.province_at, at.get(self._contract.place)}
        return any(line.cells[index] is not None for index in set(at.values()) - places)

    def row(self, line: Line) -> Staged | None:
        """Return the typed row, None when a cell of it has a fault."""
        faults = len(self.problems)
        province = self._province(line)
        staged = Staged(line.row, {})
        erased: list[str] = []
        for name in self._ordered():
            cell = line.cells[self._columns.at[name]]
            if cell is None:
                continue
            if is_erasure(cell):
                self._erase(line.row, name, erased)
                continue
            value = self._value(line.row, name, cell, province, staged.values)
            if value is not None:
                staged.values[name] = value
        staged.erased, staged.given = tuple(erased), frozenset(staged.values)
        self._complete(staged)
        return staged if len(self.problems) == faults else None

    def _ordered(self) -> list[str]:
        """The body's kind is read first: it says at which level its unit's name is looked for."""
        return sorted(self._columns.at, key=lambda name: name != self._body)

    def _province(self, line: Line) -> str | None:
        index = self._columns.province_at
        cell = None if index is None else line.cells[index]
        if cell is None:
            return None
        found = self._read(("province", cell), lambda: province_code(cell))
        if isinstance(found, CellFault):
            self.problems.append(found.at(line.row, "province", cell))
            return None
        return str(found)

    def _value(
        self, row: int, name: str, cell: Cell, province: str | None, values: Mapping[str, Any]
    ) -> Typed:
        column = self._contract.by_name[name]
        levels = self._levels(column, values)
        asked = (name, type(cell), cell, province, levels)
        found = self._read(
            asked,
            lambda: read_cell(self._contract.table, column, cell, province=province, levels=levels),
        )
        if isinstance(found, CellFault):
            self.problems.append(found.at(row, name, cell))
            return None
        return found

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
