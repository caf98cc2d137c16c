"""Large delimited text → columns, without an object a cell. Runs in the child.

A file without quotes, in which every line is a row, is taken by Arrow's reader. One that Arrow or
we doubt (quotes, a row of another width, a NUL) is first taken apart as a small file is, row by
row, and written clean: slower, and with the same answers.
"""

from __future__ import annotations

import codecs
import csv
import io
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyarrow as pa
from pyarrow import csv as arrow_csv

from dashboard.errors import Problem
from dashboard.intake.bulk import MAX_BULK_ROWS, ROW, ROWS
from dashboard.intake.bulk_totals import filled, without_totals
from dashboard.intake.charsets import Found
from dashboard.intake.delimited import Broken, choose_delimiter, records_of
from dashboard.intake.layout import (
    ragged,
    split_header,
    too_many_columns,
    too_many_rows,
    without_empty_tail,
)
from dashboard.intake.reading import MAX_COLUMNS, Cell, Record, Sheet, refused_sheet
from dashboard.intake.totals import is_total

_STEP = 4 * 2**20
_BLOCK = 4 * 2**20
Known = Callable[[str], bool]
Progress = Callable[[int], object]
_RETURN, _PAIR = b"\r", b"\r\n"


@dataclass(frozen=True)
class _Head:
    """How a file begins: its delimiter, header, titles, and whether a `sep=` line comes first."""

    delimiter: str
    header: tuple[Cell, ...]
    header_row: int
    titles: tuple[str, ...]
    has_sep: bool


def read_bulk(
    content: bytes, found: Found, known: Known, repeats: Known, folder: Path, progress: Progress
) -> Sheet | None:
    """Write the rows as an Arrow file in the folder and return their sheet.

    None when the file has no header that can be looked for: then it is read as a small one is.

    Args:
        content: the bytes of the file.
        found: its encoding.
        known: says whether a header is one the table knows.
        repeats: says whether the column of a header holds the same texts again and again.
        folder: the private folder.
        progress: told the number of rows read.
    """
    head = _head(content, found, known)
    if head is None:
        return None
    if len(head.header) > MAX_COLUMNS:
        return refused_sheet(too_many_columns(len(head.header)))
    problems: list[Problem] = []
    table = None
    if _is_plain(content, found):
        _write_lines(content, found, head, folder / "clean", progress)
        table = _arrow(folder / "clean", head, repeats, numbered=False)
    if table is None:
        problems = _write_records(content, found, head, folder / "clean", progress)
        table = _arrow(folder / "clean", head, repeats, numbered=True)
    (folder / "clean").unlink(missing_ok=True)
    if table is None:
        return None
    return _finished(table, head, found, problems, folder)


def _head(content: bytes, found: Found, known: Known) -> _Head | None:
    source = io.TextIOWrapper(io.BytesIO(content), found.codec, newline="")
    before = source.readline()
    source.seek(0)
    delimiter, lines = choose_delimiter(source, known)
    try:
        rows, _ = split_header(islice(records_of(lines, delimiter), 1_000), known)
    except Broken:
        return None
    if not rows:
        return None
    number, header = rows[-1]
    titles = tuple(" ".join(str(c) for c in cells if c is not None) for _, cells in rows[:-1])
    has_sep = before.lstrip('\ufeff"').lower().startswith("sep=")
    return _Head(delimiter, without_empty_tail(header), number, titles, has_sep)


def _is_plain(content: bytes, found: Found) -> bool:
    """Every line is a row: no quote, no NUL, line ends of one kind."""
    if found.codec.startswith("utf-16") or b'"' in content or b"\0" in content:
        return False
    returns, pairs = content.count(_RETURN), content.count(_PAIR)
    return b"\n" in content and returns in (0, pairs)


