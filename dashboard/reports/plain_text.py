"""Text as a cell of a file takes it: without marks of direction, never run, never refused."""

from __future__ import annotations

import re
from typing import Any

# A spreadsheet runs a cell that starts with one of these; such a text is quoted (ASVS 5.0, 1.2.10).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # by XML, so by XLSX
_LONGEST = 32_767  # letters of a cell in a workbook


def plain_text(text: str) -> str:
    """Return a text without the marks of direction that a page needs and a cell does not."""
    return _REFUSED.sub("", _MARKS.sub("", text))


def safe(value: Any) -> Any:
    """Quote a text that a spreadsheet would run as a formula; numbers stay numbers.

    What no cell can hold is left out; a text that is too long for one ends in `…`.
    """
    if not isinstance(value, str):
        return value
    text = _REFUSED.sub("", value)
    if text.startswith(_FORMULA_STARTS):
        text = "'" + text
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
