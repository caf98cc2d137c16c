"""A block of cells with a header → the ticked rows of one sheet of the return."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.errors import Problem, Said
from dashboard.intake.faults import Place, error, warning
from dashboard.intake.headers import personal_header
from dashboard.intake.monthly.filled import Filled, FilledRow, in_sheet
from dashboard.intake.monthly.layout import SheetLayout, best_layout, is_tick
from dashboard.intake.personal import is_personal_header
from dashboard.intake.reading import Cell

_HEADER_WITHIN = 15  # rows above a header: a title, a note
Record = Sequence[Cell]
WasFilled = Callable[[SheetLayout, dict[str, Cell]], bool]


@dataclass(frozen=True)
class Block:
    """A header and where it stands: the layout it names, its columns, its row from 0."""

    layout: SheetLayout
    at: Mapping[str, int]
    header: int


def find_block(records: Sequence[Record]) -> Block | None:
    """Return the first header among the first rows that names a sheet of the return, by content."""
    for index, record in enumerate(records[:_HEADER_WITHIN]):
        found, at = best_layout(record)
        if found is not None and any(need in at for need in found.needs):
            return Block(found, at, index)
    return None


def take_rows(
    filled: Filled,
    block: Block,
    records: Sequence[Record],
    *,
    name: str,
    first_row: int = 1,
    changed: WasFilled | None = None,
) -> None:
    """Add the ticked rows of a block to a return, and what its header has wrong.

    Args:
        filled: takes the rows.
        block: the header found.
        records: every row, from the one numbered `first_row`.
        name: what the file calls the sheet; empty for pasted text.
        first_row: the number of the first record as the reader of the file counts.
        changed: says whether an unticked row differs from what it was filled with; None: not known.
    """
    one = block.layout
    if name:
        filled.names[one.name] = name
    titles = records[block.header]
    for column, index in block.at.items():
        filled.titles[one.name, column] = str(titles[index]).strip()
    header_row = first_row + block.header
    below = records[block.header + 1 :]
    problems = [*_strangers(block, titles, below, header_row), *_missing(block, header_row)]
    filled.problems += [in_sheet(problem, name) for problem in problems]
    if "confirmed" not in block.at:
        return
    for row, record in enumerate(below, header_row + 1):
        cells = {column: record[i] for column, i in block.at.items() if i < len(record)}
        if any(cell is not None for cell in cells.values()):
            _take(filled, one, row, cells, changed)


def _take(
    filled: Filled, one: SheetLayout, row: int, cells: dict[str, Cell], changed: WasFilled | None
) -> None:
    taken = FilledRow(one.name, row, cells)
    mark = cells.pop("confirmed", None)
    ticked = is_tick(mark)
    if ticked:
        filled.rows.append(taken)
    elif ticked is None:
        filled.fault(
            FilledRow(one.name, row, {"confirmed": mark}), "confirmed", "return.tick",
            Said("This cell is neither a tick nor empty."),
            Said("Write ✓ to confirm the row, or empty the cell."),
        )  # fmt: skip
    elif any(cell is not None for cell in cells.values()):
        filled.unticked += 1
        if changed is not None and changed(one, cells):
            filled.problems.append(in_sheet(_unticked(taken, filled), filled.name(one.name)))


def _unticked(row: FilledRow, filled: Filled) -> Problem:
    return warning(
        "return.unticked",
        Said("This row was filled or changed and is not ticked: it is not read."),
        Said("Tick it if it is to be read."),
        at=Place(row.row, filled.title(row.sheet, "confirmed")),
    )


def _strangers(block: Block, titles: Record, below: Sequence[Record], row: int) -> list[Problem]:
    known = set(block.at.values())
    found = []
    for index, title in enumerate(titles):
        if index in known:
            continue
        if title is None:
            if any(index < len(r) and r[index] is not None for r in below):
                said = Said("Column {n} has cells but no header.", n=index + 1)
                remedy = Said("Name the column, or empty it.")
                found.append(error("column.unnamed", said, remedy, at=Place(row)))
            continue
        found.append(_stranger(block, str(title), titles, row))
    return found


def _stranger(block: Block, title: str, titles: Record, row: int) -> Problem:
    named = block.layout.column_named(title)
    if named is not None:
        first = str(titles[block.at[named]])
        said = Said("Two headers name the same column: {first} and {second}.",
                    first=first, second=title)  # fmt: skip
        return error("column.twice", said, Said("Keep one of them."), at=Place(row, title))
    if is_personal_header(title):
        return personal_header(row, title)
    return error(
        "column.unknown",
        Said("No column of this table bears this header."),
        Said("Use a header of the template, or delete the column."),
        at=Place(row, title),
        found=title,
    )


def _missing(block: Block, row: int) -> list[Problem]:
    return [
        error(
            "column.missing",
            Said("A required column is missing."),
            Said("Add it, as in the template."),
            at=Place(row, need),
            expected=Said("{name}", name=" / ".join(block.layout.by_name[need].labels.values())),
        )
        for need in block.layout.needs
        if need not in block.at
        # A commune may be named by its code alone.
        and not (need == "territory" and "code" in block.at)
    ]
