"""The text of a communiqué's file, and a sentence for every file that has none."""

import io
import zipfile
from importlib import resources
from pathlib import Path

import docx
import pytest
import typst
from pypdf import PdfReader, PdfWriter

from dashboard.errors import Refused
from dashboard.intake.communique.documents import document_text, not_readable
from dashboard.intake.confining import Limits
from dashboard.intake.isolation import read_document_apart

ARABIC = "قررت الأمانة الإقليمية للحزب بتازة عقد اجتماع يوم 14 فبراير 2026 بمدينة تاهلة."
FRENCH = "Le secrétariat provincial du parti à Sefrou s'est réuni le 7 mars 2026."


def pdf(text, language="fr"):
    direction = "rtl" if language == "ar" else "ltr"
    look = f'#set text(lang: "{language}", dir: {direction}, font: "IBM Plex Sans Arabic")\n'
    fonts = Path(str(resources.files("fontpkg_ibm_plex_sans_arabic")))
    return typst.compile(f"{look}{text}".encode(), font_paths=[fonts])


def word(*lines):
    document, held = docx.Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(held)
    return held.getvalue()


def packed(**parts):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return held.getvalue()


def locked():
    writer, held = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(FRENCH)))), io.BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(held)
    return held.getvalue()


def pages(count):
    writer, held = PdfWriter(), io.BytesIO()
    for _ in range(count):
        writer.add_blank_page(300, 300)
    writer.write(held)
    return held.getvalue()


def codes(content):
    with pytest.raises(Refused) as refused:
        read_document_apart(content)
    return [one.code for one in refused.value.problems]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (ARABIC.encode(), ARABIC),
        (ARABIC.encode("cp1256"), ARABIC),
        (FRENCH.encode("cp1252"), FRENCH),
        (FRENCH.encode("utf-16"), FRENCH),
        (word(ARABIC, FRENCH), f"{ARABIC}\n{FRENCH}"),
    ],
)
def test_texts_and_documents_are_read_as_they_stand(content, text):
    assert document_text(content) == text


def test_a_pdf_is_read_in_the_order_of_its_language():
    assert read_document_apart(pdf(FRENCH)).strip() == FRENCH.replace("'", "’")
    found = read_document_apart(pdf(ARABIC, "ar")).split()
    wanted = ["قررت", "الأمانة", "الإقليمية", "للحزب", "بتازة", "عقد", "اجتماع", "يوم", "14"]
    assert found[: len(wanted)] == wanted


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (pages(2), "communique.scan"),
        (pages(61), "communique.too_many_pages"),
        (locked(), "communique.locked"),
        (b"%PDF-1.7\nbroken", "communique.unreadable"),
        (b"PK\x03\x04broken", "communique.unreadable"),
        (packed(**{"xl/workbook.xml": "x"}), "communique.form"),
        (packed(**{"word/document.xml": "<!DOCTYPE x><x/>"}), "communique.unreadable"),
        (packed(**{"word/document.xml": b" " * (61 * 2**20)}), "communique.unpacks_too_large"),
        (b"\x89PNG\r\n", "communique.form"),
        ((ARABIC * 60_000).encode(), "communique.text_too_large"),
        (b"x" * (20 * 2**20 + 1), "communique.file_too_large"),
        (bytes([0xFE, 0xFD, 0xC3, 0x81, 0x90]) * 4, "communique.encoding"),
    ],
)
def test_a_file_without_a_text_says_why(content, code):
    assert codes(content) == [code]


def test_a_reading_that_takes_too_long_is_stopped_and_told():
    with pytest.raises(Refused) as refused:
        read_document_apart(pdf(FRENCH), limits=Limits(wall_seconds=0.0))
    assert [one.code for one in refused.value.problems] == ["communique.too_heavy"]
    assert not_readable(refused.value.problems[0]).code == "communique.too_heavy"
