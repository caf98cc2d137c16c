"""What a row must have before it is stored: its identity, its place, its scope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dashboard.contracts import Contract
from dashboard.errors import Problem, Said
from dashboard.store.batch import Part, Row
from dashboard.store.scopes import Reach

Values = dict[str, Any]


def carried(contract: Contract) -> tuple[str, ...]:
    """Return the columns every stored row carries: identity, place, the product's own dates."""
    own = [name for name in contract.product if name != "reported_from"]
    place = [contract.place] if contract.place else []
    return tuple(dict.fromkeys((*contract.identity, *place, *own)))


def problems_of(
    contract: Contract,
    part: Part,
    full: list[Values],
    known: Mapping[str, Values],
    reach: Reach,
) -> Iterable[Problem]:
    """Yield every fault of a part's rows, completed in `full`; `known` is what ids stand for."""
    seen: dict[tuple[Any, ...], int] = {}
    for row, values in zip(part.rows, full, strict=True):
        _refuse_unknown(contract, row)
        missing = [name for name in _needed(contract) if values.get(name) is None]
        yield from (_missing(row, name) for name in missing)
        yield from (_not_erasable(row, name) for name in row.erased if name in carried(contract))
        if missing:
            continue
        key = tuple(values[name] for name in contract.key if name in values)
        if key in seen:
            yield _twice(row, seen[key])
        seen.setdefault(key, row.row_no)
        yield from _misplaced(contract, row, values, known, reach)
        if part.mode == "replace" and not reach.covers(values):
            yield _outside(row, contract, values)


def _refuse_unknown(contract: Contract, row: Row) -> None:
    unknown = {*row.values, *row.erased} - {*contract.by_name, *contract.product}
    if unknown:
        message = f"{contract.table} has no column {', '.join(sorted(unknown))}"
        raise ValueError(message)


def _needed(contract: Contract) -> list[str]:
    """The identity columns that cannot be empty, and the place."""
    optional = {column.name for column in contract.columns if not column.required}
    names = dict.fromkeys((*contract.natural_key, *([contract.place] if contract.place else [])))
    needed = [name for name in names if name not in optional]
    return [contract.id_column, *needed] if contract.id_column else needed


def _misplaced(
    contract: Contract, row: Row, values: Values, known: Mapping[str, Values], reach: Reach
) -> Iterable[Problem]:
    if not contract.place:
        return
    place = str(values[contract.place])
    if not reach.is_unit(place):
        yield Problem(
            "territory.unknown",
            "error",
            Said("{found} is no territory or constituency of this database.", found=place),
            Said("Give a code of the reference tables."),
            row=row.row_no,
            column=contract.place,
            found=place,
        )
    first = known.get(str(values.get(contract.id_column)), {}).get("first_place")
    if first is not None and first != place:
        yield Problem(
            "id.other_territory",
            "error",
            Said(
                "{id} belongs to {first}: the same id cannot stand for another territory.",
                id=values[contract.id_column],
                first=first,
            ),
            Said("Leave the id empty to make a new row, or correct the territory."),
            row=row.row_no,
            column=contract.place,
            found=place,
            expected=Said("{first}", first=first),
        )


def _missing(row: Row, name: str) -> Problem:
    return Problem(
        "identity.missing",
        "error",
        Said("{column} is empty: without it nobody can tell which row this is.", column=name),
        Said("Fill it in."),
        row=row.row_no,
        column=name,
    )


def _not_erasable(row: Row, name: str) -> Problem:
    return Problem(
        "identity.erased",
        "error",
        Said("{column} says which row this is: it cannot be erased.", column=name),
        Said("Remove the row instead, or leave the cell empty."),
        row=row.row_no,
        column=name,
        found="-",
    )


def _twice(row: Row, first: int) -> Problem:
    return Problem(
        "row.duplicate_key",
        "error",
        Said("Row {row} and row {first} are the same row.", row=row.row_no, first=first),
        Said("Keep one of them."),
        row=row.row_no,
    )


def _outside(row: Row, contract: Contract, values: Values) -> Problem:
    where = [values.get(name) for name in (contract.place, contract.dated_by) if name]
    return Problem(
        "row.outside_scope",
        "error",
        Said("The row lies outside the territories and days that this file replaces."),
        Said("Take the row out, or widen what the file replaces."),
        row=row.row_no,
        found=", ".join(str(one) for one in where),
    )
