"""What the analyst answered about single cells of a file, and the cells still to be asked.

A cell that may name a person is edited, dropped, or kept as «no person's name»; a cell that finds a
person is edited or dropped. The file itself is never changed: its SHA-256 stays that of the sender.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeAlias

from dashboard.contracts import Contract
from dashboard.errors import Problem, Said
from dashboard.intake.faults import Place, error, warning
from dashboard.intake.names_asked import looks_like_a_name
from dashboard.intake.personal import holds_personal, personal_fault
from dashboard.intake.reading import Cell, Line, Sheet

CellPlace: TypeAlias = tuple[int, str]  # row as the spreadsheet counts, name of the column

_FREE_TEXT = ("text", "texts")


@dataclass(frozen=True)
class CellAnswers:
    """Cells as the analyst wants them: `edited` new texts, `dropped` emptied, `kept` as they are.

    A required cell that is dropped takes its whole row with it.
    """

    edited: Mapping[CellPlace, str] = field(default_factory=dict)
    dropped: frozenset[CellPlace] = frozenset()
    kept: frozenset[CellPlace] = frozenset()


def answered(
    contract: Contract, at: Mapping[str, int], sheet: Sheet, answers: CellAnswers
) -> tuple[Sheet, list[Problem]]:
    """Return the sheet with the answers in it, and what is to be told of them."""
    if not (answers.edited or answers.dropped or answers.kept):
        return sheet, []
    told = [_told_kept(*place) for place in sorted(answers.kept) if place[1] in at]
    lines: list[Line] = []
    for line in sheet.lines:
        dropped = [name for row, name in answers.dropped if row == line.row and name in at]
        required = [n for n in dropped if contract.by_name[n].required]
        if required:
            told.append(_told_left_out(line.row, required[0]))
            continue
        told += [_told_dropped(line.row, name) for name in dropped]
        cells: list[Cell] = list(line.cells)
        for name in dropped:
            cells[at[name]] = None
        for (row, name), text in answers.edited.items():
            if row == line.row and name in at:
                cells[at[name]] = text.strip() or None
        lines.append(Line(line.row, tuple(cells)))
    return replace(sheet, lines=tuple(lines)), told


def persons_in(
    contract: Contract, at: Mapping[str, int], sheet: Sheet, kept: Collection[CellPlace] = ()
) -> Iterator[Problem]:
    """Yield the cells that may name a person, and cells of any column that find one."""
    free = [n for n in at if n in contract.by_name and _is_free(contract, n)]
    others = [n for n in at if n not in free and contract.by_name.get(n) is not None]
    for line in sheet.lines:
        for name in free:
            cell = line.cells[at[name]]
            if isinstance(cell, str) and (line.row, name) not in kept and _asks(cell):
                yield _asked(line.row, name)
        for name in others:
            cell = line.cells[at[name]]
            if isinstance(cell, str) and len(cell) > 4 and _is_found(contract, name, cell):
                yield personal_fault().at(line.row, name, cell)
        yield from _split(line, [(name, line.cells[at[name]]) for name in free])


def without_quotes(problems: list[Problem], persons: Collection[Problem]) -> list[Problem]:
    """Return the other problems, without those that quote a cell which finds a person."""
    hidden = {(one.row, one.column) for one in persons if one.code == "personal_data.cell"}
    return [
        one
        for one in problems
        if (one.row, one.column) not in hidden or one.code == "personal_data.cell"
    ]


def _is_free(contract: Contract, name: str) -> bool:
    column = contract.by_name[name]
    return column.type in _FREE_TEXT and not column.values_from and not name.endswith("_url")


def _asks(cell: str) -> bool:
    return not holds_personal(cell) and looks_like_a_name(cell)


def _is_found(contract: Contract, name: str, cell: str) -> bool:
    kind = contract.by_name[name].type
    return (
        kind not in ("id", "reference", "references") and "://" not in cell and holds_personal(cell)
    )


def _split(line: Line, cells: list[tuple[str, Cell]]) -> Iterator[Problem]:
    """A number cut in two neighbouring cells is still one."""
    told = [(name, cell) for name, cell in cells if isinstance(cell, str)]
    for (_, one), (name, other) in pairwise(told):
        ends = one[-1:].isdigit() and other[:1].isdigit()
        alone = holds_personal(one) or holds_personal(other)
        if ends and not alone and holds_personal(f"{one} {other}"):
            yield personal_fault().at(line.row, name, other)


def _asked(row: int, column: str) -> Problem:
    return error(
        "personal_data.perhaps_a_name",
        Said(
            "Does this text name a person? It looks like a name, and is no known place or function."
        ),
        Said("Write the function instead, drop the cell, or say that it names no person."),
        at=Place(row, column),
        found="…",
    )


def _told_kept(row: int, column: str) -> Problem:
    return warning(
        "personal_data.kept",
        Said("The analyst says that this text names no person."),
        Said("Nothing to do."),
        at=Place(row, column),
    )


def _told_dropped(row: int, column: str) -> Problem:
    return warning(
        "personal_data.dropped",
        Said("This cell was dropped before the import."),
        Said("Nothing to do: what was known before stays."),
        at=Place(row, column),
    )


def _told_left_out(row: int, column: str) -> Problem:
    return warning(
        "personal_data.row_left_out",
        Said("The row cannot be without this cell: the whole row is left out."),
        Said("Edit the cell instead, if the row is to go in."),
        at=Place(row, column),
    )
