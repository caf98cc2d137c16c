"""A file in three steps: check it, look at what it would change, commit it.

`check` writes nothing. A file with one error is refused whole; warnings are kept and shown.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard import store as stores
from dashboard.contracts import Contract, contracts
from dashboard.errors import Problem, Refused, Said, UserError
from dashboard.intake.checking import Found, Upload, stage_file
from dashboard.intake.pending import kept_aside, settle_pending
from dashboard.intake.reading import Sheet
from dashboard.intake.staging import Staged
from dashboard.store import Batch, Mode, Origin, Part, Row, Scope, Store

SHOWN_PROBLEMS = 1_000


@dataclass(frozen=True)
class File:
    """One file of an upload and what is asked of it."""

    table: str
    content: bytes
    file_name: str
    mode: Mode = "upsert"
    scope: Scope | None = None
    encoding: str | None = None


@dataclass(frozen=True)
class Change:
    """One cell that a file changes: `old` and `new` None are *not reported*."""

    row: int
    key: tuple[Any, ...]
    column: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Preview:
    """What a file would do: rows new, changed, unchanged, removed, and cells erased."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    erased: int = 0
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Checked:
    """A checked file. `rows` go in, `pending` wait for what they refer to, `problems` say why not.

    `problems` holds at most `SHOWN_PROBLEMS`, errors first; the two counts count all of them.
    `state_no` is the state of the store the check looked at.
    """

    file: File
    sheet: Sheet
    problems: tuple[Problem, ...]
    error_count: int
    warning_count: int
    rows: tuple[Staged, ...] = ()
    pending: tuple[Staged, ...] = ()
    preview: Preview = field(default_factory=Preview)
    sha256: str = ""
    state_no: int = 0
    origin: Origin = "reported"
    account: str = "local"
    note: str | None = None
    today: dt.date | None = None

    @property
    def table(self) -> str:
        """The table the file is for."""
        return self.file.table

    @property
    def contract(self) -> Contract:
        """The contract of that table."""
        return contracts()[self.file.table]

    @property
    def refused(self) -> bool:
        """Whether nothing of the file can go in."""
        return self.error_count > 0


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
) -> Checked:
    """Check one file against its contract and the store; see `check_many`."""
    file = File(table, content, file_name, mode, scope, encoding)
    return check_many(store, [file], origin=origin, account=account, note=note, today=today)[0]


def check_many(
    store: Store,
    files: Sequence[File],
    *,
    origin: Origin = "reported",
    account: str = "local",
    note: str | None = None,
    today: dt.date | None = None,
) -> list[Checked]:
    """Check the files of one upload together; a row may refer to a row of another file.

    Args:
        store: an open store; nothing is written.
        files: at most one a table.
        origin: reported, public_source or synthetic.
        account: who imports.
        note: what the history shall say.
        today: the day «after today» is measured against; default the clock's.

    Returns:
        One a file, in the order in which they will be committed (a table after those it names).

    Raises:
        UserError: there is no such table, or two files are for one.
    """
    day = today or dt.date.today()
    order = list(contracts())
    _refuse_tables([file.table for file in files], order)
    state_no = store.state_no()
    upload = Upload(store, day)
    checked = []
    for file in sorted(files, key=lambda one: order.index(one.table)):
        found = stage_file(upload, file.table, file.content, file.mode, file.scope, file.encoding)
        checked.append(_checked(file, found, (state_no, origin, account, note, day)))
    return checked


def _checked(
    file: File, found: Found, asked: tuple[int, Origin, str, str | None, dt.date]
) -> Checked:
    errors = [one for one in found.problems if one.level == "error"]
    warnings = [one for one in found.problems if one.level == "warning"]
    return Checked(
        file, found.sheet, tuple([*errors, *warnings][:SHOWN_PROBLEMS]),
        len(errors), len(warnings), tuple(found.rows), tuple(found.pending),
        Preview(*found.counts, tuple(Change(*one) for one in found.changes)),
        hashlib.sha256(file.content).hexdigest(), *asked,
    )  # fmt: skip


def commit(store: Store, checked: Checked | Sequence[Checked]) -> list[int]:
    """Commit what was checked, in one transaction, a batch a file; return the batch numbers.

    When the store has moved since the check, the files are checked again first. Rows that waited
    for what has now arrived are committed after it, as batches of their own (numbers included).

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
                [_batch(one) for one in files if one.rows or one.file.mode == "replace"],
                checked_at_state=files[0].state_no if files else None,
                keep=kept_aside(store, files),
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


def _batch(checked: Checked) -> Batch:
    rows = [Row(one.row, one.stored_values(checked.contract), one.erased) for one in checked.rows]
    scope = checked.file.scope if checked.file.mode == "replace" else None
    return Batch(
        [Part(checked.table, checked.file.mode, rows, scope)],
        checked.origin,
        checked.account,
        checked.file.file_name,
        checked.sha256,
        checked.note,
    )


def _refuse_tables(tables: Sequence[str], known: Sequence[str]) -> None:
    for table in tables:
        if table not in known:
            raise UserError(
                Said("There is no table {table}. The tables are: {tables}.",
                     table=table, tables=list(known))
            )  # fmt: skip
        if tables.count(table) > 1:
            raise UserError(
                Said("Two files are for the table {table}: import them one after the other.",
                     table=table)
            )  # fmt: skip
