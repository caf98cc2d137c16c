"""What the store holds of one table, as an import needs it: current rows, ids, natural keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from dashboard.contracts import Contract
from dashboard.store import Cursor, current_select
from dashboard.store.identities import Identities
from dashboard.store.schema import fact_table

_ALWAYS = dt.datetime(9999, 12, 31)
_EVER = dt.date(9999, 12, 31)
Row = Mapping[str, Any]


class Known:
    """The current rows of a table by key, and every id ever stored or given in this upload.

    Ids of undone batches count too: the same meeting imported again takes its old id, so that a
    redone batch and the new one speak of one row.
    """

    def __init__(self, cursor: Cursor, contract: Contract) -> None:
        """Read the table as it stands."""
        self.contract = contract
        self.current: dict[tuple[Any, ...], dict[str, Any]] = {}
        self.identity: dict[str, dict[str, Any]] = {}
        self._stored = Identities(cursor, contract)
        self._uploaded: dict[tuple[Any, ...], str] = {}
        for row in _current(cursor, contract):
            self.current[self.key(row)] = row
        for row in _identities(cursor, contract):
            self.identity.setdefault(str(row[contract.id_column]), row)

    def key(self, row: Row) -> tuple[Any, ...]:
        """Return the key of a row: its id, else its natural key."""
        return tuple(row.get(name) for name in self.contract.key)

    def find(self, row: Row) -> list[str]:
        """Return the ids of the rows with the natural key, of this upload or stored."""
        uploaded = self._uploaded.get(self._natural(row))
        return [uploaded] if uploaded else [str(found.key) for found in self._stored.find(row)]

    def note(self, row: Mapping[str, Any]) -> None:
        """Take a new row of this upload into account."""
        code = str(row[self.contract.id_column])
        self.identity.setdefault(code, dict(row))
        self._uploaded.setdefault(self._natural(row), code)

    def next_number(self, row: Row) -> int:
        """Return the first number that no row with the rest of the natural key has."""
        number = 1
        while self.find({**row, "number": number}):
            number += 1
        return number

    def issue(self, row: Row, today: dt.date) -> str:
        """Return a new id: table, territory, day, running number."""
        return self._stored.issue(row, day=today, taken=self.identity)

    def _natural(self, row: Row) -> tuple[Any, ...]:
        parts = [row.get(name) for name in self.contract.natural_key]
        if row.get("kind") in self.contract.label_kinds:
            parts.append(row.get("label"))
        return tuple(parts)


def _current(cursor: Cursor, contract: Contract) -> list[dict[str, Any]]:
    dated = any(column.is_undated for column in contract.columns)
    asked: dict[str, Any] = {"known_at": _ALWAYS, **({"as_of": [_EVER]} if dated else {})}
    found = cursor.execute(current_select(contract), asked)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _identities(cursor: Cursor, contract: Contract) -> list[dict[str, Any]]:
    """Every id ever stored with what it was first stored with."""
    if not contract.id_column:
        return []
    names = [contract.id_column, *contract.natural_key]
    names += [n for n in (contract.place, *contract.product) if n and n != "reported_from"]
    if contract.label_kinds:
        names.append("label")
    names = list(dict.fromkeys(names))
    listed = ", ".join(f'"{name}"' for name in names)
    found = cursor.execute(
        f"select {listed} from {fact_table(contract)} order by batch_no, row_no"  # noqa: S608
    ).fetchall()
    return [dict(zip(names, row, strict=True)) for row in found]
