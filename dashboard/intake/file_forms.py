"""What a file is by its first bytes, where it is nothing we read: never by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dashboard.errors import Problem, Said
from dashboard.intake.faults import error

_FORMS = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"{\\rtf": "RTF",
    b"\x1f\x8b": "GZIP",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7Z",
    b"MZ": "EXE",
    b"\x7fELF": "ELF",
}
OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # a DOC and an XLS begin alike
_TAGGED = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|\?xml|head|table|meta)\b", re.IGNORECASE
)
_MAIL = re.compile(
    rb"mime-version:", re.IGNORECASE
)  # a page saved whole, which Excel names .xls too


def form_of(content: bytes, also: Mapping[bytes, str]) -> str | None:
    """Return the name of a form that is not read, None for others; `also`: forms by first bytes."""
    forms = {**_FORMS, **also}
    return next((name for magic, name in forms.items() if content.startswith(magic)), None)


def text_form(content: bytes) -> str | None:
    """Return the name of a form that is text and no table, such as a web page named .xls."""
    found = _TAGGED.match(content)
    if found is not None:
        return "XML" if b"?xml" in found[0].lower() else "HTML"
    return "MHTML" if _MAIL.match(content) else None


def not_read_form(form: str) -> Problem:
    """Return the problem of a file that is neither text nor a workbook we read."""
    return error(
        "file.form",
        Said("This is a {form} file.", form=form),
        Said("Save it from the spreadsheet as .xlsx or as CSV UTF-8."),
        expected=Said("CSV, XLSX, XLS or ODS"),
    )
