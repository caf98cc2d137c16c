"""What the page Privacy says is made from contracts, roles and settings; the entry is a draft."""

import io
from dataclasses import replace

import docx
import pypdf
import pytest

from dashboard.access.role_words import RIGHTS_SAID, ROLES
from dashboard.access.roles import RIGHTS, given_alone, rights_of_roles
from dashboard.contracts import contracts
from dashboard.reports import privacy
from dashboard.reports.paper_docx import paper_docx
from dashboard.reports.paper_pdf import paper_pdf
from dashboard.settings import settings
from dashboard.wording import LANGUAGES, wording

ENGLISH = wording("en")
DRAFT = "DRAFT, to be checked by a lawyer before it is used. It is no legal advice."


def test_every_table_and_every_count_of_persons_is_listed():
    rows = {row[0]: row for row in privacy.held(ENGLISH).rows}

    assert set(rows) == {one.title["en"] for one in contracts().values()}
    for one in contracts().values():
        for column in one.columns:
            is_told = column.labels["en"] in rows[one.title["en"]][3].split(", ")
            assert is_told == (column.count_class == "person"), (one.table, column.name)


def test_every_role_and_right_has_its_words():
    assert set(ROLES) == set(rights_of_roles())
    assert set(RIGHTS_SAID) == RIGHTS
    told = dict(privacy.seen_by(ENGLISH).rows)
    for role, rights in rights_of_roles().items():
        for right in RIGHTS:
            assert (RIGHTS_SAID[right] in told[ROLES[role]]) == (right in rights), (role, right)
    assert told["given account by account"] == ENGLISH.join(RIGHTS_SAID[r] for r in given_alone())


def test_retention_and_contact_are_those_of_the_settings(monkeypatch):
    said = replace(
        settings(), keep_months={"audit": 24, "logs": 3}, privacy_contact="privacy@example.org"
    )
    monkeypatch.setattr(privacy, "settings", lambda: said)

    rows = dict(privacy.kept(ENGLISH).rows)
    assert rows["Who saw and did what (on a server)"] == "24 months, then closed."
    assert [long for what, long in rows.items() if "logs" in what] == ["3 months, then closed."]
    assert "privacy@example.org" in " ".join(privacy.rights(ENGLISH).sentences)


def test_without_settings_no_term_and_no_contact_is_made_up(monkeypatch):
    monkeypatch.setattr(
        privacy, "settings", lambda: replace(settings(), keep_months={}, privacy_contact="")
    )

    assert dict(privacy.kept(ENGLISH).rows)["Who saw and did what (on a server)"] == (
        "No end is set."
    )
    assert "No contact is set." in " ".join(privacy.rights(ENGLISH).sentences)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_entry_is_a_draft_in_both_forms_and_every_line_has_its_basis(lang):
    words = wording(lang)
    paper = privacy.register_entry(words)
    (entry, *_others) = paper.sections

    assert paper.notice == words(DRAFT)
    assert all(len(row) == 3 and all(row) for row in entry.rows)
    document = docx.Document(io.BytesIO(paper_docx(paper, words)))
    assert document.paragraphs[0].text == words(DRAFT)
    pages = pypdf.PdfReader(io.BytesIO(paper_pdf(paper, words))).pages
    assert len(pages) >= 2
    if lang == "en":
        assert DRAFT in " ".join(pages[0].extract_text().split())
