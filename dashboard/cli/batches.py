"""Commands that bring data in and take it back: import, imports, undo, redo, template."""

from __future__ import annotations

import datetime as dt
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from dashboard.cli.printing import (
    DEFAULT_LANG,
    AsJson,
    Database,
    Format,
    Language,
    opened,
    plain,
    print_json,
    print_problems,
    print_rows,
    problem_record,
    refuse,
    told_in,
)
from dashboard.errors import Refused, Said
from dashboard.intake.importing import Checked, check, commit
from dashboard.intake.templates import template_csv
from dashboard.store import Scope
from dashboard.store import imports as list_imports
from dashboard.store import redo as redo_batch
from dashboard.store import undo as undo_batch
from dashboard.wording import Wording

Table = Annotated[str, typer.Argument(help="Name of a table; see `jahiziya dictionary`.")]
Number = Annotated[int, typer.Argument(help="Number of the batch; see `jahiziya imports`.")]


class FileMode(StrEnum):
    """What a file does to its table."""

    upsert = "upsert"
    replace = "replace"  # type: ignore[assignment]  # hides str.replace
    remove = "remove"


class Origin(StrEnum):
    """Where a file's figures come from."""

    reported = "reported"
    public_source = "public_source"
    synthetic = "synthetic"


def import_file(
    table: Table,
    file: Annotated[Path, typer.Argument(help="CSV or XLSX.", exists=True, dir_okay=False)],
    mode: Annotated[FileMode, typer.Option(help="What it does to the table.")] = FileMode.upsert,
    scope: Annotated[
        list[str] | None,
        typer.Option("--scope", help="Code of a territory a replace stands for; repeat it."),
    ] = None,
    first: Annotated[
        str | None, typer.Option("--from", help="First day of a replace, YYYY-MM-DD.")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", help="Last day of a replace, YYYY-MM-DD.")
    ] = None,
    origin: Annotated[Origin, typer.Option(help="Where the figures come from.")] = Origin.reported,
    note: Annotated[str | None, typer.Option(help="What the list of batches shall say.")] = None,
    encoding: Annotated[
        str | None, typer.Option(help="Encoding of a CSV, when it cannot be told.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check and preview; write nothing.")
    ] = False,
    db: Database = None,
    json: AsJson = False,
    lang: Language = DEFAULT_LANG,
) -> None:
    """Import a file into a table, as one batch."""
    asked = _scope(scope, first, last) if mode is FileMode.replace else None
    with told_in(lang, as_json=json) as words, opened(db) as store:
        checked = check(
            store, table, file.read_bytes(),
            file_name=file.name, mode=mode.value, scope=asked, origin=origin.value,
            note=note, encoding=encoding,
        )  # fmt: skip
        if checked.refused:
            _refuse(checked, words, as_json=json)
        numbers = [] if dry_run else commit(store, checked)
    _tell(checked, numbers, words, as_json=json)


def imports(db: Database = None, json: AsJson = False, lang: Language = DEFAULT_LANG) -> None:
    """List the batches, the newest first."""
    with told_in(lang, as_json=json), opened(db) as store:
        rows = list_imports(store)
    print_rows(rows, Format.json if json else Format.table)


def undo(
    batch: Number, db: Database = None, json: AsJson = False, lang: Language = DEFAULT_LANG
) -> None:
    """Take a batch back: it counts no more, and can be redone."""
    with told_in(lang, as_json=json) as words, opened(db) as store:
        undo_batch(store, batch)
    _say_state(
        words("Batch {number} is undone: it counts no more. It can be redone.", number=batch),
        batch,
        json,
    )


def redo(
    batch: Number, db: Database = None, json: AsJson = False, lang: Language = DEFAULT_LANG
) -> None:
    """Let an undone batch count again, under its own number."""
    with told_in(lang, as_json=json) as words, opened(db) as store:
        redo_batch(store, batch)
    _say_state(words("Batch {number} counts again.", number=batch), batch, json)


def template(
    table: Table,
    lang: Language = DEFAULT_LANG,
    province: Annotated[
        list[str] | None,
        typer.Option("--province", help="With a row for each commune of this code; repeat it."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="File; default standard output.")
    ] = None,
) -> None:
    """Write the empty template of a table."""
    with told_in(lang):
        content = template_csv(table, lang.value, territories=province)
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        out.write_bytes(content)


def _scope(territories: list[str] | None, first: str | None, last: str | None) -> Scope:
    return Scope(tuple(territories or ()), _day(first, "--from"), _day(last, "--to"))


def _day(text: str | None, option: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise typer.BadParameter("YYYY-MM-DD", param_hint=option) from fault


def _refuse(checked: Checked, words: Wording, *, as_json: bool) -> None:
    said = Said(
        "{file}: {count} errors. Nothing was imported.",
        file=checked.file.file_name,
        count=checked.error_count,
    )
    refuse(Refused(said, checked.problems), words, as_json=as_json)


def _tell(checked: Checked, numbers: list[int], words: Wording, *, as_json: bool) -> None:
    if as_json:
        print_json(_document(checked, numbers, words))
        return
    counts = checked.preview
    print(
        plain(
            words(
                "{file}: {new} new, {changed} changed, {unchanged} unchanged, {removed} removed.",
                file=checked.file.file_name,
                new=counts.new,
                changed=counts.changed,
                unchanged=counts.unchanged,
                removed=counts.removed,
            )
        )
    )
    if checked.pending:
        print(plain(words("Waiting for what they refer to: {n}.", n=len(checked.pending))))
    print_problems(checked.problems, words)
    named = words.join(str(one) for one in numbers)
    told = words("Batch {numbers}.", numbers=named) if numbers else words("Nothing was written.")
    print(plain(told))


def _document(checked: Checked, numbers: list[int], words: Wording) -> dict[str, Any]:
    counts = checked.preview
    return {
        "ok": True,
        "batches": numbers,
        "table": checked.table,
        "encoding": checked.sheet.encoding or None,
        "delimiter": checked.sheet.delimiter or None,
        "sheet": checked.sheet.sheet or None,
        "new": counts.new,
        "changed": counts.changed,
        "unchanged": counts.unchanged,
        "removed": counts.removed,
        "erased_cells": counts.erased,
        "pending": len(checked.pending),
        "problems": [problem_record(one, words) for one in checked.problems],
    }


def _say_state(said: str, batch: int, as_json: bool) -> None:
    if as_json:
        print_json({"ok": True, "batch": batch})
    else:
        print(plain(said))
