"""What is committed: a batch of parts, each a table, a mode and its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pyarrow as pa

Mode = Literal["upsert", "replace", "remove"]
Origin = Literal["reported", "public_source", "synthetic"]


@dataclass(frozen=True)
class Scope:
    """What a replace speaks for: territories (each with all within it) and days; None is open.

    A table without a place takes no territories, one without a date no days. A month is inside
    when its first day is.
    """

    territories: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def has_days(self) -> bool:
        """Whether a bound is given."""
        return self.first is not None or self.last is not None


@dataclass(frozen=True)
class Row:
    """One row of a file: typed values by column (absent or None: keep), names of columns erased.

    `row_no` is from 1 up; what is written by the product itself counts from 0 down.
    """

    row_no: int
    values: Mapping[str, Any]
    erased: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """The rows of one table; a `remove` needs only their keys, a `replace` needs a scope.

    `columns` are rows of an upsert that come as typed columns (see `column_rows`), besides `rows`.
    """

    table: str
    mode: Mode
    rows: tuple[Row, ...] | list[Row]
    scope: Scope | None = None
    columns: pa.Table | None = None


@dataclass(frozen=True)
class Batch:
    """One import: one file or form, with one part a table."""

    parts: tuple[Part, ...] | list[Part]
    origin: Origin
    account: str = "local"
    file_name: str | None = None
    file_sha256: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class PendingRow:
    """A row kept aside until the row it refers to arrives; in no batch, counted nowhere.

    `waits_for` says what is missing, as the file gave it; `row_json` is the intake's own.
    """

    table: str
    row_json: str
    waits_for: str
    origin: Origin
    account: str = "local"
    file_name: str | None = None
    file_sha256: str | None = None
    pending_no: int = field(default=0, compare=False)
    noted_at: dt.datetime | None = field(default=None, compare=False)
