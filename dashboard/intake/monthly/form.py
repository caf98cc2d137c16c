"""The phone form: answers commune by commune → the same ticked rows as a workbook."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence

from dashboard.contracts import contracts
from dashboard.intake.monthly.filled import Filled, FilledRow
from dashboard.intake.monthly.last_known import LastKnown
from dashboard.intake.monthly.layout import secretariat_labels
from dashboard.intake.monthly.places import LOCAL, Body
from dashboard.intake.reading import Cell
from dashboard.intake.values import is_one_line

# What an answer may hold: cells of sheet 1 (the secretariat as its code), a meeting, a constraint.
Answer = Mapping[str, Cell]
_MOST = 999_999_999  # of a count
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


def answers_back(text: str, units: Sequence[str]) -> dict[str, dict[str, Cell]]:
    """Return the answers that a browser kept as JSON, by unit: those of `units`, in their forms.

    A browser's memory may be changed by hand: an answer that the form could not have given is left
    out whole, and the commune is asked again.
    """
    try:
        kept = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(kept, dict):
        return {}
    found = {code: _answer_back(kept[code]) for code in units if code in kept}
    return {code: answer for code, answer in found.items() if answer is not None}


def _answer_back(kept: object) -> dict[str, Cell] | None:
    if not isinstance(kept, dict) or not set(kept) <= set(_CELLS):
        return None
    answer: dict[str, Cell] = {}
    for name, value in kept.items():
        if value is None:
            answer[name] = None
        elif not _CELLS[name](value):
            return None
        else:
            answer[name] = dt.date.fromisoformat(value) if _CELLS[name] is _is_day else value
    return answer


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and 1990 <= dt.date.fromisoformat(value).year <= 2099
    except ValueError:
        return False


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= _MOST


def _is_tick(value: object) -> bool:
    return isinstance(value, bool)


def _is_summary(value: object) -> bool:
    longest = contracts()["constraint_reports"].by_name["summary"].max_length
    return isinstance(value, str) and len(value) <= longest and is_one_line(value)


def _is_secretariat(value: object) -> bool:
    return isinstance(value, str) and value in secretariat_labels("en")


def _is_category(value: object) -> bool:
    known = contracts()["constraint_reports"].by_name["category"].by_code
    return isinstance(value, str) and value in known


# What each cell of an answer may hold.
_CELLS: Mapping[str, Callable[[object], bool]] = {
    "secretariat": _is_secretariat,
    **dict.fromkeys(("date", "meeting_on", "raised_on"), _is_day),
    **dict.fromkeys(("members", "women", "bureau_members", "attendees"), _is_count),
    **dict.fromkeys(("offices_total", "offices_filled"), _is_count),
    **dict.fromkeys(("no_meeting", "no_constraint"), _is_tick),
    "summary": _is_summary,
    "category": _is_category,
}


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
