"""Commands that keep a database: check, backup, restore."""

from __future__ import annotations

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
from dashboard.settings import default_database
from dashboard.store import backup as back_up
from dashboard.store import check_integrity
from dashboard.store import restore as bring_back

_Target = Annotated[Path, typer.Argument(help="A new file.")]
_Source = Annotated[Path, typer.Argument(help="A file that `jahiziya backup` made.")]


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
        kept = bring_back(file, db or default_database())
        tell(words("Restored and verified."))
        if kept is not None:
            tell(words("The former database is kept as {path}.", path=str(kept)))
