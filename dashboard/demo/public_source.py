"""What is really known: the communiqué of May 2025 and the electoral calendar, from public sources.

The rows are in `data/demo/public_source`, one CSV a table with the contract's own headers, in our
own words and without any person's name. What the sources do not say is left empty.
"""

from __future__ import annotations

import csv
import datetime as dt
from typing import Any, TypeAlias

from dashboard.contracts import Contract, contracts
from dashboard.paths import DEMO, REFERENCE
from dashboard.store import Batch, Part, Row, Store, commit

Cell: TypeAlias = str | int | bool | dt.date | list[str]

_ROWS = DEMO / "public_source"
_COMMUNIQUE = ("sectors", "directives", "meetings", "decisions", "milestones")
_NOTES = {
    "communique": "مصدر عمومي: بلاغ اجتماع الأمانة الجهوية للحزب، مكناس، 18 ماي 2025 · "
    "Source publique : communiqué de la réunion du secrétariat régional, Meknès, 18 mai 2025",
    "calendar": "مصادر عمومية، مذكورة في كل سطر: رزنامة الاستحقاقات الانتخابية · "
    "Sources publiques, citées à chaque ligne : calendrier des élections",
}


def load(store: Store, *, at: dt.datetime | None = None) -> list[int]:
    """Commit what is publicly known as two batches of origin `public_source`; return their numbers.

    The first holds the communiqué of 18 May 2025, the second the elections. `at` is when they are
    accepted (UTC), never before the newest state; by default now.
    """
    communique = Batch(
        [_part(name) for name in _COMMUNIQUE], "public_source", note=_NOTES["communique"]
    )
    calendar = Batch([_part("elections")], "public_source", note=_NOTES["calendar"])
    return commit(store, [communique, calendar], at=at)


def _part(table: str) -> Part:
    contract = contracts()[table]
    # The seven sectors ship as a reference list; their source column is not the contract's.
    path = REFERENCE / "sectors_2025.csv" if table == "sectors" else _ROWS / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [_typed(contract, row) for row in csv.DictReader(lines)]
    return Part(table, "upsert", [Row(n, row) for n, row in enumerate(rows, 2)])


def _typed(contract: Contract, row: dict[str, str]) -> dict[str, Any]:
    known = contract.by_name
    return {
        name: _cell(known[name].sql_type, cell)
        for name, cell in row.items()
        if cell and name in known
    }


def _cell(sql_type: str, cell: str) -> Cell:
    if sql_type == "date":
        return dt.date.fromisoformat(cell)
    if sql_type == "integer":
        return int(cell)
    if sql_type == "boolean":
        return cell == "true"
    return cell.split("|") if sql_type == "varchar[]" else cell
