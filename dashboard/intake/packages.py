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
from dashboard.intake.file_forms import not_read_form

_MAX_UNPACKED = 300 * 2**20
_MAX_PARTS = 2_000
_XLSX, _ODS = "xl/workbook.xml", "content.xml"
_OTHERS = {
    form: re.compile(sign)
    for form, sign in (
        ("XLSB", r"xl/workbook\.bin$"), ("NUMBERS", r"Index/|.*\.iwa$"), ("DOCX", "word/"),
        ("PPTX", "ppt/"),
    )
}  # fmt: skip
_STEP = 2**20
_OVERLAP = 12_000
# A formula whose result was never stored reads as an empty cell, which would say «not reported».
# A text of no letters is a result: its cell says t="str".
_UNCALCULATED = re.compile(
    rb"<((?:\w+:)?)c\b(?![^<>]{0,300}\bt=[\"']str[\"'])[^<>]{0,300}>\s*"
    rb"(?:<\1f\b[^<>]{0,2000}/>|<\1f\b[^<>]{0,2000}>[^<>]{0,9000}</\1f>)\s*"
    rb"(?:<\1v>\s*</\1v>|<\1v\s*/>)?\s*</\1c>"
)
_UNCALCULATED_ODS = re.compile(
    rb"<table:table-cell\b(?=[^<>]{0,9000}\btable:formula=)(?![^<>]{0,9000}\boffice:value-type=)[^<>]{0,9000}>"
)
_FROM_1904 = re.compile(rb"workbookPr\b[^<>]*\bdate1904=[\"'](?:1|true)")
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE_ENTITY = re.compile(rb"<\0!\0D\0O\0C\0T\0Y\0P\0E|\0<\0!\0D\0O\0C\0T\0Y\0P\0E")


def unsafe(content: bytes) -> Problem | None:
    """Return why a zip is not unpacked, None when it is a workbook like any other."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return _outside(parts.infolist()) or _inside(parts)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as fault:
        return unreadable(str(fault))


def counts_from_1904(content: bytes) -> bool:
    """Say whether an XLSX counts its days from 1904, as old ones of a Mac do."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return _XLSX in parts.namelist() and bool(_FROM_1904.search(parts.read(_XLSX)))


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
        form = next((form for form, sign in _OTHERS.items() if any(map(sign.match, names))), "ZIP")
        return not_read_form(form)
    if any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names):
        return has_macros()
    if any(name.startswith("xl/externalLinks/") for name in names):
        return has_links()
    return None


def _inside(parts: zipfile.ZipFile) -> Problem | None:
    """Look through the XML a piece at a time: a part may unpack to more than it says."""
    for name in parts.namelist():
        if not name.endswith((".xml", ".rels")):
            continue
        formula = _formula_of(name)
        with parts.open(name) as source:
            before = b""
            while piece := source.read(_STEP):
                looked_at = before + piece
                if not before and (_ENTITY.search(piece) or _WIDE_ENTITY.search(piece)):
                    return _entities()
                if formula is not None and formula.search(looked_at):
                    return never_worked_out()
                before = piece[-_OVERLAP:]
    return None


def _formula_of(name: str) -> re.Pattern[bytes] | None:
    """Return what a formula without a result looks like in a part; None where there is none."""
    if name.startswith("xl/worksheets/"):
        return _UNCALCULATED
    return _UNCALCULATED_ODS if name == _ODS else None


def _bomb() -> Problem:
    return error(
        "file.unpacks_too_large",
        Said("This workbook is far larger once unpacked than a return can be."),
        Said("Copy the table alone into a new workbook."),
    )


def has_macros() -> Problem:
    """Return the problem of a workbook with macros."""
    return error(
        "file.macros",
        Said("This workbook holds macros."),
        Said("Save it as .xlsx, without macros."),
    )


def has_links() -> Problem:
    """Return the problem of a workbook that stands on other files."""
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


def is_locked() -> Problem:
    """Return the problem of a workbook locked by a password."""
    return error(
        "file.locked",
        Said("This workbook is locked by a password."),
        Said("Open it, take the password away and save it as .xlsx."),
    )


def never_worked_out() -> Problem:
    """Return the problem of a workbook whose formulas have no results."""
    return error(
        "file.formulas",
        Said("The workbook holds formulas whose results were never stored."),
        Said(
            "Open it in the spreadsheet and save it, or paste the values instead of the formulas."
        ),
    )
