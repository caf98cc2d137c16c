"""Rows of a part on their way into a fact table: completed, checked, appended."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from dashboard.contracts import Contract
from dashboard.errors import Refused, Said
from dashboard.store.batch import Part, Row
from dashboard.store.current import STEP
from dashboard.store.files import Cursor
from dashboard.store.row_checks import Values, carried, problems_of
from dashboard.store.schema import fact_columns, fact_table
from dashboard.store.scopes import Reach


def append_part(
    cursor: Cursor, batch_no: int, contract: Contract, part: Part, reach: Reach, day: dt.date
) -> None:
    """Append the rows of a part.

    Raises:
        Refused: a row without its identity, with an id of another territory, twice the same key,
            outside the scope of its replace; all of them are listed.
    """
    known = stored_identities(cursor, contract, _ids(contract, part.rows))
    meetings = _meeting_days(cursor, contract, part.rows, known)
    full = [_completed(contract, row.values, known, meetings, day) for row in part.rows]
    problems = list(problems_of(contract, part, full, known, reach))
    if problems:
        raise Refused(
            Said("{count} rows of {table} are refused.", count=len(problems), table=part.table),
            problems,
        )
    kind = "remove" if part.mode == "remove" else "upsert"
    _append(
        cursor,
        contract,
        [
            {
                **values,
                "batch_no": batch_no,
                "row_no": row.row_no,
                "row_kind": kind,
                "erased": sorted(row.erased) or None,
                "committed_on": day,
            }
            for row, values in zip(part.rows, full, strict=True)
        ],
    )


def stored_identities(cursor: Cursor, contract: Contract, ids: Iterable[str]) -> dict[str, Values]:
    """Return what is stored under ids, by any batch ever: what each row carries.

    `first_place` is the place an id was first stored with, `first_planned_on` (meetings) its first
    planned day.
    """
    wanted = sorted(set(ids))
    if not contract.id_column or not wanted:
        return {}
    names = [name for name in carried(contract) if name != contract.id_column]
    cells = [f'arg_max("{name}", {STEP})' for name in names]
    if contract.place:
        names, cells = [*names, "first_place"], [*cells, f'arg_min("{contract.place}", {STEP})']
    if "key_on" in contract.product:
        names, cells = [*names, "first_planned_on"], [*cells, f"arg_min(planned_on, {STEP})"]
    found = cursor.execute(
        f"""select "{contract.id_column}", {", ".join(cells)} from {fact_table(contract)}
        where list_contains($ids::varchar[], "{contract.id_column}") group by 1""",  # noqa: S608
        {"ids": wanted},
    ).fetchall()
    return {row[0]: dict(zip(names, row[1:], strict=True)) for row in found}


def _ids(contract: Contract, rows: Iterable[Row]) -> list[str]:
    given = (row.values.get(contract.id_column) for row in rows)
    return [str(one) for one in given if one is not None]


def _meeting_days(
    cursor: Cursor, contract: Contract, rows: Iterable[Row], known: Mapping[str, Values]
) -> dict[str, dt.date]:
    """Return the key day of the meetings that rows of `decisions` belong to."""
    if "meeting_on" not in contract.product:
        return {}
    wanted = {row.values.get("meeting_id") for row in rows}
    wanted |= {values.get("meeting_id") for values in known.values()}
    found = cursor.execute(
        f"""select meeting_id, arg_max(key_on, {STEP}) from app.meetings_rows
        where list_contains($ids::varchar[], meeting_id) group by meeting_id""",  # noqa: S608
        {"ids": sorted(one for one in wanted if one)},
    ).fetchall()
    return dict(found)


def _completed(
    contract: Contract,
    given: Mapping[str, Any],
    known: Mapping[str, Values],
    meetings: Mapping[str, dt.date],
    day: dt.date,
) -> Values:
    """Fill in what every stored row carries: from the id's own rows, else the defaults."""
    values = {name: value for name, value in given.items() if value is not None}
    stored = known.get(str(values.get(contract.id_column)), {}) if contract.id_column else {}
    for name in carried(contract):
        if name not in values and stored.get(name) is not None:
            values[name] = stored[name]
    if "number" in contract.natural_key:
        values.setdefault("number", 1)
    if "reported_from" in contract.product:
        # A batch that comes out of a pack keeps the day it was first accepted on.
        values["reported_from"] = values.get("reported_on") or given.get("reported_from") or day
    if "key_on" in contract.product:
        days = (stored.get("first_planned_on"), given.get("planned_on"), values.get("key_on"))
        values["key_on"] = next((one for one in days if one), values.get("held_on"))
    if "meeting_on" in contract.product:
        values["meeting_on"] = meetings.get(str(values.get("meeting_id")))
    return values


def _append(cursor: Cursor, contract: Contract, rows: list[Values]) -> None:
    """Append rows in one statement: JSON in, typed by the table's own columns, strictly."""
    if not rows:
        return
    columns = fact_columns(contract)
    form = {
        name: [kind.removesuffix("[]")] if kind.endswith("[]") else kind
        for name, kind in columns.items()
    }
    text = json.dumps([{name: row.get(name) for name in columns} for row in rows], default=_text)
    listed = ", ".join(f'"{name}"' for name in columns)
    cells = ", ".join(f'r."{name}"' for name in columns)
    cursor.execute(
        f"""insert into {fact_table(contract)} ({listed})
        select {cells} from (select unnest(from_json_strict($rows, $form)) as r)""".replace(  # noqa: S608
            "$form",
            "'" + json.dumps([form]) + "'",  # must be a constant of the text
        ),
        {"rows": text},
    )


def _text(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    if hasattr(value, "item"):
        return value.item()  # type: ignore[no-any-return]  # a number of numpy
    raise TypeError(f"{value!r} cannot be stored")
