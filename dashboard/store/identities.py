"""Which row is this? Rows found by their natural key, and the ids the product issues."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.contracts import Contract
from dashboard.store.current import STEP
from dashboard.store.files import Cursor
from dashboard.store.references import ALWAYS
from dashboard.store.row_checks import carried
from dashboard.store.schema import fact_table

Key = tuple[Any, ...]


@dataclass(frozen=True)
class StoredRow:
    """A row known to the store: its key, what it carries, whether it counts now."""

    key: str | Key
    values: Mapping[str, Any]
    is_current: bool


class Identities:
    """The rows of one table ever stored, by key; read once, so a file of any length is quick.

    Ids issued are remembered: two new rows of one file never get the same.
    """

    def __init__(self, cursor: Cursor, contract: Contract) -> None:
        """Read what is stored of the table."""
        self.contract = contract
        self._days = _Days(contract)
        self._rows = list(_stored(cursor, contract))
        self._taken = {row.key for row in self._rows}
        self._by_place: dict[Key, list[StoredRow]] = {}
        for row in self._rows:
            self._by_place.setdefault(self._rest(row.values), []).append(row)

    def find(self, values: Mapping[str, Any]) -> list[StoredRow]:
        """Return the rows that a natural key names: those that count, else those undone or removed.

        None is a new row, one is it, several have to be asked. A meeting is matched by its first
        planned day, then by the day it was held.
        """
        held = self._by_place.get(self._rest(values), [])
        found = self._days.matching(held, values)
        return [row for row in found if row.is_current] or found

    def get(self, key: str | Key) -> StoredRow | None:
        """Return the row of an id (or of a whole natural key, where that is the key)."""
        return next((row for row in self._rows if row.key == key), None)

    def issue(self, values: Mapping[str, Any], *, day: dt.date, taken: Collection[str] = ()) -> str:
        """Return a new id `<table>.<territory>.<date>.<nn>` and remember it.

        Args:
            values: the row; its own date is taken, else `day`.
            day: the day of commit.
            taken: ids that the file gives itself.
        """
        place = values.get(self.contract.place) if self.contract.place else None
        own = self._days.own(values) or day
        stem = f"{self.contract.table}.{place or 'ma'}.{own}"
        number = 1
        while (issued := f"{stem}.{number:02d}") in self._taken or issued in taken:
            number += 1
        self._taken.add(issued)
        return issued

    def _rest(self, values: Mapping[str, Any]) -> Key:
        """The natural key without the product's own day, folded where the contract says so."""
        contract = self.contract
        names = [name for name in contract.natural_key if name not in contract.product]
        key = [_part(name, values.get(name)) for name in names]
        if values.get("kind") in contract.label_kinds:
            key.append(values.get("label"))
        return tuple(key)


class _Days:
    """How the date in a table's key is found in a row, and matched."""

    def __init__(self, contract: Contract) -> None:
        self.is_meeting = "key_on" in contract.product and "key_on" in contract.natural_key
        dated = [
            name
            for name in (*contract.natural_key, *contract.product)
            if name in contract.by_name and contract.by_name[name].type in ("date", "period")
        ]
        self._name = next(iter(dated), "meeting_on" if "meeting_on" in contract.product else "")

    def own(self, values: Mapping[str, Any]) -> dt.date | str | None:
        """The row's natural date or month, None when it has none."""
        if self.is_meeting:
            days = (values.get(name) for name in ("key_on", "planned_on", "held_on"))
            return next((day for day in days if day), None)
        return values.get(self._name) if self._name else None

    def matching(self, rows: list[StoredRow], values: Mapping[str, Any]) -> list[StoredRow]:
        """The rows of one body whose day is that of `values`."""
        if not self.is_meeting:
            return rows
        for given in ("key_on", "planned_on", "held_on"):
            day = values.get(given)
            found = [row for row in rows if day and row.values["key_on"] == day]
            if found:
                return found
        held = values.get("held_on")
        return [row for row in rows if held and row.values.get("held_on") == held]


def find(cursor: Cursor, contract: Contract, values: Mapping[str, Any]) -> list[str | Key]:
    """Return the keys of the rows that a natural key names; see `Identities` for many rows."""
    return [row.key for row in Identities(cursor, contract).find(values)]


def issue_id(
    cursor: Cursor,
    contract: Contract,
    values: Mapping[str, Any],
    taken: Collection[str] = (),
    *,
    day: dt.date,
) -> str:
    """Return a new id for one row; see `Identities` for many rows."""
    return Identities(cursor, contract).issue(values, day=day, taken=taken)


def _stored(cursor: Cursor, contract: Contract) -> list[StoredRow]:
    names = list(dict.fromkeys((*contract.key, *carried(contract), *_matched(contract))))
    key = ", ".join(f'"{name}"' for name in contract.key)
    cells = ", ".join(
        f'"{name}"' if name in contract.key else f'arg_max("{name}", {STEP}) as "{name}"'
        for name in names
    )
    found = cursor.execute(
        f"""with counted as (
            select {key}, arg_max(row_kind, {STEP}) = 'upsert' as is_current
            from {fact_table(contract)}
            where batch_no in (
                select batch_no from accepted_batches($known_at, []::bigint[], []::bigint[]))
            group by {key}
        ),
        stored as (select {cells} from {fact_table(contract)} group by {key})
        select stored.*, coalesce(is_current, false)
        from stored left join counted using ({key})""",  # noqa: S608
        {"known_at": ALWAYS},
    ).fetchall()
    rows = [(dict(zip(names, row[:-1], strict=True)), row[-1]) for row in found]
    return [StoredRow(_key(contract, values), values, counts) for values, counts in rows]


def _matched(contract: Contract) -> list[str]:
    """Columns outside the identity by which a row may be recognised."""
    held = ["held_on"] if "key_on" in contract.product else []
    return [*held, "label"] if contract.label_kinds else held


def _key(contract: Contract, values: Mapping[str, Any]) -> str | Key:
    if contract.id_column:
        return str(values[contract.id_column])
    return tuple(values[name] for name in contract.key)


def _part(name: str, value: object) -> object:
    return 1 if name == "number" and value is None else value
