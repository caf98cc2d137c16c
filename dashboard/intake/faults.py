"""What is wrong with one cell or row, and how it becomes a problem with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from dashboard.access.small_counts import Counted, quoted
from dashboard.contracts import Column
from dashboard.errors import Problem, Said

# A cell once read: str, int, bool, date or a list of them.
Typed: TypeAlias = Any

_SHOWN_CELL = 80  # a cell quoted in a message is cut here: a 1 MB cell must not fill the screen


class CellFault(Exception):
    """A cell that cannot be read as its column asks."""

    def __init__(
        self,
        code: str,
        message: Said,
        remedy: Said,
        expected: Said | None = None,
        candidates: tuple[str, ...] = (),
        shown: str | None = None,
    ) -> None:
        """Say what is wrong; `shown` replaces the cell where it must not be quoted."""
        self.code, self.message, self.remedy = code, message, remedy
        self.expected, self.candidates, self.shown = expected, candidates, shown
        super().__init__(code)

    def at(self, row: int | None, column: str, found: object) -> Problem:
        """Return the problem of this cell at a row and column; `found` is the cell as typed."""
        shown = shorten(found) if self.shown is None else self.shown
        return Problem(
            code=self.code,
            level="error",
            message=self.message,
            remedy=self.remedy,
            row=row,
            column=column,
            found=shown,
            expected=self.expected,
            candidates=self.candidates,
        )


@dataclass(frozen=True)
class Place:
    """Where a problem lies: its row as the spreadsheet counts and its column."""

    row: int | None = None
    column: str | None = None


def error(
    code: str,
    message: Said,
    remedy: Said,
    *,
    at: Place | None = None,
    found: object = None,
    expected: Said | None = None,
    candidates: tuple[str, ...] = (),
) -> Problem:
    """Return an error: the file is refused."""
    return _problem("error", code, (message, remedy), at, found, expected, candidates)


def warning(
    code: str,
    message: Said,
    remedy: Said,
    *,
    at: Place | None = None,
    found: object = None,
    expected: Said | None = None,
) -> Problem:
    """Return a warning: the row is kept and the reader told."""
    return _problem("warning", code, (message, remedy), at, found, expected, ())


def counted(column: Column, value: Typed) -> Any:
    """Return a count as a message says it: one of persons as everybody may read it."""
    is_masked = column.count_class == "person" and isinstance(value, int)
    return Counted(value) if is_masked else value


def typed(column: Column, value: Typed) -> Any:
    """Return a value as a message quotes it: a small count of persons is not repeated."""
    is_masked = column.count_class == "person" and isinstance(value, int)
    return quoted(value) if is_masked else value


def shorten(found: object) -> str | Said | None:
    """Return a cell as a message quotes it: cut when long, None when empty."""
    if found is None or isinstance(found, Said):
        return found
    text = str(found)
    return text if len(text) <= _SHOWN_CELL else f"{text[:_SHOWN_CELL]}…"


def _problem(
    level: Literal["error", "warning"],
    code: str,
    said: tuple[Said, Said],
    at: Place | None,
    found: object,
    expected: Said | None,
    candidates: tuple[str, ...],
) -> Problem:
    place = at or Place()
    return Problem(
        code, level, *said, place.row, place.column, shorten(found), expected, candidates
    )
