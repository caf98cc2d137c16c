"""Commands that keep a database: check, backup, restore."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

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
from dashboard.settings import default_database, settings
from dashboard.store import Loss, WouldLoseError, check_integrity
from dashboard.store import backup as back_up
from dashboard.store import restore as bring_back
from dashboard.store.backup_keeper import standing, told, utc_now
from dashboard.store.kept_backups import keep_backup
from dashboard.wording import Wording

_Target = Annotated[
    Path | None, typer.Argument(help="A new file; without one, the folder of the settings.")
]
_Source = Annotated[Path, typer.Argument(help="A file that `jahiziya backup` made.")]
_Sure = Annotated[
    bool, typer.Option("--yes", help="Also over a database that holds more than the backup.")
]
_MOST = 20  # batches that are told one by one


def check(db: Database = None, json: AsJson = False, lang: Language = DEFAULT_LANG) -> None:
    """Check a database: bytes, codes, references, batches, totals; and when it was backed up."""
    place = (db or default_database()).expanduser()
    with told_in(lang, as_json=json) as words:
        with opened(db, missing="refuse") as store:
            problems = check_integrity(store)
        backups = standing(place)
    message = (
        words("The database has faults: {n}.", n=len(problems))
        if problems
        else words("Nothing is wrong with this database.")
    )
    if json:
        listed: dict[str, Any] = {"problems": [problem_record(one, words) for one in problems]}
        listed["backup"] = backups.record()
        print_json({"ok": not problems, "message": plain(message), **listed})
    else:
        tell(message)
        print_problems(problems, words)
        for said in told(backups, place):
            tell(words.say(said))
    raise typer.Exit(1 if problems else 0)


def backup(file: _Target = None, db: Database = None, lang: Language = DEFAULT_LANG) -> None:
    """Copy the whole database into a new file, and read it back to be sure."""
    with told_in(lang) as words, opened(db, missing="refuse") as store:
        if file is None:
            file = _into_folder(store, (db or default_database()).expanduser().resolve())
        else:
            back_up(store, file)
        tell(words("Saved and verified: {path}.", path=str(file)))


def restore(
    file: _Source, db: Database = None, yes: _Sure = False, lang: Language = DEFAULT_LANG
) -> None:
    """Bring a backup back; the database that was there is kept beside it."""
    with told_in(lang) as words:
        place = db or default_database()
        try:
            kept = bring_back(file, place, sure=yes)
        except WouldLoseError as fault:
            _tell_loss(fault.loss, words)
            if not _agreed(words):
                raise UserError(
                    Said(
                        "Nothing was changed. To restore all the same, add --yes: the database "
                        "that is there is kept beside it."
                    )
                ) from fault
            kept = bring_back(file, place, sure=True)
        tell(words("Restored and verified."))
        if kept is not None:
            tell(words("The former database is kept as {path}.", path=str(kept)))


def _into_folder(store: Any, database: Path) -> Path:
    plan = settings().backup
    if plan is None:
        raise UserError(Said("Name a file, or set a folder for backups: [backup] in the settings."))
    return keep_backup(store, database, plan, utc_now()).path


def _tell_loss(loss: Loss, words: Wording) -> None:
    """Say what the database that is there holds and the backup does not."""
    if loss.is_unreadable:
        tell(words("The database that is there is damaged: what the backup lacks cannot be told."))
    if loss.batches:
        tell(
            words.count(
                "{n} batch came in after this backup and would be lost:",
                "{n} batches came in after this backup and would be lost:",
                len(loss.batches),
            )
        )
    for one in loss.batches[:_MOST]:
        tell(
            words(
                "- batch {batch}, by {account}, {at} (UTC) {file}",
                batch=one.batch_no,
                account=one.account,
                at=f"{one.committed_at:%Y-%m-%d %H:%M}",
                file=one.file_name or "",
            ).rstrip()
        )
    if len(loss.batches) > _MOST:
        tell(words("- and {n} more", n=len(loss.batches) - _MOST))
    if loss.changes:
        tell(words("Batches undone or redone since: {n}.", n=loss.changes))
    if loss.others:
        tell(words("Answers, plans and entries of the audit since: {n}.", n=loss.others))


def _agreed(words: Wording) -> bool:
    """Ask the person at the keyboard; a script is never asked, and has not agreed."""
    if not sys.stdin.isatty():
        return False
    return typer.confirm(plain(words("Restore all the same?")), default=False)
