"""`jahiziya import`: a file into a table, as one batch."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from dashboard.cli.files import content_of, opened
from dashboard.cli.options import DEFAULT_LANG, AsJson, Database, Encoding, Language, Table, day
from dashboard.cli.printing import (
    print_json,
    print_problems,
    problem_record,
    refuse,
    tell,
    told_in,
)
from dashboard.errors import Refused, Said
from dashboard.intake.importing import Checked, check, commit
from dashboard.store import Scope
from dashboard.wording import Wording


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


_File = Annotated[Path, typer.Argument(help="CSV, XLSX or ODS.")]
_Mode = Annotated[FileMode, typer.Option(help="What it does to the table.")]
_Territories = Annotated[
    list[str] | None,
    typer.Option("--scope", help="Code of a territory a replace stands for; repeat it."),
]
_First = Annotated[str | None, typer.Option("--from", help="First day of a replace, YYYY-MM-DD.")]
_Last = Annotated[str | None, typer.Option("--to", help="Last day of a replace, YYYY-MM-DD.")]
_Origin = Annotated[Origin, typer.Option(help="Where the figures come from.")]
_Note = Annotated[str | None, typer.Option(help="What the list of batches shall say.")]
_Sheet = Annotated[str | None, typer.Option(help="Sheet of a workbook that has several.")]
_DryRun = Annotated[bool, typer.Option("--dry-run", help="Check and preview; write nothing.")]


def import_file(
    table: Table,
    file: _File,
    mode: _Mode = FileMode.upsert,
    scope: _Territories = None,
    first: _First = None,
    last: _Last = None,
    origin: _Origin = Origin.reported,
    note: _Note = None,
    encoding: Encoding = None,
    sheet: _Sheet = None,
    dry_run: _DryRun = False,
    db: Database = None,
    json: AsJson = False,
    lang: Language = DEFAULT_LANG,
) -> None:
    """Import a file into a table, as one batch."""
    asked = _scope(mode, scope, first, last)
    with told_in(lang, as_json=json) as words:
        content = content_of(file)
        with opened(db, missing="empty" if dry_run else "make") as store:
            checked = check(
                store, table, content,
                file_name=file.name, mode=mode.value, scope=asked, origin=origin.value,
                note=note, encoding=encoding, sheet=sheet,
            )  # fmt: skip
            if checked.refused:
                _refuse(checked, words, as_json=json)
            numbers = [] if dry_run else commit(store, checked)
    if json:
        print_json(_document(checked, numbers, words))
    else:
        _tell(checked, numbers, words)


def _scope(
    mode: FileMode, territories: list[str] | None, first: str | None, last: str | None
) -> Scope | None:
    if mode is FileMode.replace:
        return Scope(tuple(territories or ()), day(first, "--from"), day(last, "--to"))
    if territories or first or last:
        raise typer.BadParameter(
            "--scope, --from and --to say what a replace stands for.", param_hint="--mode"
        )
    return None


def _refuse(checked: Checked, words: Wording, *, as_json: bool) -> None:
    said = Said(
        "Refused: {files}. Errors: {count}. Nothing was imported.",
        files=checked.file.file_name,
        count=checked.error_count,
    )
    refuse(Refused(said, checked.problems), words, as_json=as_json, **_counts(checked))


def _tell(checked: Checked, numbers: list[int], words: Wording) -> None:
    counts = checked.preview
    tell(
        words(
            "{file}: {new} new, {changed} changed, {unchanged} unchanged, {removed} removed.",
            file=checked.file.file_name,
            new=counts.new,
            changed=counts.changed,
            unchanged=counts.unchanged,
            removed=counts.removed,
        )
    )
    if checked.pending:
        tell(words("Waiting for what they refer to: {n}.", n=len(checked.pending)))
    print_problems(checked.problems, words)
    named = words.join(str(one) for one in numbers)
    tell(words("Batch {numbers}.", numbers=named) if numbers else words("Nothing was written."))


def _document(checked: Checked, numbers: list[int], words: Wording) -> dict[str, Any]:
    counts = checked.preview
    return {
        "ok": True,
        "batches": numbers,
        **_counts(checked),
        "new": counts.new,
        "changed": counts.changed,
        "unchanged": counts.unchanged,
        "removed": counts.removed,
        "erased_cells": counts.erased,
        "pending": len(checked.pending),
        "problems": [problem_record(one, words) for one in checked.problems],
    }


def _counts(checked: Checked) -> dict[str, Any]:
    """What a document says of a file, taken or refused."""
    return {
        "table": checked.table,
        "mode": checked.file.mode,
        "file": checked.file.file_name,
        "file_sha256": checked.sha256,
        "encoding": checked.sheet.encoding or None,
        "delimiter": checked.sheet.delimiter or None,
        "sheet": checked.sheet.sheet or None,
        "errors": checked.error_count,
        "warnings": checked.warning_count,
    }
