"""Commands that run and keep a database: serve, demo, check, backup, restore."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.printing import (
    DEFAULT_LANG,
    AsJson,
    Database,
    Language,
    opened,
    plain,
    print_json,
    print_problems,
    problem_record,
    told_in,
)
from dashboard.errors import Said, UserError
from dashboard.settings import default_database, demo_database
from dashboard.store import Store, check_integrity
from dashboard.store import backup as back_up
from dashboard.store import restore as bring_back

File = Annotated[Path, typer.Argument(help="The file.")]


def serve(
    db: Database = None,
    demo: Annotated[bool, typer.Option("--demo", help="Open the demonstration data.")] = False,
    port: Annotated[int, typer.Option("--port", help="Port on this machine.")] = 8501,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
    lang: Language = DEFAULT_LANG,
) -> None:
    """Open the dashboard on this machine, in the browser."""
    path = db or (demo_database() if demo else default_database())
    with told_in(lang) as words:
        if demo and not path.exists():
            print(words("Making the demonstration data, once…"), flush=True)
            _fill(path)
        with Store.open(path):
            pass  # a file that cannot be opened is told here, not in the browser
    os.environ["JAHIZIYA_DB"] = str(path.resolve())
    _run_streamlit(port, browser=browser)


def demo(
    db: Database = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Make the default demo file again.")
    ] = False,
    lang: Language = DEFAULT_LANG,
) -> None:
    """Make a database of synthetic data over the real communes."""
    path = db or demo_database()
    with told_in(lang) as words:
        if fresh and db is None:
            _forget(path)
        counts = _fill(path)
        print(
            words("{batches} batches of synthetic data in {path}.", batches=counts, path=str(path))
        )


def check(db: Database = None, json: AsJson = False, lang: Language = DEFAULT_LANG) -> None:
    """Check a database: codes, references, batches, totals."""
    with told_in(lang, as_json=json) as words, opened(db) as store:
        problems = check_integrity(store)
    if json:
        listed = [problem_record(one, words) for one in problems]
        print_json({"ok": not problems, "problems": listed})
    elif problems:
        print_problems(problems, words)
    else:
        print(words("Nothing is wrong with this database."))
    raise typer.Exit(1 if problems else 0)


def backup(file: File, db: Database = None, lang: Language = DEFAULT_LANG) -> None:
    """Copy the whole database into a new file, and read it back to be sure."""
    with told_in(lang) as words, opened(db) as store:
        back_up(store, file)
        print(words("Saved and verified: {path}.", path=str(file)))


def restore(file: File, db: Database = None, lang: Language = DEFAULT_LANG) -> None:
    """Bring a backup back; the database that was there is kept beside it."""
    with told_in(lang) as words:
        kept = bring_back(file, db or default_database())
        print(words("Restored and verified."))
        if kept is not None:
            print(words("The former database is kept as {path}.", path=str(kept)))


def _fill(path: Path) -> int:
    """Fill a new file, under another name until it is whole: half a demo would pass for a demo."""
    from dashboard.demo import fill_demo  # reads the generator only when asked for

    if path.exists():
        raise UserError(
            Said("{path} is there already. Name a new file, or use --fresh.", path=str(path))
        )
    making = path.with_name(f"{path.stem}.making{path.suffix}")
    _forget(making)
    with Store.open(making) as store:
        batches = fill_demo(store)
    making.replace(path)
    return batches


def _forget(path: Path) -> None:
    for one in (path, path.with_name(path.name + ".wal")):
        one.unlink(missing_ok=True)


def _run_streamlit(port: int, *, browser: bool) -> None:
    from streamlit.web import cli as streamlit_cli

    script = Path(__file__).resolve().parent.parent / "app.py"
    sys.argv = [
        "streamlit",
        "run",
        str(script),
        f"--server.port={port}",
        "--server.address=127.0.0.1",
        f"--server.headless={str(not browser).lower()}",
    ]
    print(plain(f"Jahiziya: http://127.0.0.1:{port}"), flush=True)
    streamlit_cli.main()
