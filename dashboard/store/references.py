"""Rows that refer to nothing: looked for before anything is accepted, undone or redone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.contracts import Column, Contract, contracts
from dashboard.errors import Problem, Refused, Said
from dashboard.store.current import current_cells, standing_select
from dashboard.store.files import Cursor

ALWAYS = dt.datetime(9999, 12, 31)


@dataclass(frozen=True)
class HangingRow:
    """A row that would be current and refer to a row that is not.

    `batch_nos` are the accepted batches it stands on: all of them must go for the row to go.
    """

    table: str
    key: tuple[tuple[str, Any], ...]
    column: str
    refers_to: str
    missing: str
    batch_nos: tuple[int, ...]

    @property
    def row(self) -> str:
        """The row's id, or its natural key."""
        return " ".join(str(value) for _, value in self.key)


class HangingError(Refused):
    """Refused because rows would refer to nothing; `rows` names them, for `remove_hanging`."""

    def __init__(self, rows: Sequence[HangingRow]) -> None:
        """Say it of every row."""
        self.rows = tuple(rows)
        said = Said("{count} rows would refer to something that is not there.", count=len(rows))
        super().__init__(said, [_problem(row) for row in rows])


def refuse_hanging(
    cursor: Cursor, tables: Collection[str], *, before: tuple[Sequence[int], Sequence[int]]
) -> None:
    """Refuse when rows refer to nothing as the batches now stand, and did not before.

    Args:
        cursor: inside the transaction that has made the change.
        tables: the tables that the change touched.
        before: batches to take as undone, and as accepted, to see the state before the change.

    Raises:
        HangingError: names every such row and the batches it stands on.
    """
    now = hanging_rows(cursor, tables)
    if not now:
        return
    was = {(row.table, row.key, row.missing) for row in hanging_rows(cursor, tables, *before)}
    fresh = [row for row in now if (row.table, row.key, row.missing) not in was]
    if fresh:
        raise HangingError(fresh)


def hanging_rows(
    cursor: Cursor,
    tables: Collection[str] | None = None,
    undo: Sequence[int] = (),
    redo: Sequence[int] = (),
) -> list[HangingRow]:
    """Return the current rows that refer to nothing, if some batches were undone or redone.

    Args:
        cursor: any cursor of the store.
        tables: only references from or to these; None is all.
        undo: batches taken as undone.
        redo: batches taken as accepted.
    """
    found: list[HangingRow] = []
    known = contracts()
    for contract in known.values():
        for column in contract.references:
            target = known.get(column.refers_to)
            if target and (tables is None or {contract.table, target.table} & set(tables)):
                found += _hanging(cursor, contract, column, target, undo, redo)
    return found


def _hanging(
    cursor: Cursor,
    contract: Contract,
    column: Column,
    target: Contract,
    undo: Sequence[int],
    redo: Sequence[int],
) -> list[HangingRow]:
    values = {"known_at": ALWAYS, "undo": list(undo), "redo": list(redo)}
    rows = cursor.execute(_refers_to_nothing(contract, column, target), values).fetchall()
    if not rows:
        return []
    held = cursor.execute(standing_select(contract), values).fetchall()
    standing = {tuple(row[:-1]): tuple(row[-1]) for row in held}
    return [
        HangingRow(
            contract.table,
            tuple(zip(contract.key, row[:-1], strict=True)),
            column.name,
            target.table,
            row[-1],
            standing[tuple(row[:-1])],
        )
        for row in rows
    ]


def _refers_to_nothing(contract: Contract, column: Column, target: Contract) -> str:
    key = ", ".join(f'"{name}"' for name in contract.key)
    many = column.sql_type.endswith("[]")
    refers = f'unnest("{column.name}")' if many else f'"{column.name}"'
    end = target.id_column or target.natural_key[0]
    return f"""with r as ({current_cells(contract, [column.name])}),
    refers as (select {key}, {refers} as missing from r where "{column.name}" is not null),
    t as ({current_cells(target, [])})
    select * from refers anti join t on t."{end}" = refers.missing order by all"""  # noqa: S608


def _problem(row: HangingRow) -> Problem:
    return Problem(
        "reference.hanging",
        "error",
        Said(
            "{table}: {row} (batches {batches}) refers to {missing} in {refers_to}, which would "
            "not be there.",
            table=row.table,
            row=row.row,
            batches=[str(one) for one in row.batch_nos],
            missing=row.missing,
            refers_to=row.refers_to,
        ),
        Said("Undo those batches first, or remove just those rows."),
        column=row.column,
        found=row.missing,
        candidates=tuple(str(one) for one in row.batch_nos),
    )
