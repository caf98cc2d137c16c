"""The command line: everything the app does with a database, for scripts and for repair.

Exit codes: 0 done; 1 the input is refused, every problem listed; 2 wrong usage. `--json` prints one
document, described in docs/command-line.md, that later versions only add to.
"""

from __future__ import annotations

import io
import os
import sys

import typer

from dashboard.cli import (
    auditing,
    batches,
    figures,
    importing,
    keeping,
    matching,
    packing,
    papers,
    returns,
    running,
    territory,
)
from dashboard.cli.options import DEFAULT_LANG
from dashboard.cli.printing import refuse
from dashboard.errors import UserError
from dashboard.wording import wording

app = typer.Typer(
    name="jahiziya",
    help="Election readiness of a region's communes: import, undo, readiness, backup, dashboard.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(running.serve)
app.command()(running.demo)
app.command("import")(importing.import_file)
app.command()(batches.imports)
app.command()(batches.undo)
app.command()(batches.redo)
app.command()(batches.template)
app.command()(matching.match)
app.command()(figures.readiness)
app.command()(papers.brief)
app.command()(papers.report)
app.command()(figures.dictionary)
app.command()(figures.glossary)
app.command()(figures.visual_language)
app.command()(keeping.check)
app.command()(auditing.audit)
app.command()(keeping.backup)
app.command()(keeping.restore)
app.command()(packing.key)
app.command()(packing.pack)
app.command()(packing.unpack)
app.add_typer(returns.monthly, name="return")
app.add_typer(territory.geo, name="geo")


def main() -> None:
    """Run the command; what a command does not tell itself is told here, with exit code 1."""
    _speak_utf8()
    try:
        _run()
        sys.stdout.flush()
    except BrokenPipeError:
        _stop_writing()


def _run() -> None:
    try:
        app()
    except SystemExit:
        sys.stdout.flush()  # here a reader that is gone can still be told from a fault
        raise
    except UserError as fault:
        refuse(fault, wording(DEFAULT_LANG.value))


def _speak_utf8() -> None:
    """Write Arabic and French whatever the code page: JSON and CSV are UTF-8 by contract."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def _stop_writing() -> None:
    """End in silence when the reader has enough (`| head`): the interpreter would flush again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(1)
