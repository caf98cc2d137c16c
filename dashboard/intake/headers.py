"""Headers of a file → columns of a contract, whatever their language, case or accents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.contracts import Contract
from dashboard.errors import Problem, Said
from dashboard.intake.faults import Place, error
from dashboard.intake.header_names import (
    LEFT_OUT,
    PROVINCE,
    column_named,
    decided,
    near_columns,
)
from dashboard.intake.personal import is_personal_header

__all__ = ["LEFT_OUT", "PROVINCE", "Columns", "column_named", "columns_of"]


@dataclass(frozen=True)
class Columns:
    """Which column of the contract each cell of a row is."""

    at: Mapping[str, int]
    province_at: int | None
    problems: tuple[Problem, ...]


def columns_of(
    contract: Contract,
    header: tuple[str, ...],
    row: int,
    decisions: Mapping[str, str] | None = None,
    numbers: Sequence[int] = (),
) -> Columns:
    """Return where each column stands in the header, and every fault of the header.

    Args:
        contract: the table.
        header: the titles of the file.
        row: where the header stands.
        decisions: folded header → column, or "" for a column that is not read; they go before what
            a header says by itself. A header that names a person is refused whatever they say.
        numbers: the number of each column in the spreadsheet; none: they are counted from 1.
    """
    at: dict[str, int] = {}
    problems: list[Problem] = []
    for index, title in enumerate(header):
        name = decided(contract, title, decisions or {})
        if name == LEFT_OUT:
            continue
        if name is None:
            problems.append(
                _stranger(contract, title, numbers[index] if numbers else index + 1, row)
            )
        elif name in at:
            problems.append(_twice(header[at[name]], title, name, row))
        else:
            at[name] = index
    problems.extend(_missing(contract, at, row))
    return Columns(
        {n: i for n, i in at.items() if n in contract.by_name}, at.get(PROVINCE), tuple(problems)
    )


def _stranger(contract: Contract, title: str, number: int, row: int) -> Problem:
    if not title:
        said = Said("Column {n} has cells but no header.", n=number)
        return error("column.unnamed", said, Said("Name the column, or empty it."), at=Place(row))
    if is_personal_header(title):
        return personal_header(row, title)
    return error(
        "column.unknown",
        Said("No column of this table bears this header."),
        Said("Say which column it is, leave it out, or use a header of the template."),
        at=Place(row, title),
        found=title,
        candidates=tuple(name for name, _ in near_columns(contract, title)),
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
    filled = {column.name for column in contract.columns if column.default or column.default_from}
    return [
        error(
            "column.missing",
            Said("A required column is missing."),
            Said("Add it, as in the template."),
            at=Place(row, column.name),
            expected=Said("{name}", name=" / ".join(dict.fromkeys(column.labels.values()))),
        )
        for column in contract.columns
        if column.required and column.name not in {*at, *filled} and not by_id
    ]


def personal_header(row: int, title: str) -> Problem:
    """Return why a column that names a person is refused."""
    return error(
        "personal_data.column",
        Said("This column names a person or a way to find one."),
        Said("Delete the column: the dashboard holds no person."),
        at=Place(row, title),
        found=title,
    )
