"""A line of a message → a row: «أزرو: مؤسسة 12/03/2026، 120 منخرطا، لا اجتماع».

What stands between commas is told by its own words, or by its place: after the secretariat come
members, women, bureau members, offices in total, offices filled. What cannot be told is an error,
never left out in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dashboard.errors import Problem, Said
from dashboard.intake.counts import plain_digits
from dashboard.intake.dates import days_in, plain_words
from dashboard.intake.faults import CellFault, Place, error, warning
from dashboard.intake.monthly.filled import Filled, FilledRow, quotable
from dashboard.intake.monthly.last_known import LastKnown
from dashboard.intake.monthly.layout import layout, said_word, secretariat_code, secretariat_labels
from dashboard.intake.monthly.places import LOCAL, Body
from dashboard.intake.places import COMMUNES, place_code
from dashboard.intake.reading import Cell

_BY_PLACE = ("members", "women", "bureau_members", "offices_total", "offices_filled")
_NAMED = re.compile(r"[:：]")
# A comma parts two items, unless digits stand on both sides: 1,234 is asked about, never split.
_PARTED = re.compile(r"[;؛،]|,(?!(?<=\d,)\d)")
_NUMBER = re.compile(r"\d[\d  .,]*\d|\d")
# 33 %, ~120, +5, -5: a share, a guess or a change, and no count of the month.
_NO_COUNT = re.compile(r"[%٪‰~≈<>±½¼]|(?:^|\s)[-−+]\d")
_FILLED_OF = re.compile(r"(\d+)\s*/\s*(\d+)")
_LEADING = frozenset(("le", "du", "de", "au", "en", "on", "in", "في", "يوم", "بتاريخ", "منذ"))
_OPENERS = re.compile(r"^[\s\-–—•*·✓✔☑]+")


@dataclass
class _Line:
    """What a line has said so far."""

    cells: dict[str, Cell] = field(default_factory=dict)
    meeting: dict[str, Cell] | None = None
    spoken: int = 0  # how many figures came by their place
    is_same: bool = False
    unread: list[str] = field(default_factory=list)


def take_line(filled: Filled, last: LastKnown, row: int, line: str) -> None:
    """Add the row of one line to a return, or say why it cannot be read."""
    parts = _NAMED.split(_OPENERS.sub("", line), maxsplit=1)
    if len(parts) < 2 or not parts[1].strip():
        filled.problems.append(_not_read(row, line))
        return
    try:
        code = place_code(parts[0].strip(), last.province.code, COMMUNES)
    except CellFault as fault:
        column = filled.title("communes", "territory")
        filled.problems.append(fault.at(row, column, quotable(parts[0].strip())))
        return
    told = _Line()
    for item in (one.strip(" .\t") for one in _PARTED.split(parts[1])):
        if item:
            _take_item(told, item)
    filled.problems += [_unread(row, item) for item in told.unread]
    known = _in_words(last.commune_cells(code)) if told.is_same else {}
    filled.rows.append(FilledRow("communes", row, {**known, **told.cells, "code": code}))
    if told.meeting is not None:
        body = Body(LOCAL, code).name("fr")
        meeting = {"body": body, "status": "held", **told.meeting}
        filled.rows.append(FilledRow("meetings", row, meeting))


def _take_item(told: _Line, item: str) -> None:
    days = days_in(item)
    words = _words(item)
    if _NO_COUNT.search(item):
        told.unread.append(item)
    elif said_word(words) == "no_change":
        told.is_same = True
    elif said_word(words) == "meeting" and len(days) == 1:
        told.meeting = {"date": days[0][0]}
    elif not days and not _NUMBER.search(plain_digits(item)) and _tick(told, words):
        return
    elif secretariat_code(words) is not None and len(days) < 2:
        told.cells["secretariat"] = words
        if days:
            told.cells["date"] = days[0][0]
    elif not days and (pair := _FILLED_OF.search(plain_digits(item))) and _of_offices(words):
        told.cells |= {"offices_filled": pair[1], "offices_total": pair[2]}
    elif days or not _figure(told, item, words):
        told.unread.append(item)


def _in_words(known: dict[str, Cell]) -> dict[str, Cell]:
    cells = dict(known)
    if "secretariat" in cells:
        cells["secretariat"] = secretariat_labels("en")[str(cells["secretariat"])]
    return cells


def _tick(told: _Line, words: str) -> bool:
    column = layout("communes").column_named(words)
    if column not in ("no_meeting", "no_constraint"):
        return False
    told.cells[column] = True
    return True


def _figure(told: _Line, item: str, words: str) -> bool:
    """Take one number with its words, or by its place when it stands alone."""
    numbers = _NUMBER.findall(plain_digits(item))
    if len(numbers) != 1:
        return False
    if not words:
        if told.spoken >= len(_BY_PLACE):
            return False
        column = _BY_PLACE[told.spoken]
        told.spoken += 1
    else:
        if layout("meetings").column_named(words) == "attendees" and told.meeting is not None:
            told.meeting["attendees"] = numbers[0]
            return True
        named = layout("communes").column_named(words)
        if named not in _BY_PLACE:
            return False
        column = named
        told.spoken = len(_BY_PLACE)  # after a named figure a bare one has no place
    if column in told.cells:
        return False
    told.cells[column] = numbers[0]
    return True


def _of_offices(words: str) -> bool:
    return layout("communes").column_named(words) in ("offices_total", "offices_filled")


def _words(item: str) -> str:
    """Return an item without its numbers, its dates, and the words that lead to a date."""
    plain = plain_words(item)
    for _day, said in days_in(item):
        plain = plain.replace(said, " ")
    parts = re.sub(r"[()=/]", " ", _NUMBER.sub(" ", plain)).split()
    while parts and parts[-1] in _LEADING:
        parts.pop()
    return " ".join(parts)


def _not_read(row: int, line: str) -> Problem:
    return warning(
        "return.line_not_read",
        Said("This line names no commune before a colon: it is not read."),
        Said("Write «commune: secretariat, members, women, …»."),
        at=Place(row),
        found=quotable(line.strip()),
    )


def _unread(row: int, item: str) -> Problem:
    return error(
        "return.unread_words",
        Said("These words of the line cannot be told."),
        Said("Write a word of the sheet before the number: members 120, women 45."),
        at=Place(row),
        found=quotable(item),
    )
