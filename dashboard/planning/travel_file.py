"""A travel-time matrix from a file: origin, destination, minutes; every fault a sentence."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from dashboard.errors import Problem, Refused, Said
from dashboard.intake.delimited import read_delimited
from dashboard.intake.places import folded
from dashboard.intake.reading import Line, Sheet
from dashboard.planning.rules import Rules
from dashboard.planning.travel import Travel
from dashboard.planning.unit_name import UnitName
from dashboard.territory.matching import match

_HEADERS = {
    "origin": ("origin", "origine", "de", "from", "الانطلاق", "من"),
    "destination": ("destination", "vers", "à", "to", "الوصول", "الوجهة", "إلى"),
    "minutes": ("minutes", "minute", "durée", "duration", "الدقائق", "المدة"),
}
_KNOWN = {folded(word): name for name, words in _HEADERS.items() for word in words}
_LONGEST = 24 * 60
_SHOWN_PAIRS = 5
COLUMNS = tuple(_HEADERS)

Pair = tuple[str, str]


def uploaded(content: bytes, codes: Iterable[str], rules: Rules) -> Travel:
    """Return the minutes of an uploaded matrix for every pair of the units asked for.

    Args:
        content: CSV in UTF-8 with the columns origin, destination, minutes; places by name or code,
            minutes whole. Another time each way is taken as given. Rows of other places are left.
        codes: the units whose pairs are needed: homes and visits.
        rules: gives the minutes inside one commune, where the file says none.

    Raises:
        Refused: an unknown or ambiguous commune, minutes that are none, a pair given twice with
            other minutes, or a pair that is missing; all of them at once.
    """
    sheet = read_delimited(_text(content), "utf-8", lambda header: folded(header) in _KNOWN)
    where = _columns(sheet)
    problems: list[Problem] = []
    given: dict[Pair, int] = {}
    for line in sheet.lines:
        problems += _take(given, line, where)
    problems += _missing(given, list(dict.fromkeys(codes)))
    if problems:
        raise Refused(Said("The travel times cannot be used."), problems)
    inside = {(code, code): rules.local_minutes for code in codes}
    return Travel({**inside, **given}, is_estimated=False)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        said = Said("The file of travel times is not text in UTF-8. Save it as CSV UTF-8.")
        raise Refused(said) from fault


def _columns(sheet: Sheet) -> dict[str, int]:
    named = [_KNOWN.get(folded(str(header))) for header in sheet.header]
    lacking = [name for name in _HEADERS if name not in named]
    if lacking:
        raise Refused(
            Said("The file of travel times lacks the columns {columns}. It needs origin, "
                 "destination and minutes.", columns=lacking),
            sheet.problems,
        )  # fmt: skip
    return {name: named.index(name) for name in _HEADERS}


def _take(given: dict[Pair, int], line: Line, where: dict[str, int]) -> Iterator[Problem]:
    cells = {name: line.cells[at] for name, at in where.items()}
    ends = []
    for name in ("origin", "destination"):
        code, fault = _place(line.row, name, cells[name])
        ends.append(code)
        if fault is not None:
            yield fault
    minutes = _minutes(cells["minutes"])
    if minutes is None:
        yield _problem(
            "travel.minutes", Said("These minutes are no time of travel."),
            Said("Write whole minutes from 0 to {most}.", most=_LONGEST),
            line.row, "minutes", cells["minutes"],
        )  # fmt: skip
    if minutes is None or ends[0] is None or ends[1] is None:
        return
    pair = ends[0], ends[1]
    if given.setdefault(pair, minutes) != minutes:
        yield _problem(
            "travel.twice", Said("This pair stands twice with other minutes."),
            Said("Keep one of the two rows."), line.row, "minutes", cells["minutes"],
        )  # fmt: skip


def _place(row: int, column: str, cell: object) -> tuple[str | None, Problem | None]:
    text = "" if cell is None else str(cell)
    found = match(text, levels=("commune", "arrondissement"))
    if found.code is not None:
        return found.code, None
    names = tuple(f"{one.name_fr} ({one.code})" for one in found.candidates)
    said = (
        Said("Several communes bear this name.")
        if found.how == "ambiguous"
        else Said("No commune bears this name.")
    )
    remedy = Said("Write the code of the commune, as in the list of communes.")
    return None, _problem("travel.place", said, remedy, row, column, text, names)


def _minutes(cell: object) -> int | None:
    try:
        number = float(str(cell).replace(",", "."))
    except ValueError:
        return None
    return math.ceil(number) if 0 <= number <= _LONGEST else None


def _missing(given: dict[Pair, int], codes: list[str]) -> Iterator[Problem]:
    lacking = [(a, b) for a in codes for b in codes if a != b and (a, b) not in given]
    if lacking:
        yield _problem(
            "travel.missing",
            Said("Travel times are missing for {n} pairs, such as {pairs}.", n=len(lacking),
                 pairs=[Said("from {origin} to {destination}", origin=UnitName(a),
                             destination=UnitName(b)) for a, b in lacking[:_SHOWN_PAIRS]]),
            Said("Add a row for each, both ways, or leave the file out to use estimates."),
        )  # fmt: skip


def _problem(
    code: str,
    message: Said,
    remedy: Said,
    row: int | None = None,
    column: str | None = None,
    found: object = None,
    candidates: tuple[str, ...] = (),
) -> Problem:
    shown = None if found is None else str(found)
    return Problem(code, "error", message, remedy, row, column, shown, None, candidates)
