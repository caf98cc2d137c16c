"""One file of an upload: from its bytes to rows that can be stored, with every problem."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import partial

from dashboard.contracts import Contract, contracts
from dashboard.errors import Problem, Refused, Said
from dashboard.intake.asking import sum_of_all_above
from dashboard.intake.bulk import BULK_ROWS, BULK_TABLES
from dashboard.intake.bulk_check import Plain
from dashboard.intake.bulk_split import split
from dashboard.intake.cell_answers import answered, persons_in, without_quotes
from dashboard.intake.checks import Standing, check_row
from dashboard.intake.convening import before_convening
from dashboard.intake.date_styles import with_days_of_1904
from dashboard.intake.election_rules import check_elections
from dashboard.intake.faults import Place, error
from dashboard.intake.headers import columns_of
from dashboard.intake.isolation import read_apart
from dashboard.intake.known import Known
from dashboard.intake.mapping import (
    by_fold,
    propose_mapping,
    recall_mapping,
)
from dashboard.intake.papers import answered_too_early
from dashboard.intake.place_answers import (
    PlaceAnswers,
    recall_places,
)
from dashboard.intake.resolving import Resolver
from dashboard.intake.rules import check_table
from dashboard.intake.running_numbers import asked, counts_rows, proposed
from dashboard.intake.same_file import already_known
from dashboard.intake.same_table import said_before
from dashboard.intake.staging import Staged, stage
from dashboard.intake.uploads import NOTHING_TOLD, Found, Told, Upload
from dashboard.intake.values import read_cell
from dashboard.store import Mode, Part, Scope
from dashboard.store.scopes import Reach, reach_of


def stage_file(
    upload: Upload,
    table: str,
    content: bytes,
    mode: Mode,
    scope: Scope | None,
    encoding: str | None,
    sheet_name: str | None = None,
    told: Told = NOTHING_TOLD,
) -> Found:
    """Check one file; its rows become known to the files that follow."""
    contract = contracts()[table]
    known_file = already_known(upload.store, hashlib.sha256(content).hexdigest())
    sheet = read_apart(
        content,
        table,
        encoding=encoding,
        sheet=sheet_name,
        bulk_from=BULK_ROWS if mode == "upsert" and table in BULK_TABLES - upload.shared else None,
        progress=upload.progress,
        cancelled=upload.cancelled,
    )
    found = Found(sheet, [*known_file, *sheet.problems])
    if not sheet.header:
        return found
    _stage(upload, contract, mode, scope, told, found)
    found.problems.sort(key=lambda one: one.row or 0)
    return found


def _stage(
    upload: Upload, contract: Contract, mode: Mode, scope: Scope | None, told: Told, found: Found
) -> None:
    """Take the rows of a readable file through headers, cells and checks into `found`."""
    sheet = found.sheet
    before = recall_mapping(upload.store, contract, sheet.header, told.account)
    found.mapping = propose_mapping(
        contract, sheet.header, confirmed=told.mapping, remembered=before
    )
    columns = columns_of(
        contract,
        sheet.header,
        sheet.header_row,
        {**before, **by_fold(told.mapping)},
        sheet.numbers,
    )
    running = counts_rows(contract, columns, sheet, {**before, **by_fold(told.mapping)})
    if running is not None:
        found.mapping = proposed(found.mapping, running)
        found.problems.append(asked(running, sheet))
    places = PlaceAnswers(told.places, recall_places(upload.store, told.account))
    aside = PlaceAnswers(told.places, recall_places(upload.store, told.account))
    sheet, found.plain, more = split(upload, contract, sheet, columns, aside, told)
    found.sheet = sheet
    sheet = with_days_of_1904(contract, columns.at, sheet)
    sheet, told_cells = answered(contract, columns.at, sheet, told.cells)
    persons = list(persons_in(contract, columns.at, sheet, told.cells.kept))
    staged, problems = stage(contract, sheet, columns, places, upload.progress)
    problems = [*told_cells, *without_quotes(problems, persons), *persons]
    found.places_asked, found.places_answered = places.asked, places.used
    found.problems += [*columns.problems, *problems, *places.problems(), *more]
    if not sheet.lines and sheet.bulk is None and not sheet.problems and mode != "replace":
        found.problems.append(_no_rows())
    is_readable = not any(one.code == "column.missing" for one in columns.problems)
    if is_readable and (sheet.lines or sheet.bulk is None):
        check_rows(upload, contract, staged, mode, scope, found)
    if found.plain is not None:
        _add_plain(found, found.plain)


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
    if contract.table == "meetings":
        found.problems += before_convening(standings, partial(upload.known, "structures"))
    found.problems += answered_too_early(contract, standings, targets)
    found.problems += check_elections(upload, contract, standings, known.current)
    reach = _reach(upload, contract, mode, scope, found)
    if reach is not None:
        found.problems += _outside(contract, reach, rows)
    found.rows = rows
    _count(found, known, rows, standings, reach)
    found.problems += said_before(upload, known, standings)
    found.problems += sum_of_all_above(contract, rows)
    if (named := upload.targets_in(contract)) is not None:
        for standing in standings:
            named.add(standing.now)


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
    spoken = sum(
        (one.before or {}).get(n) is not None for one in standings for n in one.given & set(names)
    )
    found.values = (spoken, sum(old is not None for *_, old, _new in found.changes))


def _add_plain(found: Found, plain: Plain) -> None:
    """Count the rows of a large file that were not looked at singly."""
    counts = [one + other for one, other in zip(found.counts, plain.counts, strict=True)]
    found.counts = (counts[0], counts[1], counts[2], counts[3], counts[4])
    found.values = (found.values[0] + plain.values[0], found.values[1] + plain.values[1])
    found.changes += plain.changes
    found.problems += plain.problems


def _no_rows() -> Problem:
    said = Said("The file has a header and no rows.")
    return error("file.no_rows", said, Said("Fill at least one row below the header."))
