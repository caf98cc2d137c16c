"""Checks of one row beyond types: parts and wholes, order of dates, what goes with what.

A row is checked as it would stand once stored (`now`): a file that brings only the women is checked
against the members known before. A check speaks only of columns the row gives, so that what was
stored long ago does not refuse a file that does not touch it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.contracts import Column, Contract
from dashboard.errors import Named, Problem, Said
from dashboard.intake.faults import Place, Typed, counted, error, typed
from dashboard.intake.judging import below_province, out_of_bounds

# Days that the product adds to a row, as a message names them.
_PRODUCT_DAYS = {
    "meeting_on": {
        "ar": "تاريخ الاجتماع",
        "fr": "jour de la réunion",
        "en": "day of the meeting",
    }
}


@dataclass(frozen=True)
class Standing:
    """A row as it would stand. `given` are the columns the file fills or erases in it."""

    row: int
    given: frozenset[str]
    now: Mapping[str, Any]
    before: Mapping[str, Any] | None = None


def check_row(contract: Contract, standing: Standing, today: dt.date) -> Iterator[Problem]:
    """Yield every fault of a row that its contract forbids."""
    for column in contract.columns:
        value = standing.now.get(column.name)
        if value is None:
            yield from _required(contract, column, standing)
            continue
        yield from _future(column, value, standing, today)
        yield from _too_early(contract, column, value, standing)
        yield from _part(contract, column, value, standing)
        yield from _out_of_place(contract, column, value, standing)
        yield from out_of_bounds(column, value, standing.row, standing.given)
    if contract.not_below_province_when:
        yield from below_province(contract, standing.row, standing.given, standing.now)


def _future(column: Column, value: Typed, standing: Standing, today: dt.date) -> Iterator[Problem]:
    if not column.past or column.name not in standing.given:
        return
    for one in _as_list(value):
        if one > today:
            yield error(
                "date.future",
                Said("This has not happened yet: the date is after today."),
                Said("Correct the date, or put it in the column of planned dates."),
                at=Place(standing.row, column.name),
                found=one,
                expected=Said("a date not after {today}", today=today),
            )


def _too_early(
    contract: Contract, column: Column, value: Typed, standing: Standing
) -> Iterator[Problem]:
    first = standing.now.get(column.not_before) if column.not_before else None
    if first is None or not {column.name, column.not_before} & standing.given:
        return
    if min(_as_list(value)) < max(_as_list(first)):
        yield error(
            "date.order",
            Said("This date comes before the date that must precede it."),
            Said("Correct one of the two dates."),
            at=Place(standing.row, column.name),
            found=min(_as_list(value)),
            expected=Said(
                "not before {first} ({column})",
                first=max(_as_list(first)),
                column=titled(contract, column.not_before),
            ),
        )


def _part(
    contract: Contract, column: Column, value: Typed, standing: Standing
) -> Iterator[Problem]:
    if not column.part_of or not {column.name, column.part_of} & standing.given:
        return
    whole = standing.now.get(column.part_of)
    if column.least_whole and (whole is None or whole < column.least_whole):
        yield _too_small_a_body(contract, column, value, standing, whole)
    if whole is not None and value > whole:
        yield error(
            "count.part_above_whole",
            Said("This part is larger than its whole."),
            Said("Correct one of the two numbers."),
            at=Place(standing.row, column.name),
            found=typed(column, value),
            expected=Said(
                "at most {whole} ({column})",
                whole=counted(contract.by_name[column.part_of], whole),
                column=titled(contract, column.part_of),
            ),
        )


def _too_small_a_body(
    contract: Contract, column: Column, value: Typed, standing: Standing, whole: int | None
) -> Problem:
    return error(
        "count.small_body",
        Said("This is taken only for bodies of {least} or more.", least=column.least_whole),
        Said("Leave the cell empty, or give the number of members."),
        at=Place(standing.row, column.name),
        found=typed(column, value),
        expected=Said(
            "{column} of {least} or more, found {whole}",
            column=titled(contract, column.part_of),
            least=column.least_whole,
            whole="–" if whole is None else counted(contract.by_name[column.part_of], whole),
        ),
    )


def _out_of_place(
    contract: Contract, column: Column, value: Typed, standing: Standing
) -> Iterator[Problem]:
    for name, allowed in column.only_when.items():
        if standing.now.get(name) in allowed or not {column.name, name} & standing.given:
            continue
        yield error(
            "cell.not_with",
            Said("This cell cannot be filled with what another column of the row says."),
            Said("Empty it, erase it with -, or correct the other column."),
            at=Place(standing.row, column.name),
            found=typed(column, value),
            expected=_with(contract, name, allowed),
        )


def _required(contract: Contract, column: Column, standing: Standing) -> Iterator[Problem]:
    asked = [
        name for name, values in column.required_when.items() if standing.now.get(name) in values
    ]
    for name in asked:
        if {column.name, name} & standing.given:
            yield missing(standing.row, column, _with(contract, name, column.required_when[name]))
    if column.required and not asked:
        yield missing(standing.row, column, None)


def missing(row: int, column: Column, why: Said | None) -> Problem:
    """Return the problem of an empty cell that must be filled."""
    return error(
        "cell.missing",
        Said("This cell must be filled."),
        Said("Fill it."),
        at=Place(row, column.name),
        expected=why or Said("{example}", example=column.example),
    )


def titled(contract: Contract, name: str) -> Named | str:
    """Return a column as a message names it."""
    column = contract.by_name.get(name)
    if column is not None:
        return Named(column.labels)
    return Named(_PRODUCT_DAYS[name]) if name in _PRODUCT_DAYS else name


def _with(contract: Contract, name: str, allowed: Sequence[str]) -> Said:
    values = contract.by_name[name].by_code
    words = [Named(values[code].labels) if code in values else code for code in allowed]
    return Said("with {column}: {values}", column=titled(contract, name), values=words)


def _as_list(value: Typed) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]
