"""How the command line speaks: sentences, problems, one JSON document, exit codes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

from dashboard.cli.options import Lang
from dashboard.errors import Problem, Refused, Said, UserError
from dashboard.wording import Wording, wording

_ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))


@contextmanager
def told_in(language: Lang, *, as_json: bool = False) -> Iterator[Wording]:
    """Tell a user's error in the language asked for, as text or JSON, and end with exit code 1."""
    words = wording(language.value)
    try:
        yield words
    except UserError as fault:
        refuse(fault, words, as_json=as_json)


def refuse(fault: UserError, words: Wording, *, as_json: bool = False, **more: object) -> NoReturn:
    """Print why an input is refused, every problem listed, and end with exit code 1.

    `more` is what a command's JSON document holds beside `ok`, `message` and `problems`.
    """
    problems: Sequence[Problem] = getattr(fault, "problems", ())
    message = plain(words.say(fault.said))
    if as_json:
        listed = [problem_record(one, words) for one in problems]
        print_json({"ok": False, "message": message, **more, "problems": listed})
    else:
        tell_refusal(fault.said, words)
        print_problems(problems, words)
    sys.exit(1)


def refuse_file(
    name: str,
    problems: Sequence[Problem],
    count: int,
    words: Wording,
    *,
    as_json: bool,
    **more: object,
) -> NoReturn:
    """Print that a file is refused for `count` errors, with its problems; see `refuse`."""
    said = Said(
        "Refused: {files}. Errors: {count}. Nothing was imported.",
        files=name,
        count=count,
    )
    refuse(Refused(said, problems), words, as_json=as_json, **more)


def tell_refusal(said: Said, words: Wording) -> None:
    """Print a sentence of a refusal on standard error."""
    print(plain(words.say(said)), file=sys.stderr)


def tell(text: str) -> None:
    """Print a sentence of the catalogue."""
    print(plain(text))


def print_json(document: dict[str, Any]) -> None:
    """Print the one JSON document of a command."""
    print(json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False))


def print_problems(problems: Sequence[Problem], words: Wording) -> None:
    """Print problems on standard error, a line each."""
    for one in problems:
        print(f"  - [{words(one.level)}] {plain(sentence(one, words))}", file=sys.stderr)


def problem_record(one: Problem, words: Wording) -> dict[str, Any]:
    """Return a problem as `--json` shows it; `code` and `level` are stable."""
    return {
        "code": one.code,
        "level": one.level,
        "row": one.row,
        "column": one.column,
        "sheet": one.sheet,
        "found": plain(words.say(one.found)) if one.found is not None else None,
        "expected": plain(words.say(one.expected)) if one.expected else None,
        "message": plain(words.say(one.message)),
        "remedy": plain(words.say(one.remedy)),
        "candidates": list(one.candidates),
    }


def sentence(one: Problem, words: Wording) -> str:
    """Return a problem in one line: where, what, found, expected, what to do."""
    parts = [_place(one, words), words.say(one.message)]
    if one.found is not None:
        parts.append(words("Found: {found}.", found=words.say(one.found)))
    if one.expected is not None:
        parts.append(words("Expected: {expected}.", expected=words.say(one.expected)))
    parts.append(words.say(one.remedy))
    if one.candidates:
        parts.append(words("Suggestions: {names}.", names=words.join(one.candidates)))
    return " ".join(part for part in parts if part)


def plain(text: str) -> str:
    """Return text without the marks that keep directions apart: terminals show them as boxes."""
    return text.translate(_ISOLATES)


def _place(one: Problem, words: Wording) -> str:
    where = []
    if one.row is not None:
        where.append(words("row {row}", row=one.row))
    if one.column:
        where.append(words("column {column}", column=one.column))
    colon = "\u00a0:" if words.language == "fr" else ":"
    return words.join(where) + colon if where else ""
