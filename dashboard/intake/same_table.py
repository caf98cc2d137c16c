"""Several files of one upload for one table: none may say of a row what another one denies.

What an earlier file says is known to the later ones, so that a change is told once and a month is
compared with the one before it, whichever file holds it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dashboard.errors import Problem, Said, UserError
from dashboard.intake.checks import Standing
from dashboard.intake.faults import Place, error, warning
from dashboard.intake.known import Known

if TYPE_CHECKING:
    from dashboard.intake.checked import File
    from dashboard.intake.uploads import Upload


def shared_tables(files: Sequence[File]) -> frozenset[str]:
    """Return the tables that several files of an upload are for.

    Raises:
        UserError: one of those files replaces or removes: what is left would hang on their order.
    """
    tables = [file.table for file in files]
    shared = frozenset(table for table in tables if tables.count(table) > 1)
    for file in files:
        if file.table in shared and file.mode != "upsert":
            raise UserError(
                Said(
                    "Several files are for the table {table} and one of them replaces or removes: "
                    "import them one after the other.",
                    table=file.table,
                )
            )
    return shared


def given_twice(file: File, earlier: Sequence[File]) -> list[Problem]:
    """Return the problem of a file whose bytes an earlier file of the upload has."""
    sha256 = hashlib.sha256(file.content).digest()
    for other in earlier:
        if hashlib.sha256(other.content).digest() == sha256:
            said = Said("This file is given twice, also as {name}.", name=other.file_name)
            return [error("file.given_twice", said, Said("Take one of the two out."))]
    return []


def said_before(upload: Upload, known: Known, standings: Sequence[Standing]) -> list[Problem]:
    """Return the rows that an earlier file of the upload has too; note what this one says."""
    if known.contract.table not in upload.shared:
        return []
    said = upload.said.setdefault(known.contract.table, {})
    found = list(_twice(known, standings, said, upload.file_name))
    for standing in standings:
        known.current[known.key(standing.now)] = dict(standing.now)
    return found


def _twice(
    known: Known,
    standings: Sequence[Standing],
    said: dict[tuple[Any, ...], tuple[str, int, Mapping[str, Any]]],
    file_name: str,
) -> Iterator[Problem]:
    for standing in standings:
        key = known.key(standing.now)
        cells = {name: standing.now.get(name) for name in standing.given}
        if key not in said:
            said[key] = (file_name, standing.row, cells)
            continue
        name, row, first = said[key]
        if all(first[column] == cells[column] for column in first.keys() & cells.keys()):
            yield _again(standing.row, name, row)
        else:
            yield _other(standing.row, name, row, key)
        said[key] = (name, row, {**cells, **first})


def _again(row: int, name: str, first: int) -> Problem:
    return warning(
        "row.in_two_files",
        Said("Row {row} of {name} says the same.", row=first, name=name),
        Said("It counts once; nothing to do."),
        at=Place(row),
    )


def _other(row: int, name: str, first: int, key: tuple[Any, ...]) -> Problem:
    return error(
        "row.two_files_differ",
        Said("Row {row} of {name} has the same key and says something else.", row=first, name=name),
        Said("Keep one of them."),
        at=Place(row),
        found=" · ".join(str(part) for part in key if part is not None),
    )
