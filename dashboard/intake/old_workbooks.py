"""The XLS of before 2007, looked into before it is read.

It is a stream of records in a compound file ([MS-XLS], [MS-CFB]). A lock, macros and links to other
files refuse it. The reader of workbooks gives an error as an empty cell and a percentage as a bare
number: the cells that show them are listed, with what they show.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import olefile

from dashboard.errors import Problem
from dashboard.intake.file_forms import not_read_form
from dashboard.intake.packages import has_links, has_macros, is_locked, never_worked_out, unreadable

_BOF, _EOF, _FILEPASS, _SUPBOOK = 0x0809, 0x000A, 0x002F, 0x01AE
_BOUNDSHEET, _XF, _FORMAT, _DATE_MODE = 0x0085, 0x00E0, 0x041E, 0x0022
_FORMULA, _BOOLERR, _NUMBER, _RK, _MULRK = 0x0006, 0x0205, 0x0203, 0x027E, 0x00BD
_TEXTS, _TEXT_CELL = 0x00FC, 0x00FD
_STRING, _BETWEEN = 0x0207, (0x0221, 0x04BC, 0x0236)  # a text result, after these at most
_BIFF8, _MACRO_SHEET, _CALC_ON_LOAD = 0x0600, 1, 0x0002
_OWN_BOOK, _ADD_IN = 0x0401, 0x3A01
_PERCENT = {9, 10}  # the number formats 0% and 0.00%
_AN_ERROR = 2
_NOTHING = 3  # of a formula that gave no letters, and of one that was never worked out
_NO_NUMBER = b"\xff\xff"  # of a formula: its result is a text, an error, a yes, or blank
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
    0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
Record = tuple[int, int, bytes]  # where it begins, its kind, its bytes


class _Refused(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.code)


@dataclass
class _Globals:
    """What the first part of the stream says of the whole workbook."""

    sheets: dict[int, str] = field(default_factory=dict)  # where a sheet begins → its name
    percent: set[int] = field(default_factory=lambda: set(_PERCENT))
    formats: list[int] = field(default_factory=list)  # of each cell style, its number format
    from_1904: bool = False
    texts: int = 0  # how many different texts the cells may name


@dataclass(frozen=True)
class Looked:
    """What an XLS shows, by sheet and place from 0, and whether it counts its days from 1904."""

    shown: Mapping[str, Mapping[tuple[int, int], str]]
    from_1904: bool


def look_into(content: bytes) -> Problem | Looked:
    """Return what the cells show where it is not what they hold, or why it is not read."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            stream = _stream(file)
        told = _globals(_records(stream))
        shown = {told.sheets[at]: shown for at, shown in _sheets(_records(stream), told)}
        return Looked(shown, told.from_1904)
    except _Refused as fault:
        return fault.problem
    except (OSError, ValueError, IndexError, struct.error) as fault:
        return unreadable(str(fault))


def _stream(file: olefile.OleFileIO) -> bytes:
    names = {part for path in file.listdir() for part in path}
    if "EncryptedPackage" in names:
        raise _Refused(is_locked())
    if any("VBA" in name for name in names):
        raise _Refused(has_macros())
    if "Workbook" not in names:
        form = "XLS 95" if "Book" in names else "DOC" if "WordDocument" in names else "OLE"
        raise _Refused(not_read_form(form))
    with file.openstream("Workbook") as held:
        return bytes(held.read())


def _records(stream: bytes) -> Iterator[Record]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _globals(records: Iterator[Record]) -> _Globals:
    told = _Globals()
    _, first, version = next(records, (0, 0, b""))
    if first != _BOF or struct.unpack_from("<H", version)[0] != _BIFF8:
        raise _Refused(not_read_form("XLS 95"))
    for _, kind, held in records:
        if kind == _EOF:
            break
        _refuse(kind, held)
        if kind == _BOUNDSHEET:
            told.sheets[struct.unpack_from("<I", held)[0]] = _text(held[6:], wide=False)
        elif kind == _TEXTS:
            told.texts = struct.unpack_from("<I", held, 4)[0]
        elif kind == _DATE_MODE:
            told.from_1904 = bool(held[0])
        elif kind == _FORMAT and "%" in _text(held[2:], wide=True):
            told.percent.add(struct.unpack_from("<H", held)[0])
        elif kind == _XF:
            told.formats.append(struct.unpack_from("<H", held, 2)[0])
    return told


