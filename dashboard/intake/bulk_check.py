"""A large file against the store: rows plainly right counted in SQL, the odd ones given back.

The odd rows (a fault in a cell, a rule that speaks, no id, a key held twice) go the way of small
files, so that a file says the same whatever its size. Of very many odd rows the first are looked
at, and that there are more is an error of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dashboard.contracts import Contract
from dashboard.errors import Problem, Said
from dashboard.intake.bulk import ROW, BulkRows
from dashboard.intake.bulk_rules import Rules
from dashboard.intake.bulk_values import TypedRows
from dashboard.intake.checks import Standing
from dashboard.intake.faults import error
from dashboard.intake.reading import Line, clean
from dashboard.intake.rules import check_table
from dashboard.store import Cursor, current_select

MAX_ODD = 50_000
FIRST_OF_TOO_MANY = 5_000  # of more odd rows than that: the file is refused, its memory bounded
MAX_CHANGES = 10_000  # cells listed one by one; all are counted
_SHOWN_WARNINGS = 1_000
_ALWAYS = dt.datetime(9999, 12, 31)

Change = tuple[int, tuple[Any, ...], str, Any, Any]


@dataclass(frozen=True)
class Plain:
    """The rows of a large file that are plainly right, typed, and what they would do.

    `counts` are new, changed, unchanged, removed rows and erased cells. `values` are the values
    stored now that the rows speak of, and how many of them change. `problems` are warnings, the
    first of them; `warnings` counts all.
    """

    rows: pa.Table
    counts: tuple[int, int, int, int, int]
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    warnings: int
    values: tuple[int, int] = (0, 0)


class BulkCheck:
    """Splits the typed rows of one file, and counts what the plain ones would do."""

    def __init__(
        self,
        cursor: Cursor,
        contract: Contract,
        typed: TypedRows,
        today: dt.date,
        issued: Mapping[str, dt.date],
    ) -> None:
        """Take the typed rows; nothing is written but temporary tables of the cursor.

        `issued`: the day of each paper that a row may answer.
        """
        self._cursor, self._contract, self._today = cursor, contract, today
        self._rows = pa.table(typed.columns)
        self._odd = typed.odd
        self._rules = Rules(contract, typed.columns.keys(), today, issued)
        cursor.execute(
            f"create or replace temp table bulk_current as {current_select(contract)}",
            {"known_at": _ALWAYS},
        )

    def plain(self, also_odd: Collection[int] = ()) -> Plain:
        """Return what is plainly right; `odd` then says which rows are not.

        Nothing of it goes in when there are more odd rows than are looked at: none is returned.
        """
        self._part_odd(also_odd)
        if _looked_at(self._odd) < self._odd.sum():
            return Plain(self._rows.slice(0, 0), (0, 0, 0, 0, 0), (), (), 0)
        rows = self._rows.filter(pa.array(~self._odd))
        self._cursor.register("bulk_rows", rows)
        new, changed, erased, warnings, *values = self._counted()
        counts = (new, changed, rows.num_rows - new - changed, 0, erased)
        changes = tuple(self._changes()) if changed else ()
        problems = tuple(self._warnings()) if warnings else ()
        self._cursor.unregister("bulk_rows")
        return Plain(rows, counts, changes, problems, warnings, (values[0], values[1]))

    @property
    def odd(self) -> npt.NDArray[np.bool_]:
        """Which rows are not plainly right."""
        return self._odd

    def _part_odd(self, also: Collection[int]) -> None:
        self._cursor.register("bulk_rows", self._rows)
        doubtful = self._rules.doubtful()
        found = [self._numbers(f"select u.row {self._joined()} where {doubtful}")]
        found.append(self._same_key())
        if self._is_stored():
            found.append(self._numbers(self._rules.stored_twin()))
        found.append(np.array(sorted(also), dtype=np.int32))
        numbers = self._rows.column(ROW).to_numpy()
        self._odd |= np.isin(numbers, np.concatenate(found))
        self._cursor.unregister("bulk_rows")

    def _numbers(self, query: str) -> npt.NDArray[np.int32]:
        return np.asarray(self._ask(query).fetchnumpy()["row"], dtype=np.int32)

    def _same_key(self) -> npt.NDArray[np.int32]:
        """Rows whose id or natural key another row of the file has."""
        held = self._ask(self._rules.keys()).fetchnumpy()
        again = _repeated(np.asarray(held["id"])) | _repeated(np.asarray(held["key"]))
        return np.asarray(held["row"], dtype=np.int32)[again]

    def _is_stored(self) -> bool:
        table = f'app."{self._contract.table}_rows"'
        return bool(self._cursor.execute(f"select 1 from {table} limit 1").fetchone())  # noqa: S608

    def _ask(self, query: str) -> Cursor:
        """Run a query with the values it names."""
        values = {name: one for name, one in self._rules.values.items() if f"${name}" in query}
        return self._cursor.execute(query, values)

    def _joined(self) -> str:
        code = self._contract.id_column
        return f'from bulk_rows u left join bulk_current c on u."{code}" = c."{code}"'

    def _counted(self) -> tuple[int, ...]:
        """Return new and changed rows, erased cells, warned rows, values there, those changed."""
        names = self._touched()
        code = self._contract.id_column
        differs = " or ".join(self._differs(name) for name in names) or "false"
        erased = " + ".join(
            f'count_if(c."{name}" is not null and {self._rules.now(name)} is null)'
            for name in names if f"erased.{name}" in self._rows.column_names
        ) or "0"  # fmt: skip
        spoken = [f'(c."{n}" is not null and {self._rules.touched(n)})' for n in names]
        present = " + ".join(f"count_if({one})" for one in spoken) or "0"
        moved = " + ".join(
            f"count_if({one} and {self._differs(name)})"
            for one, name in zip(spoken, names, strict=True)
        ) or "0"  # fmt: skip
        found = self._ask(
            f"""select count_if(c."{code}" is null),
            count_if(c."{code}" is not null and ({differs})),
            {erased}, count_if({self._rules.warned()}), {present}, {moved} {self._joined()}"""
        ).fetchone()
        return tuple(int(one or 0) for one in found or (0,) * 6)

    def _touched(self) -> list[str]:
        """The facts the file may change: the columns it has."""
        there = {name.removeprefix("erased.") for name in self._rows.column_names}
        return [column.name for column in self._contract.facts if column.name in there]

    def _differs(self, name: str) -> str:
        return f'{self._rules.now(name)} is distinct from c."{name}"'

    def _changes(self) -> Iterator[Change]:
        code = self._contract.id_column
        parts = [
            f"""select u.row, c."{code}", '{name}', c."{name}"::varchar, c."{name}" as old,
            {self._rules.now(name)} as new {self._joined()}
            where c."{code}" is not null and {self._differs(name)} order by u.row"""
            for name in self._touched()
        ]
        found: list[Change] = []
        for part in parts:
            query = f"{part} limit {MAX_CHANGES}"
            found += [(r, (key,), name, old, new)
                      for r, key, name, _, old, new in self._ask(query).fetchall()]  # fmt: skip
        yield from sorted(found, key=lambda one: one[0])[:MAX_CHANGES]

    def _warnings(self) -> Iterator[Problem]:
        names = [column.name for column in self._contract.columns]
        listed = ", ".join(f'{self._rules.now(name)} as "{name}"' for name in names)
        found = self._ask(
            f"select u.row, {listed} {self._joined()} where {self._rules.warned()} "
            f"order by u.row limit {_SHOWN_WARNINGS}"
        ).fetchall()
        standings = [
            Standing(row, frozenset(names), dict(zip(names, cells, strict=True)))
            for row, *cells in found
        ]
        yield from check_table(self._contract, standings, {}, self._today)


def _repeated(keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.bool_]:
    """Say for each key whether it stands more than once."""
    order = np.argsort(keys, kind="stable")
    held = keys[order]
    same = held[1:] == held[:-1]
    again = np.zeros(len(keys), dtype=bool)
    again[order[1:][same]] = True
    again[order[:-1][same]] = True
    return again


def odd_lines(bulk: BulkRows, odd: npt.NDArray[np.bool_], width: int) -> tuple[Line, ...]:
    """Return the odd rows that are looked at, as a small file has them."""
    at = np.flatnonzero(odd)[: _looked_at(odd)]
    held = bulk.table.take(pa.array(at))
    columns = [held.column(f"c{index}").to_pylist() for index in range(width)]
    cells = zip(*([None if one is None else clean(one) for one in c] for c in columns), strict=True)
    return tuple(map(Line, held.column(ROW).to_pylist(), cells))


def _looked_at(odd: npt.NDArray[np.bool_]) -> int:
    count = int(odd.sum())
    return count if count <= MAX_ODD else min(MAX_ODD, FIRST_OF_TOO_MANY)


def more_odd(odd: npt.NDArray[np.bool_]) -> list[Problem]:
    """Return the error of more odd rows than are looked at."""
    more = int(odd.sum()) - _looked_at(odd)
    if more <= 0:
        return []
    return [
        error(
            "file.more_to_look_at",
            Said("{n} more rows have to be looked at one by one.", n=more),
            Said("Correct the rows listed, give each row its id, or split the file."),
            expected=Said("at most {limit} such rows", limit=MAX_ODD),
        )
    ]
