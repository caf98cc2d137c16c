"""Bring a saved database back: never over newer batches without a word, never half."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dashboard.errors import Said, StoreBusyError, StoreError
from dashboard.store import schema
from dashboard.store.copying import BESIDE, contents, copy_whole, failed, move_whole, scratch
from dashboard.store.engine import is_open_here
from dashboard.store.files import Cursor, attach, is_foreign, open_plain, recognise
from dashboard.store.marks import forget_mark

# What people entered that is no batch: counted, when the backup holds less of it.
_ENTERED = (
    "app_pending", "app_mappings", "app_name_answers", "app_acknowledgements", "app_agendas",
    "app_scenarios", "app_audit",
)  # fmt: skip


@dataclass(frozen=True)
class LostBatch:
    """A batch that the backup does not hold: its number, of whom, committed when (UTC)."""

    batch_no: int
    account: str
    file_name: str | None
    committed_at: dt.datetime


@dataclass(frozen=True)
class Loss:
    """What a restore takes away: newer batches, what was undone or redone since, other entries.

    `is_unreadable`: the database that is there is damaged, so that nobody can say.
    """

    batches: tuple[LostBatch, ...] = ()
    changes: int = 0
    others: int = 0
    is_unreadable: bool = False

    def __bool__(self) -> bool:
        """Whether anything is lost, or may be."""
        return bool(self.batches or self.changes or self.others or self.is_unreadable)


class WouldLoseError(StoreError):
    """The database that is there holds what the backup does not."""

    def __init__(self, loss: Loss) -> None:
        self.loss = loss
        super().__init__(
            Said("The database that is there holds what the backup does not. Nothing was changed.")
        )


def restore(file: Path, database: Path, *, sure: bool = False) -> Path | None:
    """Make `database` what was saved in `file`; return where the former database was put.

    A process that is killed meanwhile leaves the former database in its place, or the restored.

    Raises:
        StoreBusyError: the database is open.
        WouldLoseError: the database that is there holds more, or is damaged, and not `sure`.
        StoreError: the file is not a database of ours, or does not read back as it is.
    """
    source, target = file.expanduser().resolve(), database.expanduser().resolve()
    _refuse_source(source, target)
    loss = _loss(source, target)
    if loss and not sure:
        raise WouldLoseError(loss)
    fresh = target.with_name(f".{target.name}.part")
    with scratch(fresh):
        with open_plain() as connection:
            attach(connection, source, "app", read_only=True)
            saved = _whole_copy(connection, source, fresh)
        aside = _put_aside(target, is_whole=not loss.is_unreadable)
        forget_mark(target)
        move_whole(fresh, target, saved)
    return aside


def _whole_copy(connection: Cursor, source: Path, fresh: Path) -> dict[str, tuple[int, int]]:
    try:
        return copy_whole(connection, "app", fresh)
    except duckdb.Error as fault:
        raise StoreError(
            Said(
                "{path} is damaged: {fault} Nothing was changed. Restore another backup.",
                path=str(source),
                fault=str(fault).split("\n", 1)[0],
            )
        ) from fault


def _loss(source: Path, target: Path) -> Loss:
    """Return what `target` holds and `source` does not."""
    if not target.exists():
        return Loss()
    with open_plain() as connection:
        try:
            attach(connection, target, "app", read_only=True)
            attach(connection, source, "saved", read_only=True)
            here, there = contents(connection, "app"), contents(connection, "saved")
            if not {"batches", "batch_states"} <= set(here):
                return Loss()
            others = sum(max(0, here.get(n, (0, 0))[0] - there.get(n, (0, 0))[0]) for n in _ENTERED)
            return Loss(_lost_batches(connection), _lost_changes(connection), others)
        except StoreBusyError:
            raise
        except (duckdb.Error, StoreError):
            return Loss(is_unreadable=True)


_NEWER = """
    select b.batch_no, b.account, b.file_name, min(s.happened_at) as committed_at
    from app.batches b join app.batch_states s using (batch_no)
    group by all
    having (b.batch_no, b.account, min(s.happened_at)) not in (
        select (batch_no, o.account, min(t.happened_at))
        from saved.batches o join saved.batch_states t using (batch_no)
        group by batch_no, o.account)
    order by b.batch_no"""


def _lost_batches(connection: Cursor) -> tuple[LostBatch, ...]:
    return tuple(LostBatch(*row) for row in connection.execute(_NEWER).fetchall())


def _lost_changes(connection: Cursor) -> int:
    """Return how often a batch that both hold was undone or redone since."""
    row = connection.execute(
        f"""select count(*) from (
            select batch_no, state, account, happened_at from app.batch_states
            where batch_no not in (select batch_no from ({_NEWER}))
            except all
            select batch_no, state, account, happened_at from saved.batch_states)"""  # noqa: S608
    ).fetchone()
    return int(row[0]) if row else 0


def _put_aside(target: Path, *, is_whole: bool) -> Path | None:
    """Keep the former database under another name; until it is replaced it also keeps its own."""
    if not target.exists():
        return None
    if is_whole:
        with open_plain() as connection:  # what is in its log goes into the file
            attach(connection, target, "app")
            connection.execute("checkpoint app")
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S%f")
    aside = target.with_name(f"{target.stem}.before-restore-{stamp}{target.suffix}")
    try:
        try:
            aside.hardlink_to(target)
        except OSError:  # a stick whose file system knows no second name
            shutil.copyfile(target, aside)
        for ending in BESIDE[1:]:
            part = Path(str(target) + ending)
            if part.exists():  # the log of a damaged file must not be read into another
                part.replace(str(aside) + ending)
    except OSError as fault:
        raise failed(aside, str(fault)) from fault
    return aside


def _refuse_source(source: Path, target: Path) -> None:
    if not source.is_file():
        raise StoreError(Said("There is no file {path}.", path=str(source)))
    if source == target:
        raise StoreError(
            Said("{path} is the database itself. Name another file.", path=str(source))
        )
    if is_open_here(target):
        raise StoreError(
            Said("{path} is open. Close the program first, then restore.", path=str(target))
        )
    found = recognise(source)
    if found > schema.VERSION:
        raise StoreError(
            Said(
                "{path} was saved by a newer version of this program. Install that version.",
                path=str(source),
            )
        )
    if target.exists() and is_foreign(target):
        recognise(target)  # busy, or a database of another program: left alone
