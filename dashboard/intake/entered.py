"""Rows entered by a short form: checked as rows of a file are, committed as one batch.

Rows of several tables go in together: a decision may refer to the meeting that is entered beside
it. Problems name the table, the row and the field, for a form has no line of a file to point at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from dashboard.contracts import Contract, contracts
from dashboard.errors import Problem, Refused, Said, UserError
from dashboard.intake.cell_answers import persons_in, without_quotes
from dashboard.intake.checked import Change, Preview
from dashboard.intake.checking import check_rows
from dashboard.intake.committing import commit_checked
from dashboard.intake.faults import Place, error
from dashboard.intake.headers import Columns
from dashboard.intake.reading import Line, Sheet
from dashboard.intake.staging import Staged, stage
from dashboard.intake.uploads import Found, Upload
from dashboard.store import Batch, Origin, Part, Row, Store

Entered: TypeAlias = Mapping[str, Sequence[Mapping[str, Any]]]  # the rows by table
CellAt: TypeAlias = tuple[str, int, str]  # table, row from 1 up, column

_NOT_HERE = "entered.beside"  # an id no row can have: what it stands for was refused


@dataclass(frozen=True)
class RowOf:
    """A cell that refers to a row entered beside it: its table, and its number from 1 up."""

    table: str
    row: int = 1


@dataclass(frozen=True)
class EntrySender:
    """Who enters rows, and on which day.

    `names_nobody` are the cells whose text was asked about and names no person.
    """

    today: dt.date = field(default_factory=dt.date.today)
    account: str = "local"
    note: str | None = None
    origin: Origin = "reported"
    names_nobody: frozenset[CellAt] = frozenset()


@dataclass(frozen=True)
class CheckedEntry:
    """Checked rows. `previews` say what they would do, by table; `problems` why they cannot go in.

    `problems` are by table, errors first. `state_no` is the state of the store that was looked at.
    """

    entered: Entered
    problems: Mapping[str, tuple[Problem, ...]]
    rows: Mapping[str, Sequence[Staged]]
    previews: Mapping[str, Preview]
    state_no: int
    sender: EntrySender

    @property
    def errors(self) -> list[tuple[str, Problem]]:
        """The problems that refuse the entry, each with its table."""
        return [
            (table, one)
            for table, found in self.problems.items()
            for one in found
            if one.level == "error"
        ]

    @property
    def refused(self) -> bool:
        """Whether nothing of it can go in."""
        return bool(self.errors)

    @property
    def changes_nothing(self) -> bool:
        """Whether all that it says is known already."""
        return not any(one.new or one.changed for one in self.previews.values())

    def by_field(self) -> dict[CellAt, list[Problem]]:
        """Return the problems by table, row and column; the column is empty for a whole row."""
        found: dict[CellAt, list[Problem]] = {}
        for table, problems in self.problems.items():
            for one in problems:
                found.setdefault((table, one.row or 0, one.column or ""), []).append(one)
        return found


def check_entered(
    store: Store, entered: Entered, sender: EntrySender | None = None
) -> CheckedEntry:
    """Check rows of one or several tables together; nothing is written.

    Args:
        store: an open store.
        entered: rows by table, each its cells by column: text, numbers, days, codes, lists of
            them, or `RowOf`. A cell that is empty or None is not said; `-` erases.
        sender: who enters, and what was answered of texts that look like names.

    Raises:
        UserError: there is no such table, or no such column.
    """
    by = sender or EntrySender()
    state_no = store.state_no()
    _refuse_unknown(entered)
    upload = Upload(store, by.today)
    upload.tables = frozenset(entered)
    found: dict[str, Found] = {}
    for table in (name for name in contracts() if entered.get(name)):
        found[table] = _check_table(upload, contracts()[table], entered[table], found, by)
    return CheckedEntry(
        entered,
        {table: _errors_first(one.problems) for table, one in found.items()},
        {table: one.rows for table, one in found.items()},
        {table: Preview(*one.counts, tuple(Change(*c) for c in one.changes))
         for table, one in found.items()},
        state_no,
        by,
    )  # fmt: skip


def commit_entered(store: Store, checked: CheckedEntry) -> int:
    """Commit checked rows as one batch, in one transaction; return its number.

    When the store has moved since the check, they are checked again first.

    Raises:
        Refused: a row has an error, or there is no row; nothing was written.
    """
    return commit_checked(
        store,
        checked,
        again=lambda one: check_entered(store, one.entered, one.sender),
        refuse=_refuse,
        batch=entered_batch,
    )


def entered_batch(checked: CheckedEntry) -> Batch:
    """Return the one batch that committing makes, to rehearse what it would do."""
    by = checked.sender
    parts = [
        Part(table, "upsert",
             [Row(one.row, one.stored_values(contracts()[table]), one.erased) for one in rows])
        for table, rows in checked.rows.items() if rows
    ]  # fmt: skip
    return Batch(parts, by.origin, by.account, note=by.note)


def _check_table(
    upload: Upload,
    contract: Contract,
    rows: Sequence[Mapping[str, Any]],
    before: Mapping[str, Found],
    by: EntrySender,
) -> Found:
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [
        Line(at, tuple(_cell(row.get(name), before) for name in names))
        for at, row in enumerate(rows, 1)
    ]
    sheet = Sheet(tuple(names), 0, tuple(lines))
    columns = Columns({name: index for index, name in enumerate(names)}, None, ())
    kept = {(row, name) for table, row, name in by.names_nobody if table == contract.table}
    persons = list(persons_in(contract, columns.at, sheet, kept))
    staged, problems = stage(contract, sheet, columns)
    found = Found(sheet, [*without_quotes(problems, persons), *persons])
    check_rows(upload, contract, staged, "upsert", None, found)
    found.problems += _hanging(contract, found.pending)
    return found


def _cell(value: Any, before: Mapping[str, Found]) -> Any:
    """Return a cell as a file would hold it: a list as its parts, a row beside it as its id."""
    if isinstance(value, RowOf):
        rows = before[value.table].rows if value.table in before else []
        id_column = contracts()[value.table].id_column
        ids = [one.values[id_column] for one in rows if one.row == value.row]
        return ids[0] if ids else _NOT_HERE
    if isinstance(value, list | tuple):
        return " | ".join(str(_cell(one, before)) for one in value) or None
    if isinstance(value, str):
        return value.strip() or None
    return value


def _hanging(contract: Contract, pending: Sequence[Staged]) -> Iterator[Problem]:
    """A form keeps nothing aside: what it refers to must be there; a refused row is said once."""
    for row in pending:
        for text in row.waits_for:
            if text == _NOT_HERE:
                continue
            names = [c.name for c in contract.references if _holds(row.values.get(c.name), text)]
            yield error(
                "reference.unknown",
                Said("No row is known by this."),
                Said("Choose one of the list, or enter that row first."),
                at=Place(row.row, names[0] if names else None),
                found=text,
            )


def _holds(value: Any, text: str) -> bool:
    return text in value if isinstance(value, list) else value == text


def _errors_first(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(
        (replace(one, row=one.row or None) for one in problems),
        key=lambda one: (one.level != "error", one.row or 0),
    ))  # fmt: skip


def _refuse_unknown(entered: Entered) -> None:
    for table, rows in entered.items():
        if table not in contracts():
            raise UserError(Said("There is no table {table}. The tables are: {tables}.",
                                 table=table, tables=list(contracts())))  # fmt: skip
        for name in {name for row in rows for name in row}:
            if name not in contracts()[table].by_name:
                raise UserError(Said("There is no column {column}.", column=name))


def _refuse(checked: CheckedEntry) -> None:
    if checked.refused:
        problems = [one for _table, one in checked.errors]
        raise Refused(problems[0].message, problems)
    if not any(checked.rows.values()):
        raise Refused(Said("There is nothing to save: fill in at least one row."))