def _write_lines(content: bytes, found: Found, head: _Head, file: Path, progress: Progress) -> None:
    """Write the text as UTF-8 with plain line ends; a blank line becomes an empty row."""
    decoder = codecs.getincrementaldecoder(found.codec)()
    empty = "\n" + head.delimiter * (len(head.header) - 1) + "\n"
    kept, rows = "", 0
    with file.open("wb") as out:
        for start in range(0, len(content), _STEP):
            text = kept + decoder.decode(content[start : start + _STEP]).replace("\r", "")
            end = text.rfind("\n")
            text, kept = (text[:end], text[end:]) if end > 0 else ("", text)
            while "\n\n" in text:
                text = text.replace("\n\n", empty)
            out.write(text.encode("utf-8"))
            rows += text.count("\n")
            progress(rows)
        out.write((kept.rstrip("\n") + "\n").encode("utf-8"))


def _write_records(
    content: bytes, found: Found, head: _Head, file: Path, progress: Progress
) -> list[Problem]:
    """Take the rows apart one by one and write them clean, each behind its number."""
    problems: list[Problem] = []
    width = len(head.header)
    source = io.TextIOWrapper(io.BytesIO(content), found.codec, newline="")
    if head.has_sep:
        source.readline()
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter=head.delimiter, lineterminator="\n")
        try:
            for row, cells in _below(records_of(source, head.delimiter, progress), head):
                if len(cells) < width or len(without_empty_tail(cells)) > width:
                    if not is_total(cells):
                        problems.append(ragged(row, len(cells), width))
                    continue
                writer.writerow((row, *cells[:width]))
        except Broken as fault:
            problems.append(fault.problem)
    return problems


def _below(records: Iterator[Record], head: _Head) -> Iterator[Record]:
    return (
        one for one in records
        if one[0] > head.header_row and any(cell is not None for cell in one[1])
    )  # fmt: skip


def _arrow(file: Path, head: _Head, repeats: Known, *, numbered: bool) -> pa.Table | None:
    """Return the columns of a clean file, None when a row of it is not as wide as the header."""
    names = [f"c{index}" for index in range(len(head.header))]
    repeated = pa.dictionary(pa.int32(), pa.string())
    types: dict[str, pa.DataType] = {
        name: repeated if isinstance(title, str) and repeats(title) else pa.string()
        for name, title in zip(names, head.header, strict=True)
    }
    skipped = 0 if numbered else head.header_row + head.has_sep
    try:
        table = arrow_csv.read_csv(
            str(file),
            read_options=arrow_csv.ReadOptions(
                column_names=[ROW, *names] if numbered else names,
                skip_rows=skipped, block_size=_BLOCK,
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=head.delimiter, quote_char='"' if numbered else False,
                double_quote=numbered, newlines_in_values=numbered, ignore_empty_lines=False,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types={**types, ROW: pa.int32()} if numbered else types,
                null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=True,
            ),
        )  # fmt: skip
    except pa.ArrowInvalid:
        return None
    if not numbered:
        first = head.header_row + 1
        table = table.append_column(ROW, _numbers(first, table.num_rows))
    return table.unify_dictionaries().combine_chunks()


def _numbers(first: int, count: int) -> pa.Array:
    """Return running numbers; `pa.array` would load pandas, which takes longer than the file."""
    held = pa.py_buffer(array("i", range(first, first + count)))
    return pa.Int32Array.from_buffers(pa.int32(), count, [None, held])


def _finished(
    table: pa.Table, head: _Head, found: Found, problems: list[Problem], folder: Path
) -> Sheet:
    names = [f"c{index}" for index in range(len(head.header))]
    table, totals = without_totals(filled(table, names), names)
    kept = [
        (name, title) for name, title in zip(names, head.header, strict=True)
        if title is not None or table.column(name).null_count < table.num_rows
    ]  # fmt: skip
    if table.num_rows > MAX_BULK_ROWS:
        problems = [*problems, too_many_rows(MAX_BULK_ROWS)]
    table = table.select([ROW, *(name for name, _ in kept)])
    table = table.rename_columns([ROW, *(f"c{index}" for index in range(len(kept)))])
    with pa.OSFile(str(folder / ROWS), "wb") as out, pa.ipc.new_file(out, table.schema) as writer:
        writer.write_table(table)
    header = tuple("" if title is None else str(title) for _, title in kept)
    return Sheet(
        header, head.header_row, encoding=found.name, delimiter=head.delimiter,
        problems=(*totals, *problems), certainty=found.certainty, previews=found.previews,
        titles=head.titles,
    )  # fmt: skip
