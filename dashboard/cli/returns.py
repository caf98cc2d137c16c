"""`jahiziya return`: the workbook a province fills each month, made and read back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from dashboard.cli.files import content_of, opened, write_new
from dashboard.cli.options import DEFAULT_LANG, AsJson, Database, Encoding, Language
from dashboard.cli.printing import (
    print_json,
    print_problems,
    problem_record,
    refuse_file,
    tell,
    told_in,
)
from dashboard.errors import Problem, Refused
from dashboard.intake.books import is_workbook
from dashboard.intake.charsets import encoding_said
from dashboard.intake.monthly.returning import (
    CheckedReturn,
    check_pasted,
    check_workbook,
    commit_return,
)
from dashboard.intake.monthly.workbook import monthly_workbook
from dashboard.store import Store
from dashboard.wording import Wording

monthly = typer.Typer(help="The monthly return of a province.", no_args_is_help=True)

_Province = Annotated[str, typer.Argument(help="HCP code of the province.")]
_Period = Annotated[str, typer.Argument(help="Month, YYYY-MM.")]
_Out = Annotated[Path, typer.Option("-o", "--out", help="A new file.")]
_File = Annotated[Path, typer.Argument(help="The workbook, or a text of pasted cells.")]
_OfProvince = Annotated[str | None, typer.Option("--province", help="Code, for pasted cells.")]
_OfMonth = Annotated[str | None, typer.Option("--month", help="YYYY-MM, for pasted cells.")]
_DryRun = Annotated[bool, typer.Option("--dry-run", help="Check and preview; write nothing.")]


@monthly.command("make")
def make(
    province: _Province,
    period: _Period,
    out: _Out,
    db: Database = None,
    lang: Language = DEFAULT_LANG,
) -> None:
    """Make the workbook of a province and month, filled with what is known."""
    with told_in(lang) as words, opened(db) as store:
        write_new(out, monthly_workbook(store, province, period, lang.value))
        tell(words("Saved: {path}. It holds exact counts.", path=str(out)))


@monthly.command("read")
def read(
    file: _File,
    province: _OfProvince = None,
    month: _OfMonth = None,
    encoding: Encoding = None,
    dry_run: _DryRun = False,
    db: Database = None,
    json: AsJson = False,
    lang: Language = DEFAULT_LANG,
) -> None:
    """Read a return back, as one batch; a row without its tick is not read."""
    with told_in(lang, as_json=json) as words:
        content = content_of(file)
        with opened(db, missing="empty" if dry_run else "make") as store:
            checked = _checked(store, content, file.name, province, month, encoding)
            if checked.refused:
                refuse_file(file.name, checked.problems, checked.error_count, words, as_json=json)
            batch = None if dry_run else commit_return(store, checked)
    _tell(checked, batch, words, as_json=json)


def _checked(
    store: Store,
    content: bytes,
    name: str,
    province: str | None,
    month: str | None,
    encoding: str | None,
) -> CheckedReturn:
    if is_workbook(content):
        return check_workbook(store, content, file_name=name, province=province, period=month)
    if province is None or month is None:
        raise typer.BadParameter(
            "pasted cells need --province and --month.", param_hint="--province"
        )
    found = encoding_said(content, encoding or "utf-8")
    if isinstance(found, Problem):
        raise Refused(found.message, [found])
    text = content.decode(found.codec)
    return check_pasted(store, text, province=province, period=month)


def _tell(checked: CheckedReturn, batch: int | None, words: Wording, *, as_json: bool) -> None:
    if as_json:
        print_json(_document(checked, batch, words))
        return
    tell(words("Ticked communes: {n} of {all}.", n=checked.confirmed, all=checked.communes))
    print_problems(checked.problems, words)
    named = str(batch) if batch is not None else ""
    tell(words("Batch {numbers}.", numbers=named) if named else words("Nothing was written."))


def _document(checked: CheckedReturn, batch: int | None, words: Wording) -> dict[str, Any]:
    return {
        "ok": True,
        "batch": batch,
        "province": checked.filled.province,
        "month": checked.filled.period,
        "ticked": checked.confirmed,
        "communes": checked.communes,
        "tables": [
            {"table": table, "new": one.new, "changed": one.changed, "unchanged": one.unchanged}
            for table, one in checked.previews.items()
        ],
        "problems": [problem_record(one, words) for one in checked.problems],
    }
