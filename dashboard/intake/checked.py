"""A checked file: what was asked of it, what it would do, and why it cannot go in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.contracts import Contract, contracts
from dashboard.errors import Problem
from dashboard.intake.bulk_check import Plain
from dashboard.intake.cell_answers import CellAnswers
from dashboard.intake.mapping import Decisions, HeaderMapping
from dashboard.intake.place_answers import AskedPlace, NameAnswer, UsedAnswer
from dashboard.intake.reading import Sheet
from dashboard.intake.staging import Staged
from dashboard.store import Mode, Origin, Scope


@dataclass(frozen=True)
class File:
    """One file of an upload and what is asked of it.

    `mapping` is header → column («» leaves a column out), as a person confirmed it; `places` say
    what names mean in this file. Both go before what the account answered for earlier files.
    """

    table: str
    content: bytes
    file_name: str
    mode: Mode = "upsert"
    scope: Scope | None = None
    encoding: str | None = None
    sheet: str | None = None
    mapping: Decisions | None = None
    places: Sequence[NameAnswer] = ()
    cells: CellAnswers = field(default_factory=CellAnswers)


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
    `state_no` is the state of the store the check looked at. `mapping` is what each header was
    taken or proposed as, `places_asked` the names a person must decide on, `places_answered` the
    answers that were used.
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
    mapping: HeaderMapping = field(default_factory=HeaderMapping)
    places_asked: tuple[AskedPlace, ...] = ()
    places_answered: tuple[UsedAnswer, ...] = ()
    every_problem: tuple[Problem, ...] = ()
    plain: Plain | None = None  # of a large file: the rows besides `rows`, as columns
    values: tuple[int, int] = (0, 0)  # stored ones an upsert speaks of, and how many change

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
