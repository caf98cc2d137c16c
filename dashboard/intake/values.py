"""Cells of text → typed values, as the column's type asks. Every rule of contracts.md on values."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable

from dashboard.contracts import Column, contracts
from dashboard.errors import Said
from dashboard.intake.books import is_merged_number
from dashboard.intake.counts import count
from dashboard.intake.dates import day, period
from dashboard.intake.faults import CellFault, Typed
from dashboard.intake.lists import listed_code
from dashboard.intake.personal import is_our_id, refuse_personal
from dashboard.intake.places import COMMUNES, Levels, folded, place_code
from dashboard.intake.workbooks import is_error_value

ERASE = frozenset({"-", "–", "—", "−", "محذوف"})
_NEW = frozenset(folded(word) for word in ("new", "nouveau", "nouvelle", "جديد", "جديدة"))
_TRUE = frozenset(
    folded(word) for word in ("oui", "o", "نعم", "yes", "y", "true", "vrai", "1", "x", "صحيح")
)
_FALSE = frozenset(folded(word) for word in ("non", "n", "لا", "no", "false", "faux", "0", "خطأ"))
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:\-]{0,119}")
_URL = re.compile(r"https?://[^\s<>\"']+")
_LONGEST = 500  # a text whose column names no limit
_EARLIEST = dt.date(1990, 1, 1)

NEW_ID = "new"  # what an id cell holds that asks for a new row


def is_one_line(text: str) -> bool:
    """Whether a text is a line as a field gives one: no control sign, no half of a sign."""
    return not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in text)


def is_erasure(cell: object) -> bool:
    """Say whether a cell erases to *not reported*."""
    return isinstance(cell, str) and cell in ERASE


def read_cell(
    table: str,
    column: Column,
    cell: object,
    *,
    province: str | None = None,
    levels: Levels = COMMUNES,
) -> Typed:
    """Return the typed value of a cell that is neither empty nor an erasure.

    A reference stays text here; `references` resolves it. An id cell that asks for a new row is
    `NEW_ID`.

    Raises:
        CellFault: the cell is not what its column asks.
    """
    if is_error_value(cell):
        raise CellFault(
            "cell.formula_error",
            Said("The spreadsheet shows an error in this cell."),
            Said("Correct the formula, or write the value."),
        )
    if is_merged_number(cell):
        raise CellFault(
            "cell.merged",
            Said("This number stands in cells merged over several rows: of which row is it?"),
            Said("Undo the merging and write the number of each row in its own cell."),
        )
    if column.type in ("code", "unit"):
        return place_code(cell, province, levels)
    if column.type in ("units", "texts", "dates", "references"):
        return [_item(table, column, part, province) for part in _parts(cell)]
    return _item(table, column, cell, province)


def _item(table: str, column: Column, cell: object, province: str | None) -> Typed:
    if column.type == "units":
        return place_code(cell, province, COMMUNES)
    if column.type == "enum" or column.values_from:
        return listed_code(table, column, _as_text(cell))
    return _BY_TYPE[column.type](column, cell)


def _parts(cell: object) -> list[object]:
    if not isinstance(cell, str):
        return [cell]
    return [part.strip() for part in cell.split("|") if part.strip()]


def _day(_column: Column, cell: object) -> dt.date:
    found = day(cell)
    if found < _EARLIEST:
        raise CellFault(
            "date.before_1990",
            Said("This date is before 1990."),
            Said("Check the year; write it with four digits."),
            Said("a date of 1990 or later"),
        )
    return found


def _period(_column: Column, cell: object) -> str:
    found = period(cell)
    if found < "1990-01":
        raise CellFault(
            "date.before_1990",
            Said("This month is before 1990."),
            Said("Check the year; write it with four digits."),
            Said("a month of 1990 or later"),
        )
    return found


def _boolean(_column: Column, cell: object) -> bool:
    if isinstance(cell, bool):
        return cell
    word = folded(_as_text(cell))
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise CellFault(
        "boolean.invalid",
        Said("This is neither yes nor no."),
        Said("Write yes or no, oui or non, نعم or لا, or leave the cell empty."),
        Said("yes or no"),
    )


def _text(column: Column, cell: object) -> str:
    text = unicodedata.normalize("NFC", " ".join(_as_text(cell).split()))
    if any(unicodedata.category(letter) == "Cc" for letter in text):
        raise CellFault(
            "text.control",
            Said("This text holds characters that cannot be shown."),
            Said("Write it again by hand."),
            shown="…",
        )
    limit = column.max_length or _LONGEST
    if len(text) > limit:
        raise CellFault(
            "text.too_long",
            Said("This text has {n} characters.", n=len(text)),
            Said("Shorten it."),
            Said("at most {limit} characters", limit=limit),
        )
    return _url(text) if column.name.endswith("_url") else _impersonal(text)


def _impersonal(text: str) -> str:
    refuse_personal(text)
    return text


def _url(text: str) -> str:
    if not _URL.fullmatch(text):
        raise CellFault(
            "url.invalid",
            Said("This is not a web address."),
            Said("Copy the address of the page, from http on."),
            Said("an address that begins with https://"),
        )
    return text


def _id(_column: Column, cell: object) -> str:
    text = _as_text(cell)
    if folded(text) in _NEW:
        return NEW_ID
    if not _ID.fullmatch(text):
        raise CellFault(
            "id.invalid",
            Said("This is not an id."),
            Said("Copy the id as the dashboard gave it, or leave the cell empty."),
            Said("letters, digits, dots and dashes"),
        )
    return text if is_our_id(text, frozenset(contracts())) else _impersonal(text)


def _reference(_column: Column, cell: object) -> str:
    return _impersonal(" ".join(_as_text(cell).split()))


def _as_text(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else str(cell)


_BY_TYPE: dict[str, Callable[[Column, object], Typed]] = {
    "text": _text,
    "texts": _text,
    "id": _id,
    "reference": _reference,
    "references": _reference,
    "period": _period,
    "integer": lambda _column, cell: count(cell),
    "boolean": _boolean,
    "date": _day,
    "dates": _day,
}
