"""Text pasted from a spreadsheet or from a message → the ticked rows of a return.

Cells pasted from a spreadsheet (tab-separated) carry their header, with its column of ticks. A
message has lines «commune: secretariat, members, …»: nothing in it is pre-filled, so that writing
the line is its tick.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from dashboard.errors import Refused, Said
from dashboard.intake.faults import Place, error
from dashboard.intake.monthly.filled import Filled
from dashboard.intake.monthly.last_known import LastKnown
from dashboard.intake.monthly.message import take_line
from dashboard.intake.monthly.tabular import Record, find_block, take_rows
from dashboard.intake.reading import clean

_LONGEST = 200_000  # characters: a whole province is less than 20,000
Numbered = tuple[int, str]


def read_pasted(text: str, last: LastKnown) -> Filled:
    """Return the ticked rows of a pasted text; rows are numbered by its lines.

    Raises:
        Refused: there is nothing in the text, or far too much.
    """
    if not text.strip():
        raise Refused(Said("There is nothing in this text."))
    if len(text) > _LONGEST or "\0" in text:
        raise Refused(Said("This text is too long, or damaged. Send the workbook instead."))
    filled = Filled(last.province.code, last.period, "pasted", text.encode(), "")
    for block in _blocks(text):
        if any("\t" in line for _, line in block):
            _take_table(filled, block)
        else:
            for row, line in block:
                take_line(filled, last, row, line)
    return filled


def _blocks(text: str) -> Iterator[list[Numbered]]:
    """Yield runs of lines that are all of cells, or all of words; a blank line ends a table."""
    block: list[Numbered] = []
    for row, line in enumerate(text.splitlines(), 1):
        is_blank = not line.strip()
        is_other = bool(block) and ("\t" in line) != ("\t" in block[-1][1])
        if block and (is_blank or is_other):
            yield block
            block = []
        if not is_blank:
            block.append((row, line))
    if block:
        yield block


def _take_table(filled: Filled, block: Sequence[Numbered]) -> None:
    first = block[0][0]
    records = _records("\n".join(line for _, line in block))
    found = find_block(records)
    if found is None:
        filled.problems.append(
            error(
                "return.no_header",
                Said("These cells have no header that the monthly return knows."),
                Said("Copy the row of headers too, with the column of ticks."),
                at=Place(first),
            )
        )
        return
    take_rows(filled, found, records, name="", first_row=first)


def _records(text: str) -> list[Record]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
    return [tuple(clean(cell) for cell in record) for record in reader]
