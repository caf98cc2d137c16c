"""What each ticked commune declares complete: a return for each of its four tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from dashboard.errors import Problem, Said
from dashboard.intake.faults import warning
from dashboard.intake.monthly.filled import Filled, FilledRow
from dashboard.intake.monthly.last_known import LastKnown
from dashboard.intake.monthly.rows import TABLES, TableRow, Written, has_tick
from dashboard.intake.reading import Cell
from dashboard.intake.staging import Staged

Brought = Mapping[str, Sequence[Staged]]  # the typed rows of each table
_PLACES = {
    "structures": "unit_code",
    "membership": "territory_code",
    "meetings": "body_unit_code",
    "constraint_reports": "territory_code",
}
_NIL = {"meetings": "no_meeting", "constraint_reports": "no_constraint"}


def declare(
    found: Written, filled: Filled, last: LastKnown, brought: Brought, today: dt.date
) -> None:
    """Add the returns of the ticked communes; note where a tick of «none» contradicts a row.

    Nil is said by its tick alone. No return is written for the province as a whole.
    """
    happened = {table: _counts(table, brought.get(table, ()), last) for table in TABLES}
    silent: list[FilledRow] = []
    for code, row in found.ticked.items():
        nil = {table: has_tick(filled, row, column) for table, column in _NIL.items()}
        for table in TABLES:
            count = happened[table].get(code, 0)
            if nil.get(table) and count:
                _contradiction(filled, row, _NIL[table])
            cells: dict[str, Cell] = {
                "territory_code": code,
                "table_name": table,
                "period": last.period,
                "rows_declared": count,
                "received_on": today,
                "is_nil": nil.get(table, False),
            }
            columns = {"territory_code": "territory", "is_nil": _NIL.get(table, "confirmed")}
            found.returns.append(TableRow(row, cells, columns))
        if not nil["meetings"] and not happened["meetings"].get(code):
            silent.append(row)
    if silent:
        filled.problems.append(_unsaid(silent))
    elsewhere = [row for row in brought.get("meetings", ()) if _is_of_another_month(row, last)]
    if elsewhere:
        filled.problems.append(_of_another_month(elsewhere))


def _counts(table: str, rows: Sequence[Staged], last: LastKnown) -> dict[str, int]:
    """Count what a table's rows say happened in the month, by the territory it is of."""
    counts: dict[str, int] = {}
    for row in rows:
        day = {
            "meetings": row.values.get("held_on") if row.values.get("status") == "held" else None,
            "constraint_reports": row.values.get("raised_on"),
        }.get(table, last.first)
        if day is not None and last.first <= day <= last.last:
            place = row.values[_PLACES[table]]
            counts[place] = counts.get(place, 0) + 1
    return counts


def _is_of_another_month(row: Staged, last: LastKnown) -> bool:
    held = row.values.get("held_on")
    return held is not None and not last.first <= held <= last.last


def _of_another_month(rows: Sequence[Staged]) -> Problem:
    return warning(
        "return.other_month",
        Said("{n} meetings were held in another month than that of the return.", n=len(rows)),
        Said("Check their dates; they are kept, and count in the month they were held."),
        found=", ".join(f"{row.row}: {row.values['held_on']:%d/%m/%Y}" for row in rows),
    )


def _contradiction(filled: Filled, row: FilledRow, column: str) -> None:
    filled.fault(
        row, column, "return.none_but_listed",
        Said("«None» is ticked, and a row of this commune and month is confirmed."),
        Said("Take one of the two ticks away."),
    )  # fmt: skip


def _unsaid(silent: Sequence[FilledRow]) -> Problem:
    return warning(
        "return.meetings_unsaid",
        Said(
            "{n} confirmed communes list no meeting held and do not tick «no meeting»: they will "
            "count as having held none.",
            n=len(silent),
        ),
        Said("Tick «no meeting» where there was none; list the meetings that were held."),
        found=", ".join(str(row.row) for row in silent),
        expected=Said("rows with a meeting, or with the tick"),
    )
