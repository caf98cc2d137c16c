"""A paper before it has a form: title, sections of sentences and tables, and where it is from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.contracts import contracts
from dashboard.territory.register import register
from dashboard.wording import Wording


@dataclass(frozen=True)
class PaperSection:
    """One heading: what it says in sentences, then its rows, each as long as `headers`."""

    title: str
    sentences: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Paper:
    """What is printed, written or sent; every text is already in the language of `words`.

    `notice` is empty unless the data are synthetic; `about` says source and days.
    """

    title: str
    lines: tuple[str, ...]
    sections: tuple[PaperSection, ...]
    about: tuple[str, ...]
    notice: str = ""


def place_name(code: Any, words: Wording) -> str:
    """Return the name of a territory or constituency, empty where there is none."""
    return register().unit_name(code, words.language) if isinstance(code, str) else ""


def label(table: str, column: str, code: Any, words: Wording) -> str:
    """Return the label of an enumeration's value, *not reported* where there is none."""
    if not isinstance(code, str):
        return words("not reported")
    known = contracts()[table].by_name[column].by_code.get(code)
    return known.labels[words.language] if known else code


def as_message(paper: Paper, words: Wording, *, most: int = 10) -> str:
    """Return a paper as plain text to send: at most `most` rows a section, the rest counted."""
    lines = [*([paper.notice] if paper.notice else []), paper.title, *paper.lines]
    for section in paper.sections:
        lines += ["", section.title, *section.sentences]
        lines += [f"• {_row(section.headers, row, words)}" for row in section.rows[:most]]
        rest = len(section.rows) - most
        if rest > 0:
            lines.append(words.count("and {n} more", "and {n} more", rest))
    return "\n".join([*lines, "", *paper.about])


def _row(headers: Sequence[str], cells: Sequence[str], words: Wording) -> str:
    """Return a row as words: the first cell alone, the others after their header."""
    said = [
        words("{name}: {value}", name=head, value=cell)
        for head, cell in zip(headers[1:], cells[1:], strict=True)
        if cell
    ]
    return words.join([cells[0], *said])