def _refuse(kind: int, held: bytes) -> None:
    if kind == _FILEPASS:
        raise _Refused(is_locked())
    if kind == _SUPBOOK and struct.unpack_from("<H", held, 2)[0] not in (_OWN_BOOK, _ADD_IN):
        raise _Refused(has_links())
    if kind == _BOUNDSHEET and held[5] == _MACRO_SHEET:
        raise _Refused(has_macros())


def _text(held: bytes, *, wide: bool) -> str:
    """Return a text with its length before it, in two bytes when `wide`, in one when not."""
    head = 2 if wide else 1
    count, flags = int.from_bytes(held[:head], "little"), held[head]
    if flags & 1:
        return held[head + 1 : head + 1 + 2 * count].decode("utf-16-le")
    return held[head + 1 : head + 1 + count].decode("latin-1")


def _sheets(
    records: Iterator[Record], told: _Globals
) -> Iterator[tuple[int, Mapping[tuple[int, int], str]]]:
    styles = {index for index, one in enumerate(told.formats) if one in told.percent}
    depth, begun, shown, awaits_text = 0, -1, dict[tuple[int, int], str](), False
    for at, kind, held in records:
        if awaits_text and kind not in _BETWEEN:
            if kind != _STRING:
                raise _Refused(never_worked_out())
            awaits_text = False
        if kind == _BOF:
            depth += 1
            if depth == 1:
                begun, shown = at, {}
        elif kind == _EOF:
            depth -= 1
            if depth == 0 and begun in told.sheets:
                yield begun, shown
        elif depth == 1 and begun in told.sheets:  # a chart inside a sheet lies deeper
            if kind == _TEXT_CELL and struct.unpack_from("<I", held, 6)[0] >= told.texts:
                raise _Refused(unreadable("a cell names no text"))  # it would read as empty
            shown.update(_shown(kind, held, styles))
            awaits_text = kind == _FORMULA and held[12:14] == _NO_NUMBER and held[6] == 0


def _shown(kind: int, held: bytes, styles: set[int]) -> Iterator[tuple[tuple[int, int], str]]:
    if kind == _BOOLERR and held[7]:
        yield struct.unpack_from("<HH", held), _ERRORS.get(held[6], "#N/A")
    elif kind == _FORMULA and held[12:14] == _NO_NUMBER:
        if held[6] == _NOTHING:
            raise _Refused(never_worked_out())
        if held[6] == _AN_ERROR:
            yield struct.unpack_from("<HH", held), _ERRORS.get(held[8], "#N/A")
    elif kind == _FORMULA and held[14] & _CALC_ON_LOAD and not any(held[6:14]):
        raise _Refused(never_worked_out())
    else:
        for place, style, value in _numbers(kind, held):
            if style in styles:
                yield place, f"{value * 100:.10g} %"


def _numbers(kind: int, held: bytes) -> Iterator[tuple[tuple[int, int], int, float]]:
    """Yield the place, style and value of each number of a record."""
    if kind in (_NUMBER, _FORMULA):
        row, column, style, value = struct.unpack_from("<HHHd", held)
        yield (row, column), style, value
    elif kind == _RK:
        row, column, style, number = struct.unpack_from("<HHHI", held)
        yield (row, column), style, _rk(number)
    elif kind == _MULRK:
        row, column = struct.unpack_from("<HH", held)
        for n in range((len(held) - 6) // 6):
            style, number = struct.unpack_from("<HI", held, 4 + 6 * n)
            yield (row, column + n), style, _rk(number)


def _rk(number: int) -> float:
    """Return the number that four bytes hold: [MS-XLS] 2.5.217."""
    if number & 2:
        value = float((number >> 2) - (1 << 30 if number & 0x80000000 else 0))
    else:
        value = float(struct.unpack("<d", struct.pack("<II", 0, number & 0xFFFFFFFC))[0])
    return value / 100 if number & 1 else value
