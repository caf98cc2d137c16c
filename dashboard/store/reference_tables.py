"""The reference catalog: every CSV of `data/reference` as a table, and what lies in what.

An installation of several regions has a catalog of each (`r03`), with its territories alone, over
one of them all (`whole`), which has every other table too. SQL says `reference.communes` in any
case: the search path of its cursor decides whose communes they are.

Types are decided from all values, never from a sample: codes, ids and names are text, whatever
they look like; a column whose values are all numbers, days or true/false is that.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb

from dashboard.reference_files import TERRITORY, territory_rows
from dashboard.settings import installed_regions, settings
from dashboard.store.lying import TERRITORY_COLUMNS, Row, Tables, holders, lying, territories
from dashboard.store.lying import Table as Table

_MAY_BE_MISSING = {
    "constituencies": ["id", "kind", "name_ar", "name_fr", "seats"],
    "constituency_units": ["constituency_id", "unit_code"],
}
_WHOLE = "whole"
# The tables that a region has of its own.
_OF_PLACES = frozenset(
    (*TERRITORY, "constituencies", "constituency_units", "territories", "unit_within")
)
_TEXT = re.compile(r"code|(^|_)id(_|$)|name|label|unit|source|period")
_TYPES = (
    ("bigint", r"-?(0|[1-9]\d{0,17})"),
    ("double", r"-?(0|[1-9]\d*)(\.\d+)?([eE]-?\d+)?"),
    ("date", r"\d{4}-\d{2}-\d{2}"),
    ("boolean", r"true|false"),
)
_MACROS = (
    """create macro reference.published(x) as case
        when x is null then null when x <= 0 then 0 when x < 10 then 5
        else cast(floor((x + 2.5) / 5) * 5 as bigint) end""",
    # What counts at a time, batches of the two lists taken as undone and redone. No default for a
    # list parameter: a DuckLake that keeps such a macro cannot be opened again (storage.md).
    """create macro reference.accepted_batches(p_known_at, p_undo, p_redo) as table
        with latest as (
            select batch_no, arg_max(state, state_no) as state
            from app.batch_states
            where happened_at <= p_known_at
            group by batch_no
        )
        select batch_no
        from latest
        where (state = 'accepted' and not list_contains(p_undo, batch_no))
           or list_contains(p_redo, batch_no)""",
)


def load(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Fill the catalog `reference` from the CSV files of a folder; without a header no table.

    Several regions: it gives way to a catalog of each, and one of them all.
    """
    files = tuple(_File.of(path) for path in sorted(folder.glob("*.csv")))
    regions = installed_regions()
    if len(regions) == 1:
        _fill(connection, _tables(files, regions))
        return
    connection.execute("detach reference")
    for catalog, held in ((_WHOLE, regions), *((f"r{code}", (code,)) for code in regions)):
        connection.execute(f"attach ':memory:' as {catalog}")
        connection.execute(f"create schema {catalog}.reference")
        connection.execute(f"set search_path = '{catalog}.reference'")
        of_places = [one for one in _tables(files, held) if one[0] in _OF_PLACES]
        _fill(connection, _tables(files, held) if catalog == _WHOLE else of_places)
    connection.execute(f"set search_path = '{_WHOLE}.reference'")


def shelf() -> str:
    """Return the schema, in memory, of what every reader of this process shares."""
    return "reference" if len(installed_regions()) == 1 else f"{_WHOLE}.reference"


def search_path(*, is_whole: bool = False) -> str:
    """Return where a cursor looks for tables: the reference of the region in force, or of all."""
    if len(installed_regions()) == 1:
        return "app,reference"
    own = "" if is_whole else f"r{settings().region_code}.reference,"
    return f"app,{own}{_WHOLE}.reference"


def _fill(connection: duckdb.DuckDBPyConnection, tables: list[tuple[str, _Typed]]) -> None:
    connection.execute("begin transaction")
    for name, table in tables:
        _create(connection, f'table reference."{name}"', table)
    connection.execute("commit")


@dataclass(frozen=True)
class _File:
    """A file as it is now: another time or size is another file."""

    path: Path
    changed_at: int
    size: int

    @classmethod
    def of(cls, path: Path) -> _File:
        known = path.stat()
        return cls(path, known.st_mtime_ns, known.st_size)


