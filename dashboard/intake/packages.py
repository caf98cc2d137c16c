"""What a zipped workbook holds, looked at before anything of it is unpacked.

A workbook is a zip of XML. Its number of parts, unpacked size and rate of packing are looked at
first (OWASP ASVS 5.0, 5.2.3); macros, entities, links to other files and formulas without a stored
result refuse it.
"""

from __future__ import annotations

import io
import re
import zipfile

from dashboard.errors import Problem, Said
from dashboard.intake.faults import error

_MAX_UNPACKED = 300 * 2**20
_MAX_PARTS = 2_000
_XLSX, _ODS = "xl/workbook.xml", "content.xml"
_STEP = 2**20
_OVERLAP = 4_096
# A formula whose result was never stored reads as an empty cell, which would say «not reported».
_UNCALCULATED = re.compile(rb"(?:</f>|<f[^>]{0,2000}/>)\s*(?:<v>\s*</v>|<v\s*/>)?\s*</c>")
_ERROR_CELL = re.compile(rb"(<(?:\w+:)?c\s[^<>]{0,300}?\bt=)([\"'])e\2")
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE_ENTITY = re.compile(rb"<\0!\0D\0O\0C\0T\0Y\0P\0E|\0<\0!\0D\0O\0C\0T\0Y\0P\0E")


def unsafe(content: bytes) -> Problem | None:
    """Return why a zip is not unpacked, None when it is a workbook like any other."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return _outside(parts.infolist()) or _inside(parts)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as fault:
        return unreadable(str(fault))


def errors_as_text(content: bytes) -> bytes:
    """Return a workbook whose errors (#REF!) are texts: calamine would read them as empty cells."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/")]
        spoiled = {name for name in sheets if name.endswith(".xml") and _has_error(parts, name)}
        if not spoiled:
            return content
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as written:
            for name in dict.fromkeys(parts.namelist()):
                part = parts.read(name)
                written.writestr(
                    name, _ERROR_CELL.sub(rb"\1\2str\2", part) if name in spoiled else part
                )
    return held.getvalue()


def _has_error(parts: zipfile.ZipFile, name: str) -> bool:
    before = b""
    with parts.open(name) as source:
        while piece := source.read(_STEP):
            if _ERROR_CELL.search(before + piece):
                return True
            before = piece[-_OVERLAP:]
    return False


def unreadable(fault: str) -> Problem:
    """Return the problem of a workbook that cannot be opened."""
    return error(
        "file.unreadable",
        Said("This is not a workbook that can be read."),
        Said("Save it again from the spreadsheet as .xlsx or as CSV UTF-8."),
        found=fault,
    )


def _outside(infos: list[zipfile.ZipInfo]) -> Problem | None:
    names = {info.filename for info in infos}
    if len(infos) > _MAX_PARTS or sum(info.file_size for info in infos) > _MAX_UNPACKED:
        return _bomb()
    if not names & {_XLSX, _ODS}:
        return unreadable(f"no {_XLSX}")
    if any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names):
        return _macros()
    if any(name.startswith("xl/externalLinks/") for name in names):
        return _links()
    return None


def _inside(parts: zipfile.ZipFile) -> Problem | None:
    """Look through the XML a piece at a time: a part may unpack to more than it says."""
    for name in parts.namelist():
        if not name.endswith((".xml", ".rels")):
            continue
        is_sheet = name.startswith("xl/worksheets/sheet")
        with parts.open(name) as source:
            before = b""
            while piece := source.read(_STEP):
                looked_at = before + piece
                if not before and (_ENTITY.search(piece) or _WIDE_ENTITY.search(piece)):
                    return _entities()
                if is_sheet and _UNCALCULATED.search(looked_at):
                    return _uncalculated()
                before = piece[-_OVERLAP:]
    return None


def _bomb() -> Problem:
    return error(
        "file.unpacks_too_large",
        Said("This workbook is far larger once unpacked than a return can be."),
        Said("Copy the table alone into a new workbook."),
    )


def _macros() -> Problem:
    return error(
        "file.macros",
        Said("This workbook holds macros."),
        Said("Save it as .xlsx, without macros."),
    )


def _links() -> Problem:
    return error(
        "file.links",
        Said("This workbook is linked to other files."),
        Said("Copy the table into a new workbook, as values."),
    )


def _entities() -> Problem:
    return error(
        "file.entities",
        Said("This workbook holds declarations that no spreadsheet writes."),
        Said("Copy the table alone into a new workbook."),
    )


def _uncalculated() -> Problem:
    return error(
        "file.formulas",
        Said("The workbook holds formulas whose results were never stored."),
        Said(
            "Open it in the spreadsheet and save it, or paste the values instead of the formulas."
        ),
    )
