"""The phone form: answers commune by commune → the same ticked rows as a workbook."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping

from dashboard.intake.monthly.filled import Filled, FilledRow
from dashboard.intake.monthly.last_known import LastKnown
from dashboard.intake.monthly.layout import secretariat_labels
from dashboard.intake.monthly.places import LOCAL, Body
from dashboard.intake.reading import Cell

# What an answer may hold: cells of sheet 1 (the secretariat as its code), a meeting, a constraint.
Answer = Mapping[str, Cell]
_COMMUNE = (
    *("secretariat", "date", "members", "women", "bureau_members"),
    *("offices_total", "offices_filled", "no_meeting", "no_constraint"),
)


def same_as_before(last: LastKnown, code: str) -> dict[str, Cell]:
    """Return the answer of *no change*: what is last known of the commune."""
    return last.commune_cells(code)


def form_filled(last: LastKnown, answers: Mapping[str, Answer]) -> Filled:
    """Return the answers as a return; a commune without an answer is not read.

    A row's number is the commune's place in the province's list. The answers of an earlier batch
    sent again make the same return, so that they are told as already imported.
    """
    given = {code: dict(answers[code]) for code in sorted(answers)}
    content = json.dumps(given, default=_plain, ensure_ascii=False, sort_keys=True).encode()
    filled = Filled(last.province.code, last.period, "form", content, "")
    for number, unit in enumerate(last.units, 1):
        if unit.code in given:
            _take(filled, number, unit.code, given[unit.code])
    filled.unticked = len(last.units) - len(given)
    return filled


def _take(filled: Filled, number: int, code: str, answer: Answer) -> None:
    cells: dict[str, Cell] = {name: answer.get(name) for name in _COMMUNE}
    if cells["secretariat"] is not None:
        cells["secretariat"] = secretariat_labels("en")[str(cells["secretariat"])]
    filled.rows.append(FilledRow("communes", number, {"code": code, **cells}))
    if answer.get("meeting_on") is not None:
        meeting: dict[str, Cell] = {
            "body": Body(LOCAL, code).name("fr"),
            "date": answer["meeting_on"],
            "status": "held",
            "attendees": answer.get("attendees"),
        }
        filled.rows.append(FilledRow("meetings", number, meeting))
    if answer.get("summary") is not None:
        raised: dict[str, Cell] = {
            "territory": code,
            "raised_on": answer.get("raised_on"),
            "category": answer.get("category"),
            "summary": answer["summary"],
            "status": "open",
        }
        filled.rows.append(FilledRow("constraints", number, raised))


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)
