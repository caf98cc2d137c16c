"""Cells of an XLSX or ODS that show something else than they hold: errors and percentages.

The reader of workbooks gives an error (#REF!) as an empty cell, which would say *not reported*, and
100 % as 1, which would be a count. Both are written anew as the text that the spreadsheet shows.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable

_STEP = 2**20
_OVERLAP = 12_000  # longer than what any of the patterns meets
_STYLES, _ODS = "xl/styles.xml", "content.xml"
_ERROR_CELL = re.compile(rb"(<(?:\w+:)?c\s[^<>]{0,300}?\bt=)([\"'])e\2")
_CELL_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\b[^<>]*?\bnumFmtId=[\"'](\d+)[\"']|<(?:\w+:)?xf\b")
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b([^<>]*)")
_FORMAT_ID = re.compile(rb"\bnumFmtId=[\"'](\d+)")
_FORMAT_CODE = re.compile(rb"\bformatCode=(?:\"([^\"]*)|'([^']*))")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PERCENT = {9: 100, 10: 100}  # the formats 0% and 0.00%, and by what a value is multiplied
_ODS_ERROR = re.compile(
    rb"<table:table-cell\b(?=[^<>]{0,9000}\bcalcext:value-type=[\"']error[\"'])[^<>]{0,9000}>"
)
_ODS_PERCENT = re.compile(
    rb"<table:table-cell\b(?=[^<>]{0,9000}\boffice:value-type=[\"']percentage[\"'])[^<>]{0,9000}>"
)
_ODS_KIND = re.compile(rb"(\soffice:value-type=[\"'])percentage\b")
_ODS_VALUE = re.compile(rb"\soffice:(?:string-)?value=(?:\"[^\"]*\"|'[^']*')")

Anew = Callable[[bytes], bytes]


def as_shown(content: bytes) -> bytes:
    """Return a workbook whose errors and percentages are the texts that the spreadsheet shows."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        named = parts.namelist()
        sheets = [name for name in named if name.startswith("xl/worksheets/")]
        looked_for = [_ERROR_CELL, *_percent_cells(parts)] if sheets else [_ODS_ERROR, _ODS_PERCENT]
        if not sheets:
            sheets = [name for name in named if name == _ODS]
        spoiled = {
            name: found
            for name in sheets
            if name.endswith(".xml") and (found := _found(parts, name, looked_for))
        }
        return _written_anew(parts, spoiled) if spoiled else content


def _written_anew(parts: zipfile.ZipFile, spoiled: dict[str, list[re.Pattern[bytes]]]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as written:
        for name in dict.fromkeys(parts.namelist()):
            part = parts.read(name)
            for pattern in spoiled.get(name, ()):
                part = pattern.sub(_rule(parts, pattern), part)
            written.writestr(name, part)
    return held.getvalue()


def _rule(parts: zipfile.ZipFile, pattern: re.Pattern[bytes]) -> Callable[[re.Match[bytes]], bytes]:
    if pattern is _ERROR_CELL:
        return lambda cell: cell[1] + cell[2] + b"str" + cell[2]
    if pattern is _ODS_ERROR:
        return lambda cell: _ODS_VALUE.sub(b"", cell[0])
    if pattern is _ODS_PERCENT:
        return lambda cell: _ODS_KIND.sub(rb"\1string", _ODS_VALUE.sub(b"", cell[0]))
    times = _percent_styles(parts)
    return lambda cell: _percentage(cell, times)


def _percentage(cell: re.Match[bytes], times: dict[int, int]) -> bytes:
    head = re.sub(rb"\st=[\"']n[\"']", b"", cell["head"])
    shown = float(cell["value"]) * times[int(cell["style"])]
    return b'%s t="str">%s%s' % (head, cell["before"], f"{shown:.10g} %".encode())


def _percent_cells(parts: zipfile.ZipFile) -> list[re.Pattern[bytes]]:
    """Return the pattern of a number in a style that shows a percentage, if one does."""
    styles = b"|".join(str(one).encode() for one in sorted(_percent_styles(parts)))
    if not styles:
        return []
    return [
        re.compile(
            rb"(?P<head><(?:\w+:)?c\b(?![^<>]{0,300}\bt=[\"'](?!n[\"']))[^<>]{0,300}?"
            rb"\bs=[\"'](?P<style>" + styles + rb")[\"'][^<>/]{0,300})>"
            rb"(?P<before>\s*(?:<(?:\w+:)?f\b[^<>]{0,2000}(?:/>|>[^<>]{0,9000}</(?:\w+:)?f>))?\s*"
            rb"<(?:\w+:)?v>\s*)(?P<value>[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)"
        )
    ]


def _percent_styles(parts: zipfile.ZipFile) -> dict[int, int]:
    """Return the cell styles that show a percentage, each with what it multiplies the value by."""
    if _STYLES not in parts.namelist():
        return {}
    text = parts.read(_STYLES)
    shown = dict(_PERCENT)
    for one in _FORMAT.finditer(text):
        number, code = _FORMAT_ID.search(one[1]), _FORMAT_CODE.search(one[1])
        if number and code:
            said = html.unescape((code[1] or code[2] or b"").decode("utf-8", "replace"))
            if "%" in said:
                shown[int(number[1])] = 100 if "%" in _LITERAL.sub("", said) else 1
    listed = _CELL_STYLES.search(text)
    formats = [int(one[1] or 0) for one in _STYLE.finditer(listed[0])] if listed else []
    return {index: shown[one] for index, one in enumerate(formats) if one in shown}


def _found(
    parts: zipfile.ZipFile, name: str, looked_for: list[re.Pattern[bytes]]
) -> list[re.Pattern[bytes]]:
    """Return which of the patterns a part holds, read a piece at a time."""
    found: list[re.Pattern[bytes]] = []
    before = b""
    with parts.open(name) as source:
        while piece := source.read(_STEP):
            held = before + piece
            found += [one for one in looked_for if one not in found and one.search(held)]
            before = piece[-_OVERLAP:]
    return found
