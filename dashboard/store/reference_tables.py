"""The reference catalog: every CSV of `data/reference` as a table, and what lies in what.

Types are decided from all values, never from a sample: codes, ids and names are text, whatever
they look like; a column whose values are all numbers, days or true/false is that.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb

_Row = dict[str, str | None]
Table = tuple[list[str], list[_Row]]
COUNTRY = "MA"
LEVELS = {
    "region": "regions",
    "province": "provinces",
    "cercle": "cercles",
    "commune": "communes",
    "arrondissement": "arrondissements",
}
_MAY_BE_MISSING = {
    "constituencies": ["id", "kind", "name_ar", "name_fr", "seats"],
    "constituency_units": ["constituency_id", "unit_code"],
}
_PARENTS = ("region_code", "province_code", "cercle_code", "commune_code")
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
    """Fill the catalog `reference` from the CSV files of a folder; without a header no table."""
    connection.execute("begin transaction")
    for name, table in _tables(tuple(_File.of(path) for path in sorted(folder.glob("*.csv")))):
        _create(connection, name, table)
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
    def of(cls, header: list[str], rows: list[_Row]) -> _Typed:
        columns = [[row[column] for row in rows] for column in header]
        types = {name: _type(name, values) for name, values in zip(header, columns, strict=True)}
        return cls(types, {f"c{n}": values for n, values in enumerate(columns)}, bool(rows))


@lru_cache(maxsize=4)
def _tables(files: tuple[_File, ...]) -> list[tuple[str, _Typed]]:
    """Return every table that the files make; a process that opens many stores reads them once."""
    read = {one.path.stem: _read(one.path) for one in files}
    tables: _Tables = {name: table for name, table in read.items() if table[0]}
    pairs = _within(tables, _constituencies(tables))
    made: _Tables = {
        "territories": (list(_TERRITORY), _territories(tables)),
        "unit_within": (["unit_code", "territory_code"], pairs),
    }
    missing: _Tables = {name: (head, []) for name, head in _MAY_BE_MISSING.items()}
    return [(name, _Typed.of(*one)) for name, one in {**missing, **tables, **made}.items()]


def replace(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Table]) -> None:
    """Put other rows in the place of reference tables: header and rows by name."""
    for name, (header, rows) in tables.items():
        connection.execute(f'drop table if exists reference."{name}"')
        _create(connection, name, _Typed.of(header, rows))


def make_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the macros every SQL may call; the tables of `app` must be there."""
    for macro in _MACROS:
        connection.execute(macro)


_TERRITORY = (
    "code",
    "level",
    "name_ar",
    "name_fr",
    "province_code",
    "region_code",
    "commune_code",
)
_Tables = dict[str, Table]


def _read(path: Path) -> tuple[list[str], list[_Row]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        rows: list[_Row] = [
            {name: (value or None) for name, value in row.items()} for row in reader
        ]
        return list(reader.fieldnames or []), rows


def _create(connection: duckdb.DuckDBPyConnection, name: str, table: _Typed) -> None:
    if not table.has_rows:
        listed = ", ".join(f'"{column}" {kind}' for column, kind in table.types.items())
        connection.execute(f'create table reference."{name}" ({listed})')
        return
    cells = ", ".join(
        f'unnest($c{n}::varchar[])::{kind} as "{column}"'
        for n, (column, kind) in enumerate(table.types.items())
    )
    connection.execute(f'create table reference."{name}" as select {cells}', table.columns)


def _type(column: str, values: list[str | None]) -> str:
    present = [value for value in values if value is not None]
    if not present or _TEXT.search(column):
        return "varchar"
    for name, form in _TYPES:
        if all(re.fullmatch(form, value) for value in present):
            return name
    return "varchar"


def _territories(tables: _Tables) -> list[_Row]:
    country: _Row = dict.fromkeys(_TERRITORY)
    country |= {"code": COUNTRY, "level": "country", "name_ar": "المغرب", "name_fr": "Maroc"}
    rows = [country]
    for level, table in LEVELS.items():
        for place in tables.get(table, ([], []))[1]:
            rows.append({name: place.get(name) for name in _TERRITORY} | {"level": level})
            own = f"{level}_code"
            if own in _TERRITORY:
                rows[-1][own] = place["code"]
    return rows


def _constituencies(tables: _Tables) -> dict[str, set[str]]:
    holds: dict[str, set[str]] = {}
    for row in tables.get("constituency_units", ([], []))[1]:
        constituency, unit = row["constituency_id"], row["unit_code"]
        if constituency and unit:
            holds.setdefault(constituency, set()).add(unit)
    return holds


def _within(tables: _Tables, constituencies: dict[str, set[str]]) -> list[_Row]:
    """List each unit with every container it lies in, itself included."""
    above: dict[str, set[str]] = {COUNTRY: {COUNTRY}}
    regions = {row["code"] for row in tables.get("regions", ([], []))[1]}
    only_region = {code for code in regions if code} if len(regions) == 1 else set()
    for table in LEVELS.values():
        for place in tables.get(table, ([], []))[1]:
            code = str(place["code"])
            parents = {str(place[name]) for name in _PARENTS if place.get(name)}
            above[code] = {code, COUNTRY} | only_region.union(
                parents, *(above.get(parent, set()) for parent in parents)
            )
    inside: dict[str, set[str]] = {}
    for unit, containers in above.items():
        for container in containers:
            inside.setdefault(container, set()).add(unit)
    for one, other in _constituency_pairs(tables, constituencies, inside):
        above.setdefault(one, {one}).add(other)
    return [
        {"unit_code": unit, "territory_code": container}
        for unit in sorted(above)
        for container in sorted(above[unit])
    ]


def _constituency_pairs(
    tables: _Tables, constituencies: dict[str, set[str]], inside: dict[str, set[str]]
) -> Iterator[tuple[str, str]]:
    """Yield unit and container wherever one of them is a constituency, by the places they hold.

    A province lies in a constituency that lists its communes, whatever the list calls them.
    """
    parted = {row["commune_code"] for row in tables.get("arrondissements", ([], []))[1]}
    listed = [
        str(row["code"])
        for name in ("communes", "arrondissements")
        for row in tables.get(name, ([], []))[1]
    ]
    leaves = {code for code in listed if code not in parted}
    held = {place: units & leaves for place, units in inside.items()}
    for constituency, units in constituencies.items():
        held[constituency] = set().union(*(held.get(unit, {unit}) for unit in units))
    for constituency in constituencies:
        for place, places in held.items():
            if places and places <= held[constituency] and place != COUNTRY:
                yield place, constituency
            if held[constituency] <= places:
                yield constituency, place
