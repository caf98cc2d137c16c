"""A return as it was filled in, before any check: its rows, and how its own file names them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from dashboard.errors import Problem, Said
from dashboard.intake.faults import Place, error
from dashboard.intake.monthly.layout import SheetName, layout
from dashboard.intake.personal import holds_personal
from dashboard.intake.reading import Cell

Source = Literal["workbook", "pasted", "form"]


@dataclass(frozen=True)
class FilledRow:
    """A ticked row: its number in its own sheet, and its cells by column of the layout."""

    sheet: SheetName
    row: int
    cells: Mapping[str, Cell]

    def cell(self, column: str) -> Cell:
        """Return a cell, None when it is empty or its column is absent."""
        return self.cells.get(column)


@dataclass
class Filled:
    """What was filled in for a province and month.

    `rows` are the ticked rows alone; `unticked` counts the others. `names` and `titles` are what
    the file itself calls its sheets and columns, so that a problem can name them.
    """

    province: str
    period: str
    source: Source
    content: bytes
    file_name: str
    rows: list[FilledRow] = field(default_factory=list)
    unticked: int = 0
    names: dict[SheetName, str] = field(default_factory=dict)
    titles: dict[tuple[SheetName, str], str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def sha256(self) -> str:
        """The hash by which the same return is recognised; of text and form with their month."""
        if self.source == "workbook":
            return hashlib.sha256(self.content).hexdigest()
        named = f"{self.source} {self.province} {self.period}\n".encode()
        return hashlib.sha256(named + self.content).hexdigest()

    def name(self, sheet: SheetName) -> str:
        """Return what the file calls a sheet, empty for text and form."""
        return self.names.get(sheet, "")

    def title(self, sheet: SheetName, column: str) -> str:
        """Return the file's own header of a column, else one that every reader knows."""
        labels = layout(sheet).by_name[column].labels
        return self.titles.get((sheet, column), f"{labels['fr']} / {labels['ar']}")

    def fault(
        self,
        row: FilledRow,
        column: str | None,
        code: str,
        message: Said,
        remedy: Said,
        expected: Said | None = None,
    ) -> None:
        """Note an error of a row, named as the file names it."""
        found = quotable(row.cell(column)) if column else None
        at = Place(row.row, self.title(row.sheet, column) if column else None)
        problem = error(code, message, remedy, at=at, found=found, expected=expected)
        self.problems.append(in_sheet(problem, self.name(row.sheet)))


def in_sheet(problem: Problem, sheet: str) -> Problem:
    """Return a problem that names its sheet, where there are sheets."""
    return replace(problem, sheet=sheet) if sheet else problem


def quotable(cell: Cell) -> Cell:
    """Return a cell as a message may quote it: one that finds a person never is."""
    return "…" if isinstance(cell, str) and holds_personal(cell) else cell
