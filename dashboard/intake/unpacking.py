"""A pack of batches brought in: the same checks as a file, one outcome a batch.

What happened in the other store is played again in its order: accepted, undone, redone. A batch
that is here already, by its file or by its identity, stays one; it follows what was undone or
redone elsewhere since.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from dashboard import store as stores
from dashboard.contracts import Contract, contracts
from dashboard.errors import Problem, Refused, Said, UserError
from dashboard.intake.checking import check_rows
from dashboard.intake.faults import CellFault
from dashboard.intake.places import ANY
from dashboard.intake.reading import Sheet
from dashboard.intake.staging import Staged
from dashboard.intake.uploads import Found, Upload
from dashboard.intake.values import read_cell
from dashboard.store import Batch, Mode, Origin, Part, Row, Scope, Store
from dashboard.store.packing import IDENTITY, PackedBatch, packed_batch, read_pack
from dashboard.store.signing import Trust

What = Literal["taken", "skipped", "undone", "redone", "refused"]
_REPORTED_FROM = "reported_from"


@dataclass(frozen=True)
class Outcome:
    """What became of one batch of a pack: its number there and here, and why."""

    packed_no: int
    what: What
    said: Said
    batch_no: int | None = None
    problems: tuple[Problem, ...] = ()


def unpack(
    store: Store, content: bytes, trust: Trust, *, today: dt.date | None = None
) -> list[Outcome]:
    """Bring in a pack, each batch in a transaction of its own, in the order it was made in.

    A refused batch stops none of the others; one that stands on it is refused in turn.

    Raises:
        Refused: the pack cannot be read, was altered or is not to be trusted; nothing was taken.
    """
    batches = read_pack(content, trust)
    forms = _forms(store)
    known = {
        one.batch_no: found for one in batches if (found := _here(store, one, forms)) is not None
    }
    twice = Counter(one.file_sha256 for one in batches if one.file_sha256)
    outcomes: dict[int, Outcome] = {}
    for one in batches:
        if one.batch_no in known and (one.file_sha256 is None or twice[one.file_sha256] == 1):
            outcomes[one.batch_no] = _followed(store, one, known[one.batch_no])
        elif one.batch_no in known:
            outcomes[one.batch_no] = _skipped(one, known[one.batch_no])
    new = {one.batch_no: one for one in batches if one.batch_no not in known}
    events = sorted((state.state_no, n) for n, one in new.items() for state in one.states)
    for state_no, number in events:
        _play(store, new[number], state_no, outcomes, today or dt.date.today())
    return [outcomes[one.batch_no] for one in batches]


def _play(
    store: Store, one: PackedBatch, state_no: int, outcomes: dict[int, Outcome], today: dt.date
) -> None:
    before = outcomes.get(one.batch_no)
    if before is not None and before.batch_no is None:
        return  # refused: its later states concern nothing
    state = next(state for state in one.states if state.state_no == state_no)
    try:
        if before is None or before.batch_no is None:
            outcomes[one.batch_no] = _taken(store, one, today)
        elif state.state == "undone":
            stores.undo(store, before.batch_no, account=state.account)
        else:
            stores.redo(store, before.batch_no, account=state.account)
    except UserError as fault:
        problems = tuple(getattr(fault, "problems", ()))
        here = before.batch_no if before else None
        outcomes[one.batch_no] = Outcome(one.batch_no, "refused", fault.said, here, problems)


def _taken(store: Store, one: PackedBatch, today: dt.date) -> Outcome:
    upload = Upload(store, today)
    parts = [_checked_part(upload, held) for held in one.parts]
    problems = [problem for _, found in parts for problem in found if problem.level == "error"]
    if problems:
        said = Said("{count} rows or cells of this batch are refused.", count=len(problems))
        raise Refused(said, problems)
    batch = Batch(
        [part for part, _ in parts],
        cast("Origin", one.origin),
        one.account,
        one.file_name,
        one.file_sha256 or f"{IDENTITY}{one.identity}",
        one.note,
    )
    (number,) = stores.commit(store, [batch], again=True)
    said = Said("Taken in as batch {batch}.", batch=number)
    return Outcome(one.batch_no, "taken", said, number)


def _checked_part(upload: Upload, held: Mapping[str, Any]) -> tuple[Part, list[Problem]]:
    contract = contracts().get(held["table"])
    if contract is None or held["mode"] not in ("upsert", "replace", "remove"):
        raise Refused(Said("This program knows no table {table}.", table=str(held["table"])))
    mode = cast("Mode", held["mode"])
    scope = _scope(held["scope"]) if mode == "replace" else None
    found = Found(Sheet())
    days: dict[int, Any] = {}
    staged = [_staged(contract, row, found.problems, days) for row in held["rows"]]
    if not any(one.level == "error" for one in found.problems):
        check_rows(upload, contract, staged, mode, scope, found)
    found.problems += [_waiting(row) for row in found.pending]
    rows = [
        Row(row.row, {**row.stored_values(contract), **days.get(row.row, {})}, row.erased)
        for row in found.rows
    ]
    return Part(contract.table, mode, rows, scope), found.problems


def _staged(
    contract: Contract, held: Mapping[str, Any], problems: list[Problem], days: dict[int, Any]
) -> Staged:
    """Read the cells of a packed row as those of a file are read."""
    number, values = int(held["row_no"]), dict(held["values"])
    if _REPORTED_FROM in contract.product and values.get(_REPORTED_FROM):
        days[number] = {_REPORTED_FROM: dt.date.fromisoformat(values.pop(_REPORTED_FROM))}
    typed: dict[str, Any] = {}
    for name, cell in values.items():
        column = contract.by_name.get(name)
        if column is None:
            raise Refused(Said("This program knows no column {column}.", column=name))
        text = "|".join(str(one) for one in cell) if isinstance(cell, list) else cell
        if text == "":
            typed[name] = []
            continue
        try:
            typed[name] = read_cell(contract.table, column, text, levels=ANY)
        except CellFault as fault:
            problems.append(fault.at(number, name, text))
    erased = tuple(name for name in held["erased"] if name in contract.by_name)
    return Staged(number, typed, erased, frozenset(typed))


def _waiting(row: Staged) -> Problem:
    return Problem(
        "reference.pending",
        "error",
        Said("The row refers to {missing}, which is not here.", missing=list(row.waits_for)),
        Said("Ask for a pack that begins earlier."),
        row=row.row,
    )


def _scope(held: Sequence[Any]) -> Scope:
    territories, first, last = held
    return Scope(tuple(territories), _day(first), _day(last))


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _here(store: Store, one: PackedBatch, forms: Mapping[str, int]) -> int | None:
    """Return the number under which a batch is here already."""
    cursor = store.cursor()
    marks = [f"{IDENTITY}{one.identity}", *([one.file_sha256] if one.file_sha256 else [])]
    found = cursor.execute(
        """select batch_no from app.batches join app.batch_states using (batch_no)
        where list_contains($marks::varchar[], file_sha256)
        group by batch_no order by arg_max(state, state_no), batch_no limit 1""",
        {"marks": marks},
    ).fetchone()
    if found is not None:
        return int(found[0])
    return forms.get(one.identity)


def _forms(store: Store) -> dict[str, int]:
    """Return the batches that came without a file by their identity."""
    cursor = store.cursor()
    found = cursor.execute(
        "select batch_no from app.batches where file_sha256 is null order by batch_no"
    ).fetchall()
    return {packed_batch(cursor, number).identity: number for (number,) in found}


def _followed(store: Store, one: PackedBatch, here: int) -> Outcome:
    """A batch that is here follows its last state elsewhere, when more happened to it there."""
    held = packed_batch(store.cursor(), here).states
    last = one.states[-1]
    if len(one.states) <= len(held) or last.state == held[-1].state:
        return _skipped(one, here)
    is_undone = last.state == "undone"
    try:
        (stores.undo if is_undone else stores.redo)(store, here, account=last.account)
    except UserError as fault:
        return Outcome(
            one.batch_no, "refused", fault.said, here, tuple(getattr(fault, "problems", ()))
        )
    said = Said("Batch {batch} is undone, as it is where the pack was made.", batch=here)
    if not is_undone:
        said = Said("Batch {batch} counts again, as it does where the pack was made.", batch=here)
    return replace(_skipped(one, here), what="undone" if is_undone else "redone", said=said)


def _skipped(one: PackedBatch, here: int) -> Outcome:
    return Outcome(
        one.batch_no, "skipped", Said("Already here, as batch {batch}.", batch=here), here
    )
