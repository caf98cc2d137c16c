"""Bytes → a table of cells: what a file is, its encoding, delimiter and rows.

What a file is follows from its bytes, never from its name. Nothing is repaired in silence: a row of
another width, an open quote or a NUL byte refuses the file, and the encoding and delimiter that
were taken are part of the result.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass

from dashboard.errors import Problem, Said
from dashboard.intake.faults import Place, error

MAX_BYTES = 25 * 2**20
MAX_ROWS = 200_000
MAX_COLUMNS = 200
DELIMITERS = (";", ",", "\t")

Cell = str | int | float | bool | dt.date | None  # None: an empty cell


@dataclass(frozen=True)
class Line:
    """One row of a file: its number as the spreadsheet shows it, and its cells."""

    row: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """A file as a table of cells. `problems` is not empty when it could not be read whole."""

    header: tuple[str, ...] = ()
    header_row: int = 1
    lines: tuple[Line, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    problems: tuple[Problem, ...] = ()


def read_delimited(text: str, encoding: str, known: Callable[[str], bool]) -> Sheet:
    """Return the table of a delimited text.

    Args:
        text: the decoded file.
        encoding: how it was decoded; kept in the result.
        known: says whether a header is one the table knows; the delimiter that makes most headers
            known is taken.
    """
    if not text.strip():
        return refused_sheet(_empty())
    if "\0" in text:
        return refused_sheet(_nul(text))
    delimiter = choose_delimiter(text, known)
    records, fault = _records(text, delimiter)
    if fault is not None:
        return refused_sheet(fault)
    sheet = tabulate(records)
    return Sheet(
        sheet.header, sheet.header_row, sheet.lines, encoding, delimiter, "", sheet.problems
    )


def choose_delimiter(text: str, known: Callable[[str], bool]) -> str:
    """Return the delimiter whose header line holds most known headers, then most cells."""

    def merit(delimiter: str) -> tuple[int, int]:
        header = first_record(text, delimiter)
        return sum(known(cell) for cell in header), len(header)

    return max(DELIMITERS, key=merit)


def first_record(text: str, delimiter: str) -> list[str]:
    """Return the first row that is not blank, or nothing when it cannot be read."""
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return next((record for record in reader if any(cell.strip() for cell in record)), [])
    except csv.Error:
        return []


def tabulate(records: list[tuple[Cell, ...]]) -> Sheet:
    """Return the table of all rows of a file, the first that is not blank being its header."""
    lines = [
        Line(row, cells)
        for row, cells in enumerate(records, 1)
        if any(c is not None for c in cells)
    ]
    if not lines:
        return refused_sheet(_empty())
    header = _without_empty_tail(lines[0].cells)
    problems = _size_problems(header, len(lines) - 1)
    kept: list[Line] = []
    for line in lines[1:]:
        if len(line.cells) < len(header) or len(_without_empty_tail(line.cells)) > len(header):
            problems.append(_ragged(line, len(header)))
        else:
            kept.append(Line(line.row, line.cells[: len(header)]))
    names = tuple("" if cell is None else str(cell).strip() for cell in header)
    return Sheet(names, lines[0].row, tuple(kept), problems=tuple(problems))


def refused_sheet(problem: Problem) -> Sheet:
    """Return a sheet that could not be read, with the reason."""
    return Sheet(problems=(problem,))


def too_large(size: int) -> Problem | None:
    """Return the problem of a file above the size limit."""
    if size <= MAX_BYTES:
        return None
    return error(
        "file.too_large",
        Said("The file holds {size} MB.", size=round(size / 2**20, 1)),
        Said("Split it by province or period."),
        expected=Said("at most {limit} MB", limit=MAX_BYTES // 2**20),
    )


def _records(text: str, delimiter: str) -> tuple[list[tuple[Cell, ...]], Problem | None]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[tuple[Cell, ...]] = []
    try:
        for record in reader:
            records.append(tuple(cell.strip() or None for cell in record))
            if len(records) > MAX_ROWS + 1:
                break
    except csv.Error as fault:
        return records, _broken(len(records) + 1, str(fault))
    return records, None


def _broken(row: int, fault: str) -> Problem:
    if "field larger" in fault:
        return error(
            "cell.too_long",
            Said("A cell of this row is longer than any text the dashboard keeps."),
            Said("Shorten it, or close a quote left open."),
            at=Place(row),
        )
    return error(
        "file.quotes",
        Said(
            "A quote is left open, or stands inside a cell, in the record that begins at this row."
        ),
        Said("Close the quote, or write it twice inside a quoted cell."),
        at=Place(row),
    )


def _ragged(line: Line, width: int) -> Problem:
    return error(
        "row.ragged",
        Said("This row has {n} cells.", n=len(line.cells)),
        Said("Give it as many cells as the header has; quote a cell that holds the delimiter."),
        at=Place(line.row),
        found=len(line.cells),
        expected=Said("{n} cells, as the header", n=width),
    )


def _size_problems(header: tuple[Cell, ...], rows: int) -> list[Problem]:
    found = []
    if rows > MAX_ROWS:
        said = Said("The file has more than {limit} rows.", limit=MAX_ROWS)
        found.append(error("file.too_many_rows", said, Said("Split it by province or period.")))
    if len(header) > MAX_COLUMNS:
        said = Said("The file has {n} columns.", n=len(header))
        remedy = Said("Keep the columns of the template.")
        limit = Said("at most {limit} columns", limit=MAX_COLUMNS)
        found.append(error("file.too_many_columns", said, remedy, expected=limit))
    return found


def _without_empty_tail(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    end = len(cells)
    while end and cells[end - 1] is None:
        end -= 1
    return cells[:end]


def _empty() -> Problem:
    said = Said("The file is empty.")
    return error("file.empty", said, Said("Fill the template of this table and send it again."))


def _nul(text: str) -> Problem:
    row = text.count("\n", 0, text.index("\0")) + 1
    return error(
        "file.nul",
        Said("The file holds a NUL byte: it is damaged, or is not a text file."),
        Said("Save it again from the spreadsheet as CSV UTF-8 or XLSX."),
        at=Place(row),
    )
