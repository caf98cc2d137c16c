"""What every table holds: one file a table under `data/contracts`, the single source of truth.

Templates, checks, DuckDB tables, labels and the dictionary are all made from what is read here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from dashboard.labels import Labels, labels_of, with_labels
from dashboard.paths import CONTRACTS
from dashboard.reference_files import reference_rows

# What a cell may be, and the DuckDB type that keeps it.
SQL_TYPES = {
    "text": "varchar",
    "enum": "varchar",
    "code": "varchar",  # a territory: region, province, cercle, commune, arrondissement
    "unit": "varchar",  # a territory, or a constituency id
    "id": "varchar",
    "reference": "varchar",  # the id of a row of another table
    "period": "varchar",  # YYYY-MM
    "integer": "integer",
    "boolean": "boolean",
    "date": "date",
    "units": "varchar[]",
    "texts": "varchar[]",
    "references": "varchar[]",
    "dates": "date[]",
}

Conditions = Mapping[str, Sequence[str]]  # values by column: all must hold


@dataclass(frozen=True, eq=False)
class Value:
    """One value of an enumeration: its code, its labels, other words that mean it."""

    code: str
    labels: Labels
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Column:
    """One column of a contract.

    `count_class` is person (masked), office or public for counts, empty for what is not a count;
    confidential marks every cell that only cleared roles see, a yes or no among them.
    `is_undated` marks a cell of `structures` that is true from the row's report day on. `past`
    marks a date that cannot be later than today. `part_of` names the column it cannot exceed;
    `least_whole` is the smallest such whole for which the part is taken at all. `only_when` and
    `required_when` name another column of the row and its values for which this cell may, or must,
    be filled. A `default` fills an empty cell of a new row, never of a row found by its id;
    `default_from` does so with what another column of the row holds. `least` and `most` bound a
    whole number, both included.
    """

    name: str
    type: str
    labels: Labels
    about: Labels
    required: bool = False
    synonyms: tuple[str, ...] = ()
    unit: Labels | None = None
    count_class: str = ""
    values: tuple[Value, ...] = ()
    values_from: str = ""  # the reference list (functions, themes, sectors) of `values`
    refers_to: str = ""  # a table whose id this is
    part_of: str = ""
    not_before: str = ""  # a date column (the product's own too) that must not be later than this
    past: bool = False
    is_undated: bool = False
    is_confidential_text: bool = False
    least_whole: int = 0
    only_when: Conditions = field(default_factory=dict)
    required_when: Conditions = field(default_factory=dict)
    max_length: int = 0
    default: str = ""
    default_from: str = ""
    least: int | None = None
    most: int | None = None
    example: str = ""

    @property
    def sql_type(self) -> str:
        """The DuckDB type of the column."""
        return SQL_TYPES[self.type]

    @cached_property
    def by_code(self) -> dict[str, Value]:
        """The values of the enumeration by code."""
        return {value.code: value for value in self.values}


@dataclass(frozen=True, eq=False)  # read once a process: one object a table, usable as a key
class Contract:
    """One uploadable table.

    `id_column` is empty where the natural key is the key. `natural_key` holds the columns that find
    a row whose id is not given, and that every stored row carries. `place` is the column a scope of
    territories looks at, `dated_by` the one a scope of dates looks at (both may be empty).
    `product` holds the columns that the product adds to every stored row, with their types.
    `label_kinds` are the kinds of body of which one unit may have several, told apart by `label`.
    `not_below_province_when` names columns and values of rows that judge: such a row is never finer
    than the province.
    """

    table: str
    title: Labels
    about: Labels
    grain: Labels
    natural_key: tuple[str, ...]
    columns: tuple[Column, ...]
    id_column: str = ""
    place: str = ""
    dated_by: str = ""
    entered_by: str = "region"
    order: int = 0
    product: Mapping[str, str] = field(default_factory=dict)
    label_kinds: tuple[str, ...] = ()
    not_below_province_when: Conditions = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that make a stored row the same row: the id, else the natural key."""
        return (self.id_column,) if self.id_column else self.natural_key

    @property
    def identity(self) -> tuple[str, ...]:
        """The columns every stored row carries: id and natural key. They cannot be erased."""
        keys = (self.id_column, *self.natural_key) if self.id_column else self.natural_key
        return tuple(name for name in keys if name in self.by_name)

    @property
    def facts(self) -> tuple[Column, ...]:
        """The columns that a later row may change or erase."""
        return tuple(column for column in self.columns if column.name not in self.identity)

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """The columns by name."""
        return {column.name: column for column in self.columns}

    @property
    def references(self) -> tuple[Column, ...]:
        """The columns that hold ids of other tables."""
        return tuple(column for column in self.columns if column.refers_to)

    @property
    def is_confidential(self) -> bool:
        """Whether the table is seen by cleared roles alone (candidacies): never exported."""
        return any(column.count_class == "confidential" for column in self.columns)

    def label(self, column: str, language: str) -> str:
        """Return a column's header in a language."""
        return self.by_name[column].labels[language]


@cache
def contracts() -> Mapping[str, Contract]:
    """Return every contract by table name, a table after the tables it refers to."""
    read = [_contract(path) for path in sorted(CONTRACTS.glob("*.toml"))]
    return {contract.table: contract for contract in sorted(read, key=lambda c: (c.order, c.table))}


def _contract(path: Path) -> Contract:
    values = with_labels(tomllib.loads(path.read_text(encoding="utf-8")))
    columns = tuple(_column(name, one) for name, one in values.pop("columns").items())
    for name in ("natural_key", "label_kinds"):
        values[name] = tuple(values.get(name, ()))
    return Contract(table=path.stem, columns=columns, **values)


def _column(name: str, values: dict[str, Any]) -> Column:
    given = dict(values)
    own = tuple(_value(code, one) for code, one in given.pop("values", {}).items())
    listed = _listed(given.get("values_from", ""))
    given["values"] = (*_values_like(given.pop("values_like", "")), *listed, *own)
    given["synonyms"] = tuple(given.get("synonyms", ()))
    return Column(name=name, **given)


def _value(code: str, one: Mapping[str, Any]) -> Value:
    labels = Labels({at: text for at, text in one.items() if at != "synonyms"})
    return Value(code, labels, tuple(one.get("synonyms", ())))


@cache
def reference_list(name: str) -> tuple[Value, ...]:
    """Return the values of a reference list (`functions`, `sectors`) in the order of its file."""
    return tuple(_listed_value(row) for row in reference_rows(name))


def _listed_value(row: Mapping[str, str]) -> Value:
    labels = labels_of(row)
    return Value(row["code"], labels, tuple(filter(None, row["synonyms"].split("|"))))


def _listed(name: str) -> tuple[Value, ...]:
    return reference_list(name) if name else ()


def _values_like(name: str) -> tuple[Value, ...]:
    """The values of another table's column (`structures.kind`), which this one begins with."""
    if not name:
        return ()
    table, column = name.split(".")
    return _contract(CONTRACTS / f"{table}.toml").by_name[column].values
