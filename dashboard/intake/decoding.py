"""Bytes → a table of cells: what a file is by its first bytes, never by its name."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

from dashboard.errors import Problem
from dashboard.intake.books import is_workbook
from dashboard.intake.charsets import ENCODINGS, Found, encoding_said, find_encoding
from dashboard.intake.delimited import read_delimited, read_lines
from dashboard.intake.file_forms import form_of, not_read_form, text_form
from dashboard.intake.reading import Sheet, refused_sheet, too_large
from dashboard.intake.workbooks import read_workbook

__all__ = ["ENCODINGS", "read"]
_HEAD = 1_000


def read(
    content: bytes,
    *,
    known: Callable[[str], bool],
    speaks: Callable[[Sheet], int],
    encoding: str | None = None,
    sheet: str | None = None,
    progress: Callable[[int], object] | None = None,
) -> Sheet:
    """Return the table in a file, or the reason why there is none.

    Args:
        content: the bytes of the file.
        known: says whether a header is one the table knows.
        speaks: counts the headers and names of a table that are known; decides between encodings.
        encoding: what the user says it is; None to find out.
        sheet: the sheet of a workbook the user chose; None for the only one with known headers.
        progress: told the number of rows read, now and then.
    """
    problem = too_large(len(content)) or other_form(content)
    if problem is not None:
        return refused_sheet(problem)
    if is_workbook(content):
        return read_workbook(content, known, sheet)
    found = encoding_of(content, known=known, speaks=speaks, encoding=encoding)
    if isinstance(found, Problem):
        return refused_sheet(found)
    lines = io.TextIOWrapper(io.BytesIO(content), found.codec, newline="")
    table = read_lines(lines, found.name, known, progress)
    return replace(table, certainty=found.certainty, previews=found.previews)


def encoding_of(
    content: bytes,
    *,
    known: Callable[[str], bool],
    speaks: Callable[[Sheet], int],
    encoding: str | None,
) -> Found | Problem:
    """Return the encoding of a text file, said by the user or found, or the question to ask."""
    if encoding is not None:
        return encoding_said(content, encoding)
    return find_encoding(content, lambda text, name: speaks(read_delimited(text, name, known)))


def other_form(content: bytes) -> Problem | None:
    """Return the problem of a file that is neither text nor a workbook we read."""
    form = form_of(content, {b"%PDF": "PDF"}) or text_form(content[:_HEAD])
    return None if form is None else not_read_form(form)
