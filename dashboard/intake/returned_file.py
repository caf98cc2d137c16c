"""A checked file given back to its sender: their own file, and one column more with what is wrong.

Same rows in the same order, same other columns; a delimited file keeps its delimiter and its
encoding, unless that cannot write the reader's language. Nothing in their columns is quoted or
repaired: only our own column is kept from being run as a formula.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

from dashboard.errors import Problem, Said, UserError
from dashboard.intake.books import is_workbook
from dashboard.intake.charsets import ENCODINGS
from dashboard.intake.isolation import read_workbook_apart
from dashboard.wording import Wording

if TYPE_CHECKING:
    from dashboard.intake.importing import Checked

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SEP = re.compile(r"\ufeff?\"?sep=.\"?\s*", re.IGNORECASE)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_MARKS = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))


def returned_file(
    checked: Checked, words: Wording, *, fill: str | None = None
) -> tuple[bytes, str, str]:
    """Return the sender's own file with a column of errors and warnings: bytes, name, MIME type.

    Args:
        checked: the checked file.
        words: the language of the messages.
        fill: `#RRGGBB` behind the rows of a workbook that hold an error.

    Raises:
        UserError: the file could not be read as a table, so that no row of it can be marked.
    """
    if not checked.sheet.header:
        raise UserError(
            Said("This file could not be read as a table: there is no row to mark in it.")
        )
    told = messages_by_row(checked.every_problem or checked.problems, checked, words)
    name = returned_name(checked, words)
    if _is_workbook(checked):
        return _workbook(checked, told, words, fill), name, XLSX
    return _delimited(checked, told), name, "text/csv"


def returned_name(checked: Checked, words: Wording) -> str:
    """Return the name of the file given back."""
    stem = re.sub(r"\.[A-Za-z]{1,5}$", "", checked.file.file_name) or checked.table
    ending = re.search(r"\.(csv|tsv|txt)$", checked.file.file_name, re.IGNORECASE)
    errors = words("errors")
    return f"{stem}-{errors}" + (
        ".xlsx" if _is_workbook(checked) else ending[0] if ending else ".csv"
    )


def _is_workbook(checked: Checked) -> bool:
    return is_workbook(checked.file.content)


def messages_by_row(
    problems: Sequence[Problem], checked: Checked, words: Wording
) -> dict[int, tuple[bool, str]]:
    """Return, by row, whether it holds an error and everything said of it.

    What is said of the whole file stands in the header's row.
    """
    parts: dict[int, list[str]] = {checked.sheet.header_row: [words("What to correct")]}
    wrong: set[int] = set()
    for one in problems:
        row = one.row if one.row is not None else checked.sheet.header_row
        parts.setdefault(row, []).append(_said(one, checked, words))
        if one.level == "error":
            wrong.add(row)
    return {row: (row in wrong, safe(" | ".join(said))) for row, said in parts.items()}


def safe(text: str) -> str:
    """Return our own text so that no spreadsheet runs it, without marks of direction."""
    bare = " ".join(text.translate(_MARKS).replace("\0", "").split())
    return f"'{bare}" if bare.startswith(_FORMULA_STARTS) else bare


def _said(problem: Problem, checked: Checked, words: Wording) -> str:
    level = words("Error") if problem.level == "error" else words("Warning")
    column = checked.contract.by_name.get(problem.column or "")
    where = column.labels[words.language] if column else problem.column or ""
    said = [words.say(problem.message)]
    if problem.expected:
        said.append(words("Expected: {what}.", what=words.say(problem.expected)))
    said.append(words.say(problem.remedy))
    said.append(words.join(problem.candidates))
    return " ".join(part for part in (f"{level}:", f"«{where}»" if where else "", *said) if part)


def _delimited(checked: Checked, told: Mapping[int, tuple[bool, str]]) -> bytes:
    sheet, content = checked.sheet, checked.file.content
    codec = ENCODINGS.get(sheet.encoding, "utf-8-sig")
    text = content.decode(codec)
    made = "".join(_marked(text, sheet.delimiter, len(sheet.header), told))
    if codec == "utf-8-sig" and not content.startswith(b"\xef\xbb\xbf") and not text.isascii():
        codec = "utf-8"
    try:
        return made.encode(codec)
    except UnicodeEncodeError:
        return made.encode("utf-8-sig")  # French bytes cannot hold an Arabic message


def _marked(
    text: str, delimiter: str, width: int, told: Mapping[int, tuple[bool, str]]
) -> Iterator[str]:
    """Yield every record as it was written, our cell after it."""
    lines = list(io.StringIO(text, newline=""))
    if lines and _SEP.fullmatch(lines[0]):
        yield lines.pop(0)
    for number, (raw, cells) in enumerate(_records(lines, delimiter), 1):
        body = raw.rstrip("\r\n")
        end = raw[len(body) :] or "\n"
        said = told.get(number, (False, ""))[1]
        if cells == 0 and not said:
            yield raw
            continue
        missing = delimiter * max(0, width - max(cells, 1))
        yield f"{body}{missing}{delimiter}{_quoted(said)}{end}"


def _records(lines: list[str], delimiter: str) -> Iterator[tuple[str, int]]:
    """Yield the text of each record and its number of cells; past an open quote, line by line."""
    reader = csv.reader(iter(lines), delimiter=delimiter, strict=True)
    done = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield from ((line, line.count(delimiter) + 1) for line in lines[done:])
            return
        yield "".join(lines[done : reader.line_num]), len(cells)
        done = reader.line_num


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if text else ""


def _workbook(
    checked: Checked, told: Mapping[int, tuple[bool, str]], words: Wording, fill: str | None
) -> bytes:
    book = Workbook()
    page = book.active
    name = checked.sheet.sheet
    page.title = name[:31] or "1"
    page.sheet_view.rightToLeft = _is_right_to_left(checked)
    rows = read_workbook_apart(checked.file.content, sheet=name)[name]
    width = max([len(checked.sheet.header), *(len(row) for row in rows)])
    paint = PatternFill("solid", fgColor=fill.removeprefix("#")) if fill else None
    for number, row in enumerate(rows, 1):
        wrong, said = told.get(number, (False, ""))
        for index, value in enumerate(row, 1):
            _write(page, number, index, value)
        if said:
            page.cell(number, width + 1, said).alignment = Alignment(wrap_text=True, vertical="top")
        if wrong and number != checked.sheet.header_row and paint:
            for index in range(1, width + 2):
                page.cell(number, index).fill = paint
    page.cell(checked.sheet.header_row, width + 1).font = Font(bold=True)
    page.column_dimensions[page.cell(1, width + 1).column_letter].width = 70
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(page: object, row: int, column: int, value: object) -> None:
    if value is None or value == "":
        return
    cell = page.cell(row, column)  # type: ignore[attr-defined]
    if isinstance(value, str):
        cell.value = "".join(sign for sign in value if sign >= " " or sign in "\t\n\r")
        cell.data_type = "s"  # a text that begins with «=» stays a text, and is not run
    else:
        cell.value = value


def _is_right_to_left(checked: Checked) -> bool:
    """Whether the sheet that was read runs from right to left."""
    try:
        with zipfile.ZipFile(io.BytesIO(checked.file.content)) as parts:
            names = sorted(
                (n for n in parts.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", n)),
                key=lambda name: int(re.sub(r"\D", "", name)),
            )
            at = checked.sheet.sheets.index(checked.sheet.sheet) if checked.sheet.sheets else 0
            head = parts.read(names[at])[:4000] if at < len(names) else b""
    except (KeyError, ValueError, zipfile.BadZipFile):
        return False
    return re.search(rb'rightToLeft="(?:1|true)"', head) is not None
