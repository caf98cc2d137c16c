"""One upload: what is told of its files, what is known beside it, and what is found in each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.contracts import Contract, contracts
from dashboard.errors import Problem
from dashboard.intake.bulk_check import Plain
from dashboard.intake.cell_answers import CellAnswers
from dashboard.intake.known import Known
from dashboard.intake.mapping import Decisions, HeaderMapping
from dashboard.intake.place_answers import AskedPlace, NameAnswer, UsedAnswer
from dashboard.intake.reading import Sheet
from dashboard.intake.references import Targets
from dashboard.intake.staging import Staged
from dashboard.store import Store


@dataclass
class Found:
    """What a check of one file found. `counts`: new, changed, unchanged, removed, erased cells."""

    sheet: Sheet
    problems: list[Problem] = field(default_factory=list)
    rows: list[Staged] = field(default_factory=list)
    pending: list[Staged] = field(default_factory=list)
    counts: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)
    values: tuple[int, int] = (0, 0)  # stored ones the file speaks of, and how many of them change
    changes: list[tuple[int, tuple[Any, ...], str, Any, Any]] = field(default_factory=list)
    mapping: HeaderMapping = field(default_factory=HeaderMapping)
    places_asked: tuple[AskedPlace, ...] = ()
    places_answered: tuple[UsedAnswer, ...] = ()
    plain: Plain | None = None  # the rows of a large file that are not in `rows`


@dataclass(frozen=True)
class Told:
    """What a person said of a file: which column each header is, which place a name means."""

    mapping: Decisions | None = None
    places: Sequence[NameAnswer] = ()
    account: str = "local"
    cells: CellAnswers = field(default_factory=CellAnswers)


NOTHING_TOLD = Told()


class Upload:
    """What the files of one upload share: the store as it stands, and the rows they bring."""

    def __init__(
        self,
        store: Store,
        today: dt.date,
        progress: Callable[[int], object] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        """Look at the store when first asked of a table.

        `progress` is told how many rows are read; `cancelled` is asked whether to stop.
        """
        self.store, self.today = store, today
        self.progress, self.cancelled = progress, cancelled
        self.tables: frozenset[str] = frozenset()  # of the files of this upload
        self.shared: frozenset[str] = frozenset()  # tables of several files; see `same_table`
        self.file_name = ""  # the file that is being checked
        self.said: dict[str, dict[tuple[Any, ...], tuple[str, int, Mapping[str, Any]]]] = {}
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
            self._targets_in(column.refers_to)
        return self.targets

    def targets_in(self, contract: Contract) -> Targets | None:
        """Return what other tables of this upload may name of a table, None when none refers to it.

        Rows are added to it as they pass the check, so that the files that follow find them.
        """
        referring = (contracts()[name] for name in self.tables)
        if any(c.refers_to == contract.table for one in referring for c in one.references):
            self._targets_in(contract.table)
        return self.targets.get(contract.table)

    def _targets_in(self, table: str) -> None:
        if table in contracts() and table not in self.targets:
            self.targets[table] = Targets(contracts()[table], self.known(table).current.values())
