"""`jahiziya import`: files into their tables, checked together, a batch each."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from dashboard.cli.files import content_of, opened
from dashboard.cli.options import DEFAULT_LANG, AsJson, Database, Encoding, Language, day
from dashboard.cli.printing import (
    print_json,
    print_problems,
    problem_record,
    refuse,
    refuse_file,
    tell,
    tell_refusal,
    told_in,
)
from dashboard.errors import Said, UserError
from dashboard.intake.importing import Checked, File, check_many, commit
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


_Given = Annotated[
    list[str],
    typer.Argument(
        metavar="TABLE FILE [TABLE FILE]...",
        help="Name of a table (see `jahiziya dictionary`), then its CSV, XLSX, XLS or ODS; again "
        "for more files of the same upload.",
    ),
]
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
    given: _Given,
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
    """Import files into their tables, all of them or none, as one batch each."""
    asked = _scope(mode, scope, first, last)
    named = _pairs(given)
    with told_in(lang, as_json=json) as words:
        files = [
            File(table, content_of(file), file.name, mode.value, asked, encoding, sheet)
            for table, file in named
        ]
        with opened(db, missing="empty" if dry_run else "make") as store:
            checked = check_many(store, files, origin=origin.value, note=note)
            if any(one.refused for one in checked):
                _refuse(checked, words, as_json=json)
            numbers = [] if dry_run else commit(store, checked)
    if json:
        print_json(_document(checked, numbers, words))
    else:
        _tell(checked, numbers, words)


def _pairs(given: list[str]) -> list[tuple[str, Path]]:
    """Return tables with their files; a word too few or too many is wrong usage."""
    if len(given) % 2:
        raise typer.BadParameter("each file needs its table before it.", param_hint="TABLE FILE")
    return [(table, Path(file)) for table, file in zip(given[::2], given[1::2], strict=True)]


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


def _refuse(checked: Sequence[Checked], words: Wording, *, as_json: bool) -> None:
    """Tell why the upload is refused; with several files each problem says of which one it is."""
    if len(checked) == 1:
        (one,) = checked
        refuse_file(
            one.file.file_name, one.problems, one.error_count, words,
            as_json=as_json, **_counts(one),
        )  # fmt: skip
    wrong = [one for one in checked if one.refused]
    said = Said(
        "Refused: {files}. Errors: {count}. Nothing was imported.",
        files=[one.file.file_name for one in wrong],
        count=sum(one.error_count for one in wrong),
    )
    if as_json:
        refuse(UserError(said), words, as_json=True, files=[_file(one, words) for one in checked])
    tell_refusal(said, words)
    for one in checked:
        tell_refusal(_named(one), words)
        print_problems(one.problems, words)
    raise typer.Exit(1)


def _named(checked: Checked) -> Said:
    return Said("{file} ({table}): errors {errors}, warnings {warnings}.",
                file=checked.file.file_name, table=checked.table,
                errors=checked.error_count, warnings=checked.warning_count)  # fmt: skip


def _tell(checked: Sequence[Checked], numbers: list[int], words: Wording) -> None:
    for one in checked:
        counts = one.preview
        tell(
            words(
                "{file}: {new} new, {changed} changed, {unchanged} unchanged, {removed} removed.",
                file=one.file.file_name,
                new=counts.new,
                changed=counts.changed,
                unchanged=counts.unchanged,
                removed=counts.removed,
            )
        )
        if one.pending:
            tell(words("Waiting for what they refer to: {n}.", n=len(one.pending)))
        print_problems(one.problems, words)
    named = words.join(str(one) for one in numbers)
    tell(words("Batch {numbers}.", numbers=named) if numbers else words("Nothing was written."))


def _document(checked: Sequence[Checked], numbers: list[int], words: Wording) -> dict[str, Any]:
    """Return the keys of one file, or of several as a list: `files`."""
    whole: dict[str, Any] = {"ok": True, "batches": numbers}
    if len(checked) == 1:
        return {**whole, **_file(checked[0], words)}
    return {**whole, "files": [_file(one, words) for one in checked]}


def _file(checked: Checked, words: Wording) -> dict[str, Any]:
    counts = checked.preview
    return {
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