@dataclass(frozen=True)
class _Typed:
    """A table by column: its type, and its values as text."""

    types: dict[str, str]
    columns: dict[str, list[str | None]]
    has_rows: bool

    @classmethod
    def of(cls, header: list[str], rows: list[Row]) -> _Typed:
        columns = [[row[column] for row in rows] for column in header]
        types = {name: _type(name, values) for name, values in zip(header, columns, strict=True)}
        return cls(types, {f"c{n}": values for n, values in enumerate(columns)}, bool(rows))


@lru_cache(maxsize=16)
def _tables(files: tuple[_File, ...], regions: tuple[str, ...]) -> list[tuple[str, _Typed]]:
    """Return every table that the files make for some regions.

    A process that opens many stores reads them once.
    """
    read = {one.path.stem: _read(one.path, regions) for one in files}
    _keep_units(read)
    tables: Tables = {name: table for name, table in read.items() if table[0]}
    pairs = lying(tables, holders(tables))
    made: Tables = {
        "territories": (list(TERRITORY_COLUMNS), territories(tables)),
        "unit_within": (["unit_code", "territory_code"], pairs),
    }
    missing: Tables = {name: (head, []) for name, head in _MAY_BE_MISSING.items()}
    return [(name, _Typed.of(*one)) for name, one in {**missing, **tables, **made}.items()]


def _keep_units(read: dict[str, Table]) -> None:
    """Leave out the constituencies that hold a unit which is not among the places read."""
    header, units = read.get("constituency_units", ([], []))
    if not units or "communes" not in read:
        return
    known = {row["code"] for name in TERRITORY for row in read.get(name, ([], []))[1]}
    out = {row["constituency_id"] for row in units if row["unit_code"] not in known}
    read["constituency_units"] = (
        header, [row for row in units if row["constituency_id"] not in out]
    )  # fmt: skip
    head, rows = read.get("constituencies", ([], []))
    read["constituencies"] = (head, [row for row in rows if row["id"] not in out])


def replace(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Table]) -> None:
    """Put other rows in the place of reference tables: header and rows by name."""
    connection.execute(f"set search_path = '{search_path(is_whole=True)}'")
    for name, (header, rows) in tables.items():
        connection.execute(f'drop table if exists reference."{name}"')
        _create(connection, f'table reference."{name}"', _Typed.of(header, rows))


def stand_beside(cursor: duckdb.DuckDBPyConnection, tables: Mapping[str, Table]) -> None:
    """Put other rows of reference tables on one cursor, as temporary tables of their names."""
    for name, (header, rows) in tables.items():
        _create(cursor, f'temp table "{name}"', _Typed.of(header, rows))


def make_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the macros every SQL may call; the tables of `app` must be there."""
    for macro in _MACROS:
        connection.execute(macro)
    connection.execute(
        f"""create table {shelf()}.kept_states (table_name varchar, state_no bigint,
            batch_no bigint, state varchar, account varchar, happened_at timestamp)"""
    )


def _read(path: Path, regions: Collection[str]) -> tuple[list[str], list[Row]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        header = list(reader.fieldnames or [])
        found = list(reader)
    if path.stem in TERRITORY and (path.parent / "country").is_dir():
        found = territory_rows(path.stem, regions, path.parent)
    return header, [{name: cell or None for name, cell in row.items()} for row in found]


def _create(connection: duckdb.DuckDBPyConnection, what: str, table: _Typed) -> None:
    if not table.has_rows:
        listed = ", ".join(f'"{column}" {kind}' for column, kind in table.types.items())
        connection.execute(f"create {what} ({listed})")
        return
    cells = ", ".join(
        f'unnest($c{n}::varchar[])::{kind} as "{column}"'
        for n, (column, kind) in enumerate(table.types.items())
    )
    connection.execute(f"create {what} as select {cells}", table.columns)


def _type(column: str, values: list[str | None]) -> str:
    present = [value for value in values if value is not None]
    if not present or _TEXT.search(column):
        return "varchar"
    for name, form in _TYPES:
        if all(re.fullmatch(form, value) for value in present):
            return name
    return "varchar"
