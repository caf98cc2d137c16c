"""Briefs, sheets and the report as files: PDF in Arabic, French or both, nine briefs as one ZIP."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Literal, get_args

import pandas as pd

from dashboard.followup.paper import place_name
from dashboard.reports.brief import author, brief
from dashboard.reports.commune_sheet import commune_sheet
from dashboard.reports.gathered import Gathered
from dashboard.reports.occasion import Occasion
from dashboard.reports.region_report import region_report
from dashboard.reports.sheet import Prose, Sheet
from dashboard.reports.sheets_pdf import Book, book_pdf
from dashboard.settings import settings
from dashboard.territory.register import register
from dashboard.wording import Language, Wording, wording

PaperLanguage = Literal["ar", "fr", "both"]
PAPER_LANGUAGES: tuple[PaperLanguage, ...] = get_args(PaperLanguage)


def brief_file(gathered: Gathered, code: str, occasion: Occasion, paper: PaperLanguage) -> bytes:
    """Return the brief of a province: a page for each language."""
    pages = [brief(gathered, code, occasion, words) for words in _languages(paper)]
    return _pdf(pages, place_name(code, _first(paper)), occasion, paper)


def sheet_file(
    answers: Mapping[str, pd.DataFrame], code: str, occasion: Occasion, paper: PaperLanguage
) -> bytes:
    """Return the sheet of a commune: a page for each language."""
    pages = [commune_sheet(answers, code, occasion, words) for words in _languages(paper)]
    return _pdf(pages, place_name(code, _first(paper)), occasion, paper)


def report_file(gathered: Gathered, occasion: Occasion, paper: PaperLanguage) -> bytes:
    """Return the report of the region, one language after the other."""
    pages = [
        page for words in _languages(paper) for page in region_report(gathered, occasion, words)
    ]
    return _pdf(pages, place_name(settings().region_code, _first(paper)), occasion, paper)


def briefs_zip(gathered: Gathered, occasion: Occasion, paper: PaperLanguage) -> bytes:
    """Return the briefs of every province in one ZIP, the same bytes for the same figures."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as out:
        for place in register().provinces():
            made_at = (occasion.day.year, occasion.day.month, occasion.day.day, 0, 0, 0)
            entry = zipfile.ZipInfo(file_name("brief", place.code, occasion, paper), made_at)
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, brief_file(gathered, place.code, occasion, paper))
    return held.getvalue()


def file_name(kind: str, code: str, occasion: Occasion, paper: PaperLanguage) -> str:
    """Return what a file is called: what it is, of what, of which day, in which language."""
    ending = "zip" if kind == "briefs" else "pdf"
    return f"jahiziya-{kind}-{code}-{occasion.day.isoformat()}-{paper}.{ending}"


def _pdf(
    pages: Sequence[Sheet | Prose], place: str, occasion: Occasion, paper: PaperLanguage
) -> bytes:
    words = _first(paper)
    title = words.join([place, words("Report on readiness"), words.date(occasion.day)])
    return book_pdf(Book(title, author(words), occasion.day, pages))


def _languages(paper: PaperLanguage) -> list[Wording]:
    languages: tuple[Language, ...] = ("ar", "fr") if paper == "both" else (paper,)
    return [wording(language) for language in languages]


def _first(paper: PaperLanguage) -> Wording:
    return _languages(paper)[0]
