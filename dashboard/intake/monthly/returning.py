"""A filled return in three steps: check it, look at what it would change, commit it.

One return is one batch with several parts. A return with one error is refused whole.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dashboard.contracts import contracts
from dashboard.errors import Problem, Refused, Said
from dashboard.intake.cell_answers import persons_in, without_quotes
from dashboard.intake.checking import check_rows
from dashboard.intake.committing import commit_checked
from dashboard.intake.headers import Columns
from dashboard.intake.importing import Change, Preview
from dashboard.intake.monthly.declared import declare
from dashboard.intake.monthly.filled import Filled, in_sheet
from dashboard.intake.monthly.last_known import LastKnown
from dashboard.intake.monthly.layout import layout
from dashboard.intake.monthly.pasted import read_pasted
from dashboard.intake.monthly.reading import read_return
from dashboard.intake.monthly.rows import TableRow, written
from dashboard.intake.monthly.wholes import whole_problems
from dashboard.intake.reading import Line, Sheet
from dashboard.intake.staging import Staged, stage
from dashboard.intake.uploads import Found, Upload
from dashboard.store import Batch, Origin, Part, Row, Store


@dataclass(frozen=True)
class Sender:
    """Who brings a return, and on which day.

    `names_nobody` are the rows of sheet 3 whose text was asked about and names no person.
    """

    today: dt.date = field(default_factory=dt.date.today)
    account: str = "local"
    note: str | None = None
    origin: Origin = "reported"
    names_nobody: frozenset[int] = frozenset()


@dataclass(frozen=True)
class CheckedReturn:
    """A checked return. `previews` say what it would do, by table; `problems` why it cannot go in.

    `confirmed` counts the ticked communes of `communes`; `unticked` the rows that are not read.
    `state_no` is the state of the store the check looked at.
    """

    filled: Filled
    problems: tuple[Problem, ...]
    rows: Mapping[str, Sequence[Staged]]
    previews: Mapping[str, Preview]
    confirmed: int
    communes: int
    state_no: int
    sender: Sender

    @property
    def error_count(self) -> int:
        """How many problems refuse the return."""
        return sum(problem.level == "error" for problem in self.problems)

    @property
    def warning_count(self) -> int:
        """How many problems are kept and shown."""
        return len(self.problems) - self.error_count

    @property
    def refused(self) -> bool:
        """Whether nothing of the return can go in."""
        return self.error_count > 0


def check_workbook(
    store: Store,
    content: bytes,
    *,
    file_name: str,
    province: str | None = None,
    period: str | None = None,
    sender: Sender | None = None,
) -> CheckedReturn:
    """Check a workbook as it came back; province and month are its own where it says them.

    Raises:
        Refused: it is no workbook of a monthly return.
    """
    filled = read_return(content, file_name, province=province, period=period)
    return check_filled(store, filled, sender)


def check_pasted(
    store: Store, text: str, *, province: str, period: str, sender: Sender | None = None
) -> CheckedReturn:
    """Check cells pasted from a spreadsheet, or the lines of a message.

    Raises:
        Refused: there is nothing in it, or no such province.
    """
    return check_filled(store, read_pasted(text, LastKnown(store, province, period)), sender)


def check_filled(store: Store, filled: Filled, sender: Sender | None = None) -> CheckedReturn:
    """Check the rows of a return, wherever they were filled in; nothing is written."""
    by = sender or Sender()
    state_no = store.state_no()
    last = LastKnown(store, filled.province, filled.period)
    seen = replace(
        filled, problems=[*whole_problems(store, filled, last, by.today), *filled.problems]
    )
    rows: dict[str, list[Staged]] = {}
    previews: dict[str, Preview] = {}
    confirmed = 0
    if last.first <= by.today:
        found = written(seen, last, by.today)
        upload = Upload(store, by.today)
        confirmed = len(found.ticked)
        for table, listed in found.by_table().items():
            if table == "returns":
                declare(found, seen, last, rows, by.today)
            one = _check_table(upload, seen, table, listed, by)
            rows[table] = one.rows
            previews[table] = Preview(*one.counts, tuple(Change(*c) for c in one.changes))
    return CheckedReturn(
        filled, tuple(sorted(seen.problems, key=lambda one: one.level != "error")), rows, previews,
        confirmed, len(last.units), state_no, by,
    )  # fmt: skip


def commit_return(store: Store, checked: CheckedReturn) -> int:
    """Commit a checked return as one batch, in one transaction; return its number.

    When the store has moved since the check, it is checked again first.

    Raises:
        Refused: it has errors; nothing was written.
    """
    return commit_checked(
        store,
        checked,
        again=lambda one: check_filled(store, one.filled, one.sender),
        refuse=_refuse,
        batch=_batch,
    )


def _check_table(
    upload: Upload, filled: Filled, table: str, listed: Sequence[TableRow], by: Sender
) -> Found:
    """Read and check the rows of one table as a file of it would be; name problems as filled."""
    contract = contracts()[table]
    names = list(dict.fromkeys(name for row in listed for name in row.cells))
    # Each row of the return gives at most one row of a table, but for the returns: four.
    numbers = [n if table == "returns" else row.source.row for n, row in enumerate(listed, 1)]
    lines = [
        Line(number, tuple(row.cells.get(name) for name in names))
        for number, row in zip(numbers, listed, strict=True)
    ]
    sheet = Sheet(tuple(names), 1, tuple(lines))
    columns = Columns({name: index for index, name in enumerate(names)}, None, ())
    kept = {(row, "summary") for row in by.names_nobody}
    persons = list(persons_in(contract, columns.at, sheet, kept))
    staged, problems = stage(contract, sheet, columns)
    found = Found(sheet, [*without_quotes(problems, persons), *persons])
    check_rows(upload, contract, staged, "upsert", None, found)
    sources = dict(zip(numbers, listed, strict=True))
    filled.problems += [_as_filled(one, sources, filled) for one in found.problems]
    return found


def _as_filled(problem: Problem, sources: Mapping[int, TableRow], filled: Filled) -> Problem:
    """Name the sheet, row and column of the return that a problem of a table's row is of."""
    row = sources.get(problem.row or 0)
    if row is None:
        return problem
    name = row.columns.get(problem.column or "", problem.column or "")
    sheet = row.source.sheet
    column = filled.title(sheet, name) if name in layout(sheet).by_name else problem.column
    found = in_sheet(replace(problem, row=row.source.row, column=column), filled.name(sheet))
    shown = row.source.cell(name)
    return replace(found, found=str(shown)) if shown is not None and found.found == "-" else found


def _refuse(checked: CheckedReturn) -> None:
    if checked.refused:
        name, count = checked.filled.file_name, checked.error_count
        said = Said("{file}: {count} errors. Nothing was imported.", file=name, count=count)
        raise Refused(said, [one for one in checked.problems if one.level == "error"])


def _batch(checked: CheckedReturn) -> Batch:
    filled, by = checked.filled, checked.sender
    parts = [
        Part(table, "upsert",
             [Row(one.row, one.stored_values(contracts()[table]), one.erased) for one in rows])
        for table, rows in checked.rows.items() if rows
    ]  # fmt: skip
    return Batch(
        parts, by.origin, by.account, filled.file_name or None, filled.sha256, by.note,
    )  # fmt: skip
