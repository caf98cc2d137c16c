"""Delimited text → a table of cells: the delimiter, a `sep=` line, records that span lines."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice

from dashboard.errors import Problem, Said
from dashboard.intake.faults import Place, error
from dashboard.intake.layout import LOOKED_AT, merit, tabulate
from dashboard.intake.reading import Record, Sheet, clean, refused_sheet

DELIMITERS = (";", ",", "\t", "|")
_SEP = re.compile(r"\ufeff?\"?sep=(.)\"?\s*", re.IGNORECASE)
_LOOKED_AT_LINES = 200


class Broken(Exception):
    """A record that cannot be taken apart: an open quote, a cell longer than any text."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.code)


def read_delimited(text: str, encoding: str, known: Callable[[str], bool]) -> Sheet:
    """Return the table of a delimited text.

    Args:
        text: the decoded file.
        encoding: how it was decoded; kept in the result.
        known: says whether a header is one the table knows; the delimiter that makes most headers
            known is taken.
    """
    return read_lines(io.StringIO(text, newline=""), encoding, known)


def read_lines(
    source: Iterable[str],
    encoding: str,
    known: Callable[[str], bool],
    progress: Callable[[int], object] | None = None,
) -> Sheet:
    """Return the table of a text given line by line, line ends kept."""
    delimiter, lines = choose_delimiter(source, known)
    broken: list[Problem] = []
    records = _until_broken(records_of(lines, delimiter, progress), broken)
    sheet = tabulate(records, known)
    if broken and not sheet.header:
        return refused_sheet(broken[0])
    return replace(
        sheet, encoding=encoding, delimiter=delimiter, problems=(*sheet.problems, *broken)
    )


def choose_delimiter(
    source: Iterable[str], known: Callable[[str], bool]
) -> tuple[str, Iterator[str]]:
    """Return the delimiter and the lines of the table.

    A `sep=` line says the delimiter and, as in a spreadsheet, is no row. Else the one with most
    known headers among the first rows, then the one with most cells.
    """
    lines = iter(source)
    first = list(islice(lines, _LOOKED_AT_LINES))
    said = _SEP.fullmatch(first[0]) if first else None
    if said and not said[1].isalnum():
        return said[1], chain(first[1:], lines)

    def worth(delimiter: str) -> tuple[int, int]:
        rows = _first_rows(first, delimiter)
        return (
            max((merit(row, known) for row in rows), default=0),
            max((len(row) for row in rows), default=0),
        )

    return max(DELIMITERS, key=worth), chain(first, lines)


def records_of(
    lines: Iterable[str], delimiter: str, progress: Callable[[int], object] | None = None
) -> Iterator[Record]:
    """Yield the rows of a text, numbered as a spreadsheet shows them.

    Raises:
        Broken: a row cannot be taken apart, or holds a NUL.
    """
    reader = csv.reader(_checked(lines), delimiter=delimiter, strict=True)
    row = 0
    while True:
        row += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise Broken(_broken(row, str(fault))) from None
        except _Nul:
            raise Broken(_nul(row)) from None
        if progress is not None and row % 10_000 == 0:
            progress(row)
        yield row, tuple(map(clean, cells))


class _Nul(Exception):
    """A line holds a NUL."""


def _checked(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if "\0" in line:
            raise _Nul
        yield line


def _until_broken(records: Iterator[Record], broken: list[Problem]) -> Iterator[Record]:
    try:
        yield from records
    except Broken as fault:
        broken.append(fault.problem)


def _first_rows(lines: list[str], delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(lines, delimiter=delimiter, strict=True):
            if any(cell.strip() for cell in row):
                rows.append([cell.strip() for cell in row])
            if len(rows) == LOOKED_AT:
                break
    except csv.Error:
        return rows
    return rows


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


def _nul(row: int) -> Problem:
    return error(
        "file.nul",
        Said("The file holds a NUL byte: it is damaged, or is not a text file."),
        Said("Save it again from the spreadsheet as CSV UTF-8 or XLSX."),
        at=Place(row),
    )
