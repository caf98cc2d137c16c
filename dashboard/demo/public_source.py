"""What is really known: the communiqué of May 2025 and the electoral calendar, from public sources.

The rows are in `data/demo/public_source`, one CSV a table with the contract's own headers, in our
own words and without any person's name. What the sources do not say is left empty.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeAlias

from dashboard.contracts import Contract, contracts
from dashboard.demo.history import History
from dashboard.paths import DEMO
from dashboard.reference_files import reference_rows
from dashboard.store import Batch, Part, Row

Cell: TypeAlias = str | int | bool | dt.date | list[str]

_ROWS = DEMO / "public_source"
_MEETING = dt.date(2025, 5, 18)
_COMMUNIQUE = ("sectors", "directives", "meetings", "decisions", "milestones")
_NOTES = {
    "communique": "مصدر عمومي: بلاغ اجتماع الأمانة الجهوية للحزب، مكناس، 18 ماي 2025 · "
    "Source publique : communiqué de la réunion du secrétariat régional, Meknès, 18 mai 2025",
    "calendar": "مصادر عمومية، مذكورة في كل سطر: رزنامة الاستحقاقات الانتخابية · "
    "Sources publiques, citées à chaque ligne : calendrier des élections",
}


def batches() -> list[Batch]:
    """Return what is publicly known as two batches of origin `public_source`.

    The first holds the communiqué of 18 May 2025, the second the whole calendar of elections.
    """
    return [
        Batch([_part(name) for name in _COMMUNIQUE], "public_source", note=_NOTES["communique"]),
        Batch([_part("elections")], "public_source", note=_NOTES["calendar"]),
    ]


def arrivals(told: History) -> list[tuple[dt.date, dict[str, list[dict[str, Any]]], str]]:
    """Return the public rows by the day they could be entered: day, rows by table, note.

    An election that was still to come when the calendar was entered has no date in it yet; the
    day after polling it is entered as the source tells it.
    """
    first = max(_MEETING + dt.timedelta(days=2), told.starts_on + dt.timedelta(days=9))
    calendar = _rows("elections")
    arrived = [
        (first, {name: _rows(name) for name in _COMMUNIQUE}, _NOTES["communique"]),
        (first, {"elections": [_before(row, first) for row in calendar]}, _NOTES["calendar"]),
    ]
    for row in calendar:
        on = row["polling_on"] + dt.timedelta(days=1) if "polling_on" in row else first
        if first < on < told.today:
            arrived.append((on, {"elections": [row]}, _NOTES["calendar"]))
    return arrived


def _before(row: dict[str, Any], day: dt.date) -> dict[str, Any]:
    if "polling_on" not in row or row["polling_on"] < day:
        return row
    undated = {name: cell for name, cell in row.items() if not name.endswith("_on")}
    return undated | {"date_status": "expected"}


def _part(table: str) -> Part:
    return Part(table, "upsert", [Row(n, row) for n, row in enumerate(_rows(table), 2)])


def _rows(table: str) -> list[dict[str, Any]]:
    contract = contracts()[table]
    # The seven sectors ship as a reference list; their source column is not the contract's.
    is_listed = table == "sectors"
    found = reference_rows("sectors_2025") if is_listed else reference_rows(table, _ROWS)
    return [_typed(contract, row) for row in found]


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
