"""What an import cannot decide by itself: refused with what the user may answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.contracts import Contract
from dashboard.errors import Problem, Said
from dashboard.intake.faults import Place, error, warning
from dashboard.intake.staging import Staged

_LEAST_SUMMED = 3  # sums of fewer cells come about by chance


def repeated(row: int, first: int) -> Problem:
    """Return the warning of a row that says the same as an earlier one."""
    said = Said("This row says the same as row {row}.", row=first)
    return warning("row.repeated", said, Said("It is taken once; nothing to do."), at=Place(row))


def sum_of_all_above(contract: Contract, rows: Sequence[Staged]) -> list[Problem]:
    """Warn when the last row counts what all rows above it count together, as a total does.

    A commune may bear the name of its province: «Taza» below the communes of Taza is read as the
    commune.
    """
    if len(rows) < _LEAST_SUMMED:
        return []
    *above, last = rows
    counts = [one.name for one in contract.columns if one.type == "integer" and one.count_class]
    counts = [name for name in counts if last.values.get(name)]
    summed = [sum(row.values.get(name) or 0 for row in above) for name in counts]
    if not counts or len(counts) * len(above) < _LEAST_SUMMED:
        return []
    if summed != [last.values[name] for name in counts]:
        return []
    said = Said("This row counts as much as all the rows above it together: is it a total?")
    remedy = Said("If it is, take it out; if not, there is nothing to do.")
    found = last.values.get(contract.place or contract.dated_by)
    return [warning("row.sum_of_above", said, remedy, at=Place(last.row), found=found)]


def conflict(row: int, first: int, key: tuple[Any, ...]) -> Problem:
    """Return the problem of two rows of one key that differ."""
    return error(
        "row.conflict",
        Said("This row and row {row} have the same key and differ.", row=first),
        Said("Keep one of them."),
        at=Place(row),
        found=_words(key),
    )


def same_key(row: int, first: int, key: tuple[Any, ...]) -> Problem:
    """Ask whether two rows found by the same natural key are one."""
    return error(
        "row.same_key",
        Said("Is this the same as row {row}, or another one?", row=first),
        Said("Keep one of them, or tell them apart: number, id, or «new» as id."),
        at=Place(row),
        found=_words(key),
    )


def same_or_new(contract: Contract, row: int, codes: list[str]) -> Problem:
    """Ask whether a row of a known key that says something else is the same one."""
    return error(
        "row.same_or_new",
        Said("A row with this key is known and says something else: the same one, or another?"),
        Said("Write its id if it is the same, «new» if it is another."),
        at=Place(row, contract.id_column),
        candidates=(*codes, "new"),
    )


def is_it_that_one(row: int, candidates: list[str]) -> Problem:
    """Ask whether a held meeting is one that was planned near its day."""
    return error(
        "meeting.planned_nearby",
        Said("A meeting of this body was planned within 31 days of this one: is it that one?"),
        Said("Write its id if it is, «new» (جديد, nouveau) in the id column if it is another."),
        at=Place(row, "meeting_id"),
        candidates=(*candidates, "new"),
    )


def not_stored(contract: Contract, row: int, key: tuple[Any, ...]) -> Problem:
    """Return the problem of a row to remove that is not there."""
    return error(
        "row.not_stored",
        Said("There is no such row to remove."),
        Said("Correct the row, or take it out of the file."),
        at=Place(row, contract.id_column or None),
        found=_words(key) or None,
    )


def other_id(contract: Contract, staged: Staged, others: list[str]) -> Problem:
    """Return the problem of a row that is stored under another id."""
    return error(
        "id.other_row",
        Said("This row is already known under another id."),
        Said("Write that id, or leave the cell empty."),
        at=Place(staged.row, contract.id_column),
        found=staged.values[contract.id_column],
        candidates=tuple(others),
    )


def other_territory(staged: Staged, place: str, stored: str) -> Problem:
    """Return the problem of an id given with another territory than its own."""
    return error(
        "id.other_territory",
        Said("This id belongs to another territory."),
        Said("Leave the id empty to make a new row, or correct the territory."),
        at=Place(staged.row, place),
        found=staged.values[place],
        expected=Said("{code}", code=stored),
    )


def no_day(row: int) -> Problem:
    """Return the problem of a meeting with neither a planned day nor one it was held."""
    return error(
        "cell.missing",
        Said("A meeting has no day."),
        Said("Fill the planned day, or the day it was held."),
        at=Place(row, "planned_on"),
        expected=Said("planned_on or held_on"),
    )


def _words(key: tuple[Any, ...]) -> str:
    return ", ".join(str(part) for part in key)
