"""Rows of a large file, kept as columns: read by the child, taken over by the parent.

A column is a dictionary of its different texts where they repeat, so that each is looked at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

BULK_TABLES = frozenset({"meetings"})  # whose rules are all set-based; others row by row
BULK_ROWS = 20_000  # more rows than this are read as columns
MAX_BULK_ROWS = 1_500_000
ROWS = "rows.arrow"  # the file in the private folder
ROW = "row"  # the column of the rows' numbers; the others are named by their place: c0, c1…


@dataclass(frozen=True, eq=False)
class BulkRows:
    """The rows of a large file: a column `row` of their numbers, and `c0`, `c1`… of texts."""

    table: pa.Table

    @property
    def rows(self) -> int:
        """How many there are."""
        return int(self.table.num_rows)


def bulk_from(file: Path) -> BulkRows:
    """Return the rows of an Arrow file.

    Raises:
        ValueError: it is no such file.
    """
    import pyarrow as pa

    try:
        with pa.OSFile(str(file), "rb") as source:
            return BulkRows(pa.ipc.open_file(source).read_all())
    except (OSError, pa.ArrowInvalid) as fault:
        raise ValueError(str(fault)) from fault
