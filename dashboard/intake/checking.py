"""One file of an upload: from its bytes to rows that can be stored, with every problem."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.contracts import Contract, contracts
from dashboard.errors import Problem, Refused, Said
from dashboard.intake.checks import Standing, check_row
from dashboard.intake.decoding import read
from dashboard.intake.faults import Place, error
from dashboard.intake.headers import column_named, columns_of
from dashboard.intake.known import Known
from dashboard.intake.places import is_known_place
from dashboard.intake.reading import Sheet
from dashboard.intake.references import Targets
from dashboard.intake.resolving import Resolver
from dashboard.intake.rules import check_table
from dashboard.intake.staging import Staged, stage
from dashboard.intake.values import read_cell
from dashboard.store import Mode, Part, Scope, Store
from dashboard.store.scopes import Reach, reach_of


@dataclass
class Found:
    """What a check of one file found. `counts`: new, changed, unchanged, removed, erased cells."""

    sheet: Sheet
    problems: list[Problem] = field(default_factory=list)
    rows: list[Staged] = field(default_factory=list)
    pending: list[Staged] = field(default_factory=list)
    counts: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)
    changes: list[tuple[int, tuple[Any, ...], str, Any, Any]] = field(default_factory=list)


class Upload:
    """What the files of one upload share: the store as it stands, and the rows they bring."""

    def __init__(self, store: Store, today: dt.date) -> None:
        """Look at the store when first asked of a table."""
        self.store, self.today = store, today
        self._known: dict[str, Known] = {}
        self.targets: dict[str, Targets] = {}

    def known(self, table: str) -> Known:
        """Return what the store holds of a table."""
        if table not in self._known:
            self._known[table] = Known(self.store.cursor(), contracts()[table])
        return self._known[table]

    def targets_of(self, contract: Contract) -> dict[str, Targets]:
        """Return what the references of a table may name."""
        for column in contract.references:
            table = column.refers_to
            if table in contracts() and table not in self.targets:
                self.targets[table] = Targets(
                    contracts()[table], self.known(table).current.values()
                )
        return self.targets


def stage_file(
    upload: Upload,
    table: str,
    content: bytes,
    mode: Mode,
    scope: Scope | None,
    encoding: str | None,
) -> Found:
    """Check one file; its rows become known to the files that follow."""
    contract = contracts()[table]
    known_file = _already(upload.store, content)
    sheet = read(
        content,
        known=lambda title: column_named(contract, title) is not None,
        speaks=lambda one: _speaks(contract, one),
        encoding=encoding,
    )
    found = Found(sheet, [*known_file, *sheet.problems])
    if not sheet.header:
        return found
    columns = columns_of(contract, sheet.header, sheet.header_row)
    staged, problems = stage(contract, sheet, columns)
    found.problems += [*columns.problems, *problems]
    if not sheet.lines and not sheet.problems and mode != "replace":
        found.problems.append(_no_rows())
    if not any(one.code == "column.missing" for one in columns.problems):
        check_rows(upload, contract, staged, mode, scope, found)
    found.problems.sort(key=lambda one: one.row or 0)
    return found


def check_rows(
    upload: Upload,
    contract: Contract,
    staged: Sequence[Staged],
    mode: Mode,
    scope: Scope | None,
    found: Found,
) -> None:
    """Resolve and check typed rows; fill `found` with what can be stored and what cannot."""
    known, targets = upload.known(contract.table), upload.targets_of(contract)
    resolver = Resolver(known, targets, upload.today, removes=mode == "remove")
    rows = resolver.rows(list(staged))
    found.problems += resolver.problems
    found.pending = resolver.pending
    standings = [] if mode == "remove" else [_standing(known, row) for row in rows]
    for standing in standings:
        found.problems += check_row(contract, standing, upload.today)
    found.problems += check_table(contract, standings, known.current, upload.today)
    reach = _reach(upload, contract, mode, scope, found)
    if reach is not None:
        found.problems += _outside(contract, reach, rows)
    found.rows = rows
    _count(found, known, rows, standings, reach)
    if contract.table in upload.targets and mode != "remove":
        for standing in standings:
            upload.targets[contract.table].add(standing.now)


def _standing(known: Known, row: Staged) -> Standing:
    """The row as it would stand; a new row takes the defaults of cells left empty."""
    contract = known.contract
    before = known.current.get(known.key(row.values))
    if before is None:
        for column in contract.columns:
            if column.default and column.name not in (*row.values, *row.erased):
                row.values[column.name] = read_cell(contract.table, column, column.default)
    erased = dict.fromkeys(row.erased)
    return Standing(row.row, row.touched, {**(before or {}), **row.values, **erased}, before)


def _reach(
    upload: Upload, contract: Contract, mode: Mode, scope: Scope | None, found: Found
) -> Reach | None:
    if mode != "replace":
        return None
    try:
        return reach_of(upload.store.cursor(), contract, Part(contract.table, mode, [], scope))
    except Refused as refused:
        found.problems += refused.problems
        return None


def _outside(contract: Contract, reach: Reach, rows: Sequence[Staged]) -> list[Problem]:
    return [
        error(
            "row.outside_scope",
            Said("The row lies outside the territories and days that this file replaces."),
            Said("Take the row out, or widen what the file replaces."),
            at=Place(row.row, contract.place or contract.dated_by),
            found=row.values.get(contract.place or contract.dated_by),
        )
        for row in rows
        if not reach.covers(row.values)
    ]


def _count(
    found: Found,
    known: Known,
    rows: Sequence[Staged],
    standings: Sequence[Standing],
    reach: Reach | None,
) -> None:
    held = {known.key(row.values) for row in rows}
    if rows and not standings:
        removed = sum(key in known.current for key in held)
        found.counts = (0, 0, 0, removed, 0)
        return
    names = [column.name for column in known.contract.facts]
    changed = 0
    for row, standing in zip(rows, standings, strict=True):
        before = standing.before
        cells = [] if before is None else [n for n in names if before.get(n) != standing.now.get(n)]
        changed += bool(cells)
        key = known.key(row.values)
        for name in cells:
            found.changes.append(
                (row.row, key, name, (before or {}).get(name), standing.now.get(name))
            )
    new = sum(standing.before is None for standing in standings)
    gone = sum(reach.covers(r) for k, r in known.current.items() if k not in held) if reach else 0
    erased = sum(new is None and old is not None for *_, old, new in found.changes)
    found.counts = (new, changed, len(rows) - new - changed, gone, erased)


def _speaks(contract: Contract, sheet: Sheet) -> int:
    """Count the headers, and the different names of places, that are known: decides encodings."""
    named = [column_named(contract, title) for title in sheet.header]
    places = {
        cell
        for index, name in enumerate(named)
        if name == "province" or (name and contract.by_name[name].type in ("code", "unit"))
        for cell in {line.cells[index] for line in sheet.lines}
        if isinstance(cell, str) and not cell.isascii()
    }
    return sum(name is not None for name in named) + sum(map(is_known_place, list(places)[:500]))


def _already(store: Store, content: bytes) -> list[Problem]:
    found = store.cursor().execute(
        """select batch_no, arg_max(state, state_no) as state
        from app.batches join app.batch_states using (batch_no)
        where file_sha256 = $sha256 group by batch_no order by state, batch_no""",
        {"sha256": hashlib.sha256(content).hexdigest()},
    ).fetchone()  # fmt: skip
    if found is None:
        return []
    if found[1] == "accepted":
        said = Said("This file is already imported, as batch {batch}.", batch=found[0])
        return [error("file.already_imported", said, Said("There is nothing to do."))]
    said = Said("This file was imported as batch {batch}, which is undone.", batch=found[0])
    return [error("file.undone", said, Said("Redo that batch."), candidates=(str(found[0]),))]


def _no_rows() -> Problem:
    said = Said("The file has a header and no rows.")
    return error("file.no_rows", said, Said("Fill at least one row below the header."))
