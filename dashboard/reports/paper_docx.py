"""A paper as DOCX: paragraphs and tables whose direction is the language's, for Word and others."""

from __future__ import annotations

import io
import re
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from dashboard.followup.paper import Paper, PaperSection
from dashboard.wording import Wording

_FONT = "IBM Plex Sans Arabic"
_ISOLATED = re.compile("\u2066([^\u2066-\u2069]*)\u2069")
_MARKS = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def paper_docx(paper: Paper, words: Wording) -> bytes:
    """Return the paper as DOCX on A4, right to left in Arabic.

    A number or code that the page isolates becomes a run of its own, left to right: word
    processors heed the direction of runs and not the marks.
    """
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(18)
    is_rtl = words.direction == "rtl"
    if is_rtl:
        _put(page._sectPr, "w:bidi", before=("w:rtlGutter", "w:docGrid"))
    if paper.notice:
        _paragraph(document.add_paragraph(), paper.notice, is_rtl, bold=True)
    _paragraph(document.add_heading(level=1), paper.title, is_rtl, size=17, bold=True)
    for line in paper.lines:
        _paragraph(document.add_paragraph(), line, is_rtl)
    for section in paper.sections:
        _section(document, section, is_rtl)
    for line in paper.about:
        _paragraph(document.add_paragraph(), line, is_rtl, size=8)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _section(document: Any, section: PaperSection, is_rtl: bool) -> None:
    _paragraph(document.add_heading(level=2), section.title, is_rtl, size=12, bold=True)
    for line in section.sentences:
        _paragraph(document.add_paragraph(), line, is_rtl)
    if not section.rows:
        return
    table = document.add_table(rows=0, cols=len(section.headers))
    table.style = "Table Grid"
    if is_rtl:
        _put(
            table._tbl.tblPr, "w:bidiVisual", before=("w:tblW", "w:jc", "w:tblLayout", "w:tblLook")
        )
    for number, cells in enumerate((section.headers, *section.rows)):
        row = table.add_row()
        if number == 0:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, text in zip(row.cells, cells, strict=True):
            _paragraph(cell.paragraphs[0], text, is_rtl, size=9, bold=number == 0)


def _paragraph(
    paragraph: Any, text: str, is_rtl: bool, *, size: float = 10, bold: bool = False
) -> None:
    if is_rtl:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for piece, is_isolated in _pieces(_FORBIDDEN.sub("", text)):
        _run(paragraph, piece.translate(_MARKS), is_rtl and not is_isolated, size, bold)


def _pieces(text: str) -> list[tuple[str, bool]]:
    """Return the parts of a text, and of each whether it was isolated left to right."""
    parts = _ISOLATED.split(text)
    return [(part, number % 2 == 1) for number, part in enumerate(parts) if part]


def _run(paragraph: Any, text: str, is_rtl: bool, size: float, bold: bool) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(size), bold
    run.font.name = _FONT
    properties = run._r.get_or_add_rPr()
    properties.rFonts.set(qn("w:cs"), _FONT)
    if bold:
        _put(properties, "w:bCs", before=("w:sz",))
    complex_size = OxmlElement("w:szCs")
    complex_size.set(qn("w:val"), str(int(size * 2)))
    properties.append(complex_size)
    if is_rtl:
        properties.append(OxmlElement("w:rtl"))
        language = OxmlElement("w:lang")
        language.set(qn("w:bidi"), "ar-MA")
        properties.append(language)


def _put(parent: Any, tag: str, *, before: tuple[str, ...]) -> None:
    """Put an empty element in front of the first of those it must precede: Word heeds the order."""
    names = {qn(one) for one in before}
    at = next((n for n, child in enumerate(parent) if child.tag in names), len(parent))
    parent.insert(at, OxmlElement(tag))
