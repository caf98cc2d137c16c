"""The rows as they were stored, and the current value found by cell: walk the batches downwards."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard.contracts import Contract, contracts

Cells = dict[str, Any]


@dataclass(frozen=True)
class Replace:
    """One replace part: what it covers, and the keys it holds."""

    batch_no: int
    units: frozenset[str]
    first: dt.date | None
    last: dt.date | None
    held: frozenset[tuple]

    def stops(self, key: tuple, place: object, day: dt.date | None) -> bool:
        """Whether the walk for a key ends at this batch."""
        if key in self.held or (self.units and place not in self.units):
            return False
        if self.first is None and self.last is None:
            return True
        return day is not None and (self.first or dt.date.min) <= day <= (self.last or dt.date.max)


@dataclass(frozen=True)
class Kept:
    """One key: its rows after the last stop, highest batch first."""

    key: tuple
    rows: list[Cells] = field(default_factory=list)

    def cell(self, name: str, rows: list[Cells] | None = None) -> Any:
        """The first value met; None when it was erased or never given."""
        for row in self.rows if rows is None else rows:
            if row[name] is not None:
                return row[name]
            if name in (row["erased"] or ()):
                return None
        return None


class Stored:
    """Every accepted row at a moment, by table."""

    def __init__(self, cursor: Any, known_at: dt.datetime) -> None:
        self._cursor, self._known_at = cursor, known_at
        self.accepted = self._accepted()

    def read(self, sql: str) -> list[Cells]:
        """Rows of a select of everything, as plain Python values."""
        answer = self._cursor.execute(sql)
        names = [column[0] for column in answer.description]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def _accepted(self) -> frozenset[int]:
        last: dict[int, tuple] = {}
        for row in self.read("select * from app.batch_states"):
            if row["happened_at"] <= self._known_at:
                state = (row["state_no"], row["state"])
                last[row["batch_no"]] = max(last.get(row["batch_no"], state), state)
        return frozenset(number for number, (_, state) in last.items() if state == "accepted")

    def current(self, table: str) -> list[Cells]:
        """The current rows of a table, every column of its contract by name."""
        contract = contracts()[table]
        names = [column.name for column in contract.columns] + list(contract.product)
        return [{name: body.cell(name) for name in names} for body in self.bodies(table)]

    def bodies(self, table: str) -> list[Kept]:
        """The keys that exist, each with the rows that may give its cells."""
        contract = contracts()[table]
        stored = self._rows(contract)
        replaces = list(self.replaces(table))
        return [
            Kept(key, rows)
            for key, listed in stored.items()
            if (rows := _after_the_stop(contract, key, listed, replaces))
        ]

    def _rows(self, contract: Contract) -> Mapping[tuple, list[Cells]]:
        by_key: dict[tuple, list[Cells]] = defaultdict(list)
        for row in self.read(f'select * from app."{contract.table}_rows"'):  # noqa: S608
            # Rows numbered 0 and below are what the product derives from a replace: not read here.
            if row["batch_no"] in self.accepted and row["row_no"] > 0:
                by_key[tuple(row[name] for name in contract.key)].append(row)
        for listed in by_key.values():
            listed.sort(key=lambda row: (row["batch_no"], row["row_no"]), reverse=True)
        return by_key

    def replaces(self, table: str) -> Iterator[Replace]:
        """The accepted replaces of a table."""
        contract = contracts()[table]
        units: dict[int, set[str]] = defaultdict(set)
        for row in self.read("select * from app.batch_units"):
            if row["table_name"] == table:
                units[row["batch_no"]].add(row["unit_code"])
        held: dict[int, set[tuple]] = defaultdict(set)
        for row in self.read(f'select * from app."{table}_rows"'):  # noqa: S608
            if row["row_kind"] == "upsert":
                held[row["batch_no"]].add(tuple(row[name] for name in contract.key))
        for part in self.read("select * from app.batch_parts"):
            number = part["batch_no"]
            if (
                part["table_name"] == table
                and part["mode"] == "replace"
                and number in self.accepted
            ):
                yield Replace(
                    number,
                    frozenset(units[number]),
                    part["scope_from"],
                    part["scope_to"],
                    frozenset(held[number]),
                )


def _after_the_stop(
    contract: Contract, key: tuple, listed: list[Cells], replaces: list[Replace]
) -> list[Cells]:
    place = listed[0][contract.place] if contract.place else None
    day = _day(listed[0][contract.dated_by]) if contract.dated_by else None
    stops = [one.batch_no for one in replaces if one.stops(key, place, day)]
    stops += [row["batch_no"] for row in listed if row["row_kind"] == "remove"]
    return [row for row in listed if row["batch_no"] > max(stops, default=0)]


def _day(value: object) -> dt.date | None:
    if isinstance(value, str):
        return dt.date.fromisoformat(f"{value}-01")
    return value if isinstance(value, dt.date) else None
