"""Rows of a file → its table: title rows above the header, totals below, blank rows and columns.

Rows keep the number their spreadsheet shows. A total is left out with a warning that names it;
everything else that is skipped is empty, or stands above the header and is kept as `titles`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

from dashboard.errors import Problem, Said
from dashboard.intake.faults import Place, error
from dashboard.intake.reading import (
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Line,
    Record,
    Sheet,
    refused_sheet,
)
from dashboard.intake.totals import is_total, total_left_out

LOOKED_AT = 20  # a header stands among the first rows that are not blank


def tabulate(
    records: Iterable[Record], known: Callable[[str], bool], *, is_grid: bool = False
) -> Sheet:
    """Return the table in numbered rows; the header is found by the headers it knows.

    In the grid of a workbook every row is as wide as the sheet, the header too: what stands beside
    it lies in a column without a name. In a text such a row is of another width.
    """
    head, rest = split_header(records, known)
    if not head:
        return refused_sheet(_empty())
    header_row, header = head[-1]
    names = without_empty_tail(header)
    table = _Table(header if is_grid else names)
    if len(names) > MAX_COLUMNS:
        return refused_sheet(too_many_columns(len(names)))
    for row, cells in rest:
        table.add(row, cells)
        if table.is_full:
            break
    titles = tuple(_joined(cells) for _, cells in head[:-1])
    return table.sheet(header_row, titles)


def split_header(
    records: Iterable[Record], known: Callable[[str], bool]
) -> tuple[list[Record], Iterator[Record]]:
    """Return the rows down to the header, which is the last of them, and the rows below it.

    Blank rows are passed over. Nothing when every row is blank.
    """
    filled = (one for one in records if any(cell is not None for cell in one[1]))
    first = list(islice(filled, LOOKED_AT))
    at = header_at([cells for _, cells in first], known)
    return first[: at + 1], chain(first[at + 1 :], filled)


def header_at(rows: Sequence[Sequence[Cell]], known: Callable[[str], bool]) -> int:
    """Return which of the first rows is the header: the first with most known headers.

    One known word alone makes no header of a row below the first: a title may hold it. Where no
    row has two, the first with more than one cell is taken: what stands above it are titles.
    """
    merits = [merit(cells, known) for cells in rows]
    best = max(merits, default=0)
    return merits.index(best) if best > 1 else _narrow(rows, merits)


def merit(cells: Iterable[Cell], known: Callable[[str], bool]) -> int:
    """Count the different headers of a row that are known."""
    titles = {cell for cell in islice(cells, MAX_COLUMNS) if isinstance(cell, str)}
    return sum(known(title) for title in titles)


def without_empty_tail(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Return a row without the empty cells at its end."""
    end = len(cells)
    while end and cells[end - 1] is None:
        end -= 1
    return cells[:end]


def ragged(row: int, cells: int, width: int) -> Problem:
    """Return the problem of a row of another width than the header."""
    return error(
        "row.ragged",
        Said("This row has {n} cells.", n=cells),
        Said("Give it as many cells as the header has; quote a cell that holds the delimiter."),
        at=Place(row),
        found=cells,
        expected=Said("{n} cells, as the header", n=width),
    )


def too_many_rows(limit: int = MAX_ROWS) -> Problem:
    """Return the problem of a file with more rows than are taken."""
    said = Said("The file has more than {limit} rows.", limit=limit)
    return error("file.too_many_rows", said, Said("Split it by province or period."))


class _Table:
    """Gathers the rows below a header, and which columns without a header hold anything."""

    def __init__(self, header: tuple[Cell, ...]) -> None:
        self._header = header
        self._unnamed = {index for index, cell in enumerate(header) if cell is None}
        self._lines: list[Line] = []
        self._problems: list[Problem] = []
        self.is_full = False

    def add(self, row: int, cells: tuple[Cell, ...]) -> None:
        if is_total(cells):
            self._problems.append(total_left_out(row, cells))
            return
        if len(self._lines) >= MAX_ROWS:
            self.is_full = True
            return
        width = len(self._header)
        if len(cells) < width or len(without_empty_tail(cells)) > width:
            self._problems.append(ragged(row, len(cells), width))
            return
        self._unnamed -= {index for index in self._unnamed if cells[index] is not None}
        self._lines.append(Line(row, cells[:width]))

    def sheet(self, header_row: int, titles: tuple[str, ...]) -> Sheet:
        names = tuple("" if cell is None else str(cell).strip() for cell in self._header)
        lines = self._lines
        kept: list[int] = []
        if self._unnamed:
            kept = [index for index in range(len(names)) if index not in self._unnamed]
            names = tuple(names[index] for index in kept)
            lines = [Line(one.row, tuple(one.cells[i] for i in kept)) for one in lines]
        problems = [*self._problems, *([too_many_rows()] if self.is_full else [])]
        return Sheet(
            names, header_row, tuple(lines), problems=tuple(problems), titles=titles,
            numbers=tuple(index + 1 for index in kept),
        )  # fmt: skip


def _narrow(rows: Sequence[Sequence[Cell]], merits: Sequence[int]) -> int:
    """A table of one column has a header of one cell; else such a row is a title above it."""
    counts = [sum(cell is not None for cell in cells) for cells in rows]
    alone = (
        at for at, count in enumerate(counts) if merits[at] and count == 1 and _is_narrow(rows[at:])
    )
    wide = (at for at, count in enumerate(counts) if count > 1)
    return next(alone, next(wide, 0))


def _is_narrow(rows: Sequence[Sequence[Cell]]) -> bool:
    return all(sum(cell is not None for cell in cells) <= 1 for cells in rows)


def _joined(cells: tuple[Cell, ...]) -> str:
    return " ".join(str(cell) for cell in cells if cell is not None)


def too_many_columns(n: int) -> Problem:
    """Return the problem of a file far wider than any template."""
    return error(
        "file.too_many_columns",
        Said("The file has {n} columns.", n=n),
        Said("Keep the columns of the template."),
        expected=Said("at most {limit} columns", limit=MAX_COLUMNS),
    )


def _empty() -> Problem:
    said = Said("The file is empty.")
    return error("file.empty", said, Said("Fill the template of this table and send it again."))
