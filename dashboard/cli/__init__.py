"""The command line: everything the app does with a database, for scripts and for repair.

Exit codes: 0 done; 1 the input is refused, every problem listed; 2 wrong usage. `--json` prints one
document, described in docs/command-line.md, that later versions only add to.
"""

from __future__ import annotations

import typer

from dashboard.cli import batches, figures, running, territory
from dashboard.cli.printing import DEFAULT_LANG, refuse
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
app.command("import")(batches.import_file)
app.command()(batches.imports)
app.command()(batches.undo)
app.command()(batches.redo)
app.command()(batches.template)
app.command()(figures.match)
app.command()(figures.readiness)
app.command()(figures.dictionary)
app.command()(running.check)
app.command()(running.backup)
app.command()(running.restore)
app.add_typer(territory.geo, name="geo")


def main() -> None:
    """Run the command; what a command does not tell itself is told here, with exit code 1."""
    try:
        app()
    except UserError as fault:
        refuse(fault, wording(DEFAULT_LANG.value))
