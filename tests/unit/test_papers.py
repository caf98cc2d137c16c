"""The papers: right to left where it should be, hostile text stays text, nothing is lost."""

from __future__ import annotations

import io

import pypdf
import pytest
from docx import Document
from docx.oxml.ns import qn

from dashboard.followup.paper import Paper, PaperSection
from dashboard.reports.paper_docx import paper_docx
from dashboard.reports.paper_pdf import paper_pdf, paper_pictures
from dashboard.wording import wording

HOSTILE = '#panic("x") $x^2$ *b* <l> @ref \\ "q" ]{ //'


def paper(words):
    rows = tuple((f"{HOSTILE} {n}", words.number(1200 + n)) for n in range(60))
    section = PaperSection("قرارات", ("جملة",), ("القرار", "رقم"), rows)
    return Paper(HOSTILE, ("سطر",), (section,), ("مصدر",), "معطيات تجريبية")


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_text_of_markup_is_printed_as_it_stands(language):
    words = wording(language)
    read = pypdf.PdfReader(io.BytesIO(paper_pdf(paper(words), words)))
    printed = "".join(page.extract_text() for page in read.pages)

    assert len(read.pages) > 1
    assert [round(float(side)) for side in read.pages[0].mediabox[2:]] == [595, 842]
    assert "#panic" in printed
    assert "$x^2$" in printed


def test_pages_can_be_looked_at():
    words = wording("ar")
    pictures = paper_pictures(paper(words), words, ppi=30)

    assert len(pictures) > 1
    assert all(one.startswith(b"\x89PNG") for one in pictures)


def test_a_document_in_arabic_runs_from_right_to_left():
    words = wording("ar")
    document = Document(io.BytesIO(paper_docx(paper(words), words)))
    (table,) = document.tables
    number = table.rows[1].cells[1].paragraphs[0]

    assert all(one._p.pPr.find(qn("w:bidi")) is not None for one in document.paragraphs)
    assert table._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    assert len(table.rows) == 61
    # A number is a run of its own, left to right; the marks of direction are gone.
    assert [run._r.rPr.find(qn("w:rtl")) is None for run in number.runs] == [True]
    assert "\u2066" not in number.text


def test_a_document_in_french_is_left_to_right():
    words = wording("fr")
    document = Document(io.BytesIO(paper_docx(paper(words), words)))

    assert not list(document.element.iter(qn("w:bidi"), qn("w:bidiVisual")))
    assert document.tables[0].rows[1].cells[0].text == f"{HOSTILE} 0"
