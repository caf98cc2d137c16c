"""What a file is by its first bytes, where it is nothing we read: never by its name."""

from __future__ import annotations

from collections.abc import Mapping

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


def form_of(content: bytes, also: Mapping[bytes, str]) -> str | None:
    """Return the name of a form that is not read, None for others; `also`: forms by first bytes."""
    forms = {**_FORMS, **also}
    return next((name for magic, name in forms.items() if content.startswith(magic)), None)
