"""The rules of a contract as SQL over typed columns: which rows are not plainly right.

Each condition holds at least wherever `checks` or `resolving` would speak of a row; the rows it
finds are looked at singly, so it may hold too often, never too seldom.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any

from dashboard.contracts import Column, Contract
from dashboard.intake.values import read_cell
from dashboard.store.schema import fact_table

# Rows that are kept with a warning, by table; the sentence is made by `rules`.
_WARNED = {"meetings": "{status} = 'planned' and {planned_on} < $today"}
# Rows that another table may have something to say of, by table.
_ASKED = {"meetings": "{kind} = 'founding_assembly'"}


class Rules:
    """Writes the conditions for one file: `u` is its row, `c` the current row of its id."""

    def __init__(self, contract: Contract, there: Collection[str], today: dt.date) -> None:
        """`there` are the columns of the typed rows."""
        self._contract, self._there = contract, there
        self.values: dict[str, Any] = {"today": today}

    def given(self, name: str) -> str:
        """The value the file gives."""
        if name in self._there:
            return f'u."{name}"'
        return f"null::{self._contract.by_name[name].sql_type}"

    def touched(self, *names: str) -> str:
        """Whether the file fills or erases one of the columns."""
        parts = [f'u."{name}" is not null' for name in names if name in self._there]
        parts += [f'u."erased.{n}"' for n in names if f"erased.{n}" in self._there]
        return f"({' or '.join(parts)})" if parts else "false"

    def now(self, name: str) -> str:
        """The value as it would stand: the file's, else the current one, else the default."""
        if name not in self._contract.by_name:
            return self.day() if name == "key_on" else f'c."{name}"'
        cells = [self.given(name), f'c."{name}"', *self._default(name)]
        value = f"coalesce({', '.join(cells)})"
        if f"erased.{name}" in self._there:
            return f'case when u."erased.{name}" then null else {value} end'
        return value

    def day(self) -> str:
        """The day in the key: the stored one, else the planned, else the one it was held."""
        return f"coalesce(c.key_on, {self.given('planned_on')}, {self.given('held_on')})"

    def doubtful(self) -> str:
        """Rows of which the contract, or the finding of their id, may have something to say."""
        asked = _ASKED.get(self._contract.table, "false").format_map(_Now(self))
        parts = [f"({asked})", *self._identity()]
        for column in self._contract.columns:
            parts += self._of(column)
        return " or ".join(f"coalesce({part}, false)" for part in parts)

    def warned(self) -> str:
        """Rows that are kept with a warning of their table."""
        written = _WARNED.get(self._contract.table, "false")
        return f"coalesce({written.format_map(_Now(self))}, false)"

    def keys(self) -> str:
        """A number for each row's id and one for its natural key: equal where those are."""
        names = [n for n in self._contract.natural_key if n != "key_on"]
        key = ", ".join(self.given(name) for name in names)
        day = f"coalesce({self.given('planned_on')}, {self.given('held_on')})"
        return f"""select row, hash(u."{self._contract.id_column}") as id,
            hash(row({key}, {day})) as key from bulk_rows u"""  # noqa: S608

    def stored_twin(self) -> str:
        """New ids whose natural key is stored under another, and ids stored that do not count."""
        code, table = self._contract.id_column, fact_table(self._contract)
        names = [n for n in self._contract.natural_key if n != "key_on"]
        same = " and ".join(f'{self.given(n)} is not distinct from s."{n}"' for n in names)
        days = (self.given("planned_on"), self.given("held_on"))
        near = " or ".join(f"s.key_on = {one} or s.held_on = {one}" for one in days)
        return f"""select u.row from bulk_rows u semi join {table} s on u."{code}" = s."{code}"
            anti join bulk_current c on u."{code}" = c."{code}"
        union all
        select u.row from bulk_rows u anti join bulk_current c on u."{code}" = c."{code}"
            semi join {table} s on {same} and ({near})"""  # noqa: S608

    def _identity(self) -> Iterator[str]:
        code, place = self._contract.id_column, self._contract.place
        yield f'u."{code}" is null'
        yield f"{self.day()} is null"
        yield f'{self.given(place)} is null or {self.given(place)} <> c."{place}"'
        for name in self._contract.identity:
            if self._contract.by_name[name].required:
                yield f'{self.given(name)} is null and c."{code}" is null'

    def _of(self, column: Column) -> Iterator[str]:
        now, value = self.now(column.name), self.given(column.name)
        newest = f"list_max({value})" if column.type == "dates" else value
        if column.past:
            yield f"{newest} > $today"
        if column.not_before:
            yield f"{self._least(column)} < {self._most(column.not_before)}"
        if column.part_of:
            yield from self._part(column, now)
        for other, allowed in column.only_when.items():
            yield f"{now} is not null and not coalesce({self._among(other, allowed)}, false)"
        for other, asked in column.required_when.items():
            yield f"{now} is null and {self._among(other, asked)}"
        if column.required:
            yield f"{now} is null"
        if column.least is not None:
            yield f"{value} < {int(column.least)}"
        if column.most is not None:
            yield f"{value} > {int(column.most)}"

    def _part(self, column: Column, now: str) -> Iterator[str]:
        whole = self.now(column.part_of)
        yield f"{now} > {whole}"
        if column.least_whole:
            yield f"{now} is not null and coalesce({whole}, 0) < {int(column.least_whole)}"

    def _least(self, column: Column) -> str:
        now = self.now(column.name)
        return f"list_min({now})" if column.type == "dates" else now

    def _most(self, name: str) -> str:
        column = self._contract.by_name.get(name)
        now = self.now(name)
        return f"list_max({now})" if column is not None and column.type == "dates" else now

    def _among(self, name: str, values: Collection[str]) -> str:
        key = f"among_{len(self.values)}"
        self.values[key] = list(values)
        return f"list_contains(${key}::varchar[], {self.now(name)}::varchar)"

    def _default(self, name: str) -> list[str]:
        column = self._contract.by_name[name]
        if not column.default:
            return []
        key = f"default_{name}"
        self.values[key] = read_cell(self._contract.table, column, column.default)
        code = self._contract.id_column
        return [f'case when c."{code}" is null then ${key}::{column.sql_type} end']


class _Now(dict[str, str]):
    """The columns named in a written condition, as they would stand."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules

    def __missing__(self, name: str) -> str:
        return self._rules.now(name)
