"""Other worlds of which everything published is the same: each exact count somewhere else.

In a world every count of persons is moved within what its published cell leaves open: to the least,
to the most, or anywhere by a seed. What a reader is shown of two worlds is the same, or it tells
more than the published cells. As the least and the most both do, no cell is narrowed down.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

from dashboard.contracts import contracts

LEAST, MOST = "least", "most"
_LOW = "case when {x} < 10 then 1 else greatest(10, published({x}) - 2) end"
_HIGH = "case when {x} < 10 then 9 else published({x}) + 2 end"
_MACRO = (
    "create temporary macro published(x) as case when x <= 0 then 0 when x < 10 then 5"
    " else (x + 2) // 5 * 5 end"
)


def person_columns() -> dict[str, list[str]]:
    """Return the counts of persons of every table of the contracts."""
    found = {
        table: [column.name for column in contract.columns if column.count_class == "person"]
        for table, contract in contracts().items()
    }
    return {table: names for table, names in found.items() if names}


def world(file: Path, other: Path, kind: str) -> Path:
    """Copy a database to another world: `LEAST`, `MOST`, or any other word, which is the seed."""
    shutil.copy(file, other)
    with duckdb.connect(str(other)) as connection:
        connection.execute(_MACRO)
        for table, names in person_columns().items():
            moved = ", ".join(f'"{name}" = {_moved(table, name, kind)}' for name in names)
            connection.execute(f"update {table}_rows set {moved}")  # noqa: S608
    return other


def exact_counts(file: Path) -> dict[tuple[str, str, int, int], int]:
    """Return every exact count that is stored, by table, column, batch and row."""
    found = {}
    with duckdb.connect(str(file), read_only=True) as connection:
        for table, names in person_columns().items():
            for name in names:
                rows = connection.execute(
                    f'select batch_no, row_no, "{name}" from {table}_rows where "{name}" > 0'  # noqa: S608
                ).fetchall()
                found |= {(table, name, batch, row): count for batch, row, count in rows}
    return found


def _moved(table: str, name: str, kind: str) -> str:
    """A row's counts move alike: a part that is published like its whole stays within it."""
    x = f'"{name}"'
    low, high = _LOW.format(x=x), _HIGH.format(x=x)
    if kind == LEAST:
        to = low
    elif kind == MOST:
        to = high
    else:
        share = f"(hash('{kind}', batch_no, row_no) % 1000) / 999.0"
        to = f"cast(round({low} + {share} * ({high} - {low})) as integer)"
    return f"case when {x} > 0 then {_within_offices(table, name, to)} else {x} end"


def _within_offices(table: str, name: str, to: str) -> str:
    """Hold to what the exact count of an office beside it leaves open."""
    by_name = contracts()[table].by_name
    whole = by_name[name].part_of
    if whole and by_name[whole].count_class == "office":
        return f'least({to}, coalesce("{whole}", 1000000))'
    parts = [
        f'coalesce("{one.name}", 0)'
        for one in by_name.values()
        if one.part_of == name and one.count_class == "office"
    ]
    return f"greatest({', '.join([to, *parts])})" if parts else to
