"""Headers of a file → columns of a contract, whatever their language, case or accents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dashboard.contracts import Contract, contracts
from dashboard.errors import Problem, Said
from dashboard.intake.faults import Place, error
from dashboard.intake.personal import is_personal_header
from dashboard.intake.places import folded

PROVINCE = "province"  # a helper column: it says in which province a name is looked for
_PROVINCE = (
    *("province", "province_code", "préfecture", "province ou préfecture"),
    *("الإقليم", "العمالة", "العمالة أو الإقليم", "الإقليم أو العمالة"),
)
_TERRITORY = ("territory", "territoire", "territory_code", "الوحدة الترابية", "المجال الترابي")


@dataclass(frozen=True)
class Columns:
    """Which column of the contract each cell of a row is."""

    at: Mapping[str, int]
    province_at: int | None
    problems: tuple[Problem, ...]


def columns_of(contract: Contract, header: tuple[str, ...], row: int) -> Columns:
    """Return where each column stands in the header, and every fault of the header."""
    at: dict[str, int] = {}
    problems: list[Problem] = []
    for index, title in enumerate(header):
        name = column_named(contract, title)
        if name is None:
            problems.append(_stranger(title, index, row))
        elif name in at:
            problems.append(_twice(header[at[name]], title, name, row))
        else:
            at[name] = index
    problems.extend(_missing(contract, at, row))
    return Columns(
        {n: i for n, i in at.items() if n in contract.by_name}, at.get(PROVINCE), tuple(problems)
    )


def column_named(contract: Contract, title: str) -> str | None:
    """Return the column a header names, `province` for the helper column, None if none."""
    return _index(contract.table).get(folded(title)) if title else None


@cache
def _index(table: str) -> dict[str, str]:
    """Folded header → column; a name wins over a label, a label over a synonym."""
    contract = contracts()[table]
    index: dict[str, str] = {}
    for column in contract.columns:
        index.setdefault(folded(column.name), column.name)
    for column in contract.columns:
        for label in column.labels.values():
            index.setdefault(folded(label), column.name)
    for column in contract.columns:
        for synonym in column.synonyms:
            index.setdefault(folded(synonym), column.name)
    if contract.place and contract.by_name[contract.place].type in ("code", "unit"):
        for word in _TERRITORY:
            index.setdefault(folded(word), contract.place)
    for word in _PROVINCE:
        index.setdefault(folded(word), PROVINCE)
    return index


def _stranger(title: str, index: int, row: int) -> Problem:
    if not title:
        said = Said("Column {n} has cells but no header.", n=index + 1)
        return error("column.unnamed", said, Said("Name the column, or empty it."), at=Place(row))
    if is_personal_header(title):
        return error(
            "personal_data.column",
            Said("This column names a person or a way to find one."),
            Said("Delete the column: the dashboard holds no person."),
            at=Place(row, title),
            found=title,
        )
    return error(
        "column.unknown",
        Said("No column of this table bears this header."),
        Said("Use a header of the template, or delete the column."),
        at=Place(row, title),
        found=title,
    )


def _twice(first: str, second: str, name: str, row: int) -> Problem:
    return error(
        "column.twice",
        Said("Two headers name the same column: {first} and {second}.", first=first, second=second),
        Said("Keep one of them."),
        at=Place(row, name),
        found=second,
    )


def _missing(contract: Contract, at: Mapping[str, int], row: int) -> list[Problem]:
    """A required column is missing, unless it has a default or the rows are named by their id."""
    by_id = contract.id_column and contract.id_column in at
    return [
        error(
            "column.missing",
            Said("A required column is missing."),
            Said("Add it, as in the template."),
            at=Place(row, column.name),
            expected=Said("{name}", name=" / ".join(dict.fromkeys(column.labels.values()))),
        )
        for column in contract.columns
        if column.required and not column.default and column.name not in at and not by_id
    ]
