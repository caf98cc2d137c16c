"""Sheets as PDF or as pictures of pages: typeset offline, tagged, the same bytes each time."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import typst

from dashboard.figures.tokens import colour
from dashboard.reports.paper_fonts import paper_fonts
from dashboard.reports.sheet import Prose, Sheet
from dashboard.wording import LANGUAGES, wording

_TEMPLATE = Path(__file__).with_name("sheets.typ")
_COLOURS = {"ink": "ink", "line": "control_border", "quiet": "ink2"}  # of the template: tokens


@dataclass(frozen=True)
class Book:
    """Pages to be set as one document; `day` dates it, so that it comes out the same each time."""

    title: str
    author: str
    day: dt.date
    pages: Sequence[Sheet | Prose]


def book_pdf(book: Book) -> bytes:
    """Return the pages as PDF on A4, tagged for screen readers (PDF/UA-1).

    Texts go to the typesetter as data, never as markup: a text with `#` or `$` stays itself.
    """
    made = dt.datetime.combine(book.day, dt.time(), dt.UTC)
    return bytes(_compiled(book, "pdf", pdf_standards=["ua-1"], timestamp=made))


def book_pictures(book: Book, *, ppi: float = 96) -> list[bytes]:
    """Return each page as PNG, as the PDF shows it."""
    made = _compiled(book, "png", ppi=ppi)
    return list(made) if isinstance(made, list) else [made]


def _compiled(book: Book, form: str, **more: Any) -> Any:
    told = {
        "title": book.title,
        "author": book.author,
        "language": book.pages[0].language,
        "pages": [{"form": _form(page), **asdict(page)} for page in book.pages],
        "colours": {name: colour(token) for name, token in _COLOURS.items()},
        "words": {language: _words(book, language) for language in LANGUAGES},
    }
    compiled: Any = typst.compile
    return compiled(
        _TEMPLATE.read_bytes(),
        format=form,
        font_paths=[paper_fonts()],
        ignore_system_fonts=True,
        sys_inputs={"book": json.dumps(told, ensure_ascii=False)},
        **more,
    )


def _form(page: Sheet | Prose) -> str:
    return "sheet" if isinstance(page, Sheet) else page.form


def _words(book: Book, language: Any) -> dict[str, str]:
    words = wording(language)
    said = [words("Jahiziya"), words.isolate(book.author), words.date(book.day)]
    return {"notes": words("Notes"), "foot": " · ".join(said)}
