"""«This figure is wrong»: one row corrected by a form, as a batch of its own with its reason.

The form makes a file of one row and goes the way of every file: same checks, same preview, the old
value kept under the new one. The reason stands in the batch's note.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.contracts import Column, Contract, contracts
from dashboard.errors import Problem, Said, UserError
from dashboard.intake.importing import Checked, check, commit
from dashboard.intake.known import Known
from dashboard.intake.names_asked import looks_like_a_name
from dashboard.intake.personal import holds_personal
from dashboard.store import Store
from dashboard.store.schema import fact_table

LONGEST_REASON = 140
ERASED = "-"


@dataclass(frozen=True)
class BatchRow:
    """The row of a batch that last touched a key: where a figure comes from.

    `row_no` counts as the file did; it is None for what the product wrote. Times are UTC.
    """

    batch_no: int
    row_no: int | None
    origin: str
    account: str
    file_name: str | None
    note: str | None
    accepted_at: dt.datetime


def correctable(contract: Contract) -> tuple[Column, ...]:
    """Return the columns a correction may change: facts, not what the row is known by."""
    fixed = {*contract.key, *contract.identity, contract.place}
    return tuple(column for column in contract.facts if column.name not in fixed)


def current_row(store: Store, table: str, key: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return a row as it stands now, None when there is none."""
    known = Known(store.cursor(), contracts()[table])
    return known.current.get(known.key(key))


def rows_of_units(store: Store, table: str, units: Collection[str]) -> list[Mapping[str, Any]]:
    """Return the rows of a table as they stand now whose place is one of the units.

    The newest key comes first. A table without a place has none.
    """
    contract = contracts()[table]
    known = Known(store.cursor(), contract).current
    found = [key for key, row in known.items() if row.get(contract.place) in units]
    return [known[key] for key in sorted(found, key=lambda key: tuple(map(str, key)), reverse=True)]


def batch_row(store: Store, table: str, key: Mapping[str, Any]) -> BatchRow | None:
    """Return the newest accepted batch row of a key, None when no batch that counts holds it."""
    contract = contracts()[table]
    same = " and ".join(f'r."{name}" is not distinct from ${name}' for name in contract.key)
    found = store.cursor().execute(
        f"""select r.batch_no, case when r.row_no > 0 then r.row_no end, b.origin, b.account,
            b.file_name, b.note, s.accepted_at
        from {fact_table(contract)} r
        join app.batches b using (batch_no)
        join (select batch_no, min(happened_at) as accepted_at, arg_max(state, state_no) as state
            from app.batch_states group by batch_no) s using (batch_no)
        where s.state = 'accepted' and {same}
        order by r.batch_no desc, r.row_no desc limit 1""",  # noqa: S608
        {name: key[name] for name in contract.key},
    ).fetchone()  # fmt: skip
    return BatchRow(*found) if found else None


def check_correction(
    store: Store,
    table: str,
    key: Mapping[str, Any],
    values: Mapping[str, str],
    *,
    reason: str,
    account: str = "local",
    today: dt.date | None = None,
) -> Checked:
    """Check a correction as a file of one row.

    Args:
        store: an open store; nothing is written.
        table: the table the figure is in.
        key: what the row is known by: its id, or its natural key.
        values: the new text of each column that changes; `ERASED` erases to not reported.
        reason: why, at most 140 characters, without a person.
        account: who corrects.
        today: the day that counts as today.

    Raises:
        UserError: no reason, a reason that names a person, nothing to change, or no such row.
    """
    contract = contracts()[table]
    _refuse_reason(reason)
    before = current_row(store, table, key)
    if before is None:
        raise UserError(Said("This row is not there any more: somebody removed or undid it."))
    allowed = {column.name for column in correctable(contract)}
    given = {
        name: text.strip() for name, text in values.items() if name in allowed and text.strip()
    }
    if not given:
        raise UserError(Said("Nothing is changed: write the right value of at least one figure."))
    fixed = {name: before[name] for name in _named_by(contract) if before.get(name) is not None}
    return check(
        store, table, _one_row({**fixed, **given}), file_name=f"{table}-correction.csv",
        account=account, note=" ".join(reason.split()), today=today,
    )  # fmt: skip


def correct(store: Store, checked: Checked) -> int:
    """Commit a checked correction; return its batch number.

    Raises:
        Refused: a value is refused; nothing was written.
    """
    return commit(store, checked, doing="corrected")[0]


def without_file(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems as a form shows them: a form of one row has no row to name."""
    return tuple(
        Problem(
            p.code, p.level, p.message, p.remedy, None, p.column, p.found, p.expected, p.candidates
        )
        for p in problems
    )


def figure_history(store: Store, table: str, key: Mapping[str, Any], column: str) -> pd.DataFrame:
    """Return every batch that ever gave or erased a figure, the newest first.

    Columns: batch_no, row_no (as in the file; null for what the product wrote), state, origin,
    file_name, account, note, accepted_at, old, new (texts; null is not reported), counts (whether
    it is the value that counts now). `old` is the value given before it, by a batch that counts.
    """
    contract = contracts()[table]
    if column not in contract.by_name:
        raise UserError(Said("There is no column {column}.", column=column))
    same = " and ".join(f'r."{name}" is not distinct from ${name}' for name in contract.key)
    return store.cursor().execute(
        f"""with given as (
            select r.batch_no, r.row_no, b.origin, b.file_name, b.account, b.note, s.state,
                s.accepted_at, r."{column}"::varchar as new
            from {fact_table(contract)} r
            join app.batches b using (batch_no)
            join (select batch_no, min(happened_at) as accepted_at,
                arg_max(state, state_no) as state from app.batch_states group by batch_no
            ) s using (batch_no)
            where {same} and (r."{column}" is not null or r.row_kind = 'remove'
                or list_contains(r.erased, $column))
        ),
        counting as (
            select batch_no, row_no, lag(new) over walk as old,
                row_number() over (order by batch_no desc, row_no desc) = 1 as counts
            from given where state = 'accepted' window walk as (order by batch_no, row_no)
        )
        select g.batch_no, case when g.row_no > 0 then g.row_no end as row_no, g.state, g.origin,
            g.file_name, g.account, g.note, g.accepted_at, c.old, g.new,
            coalesce(c.counts, false) as counts
        from given g left join counting c using (batch_no, row_no)
        order by g.batch_no desc, g.row_no desc""",  # noqa: S608
        {**{name: key[name] for name in contract.key}, "column": column},
    ).df()  # fmt: skip


def _named_by(contract: Contract) -> tuple[str, ...]:
    """What a file must hold to find the row: its id with its place, else its key."""
    names = (
        [contract.id_column, contract.place] if contract.id_column else list(contract.natural_key)
    )
    needed = [c.name for c in contract.columns if c.required and not c.default]
    return tuple(dict.fromkeys(n for n in (*names, *needed) if n and n in contract.by_name))


def _one_row(values: Mapping[str, Any]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(values)
    writer.writerow([_cell(value) for value in values.values()])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "|".join(map(_cell, value))
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _refuse_reason(reason: str) -> None:
    told = " ".join(reason.split())
    if not told:
        raise UserError(Said("Say why the figure is wrong: the reason stays in the history."))
    if len(told) > LONGEST_REASON:
        raise UserError(Said("The reason is longer than {n} characters.", n=LONGEST_REASON))
    if holds_personal(told) or looks_like_a_name(told):
        raise UserError(Said("The reason seems to name a person. Write the function instead."))
