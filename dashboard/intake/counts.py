"""Numbers as they are typed: decimal comma or point, thousands by blank, NBSP or point."""

from __future__ import annotations

import math
import re

from dashboard.errors import Said
from dashboard.intake.faults import CellFault

# Arabic-Indic and Persian digits, the Arabic decimal and thousands signs, every minus.
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_SIGNS = str.maketrans(
    {"٫": ",", "٬": " ", "\u2212": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "}
)
_MARKS = re.compile(
    "[\u200e\u200f\u061c\u2066-\u2069\ufeff]"
)  # direction marks pasted with numbers

_PLAIN = re.compile(r"-?\d+")
_GROUPED = re.compile(r"-?\d{1,3}(?:([ .])\d{3})(?:\1\d{3})*(?:,\d+)?")
_DECIMAL = re.compile(r"-?\d+[.,]\d+")
_COMMA_OF_THREE = re.compile(r"-?\d{1,3}(?:,\d{3})+")
_LARGEST = 2_147_483_647  # DuckDB integer

_EXPECTED = Said("a whole number, 0 or more, such as 120")


def count(cell: object) -> int:
    """Return a count: a whole number of 0 or more.

    Raises:
        CellFault: not a number, negative, with decimals, too large, or `1,234`, which is 1.234 to
            one reader and 1234 to another.
    """
    value = cell if isinstance(cell, int | float) else _number(str(cell))
    if isinstance(value, bool) or not math.isfinite(value):
        raise _not_a_number()
    if value < 0:
        raise CellFault(
            "number.negative",
            Said("A count cannot be negative."),
            Said("Write 0 or more, or leave the cell empty when it is not known."),
            _EXPECTED,
        )
    if value != int(value):
        raise CellFault(
            "number.not_whole",
            Said("A count has no decimals."),
            Said("Write a whole number."),
            _EXPECTED,
        )
    if value > _LARGEST:
        raise CellFault(
            "number.too_large",
            Said("This number is too large to be a count."),
            Said("Check the number."),
            _EXPECTED,
        )
    return int(value)


def plain_digits(text: str) -> str:
    """Return the text with 0–9 for every digit and without direction marks."""
    return _MARKS.sub("", text).translate(DIGITS)


def _number(text: str) -> float:
    plain = plain_digits(text).translate(_SIGNS).strip()
    if _PLAIN.fullmatch(plain):
        return int(plain) if len(plain) < 18 else float(plain)
    if _COMMA_OF_THREE.fullmatch(plain):
        raise CellFault(
            "number.ambiguous",
            Said("A comma before three digits may mean thousands or decimals."),
            Said("Write the number without a separator."),
            _EXPECTED,
        )
    if _GROUPED.fullmatch(plain):
        return float(re.sub(r"[ .]", "", plain).replace(",", "."))
    if _DECIMAL.fullmatch(plain):
        return float(plain.replace(",", "."))
    raise _not_a_number()


def _not_a_number() -> CellFault:
    return CellFault(
        "number.invalid",
        Said("This is not a number."),
        Said("Write a whole number, or leave the cell empty when it is not known."),
        _EXPECTED,
    )
