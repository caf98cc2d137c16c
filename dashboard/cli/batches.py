"""Commands on batches and templates: imports, undo, redo, template."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from textwrap import shorten
from typing import Annotated, Any

import typer

from dashboard.cli.files import opened, write_new
from dashboard.cli.options import DEFAULT_LANG, AsJson, Database, Language, Table
from dashboard.cli.printing import print_json, tell, told_in
from dashboard.cli.rows import print_table, records
from dashboard.intake.template_workbook import template_xlsx
from dashboard.intake.templates import template_csv
from dashboard.store import imports as list_imports
from dashboard.store import redo as redo_batch
from dashboard.store import undo as undo_batch

_NOTE_WIDTH = 60


class TemplateForm(StrEnum):
    """What an empty template may be."""

    csv = "csv"
    xlsx = "xlsx"


Number = Annotated[int, typer.Argument(help="Number of the batch; see `jahiziya imports`.")]


def imports(db: Database = None, json: AsJson = False, lang: Language = DEFAULT_LANG) -> None:
    """List the batches, the newest first."""
    with told_in(lang, as_json=json) as words, opened(db) as store:
        batches = records(list_imports(store))
    if json:
        print_json({"ok": True, "batches": batches})
    elif batches:
        print_table([_shown(one) for one in batches])
    else:
        tell(words("No batch has been imported yet."))


def undo(
    batch: Number, db: Database = None, json: AsJson = False, lang: Language = DEFAULT_LANG
) -> None:
    """Take a batch back: it counts no more, and can be redone."""
    with told_in(lang, as_json=json) as words, opened(db) as store:
        undo_batch(store, batch)
    if json:
        print_json({"ok": True, "batch": batch, "state": "undone"})
    else:
        tell(words("Batch {number} is undone: it counts no more. It can be redone.", number=batch))


def redo(
    batch: Number, db: Database = None, json: AsJson = False, lang: Language = DEFAULT_LANG
) -> None:
    """Let an undone batch count again, under its own number."""
    with told_in(lang, as_json=json) as words, opened(db) as store:
        redo_batch(store, batch)
    if json:
        print_json({"ok": True, "batch": batch, "state": "accepted"})
    else:
        tell(words("Batch {number} counts again.", number=batch))


def template(
    table: Table,
    lang: Language = DEFAULT_LANG,
    province: Annotated[
        list[str] | None,
        typer.Option("--province", help="With a row for each commune of this code; repeat it."),
    ] = None,
    form: Annotated[
        TemplateForm, typer.Option("--format", help="CSV, or XLSX with lists to choose from.")
    ] = TemplateForm.csv,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="A new file; default standard output.")
    ] = None,
) -> None:
    """Write the empty template of a table."""
    with told_in(lang):
        make = template_xlsx if form is TemplateForm.xlsx else template_csv
        content = make(table, lang.value, territories=province)
        if out is not None:
            write_new(out, content)
            return
    sys.stdout.buffer.write(content)


def _shown(one: dict[str, Any]) -> dict[str, Any]:
    """What fits a line of a terminal; the whole is in the JSON document."""
    parts = zip(one["tables"] or (), one["modes"] or (), strict=True)
    return {
        "batch": one["batch_no"],
        "state": one["state"],
        "origin": one["origin"],
        "tables": [table if mode == "upsert" else f"{table} ({mode})" for table, mode in parts],
        "rows": one["rows"],
        "dropped": one["dropped"],
        "at (UTC)": one["committed_at"][:16].replace("T", " "),
        "file": one["file_name"],
        "note": shorten(one["note"] or "", _NOTE_WIDTH, placeholder="…"),
    }
