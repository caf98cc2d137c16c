"""Commands that answer: match, readiness, dictionary."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer

from dashboard.cli.printing import (
    DEFAULT_LANG,
    AsJson,
    Database,
    Format,
    Language,
    opened,
    print_json,
    print_rows,
    refuse,
    told_in,
)
from dashboard.dictionary import dictionary as dictionary_of
from dashboard.errors import Said, UserError
from dashboard.questions import ask
from dashboard.readiness.method import method, profiles
from dashboard.settings import settings
from dashboard.territory.matching import match as match_name
from dashboard.territory.register import register

_COLUMNS = [
    "as_of", "grain", "unit_code", "name_fr", "name_ar", "score", "low", "high", "class_no",
    "class_limited_by", "is_assessable", "known_weight", "reliability",
]  # fmt: skip


def match(
    names: Annotated[
        list[str] | None, typer.Argument(help="Names or codes of territories.")
    ] = None,
    province: Annotated[
        str | None, typer.Option("--province", help="Code or name of the province.")
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "--file",
            help="CSV with a column name, and province if need be.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    json: AsJson = False,
    lang: Language = DEFAULT_LANG,
) -> None:
    """Tell the code of each name: matched exactly once folded, or the candidates."""
    with told_in(lang, as_json=json):
        asked = [(name, province) for name in names or []] + (
            _listed(file, province) if file else []
        )
    if not asked:
        raise typer.BadParameter("a name, or --file", param_hint="NAME")
    found = [_matched(name, within) for name, within in asked]
    if json:
        print_json(found)
    else:
        print_rows(
            pd.DataFrame(found).assign(candidates=[_names(one) for one in found]), Format.table
        )


def readiness(
    election: Annotated[
        str, typer.Option(help="Kind of election; default organisational readiness.")
    ] = "organisational",
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="Facts up to this day, YYYY-MM-DD.")
    ] = None,
    known_at: Annotated[
        str | None, typer.Option("--known-at", help="As known on this day, YYYY-MM-DD.")
    ] = None,
    province: Annotated[
        str | None, typer.Option("--province", help="Code or name of a province.")
    ] = None,
    format: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.table,  # noqa: A002
    db: Database = None,
    lang: Language = DEFAULT_LANG,
) -> None:
    """Print the readiness of every commune, province and the region."""
    as_json = format is Format.json
    with told_in(lang, as_json=as_json) as words, opened(db) as store:
        if election.split(".")[0] not in profiles():
            refuse(_unknown_election(election), words, as_json=as_json)
        rows = ask(
            store,
            "score_series",
            as_of=_day(as_of, "--as-of") or dt.date.today(),
            known_at=_end_of(_day(known_at, "--known-at")),
            profile=election.split(".")[0],
            scope=[_scope(province)],
        )
    rows = rows.reindex(columns=[one for one in _COLUMNS if one in rows.columns])
    rows["method"] = method().version
    print_rows(rows, format)


def dictionary(lang: Language = DEFAULT_LANG) -> None:
    """Print the data dictionary, as Markdown."""
    with told_in(lang) as words:
        print(dictionary_of(words), end="")


def _listed(file: Path, province: str | None) -> list[tuple[str, str | None]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except UnicodeDecodeError as fault:
        raise UserError(
            Said("{file} is not UTF-8. Save it as CSV UTF-8.", file=file.name)
        ) from fault
    if rows and "name" not in rows[0]:
        raise UserError(Said("{file} has no column name.", file=file.name))
    return [(row["name"], row.get("province") or province) for row in rows]


def _matched(name: str, province: str | None) -> dict[str, Any]:
    found = match_name(name, province)
    return {
        "name": name,
        "province": province,
        "code": found.code,
        "how": found.how,
        "candidates": [
            {
                "code": one.code,
                "name_fr": one.name_fr,
                "name_ar": one.name_ar,
                "province_code": one.province_code,
                "score": round(one.score, 3),
            }
            for one in found.candidates
        ],
    }


def _names(found: dict[str, Any]) -> str:
    return ", ".join(f"{one['name_fr']} ({one['code']})" for one in found["candidates"])


def _scope(province: str | None) -> str:
    if province is None:
        return settings().region_code
    found = match_name(province, levels=("province",))
    if found.code is None:
        known = [place.name_fr for place in register().provinces()]
        raise UserError(
            Said(
                "There is no province {name}. The provinces are: {known}.",
                name=province,
                known=known,
            )
        )
    return found.code


def _unknown_election(election: str) -> UserError:
    return UserError(
        Said(
            "There is no election {name}. The kinds are: {known}.",
            name=election,
            known=list(profiles()),
        )
    )


def _day(text: str | None, option: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise typer.BadParameter("YYYY-MM-DD", param_hint=option) from fault


def _end_of(day: dt.date | None) -> dt.datetime | None:
    return dt.datetime.combine(day, dt.time.max) if day else None
