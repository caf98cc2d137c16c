"""A column «N°» that only counts the rows of a file is not the number of a row's key: asked.

Taken for the number, the third commune of a list would found its third secretariat.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dashboard.contracts import Contract
from dashboard.errors import Problem, Said
from dashboard.intake.counts import count
from dashboard.intake.faults import CellFault, Place, error
from dashboard.intake.headers import Columns
from dashboard.intake.mapping import HeaderMapping, HeaderProposal
from dashboard.intake.places import folded
from dashboard.intake.reading import Cell, Sheet

_NUMBER = "number"
_LEAST = 3  # rows: 1 and 2 may well be the first and the second of something


def counts_rows(
    contract: Contract, columns: Columns, sheet: Sheet, decided: Mapping[str, str]
) -> str | None:
    """Return the header of a column that counts the rows of the file, None when there is none.

    Args:
        contract: the table.
        columns: where its columns stand.
        sheet: the file.
        decided: folded headers that a person decided on: they are not asked again.
    """
    index = columns.at.get(_NUMBER)
    if index is None or _NUMBER not in contract.natural_key or len(sheet.lines) < _LEAST:
        return None
    title = sheet.header[index]
    own = {_NUMBER, *contract.by_name[_NUMBER].labels.values()}
    if folded(title) in {*decided, *map(folded, own)}:
        return None
    numbers = [_whole(line.cells[index]) for line in sheet.lines]
    if numbers != list(range(1, len(numbers) + 1)):
        return None
    others = [at for name, at in columns.at.items() if name in contract.identity and at != index]
    keys = {tuple(line.cells[at] for at in others) for line in sheet.lines}
    return title if len(keys) == len(sheet.lines) else None


def asked(title: str, sheet: Sheet) -> Problem:
    """Return the question whether a column that counts the rows is the number of the key."""
    return error(
        "number.counts_rows",
        Said("This column counts the rows of the file, from 1 to {n}.", n=len(sheet.lines)),
        Said("Leave it out; if it is the number of the row itself, give it the template's header."),
        at=Place(sheet.header_row, title),
        found=title,
    )


def proposed(mapping: HeaderMapping, title: str) -> HeaderMapping:
    """Return a mapping that asks what a header is; left out is what is proposed."""
    question = HeaderProposal(title, None, "unknown", 0.0)
    return replace(
        mapping,
        columns=tuple(question if one.header == title else one for one in mapping.columns),
    )


def _whole(cell: Cell) -> int | None:
    try:
        return None if cell is None else count(cell)
    except CellFault:
        return None
