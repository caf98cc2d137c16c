"""How the command line speaks: options shared by the commands, sentences, JSON, exit codes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import pandas as pd
import typer

from dashboard.errors import Problem, UserError
from dashboard.settings import default_database
from dashboard.store import Store
from dashboard.wording import LANGUAGES, Wording, wording


class Lang(StrEnum):
    """The languages of the product."""

    ar = "ar"
    fr = "fr"
    en = "en"


class Format(StrEnum):
    """How figures are printed."""

    table = "table"
    csv = "csv"
    json = "json"


def _language_here() -> Lang:
    wished = (os.environ.get("JAHIZIYA_LANG") or os.environ.get("LANG") or "en")[:2]
    return Lang(wished if wished in LANGUAGES else "en")


DEFAULT_LANG = _language_here()
Database = Annotated[
    Path | None,
    typer.Option("--db", help="Database file (default: JAHIZIYA_DB, else in your data folder)."),
]
Language = Annotated[Lang, typer.Option("--lang", help="Language of the answer.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


@contextmanager
def told_in(language: Lang, *, as_json: bool = False) -> Iterator[Wording]:
    """Tell a user's error in the language asked for, as text or JSON, and end with exit code 1."""
    words = wording(language.value)
    try:
        yield words
    except UserError as fault:
        refuse(fault, words, as_json=as_json)


def refuse(fault: UserError, words: Wording, *, as_json: bool = False) -> NoReturn:
    """Print why an input is refused, every problem listed, and end with exit code 1."""
    problems: Sequence[Problem] = getattr(fault, "problems", ())
    if as_json:
        listed = [problem_record(one, words) for one in problems]
        print_json({"ok": False, "message": plain(words.say(fault.said)), "problems": listed})
    else:
        print(plain(words.say(fault.said)), file=sys.stderr)
        print_problems(problems, words)
    sys.exit(1)


@contextmanager
def opened(database: Path | None) -> Iterator[Store]:
    """Open the database named, or the default one."""
    with Store.open(database or default_database()) as store:
        yield store


def print_json(document: Any) -> None:
    """Print one JSON document; days and times as ISO, missing as null."""
    print(json.dumps(document, ensure_ascii=False, indent=1, default=_iso))


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows as JSON takes them: missing is null, numbers are numbers."""
    return [
        {str(name): _json_value(value) for name, value in one.items()}
        for one in rows.to_dict(orient="records")
    ]


def print_rows(rows: pd.DataFrame, how: Format) -> None:
    """Print rows as an aligned table, as CSV or as JSON."""
    if how is Format.json:
        print_json(records(rows))
    elif how is Format.csv:
        print(rows.to_csv(index=False), end="")
    else:
        print(rows.to_string(index=False, na_rep="·"))


def print_problems(problems: Sequence[Problem], words: Wording) -> None:
    """Print problems on standard error, a line each."""
    for one in problems:
        print(f"  - [{one.level}] {plain(sentence(one, words))}", file=sys.stderr)


def problem_record(one: Problem, words: Wording) -> dict[str, Any]:
    """Return a problem as `--json` shows it; `code` and `level` are stable."""
    return {
        "code": one.code,
        "level": one.level,
        "row": one.row,
        "column": one.column,
        "found": one.found,
        "expected": plain(words.say(one.expected)) if one.expected else None,
        "message": plain(words.say(one.message)),
        "remedy": plain(words.say(one.remedy)),
        "candidates": list(one.candidates),
    }


def sentence(one: Problem, words: Wording) -> str:
    """Return a problem in one line: where, what, found, expected, what to do."""
    where = []
    if one.row is not None:
        where.append(words("row {row}", row=one.row))
    if one.column:
        where.append(words("column {column}", column=one.column))
    parts = [words.join(where) + ":"] if where else []
    parts.append(words.say(one.message))
    if one.found is not None:
        parts.append(words("Found: {found}.", found=one.found))
    if one.expected is not None:
        parts.append(words("Expected: {expected}.", expected=words.say(one.expected)))
    parts.append(words.say(one.remedy))
    if one.candidates:
        parts.append(words("Candidates: {names}.", names=words.join(one.candidates)))
    return " ".join(part for part in parts if part)


def plain(text: str) -> str:
    """Return text without the marks that keep directions apart: terminals show them as boxes."""
    return text.translate(dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069")))


def _json_value(value: Any) -> Any:
    if isinstance(value, list | tuple) or hasattr(value, "tolist"):
        listed = value.tolist() if hasattr(value, "tolist") else value
        return [_json_value(one) for one in listed] if isinstance(listed, list) else listed
    return None if value is None or value is pd.NaT or pd.isna(value) else value


def _iso(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
