"""A file in three steps: check it, look at what it would change, commit it.

`check` writes nothing. A file with one error is refused whole; warnings are kept and shown.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence

from dashboard import store as stores
from dashboard.contracts import contracts
from dashboard.errors import Problem, Refused, Said, UserError
from dashboard.intake.cell_answers import CellAnswers
from dashboard.intake.checked import Change, Checked, File, Preview
from dashboard.intake.checking import stage_file
from dashboard.intake.mapping import Decisions
from dashboard.intake.pending import kept_aside, settle_pending
from dashboard.intake.place_answers import NameAnswer
from dashboard.intake.same_table import given_twice, shared_tables
from dashboard.intake.uploads import Found, Told, Upload
from dashboard.store import Batch, Mode, Origin, Part, Row, Scope, Store

__all__ = ["Change", "Checked", "File", "Preview", "check", "check_many", "commit"]

SHOWN_PROBLEMS = 1_000


def check(
    store: Store,
    table: str,
    content: bytes,
    *,
    file_name: str,
    mode: Mode = "upsert",
    scope: Scope | None = None,
    origin: Origin = "reported",
    account: str = "local",
    note: str | None = None,
    today: dt.date | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    mapping: Decisions | None = None,
    places: Sequence[NameAnswer] = (),
    cells: CellAnswers | None = None,
    progress: Callable[[int], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Checked:
    """Check one file against its contract and the store; see `check_many`."""
    file = File(table, content, file_name, mode, scope, encoding, sheet, mapping, places,
                cells or CellAnswers())  # fmt: skip
    return check_many(
        store, [file], origin=origin, account=account, note=note, today=today,
        progress=progress, cancelled=cancelled,
    )[0]  # fmt: skip


def check_many(
    store: Store,
    files: Sequence[File],
    *,
    origin: Origin = "reported",
    account: str = "local",
    note: str | None = None,
    today: dt.date | None = None,
    progress: Callable[[int], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Checked]:
    """Check the files of one upload together; a row may refer to a row of another file.

    Args:
        store: an open store; nothing is written.
        files: of any tables; several of one table only when all of them add and correct.
        origin: where the figures come from.
        account: who imports.
        note: what the history shall say.
        today: the day «after today» is measured against; default the clock's.
        progress: told now and then how many rows of a file are read.
        cancelled: asked now and then whether to stop.

    Returns:
        One a file, in the order in which they will be committed (a table after those it names).

    Raises:
        UserError: there is no such table, or one of several files of a table replaces or removes.
        CancelledError: `cancelled` said to stop; nothing was written.
    """
    day = today or dt.date.today()
    asked = (store.state_no(), origin, account, note, day)
    return _check_all(Upload(store, day, progress, cancelled), files, asked)


def _check_all(
    upload: Upload, files: Sequence[File], asked: tuple[int, Origin, str, str | None, dt.date]
) -> list[Checked]:
    order = list(contracts())
    _refuse_unknown([file.table for file in files], order)
    upload.tables = frozenset(file.table for file in files)
    upload.shared = shared_tables(files)
    ordered = sorted(files, key=lambda one: order.index(one.table))
    return [
        _check_one(upload, file, given_twice(file, ordered[:at]), asked)
        for at, file in enumerate(ordered)
    ]


def _check_one(
    upload: Upload,
    file: File,
    known: Sequence[Problem],
    asked: tuple[int, Origin, str, str | None, dt.date],
) -> Checked:
    upload.file_name = file.file_name
    told = Told(file.mapping, file.places, asked[2], file.cells)
    found = stage_file(
        upload, file.table, file.content, file.mode, file.scope, file.encoding, file.sheet, told
    )
    found.problems[:0] = known
    return _checked(file, found, asked)


def _checked(
    file: File, found: Found, asked: tuple[int, Origin, str, str | None, dt.date]
) -> Checked:
    errors = [one for one in found.problems if one.level == "error"]
    warnings = [one for one in found.problems if one.level == "warning"]
    return Checked(
        file, found.sheet, tuple([*errors, *warnings][:SHOWN_PROBLEMS]),
        len(errors), len(warnings) + _more_warnings(found),
        tuple(found.rows), tuple(found.pending),
        Preview(*found.counts, tuple(Change(*one) for one in found.changes)),
        hashlib.sha256(file.content).hexdigest(), *asked,
        found.mapping, found.places_asked, found.places_answered,
        every_problem=(*errors, *warnings), plain=found.plain, values=found.values,
    )  # fmt: skip


def commit(
    store: Store, checked: Checked | Sequence[Checked], *, doing: str = "imported"
) -> list[int]:
    """Commit what was checked, in one transaction, a batch a file; return the batch numbers.

    When the store has moved since the check, the files are checked again first. Rows that waited
    for what has now arrived are committed after it, as batches of their own (numbers included).
    `doing` is the action that the audit of a server calls it.

    Raises:
        Refused: a file has errors; nothing was written.
    """
    files = [checked] if isinstance(checked, Checked) else list(checked)
    for _ in range(3):
        if files and files[0].state_no != store.state_no():
            files = _again(store, files)
        _refuse(files)
        try:
            numbers = stores.commit(
                store,
                batches_of(files),
                checked_at_state=files[0].state_no if files else None,
                keep=kept_aside(store, files),
                doing=doing,
            )
        except stores.StaleCheckError:
            continue
        return numbers + settle_pending(store, files[0].today if files else None)
    raise stores.StaleCheckError(
        Said("The data keeps changing while this file is imported. Try again in a moment.")
    )


def _again(store: Store, files: Sequence[Checked]) -> list[Checked]:
    one = files[0]
    return check_many(
        store, [checked.file for checked in files],
        origin=one.origin, account=one.account, note=one.note, today=one.today,
    )  # fmt: skip


def _refuse(files: Sequence[Checked]) -> None:
    problems = [problem for one in files for problem in one.problems if problem.level == "error"]
    if problems:
        count = sum(one.error_count for one in files)
        names = [one.file.file_name for one in files if one.refused]
        raise Refused(
            Said(
                "Refused: {files}. Errors: {count}. Nothing was imported.",
                files=names,
                count=count,
            ),
            problems,
        )


def _more_warnings(found: Found) -> int:
    """The warnings of a large file that are counted and not listed."""
    return 0 if found.plain is None else found.plain.warnings - len(found.plain.problems)


def _holds_rows(checked: Checked) -> bool:
    is_filled = bool(checked.rows) or (checked.plain is not None and checked.plain.rows.num_rows)
    return bool(is_filled) or checked.file.mode == "replace"


def batches_of(files: Sequence[Checked]) -> list[Batch]:
    """Return the batches that committing checked files makes, in order."""
    return [_batch(one) for one in files if _holds_rows(one)]


def _batch(checked: Checked) -> Batch:
    rows = [Row(one.row, one.stored_values(checked.contract), one.erased) for one in checked.rows]
    columns = checked.plain.rows if checked.plain is not None else None
    scope = checked.file.scope if checked.file.mode == "replace" else None
    return Batch(
        [Part(checked.table, checked.file.mode, rows, scope, columns)],
        checked.origin,
        checked.account,
        checked.file.file_name,
        checked.sha256,
        checked.note,
    )


def _refuse_unknown(tables: Sequence[str], known: Sequence[str]) -> None:
    for table in tables:
        if table not in known:
            raise UserError(
                Said("There is no table {table}. The tables are: {tables}.",
                     table=table, tables=list(known))
            )  # fmt: skip
