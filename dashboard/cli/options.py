"""Options that several commands share, and what they may hold."""

from __future__ import annotations

import datetime as dt
import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dashboard.wording import languages


class Lang(StrEnum):
    """The languages that have a catalogue."""

    _ignore_ = ["members", "one"]  # noqa: RUF012
    members = vars()
    for one in languages():
        members[one] = one


class Format(StrEnum):
    """How figures are printed."""

    table = "table"
    csv = "csv"
    json = "json"


def _language_here() -> Lang:
    wished = (os.environ.get("JAHIZIYA_LANG") or os.environ.get("LANG") or "en")[:2]
    return Lang(wished if wished in languages() else "en")


DEFAULT_LANG = _language_here()
Database = Annotated[
    Path | None,
    typer.Option("--db", help="Database file (default: JAHIZIYA_DB, else in your data folder)."),
]
Language = Annotated[Lang, typer.Option("--lang", help="Language of the answer.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Table = Annotated[str, typer.Argument(help="Name of a table; see `jahiziya dictionary`.")]
Encoding = Annotated[
    str | None, typer.Option(help="Encoding of a CSV, when it cannot be told from its bytes.")
]


def day(text: str | None, option: str) -> dt.date | None:
    """Return the day an option names; anything else than YYYY-MM-DD is wrong usage."""
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise typer.BadParameter(
            f"'{text}' is not a day, YYYY-MM-DD.", param_hint=option
        ) from fault
