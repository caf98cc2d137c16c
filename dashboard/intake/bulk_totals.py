"""Rows of a large file that are none: empty ones, and totals below the rows."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.errors import Problem
from dashboard.intake.bulk import ROW
from dashboard.intake.reading import clean
from dashboard.intake.totals import is_total, says_total, total_left_out

_TOTAL_WORDS = "(?i)total|totaux|somme|ensemble|جموع|جمال|حصيل|ﻤﺠﻤ"


def filled(table: pa.Table, names: list[str]) -> pa.Table:
    """Return the rows with a cell that holds more than blanks."""
    if all(table.column(name).null_count for name in names):
        mask = None
        for name in names:
            there = pc.is_valid(table.column(name))
            mask = there if mask is None else pc.or_(mask, there)
        table = table.filter(mask)
    return table


def without_totals(table: pa.Table, names: list[str]) -> tuple[pa.Table, list[Problem]]:
    """Leave totals out. Any column may hold the cell that says so."""
    suspects: set[int] = set()
    for name in names:
        suspects.update(_saying_total(table.column(name)))
    problems, left_out = [], []
    for index in sorted(suspects):
        cells = tuple(_text(table.column(name)[index]) for name in names)
        if is_total(cells):
            problems.append(total_left_out(table.column(ROW)[index].as_py(), cells))
            left_out.append(index)
    if left_out:
        keep = pa.array(sorted(set(range(table.num_rows)) - set(left_out)), pa.int64())
        table = table.take(keep)
    return table, problems


def _saying_total(column: pa.ChunkedArray) -> list[int]:
    """Return where a column says «total», each different text looked at once."""
    if pa.types.is_dictionary(column.type):
        held = column.combine_chunks()
        said = [i for i, text in enumerate(held.dictionary.to_pylist()) if says_total(text)]
        if not said:
            return []
        mask = pc.is_in(held.indices, value_set=pa.array(said, pa.int32()))
    else:
        mask = pc.match_substring_regex(column, _TOTAL_WORDS)
    return [int(one) for one in pc.indices_nonzero(mask).to_pylist()]


def _text(scalar: Any) -> str | None:
    value = scalar.as_py()
    return None if value is None else clean(value)
