"""Commands that keep a database: check, backup, restore, move, maintain."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.files import opened
from dashboard.cli.options import DEFAULT_LANG, AsJson, Database, Language
from dashboard.cli.printing import (
    plain,
    print_json,
    print_problems,
    problem_record,
    tell,
    told_in,
)
from dashboard.errors import Said, UserError
from dashboard.lake_settings import Lake
from dashboard.settings import default_database, default_store, lake
from dashboard.store import backup as back_up
from dashboard.store import check_integrity
from dashboard.store import restore as bring_back
from dashboard.store.maintenance import KEEP_DAYS
from dashboard.store.maintenance import maintain as look_after
from dashboard.store.moving import move as copy_store

_Target = Annotated[Path, typer.Argument(help="A new file.")]
_Source = Annotated[Path, typer.Argument(help="A file that `jahiziya backup` made.")]
_Place = "A database file, or `lake`: the one of the settings."
_From = Annotated[str, typer.Argument(metavar="FROM", help=_Place)]
_To = Annotated[str, typer.Argument(metavar="TO", help=_Place)]
_KeepDays = Annotated[
    int, typer.Option("--keep-days", min=1, help="Days that old states of the files stay.")
]
_DeleteOrphans = Annotated[
    bool,
    typer.Option("--delete-orphans", help="Delete the orphan files; without it they are listed."),
]


def check(db: Database = None, json: AsJson = False, lang: Language = DEFAULT_LANG) -> None:
    """Check a database: codes, references, batches, totals."""
    with told_in(lang, as_json=json) as words, opened(db, missing="refuse") as store:
        problems = check_integrity(store)
    message = (
        words("The database has faults: {n}.", n=len(problems))
        if problems
        else words("Nothing is wrong with this database.")
    )
    if json:
        listed = [problem_record(one, words) for one in problems]
        print_json({"ok": not problems, "message": plain(message), "problems": listed})
    else:
        tell(message)
        print_problems(problems, words)
    raise typer.Exit(1 if problems else 0)


def backup(file: _Target, db: Database = None, lang: Language = DEFAULT_LANG) -> None:
    """Copy the whole database into a new file, and read it back to be sure."""
    with told_in(lang) as words, opened(db, missing="refuse") as store:
        back_up(store, file)
        tell(words("Saved and verified: {path}.", path=str(file)))


def restore(file: _Source, db: Database = None, lang: Language = DEFAULT_LANG) -> None:
    """Bring a backup back; the database that was there is kept beside it."""
    with told_in(lang) as words:
        if db is None and isinstance(default_store(), Lake):
            raise UserError(
                Said(
                    "The store of the settings is a lake. Bring a saved file into an empty one "
                    "with: jahiziya move {path} lake",
                    path=str(file),
                )
            )
        kept = bring_back(file, db or default_database())
        tell(words("Restored and verified."))
        if kept is not None:
            tell(words("The former database is kept as {path}.", path=str(kept)))


def move(source: _From, target: _To, lang: Language = DEFAULT_LANG) -> None:
    """Copy a whole store into an empty one, a file into a lake or back, and verify it."""
    with told_in(lang) as words:
        held = copy_store(_place(source), _place(target))
        tell(
            words(
                "Moved and verified: {tables} tables, {rows} rows. The source is as it was.",
                tables=len(held),
                rows=sum(rows for rows, _sum in held.values()),
            )
        )


def maintain(
    keep_days: _KeepDays = KEEP_DAYS,
    delete_orphans: _DeleteOrphans = False,
    json: AsJson = False,
    lang: Language = DEFAULT_LANG,
) -> None:
    """Look after the lake of the settings, once a night: merge files, remove old ones."""
    with told_in(lang, as_json=json) as words:
        done = look_after(_lake(), keep=dt.timedelta(days=keep_days), delete_orphans=delete_orphans)
    if json:
        print_json({"ok": True, **vars(done)})
        return
    tell(
        words(
            "Rows written out of the catalog: {rows}; files merged: {merged}; old states removed: "
            "{expired}; files deleted: {deleted}.",
            rows=done.rows_flushed,
            merged=done.files_merged,
            expired=done.snapshots_expired,
            deleted=done.files_deleted,
        )
    )
    orphans = len(done.orphans)
    if done.orphans_deleted:
        tell(words("Orphan files deleted: {n}.", n=orphans))
        return
    tell(words("Orphan files, which nothing names: {n}.", n=orphans))
    for path in done.orphans:
        print(path)


def _place(named: str) -> Path | Lake:
    return _lake() if named == "lake" else Path(named)


def _lake() -> Lake:
    found = lake()
    if found is None:
        raise UserError(
            Said(
                "The settings name no lake. Write a [store] table of kind «lake» in the file that "
                "JAHIZIYA_SETTINGS names: docs/scale-out.md."
            )
        )
    return found
