"""What a file is once read: a table of cells, and how it was read.

Nothing is repaired in silence: what was taken for its encoding, delimiter, sheet and header is part
of the result, and a row of another width or an open quote refuses the file.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from dashboard.errors import Problem, Said
from dashboard.intake.faults import error

if TYPE_CHECKING:
    from dashboard.intake.bulk import BulkRows

MAX_BYTES = 100 * 2**20  # what `server.maxUploadSize` lets in
MAX_ROWS = 200_000  # rows that are looked at one by one; see `bulk` for more
MAX_COLUMNS = 200

Cell: TypeAlias = str | int | float | bool | dt.date | None  # None: an empty cell
Record: TypeAlias = tuple[int, tuple[Cell, ...]]  # the row's number in the spreadsheet, its cells
# How an encoding was found: by a mark or every byte in order; by words the table knows; by letters
# that the languages use; by the user. "" for a workbook.
Certainty: TypeAlias = Literal["", "certain", "words", "letters", "said"]

_EDGES = "\ufeff\u200b\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@dataclass(frozen=True)
class Line:
    """One row of a file: its number as the spreadsheet shows it, and its cells."""

    row: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """A file as a table of cells. `problems` is not empty when something was found in reading.

    `sheets` are the names of all sheets of a workbook and `sheet` the one that was read.
    `certainty` says how the encoding was found; `previews` hold the first telling lines in every
    encoding the file could be in, the one taken first. `titles` are the rows above the header.
    `numbers` are the columns of the header, from 1, where blank ones among them were passed over.
    `from_1904` says that a bare number for a day counts from there.
    `bulk` holds the rows of a large file instead of `lines`.
    """

    header: tuple[str, ...] = ()
    header_row: int = 1
    lines: tuple[Line, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    problems: tuple[Problem, ...] = ()
    sheets: tuple[str, ...] = ()
    certainty: Certainty = ""
    previews: tuple[tuple[str, str], ...] = ()
    titles: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    from_1904: bool = False
    bulk: BulkRows | None = None


def clean(text: str) -> str | None:
    """Return the text of a cell without blanks and direction marks at its ends, None when empty."""
    bare = text.strip()
    while bare and (bare[0] in _EDGES or bare[-1] in _EDGES):
        bare = bare.strip(_EDGES).strip()
    return bare or None


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
