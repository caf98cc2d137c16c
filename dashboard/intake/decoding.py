"""Bytes → text: what a file is by its first bytes, and which encoding its text then speaks for.

UTF-8 is certain (a BOM, or every byte in order). Windows-1252 and Windows-1256 are each other's
noise: the one whose headers and territory names are known wins; when neither or both do, the user
says which. Statistical detectors are not used: they called a French file cp775.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable

from dashboard.errors import Problem, Said
from dashboard.intake.faults import error
from dashboard.intake.reading import (
    Sheet,
    read_delimited,
    refused_sheet,
    too_large,
)
from dashboard.intake.workbooks import read_workbook

ENCODINGS = {
    "utf-8": "utf-8-sig",
    "utf-16": "utf-16",
    "windows-1252": "cp1252",
    "windows-1256": "cp1256",
}
_ALIASES = {"utf8": "utf-8", "utf-8-sig": "utf-8", "utf16": "utf-16", "cp1252": "windows-1252",
            "latin1": "windows-1252", "cp1256": "windows-1256", "1252": "windows-1252",
            "1256": "windows-1256"}  # fmt: skip
_OTHER_FORMS = {
    b"\xd0\xcf\x11\xe0": "XLS",
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"{\\rtf": "RTF",
    b"\x1f\x8b": "GZIP",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7Z",
}


def read(
    content: bytes,
    *,
    known: Callable[[str], bool],
    speaks: Callable[[Sheet], int],
    encoding: str | None = None,
) -> Sheet:
    """Return the table in a file, or the reason why there is none.

    Args:
        content: the bytes of the file.
        known: says whether a header is one the table knows.
        speaks: counts the headers and names of a table that are known; decides between encodings.
        encoding: what the user says it is; None to find out.
    """
    problem = too_large(len(content)) or _other_form(content)
    if problem is not None:
        return refused_sheet(problem)
    if content.startswith(b"PK\x03\x04"):
        return read_workbook(content)
    if encoding is not None:
        return _as_said(content, encoding, known)
    certain = _certain(content)
    if certain is not None:
        text = content.decode(ENCODINGS[certain])
        return read_delimited(text, certain, known)
    return _weighed(content, known, speaks)


def _certain(content: bytes) -> str | None:
    for name, marks in (
        ("utf-8", (codecs.BOM_UTF8,)),
        ("utf-16", (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)),
    ):
        if content.startswith(marks):
            return name if _decodes(content, name) else None
    return "utf-8" if _decodes(content, "utf-8") else None


def _weighed(content: bytes, known: Callable[[str], bool], speaks: Callable[[Sheet], int]) -> Sheet:
    tried = {name: content.decode(ENCODINGS[name]) for name in ("windows-1252", "windows-1256")
             if _decodes(content, name)}  # fmt: skip
    if len(set(tried.values())) == 1 and len(tried) == 2:
        return read_delimited(tried["windows-1252"], "windows-1252", known)  # the same text in both
    sheets = {name: read_delimited(text, name, known) for name, text in tried.items()}
    merits = {name: speaks(sheet) for name, sheet in sheets.items()}
    best = max(merits, key=lambda name: merits[name], default="")
    rivals = [merit for name, merit in merits.items() if name != best]
    if not best or merits[best] <= max(rivals, default=0):
        return refused_sheet(_undecided())
    return sheets[best]


def _as_said(content: bytes, encoding: str, known: Callable[[str], bool]) -> Sheet:
    wanted = encoding.strip().lower()
    name = _ALIASES.get(wanted, wanted)
    if name not in ENCODINGS:
        return refused_sheet(_unknown_encoding(encoding))
    if not _decodes(content, name):
        return refused_sheet(_not_in(name))
    return read_delimited(content.decode(ENCODINGS[name]), name, known)


def _decodes(content: bytes, name: str) -> bool:
    try:
        content.decode(ENCODINGS[name])
    except UnicodeDecodeError:
        return False
    return True


def _other_form(content: bytes) -> Problem | None:
    form = next((name for magic, name in _OTHER_FORMS.items() if content.startswith(magic)), None)
    if form is None:
        return None
    return error(
        "file.form",
        Said("This is a {form} file.", form=form),
        Said("Save it from the spreadsheet as .xlsx or as CSV UTF-8."),
        expected=Said("CSV or XLSX"),
    )


def _undecided() -> Problem:
    return error(
        "file.encoding",
        Said("The text is not UTF-8, and nothing in it tells Windows-1252 from Windows-1256."),
        Said("Say which encoding it is (--encoding), or save it as CSV UTF-8."),
        candidates=("windows-1252", "windows-1256"),
    )


def _unknown_encoding(encoding: str) -> Problem:
    return error(
        "file.encoding_unknown",
        Said("This encoding is not one of those read."),
        Said("Choose one of the encodings listed."),
        found=encoding,
        candidates=tuple(ENCODINGS),
    )


def _not_in(name: str) -> Problem:
    return error(
        "file.encoding_wrong",
        Said("The file is not written in {encoding}.", encoding=name),
        Said("Leave the encoding out, or choose another."),
        candidates=tuple(other for other in ENCODINGS if other != name),
    )
