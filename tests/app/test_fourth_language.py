"""A fourth language is a folder: a catalogue, and nothing else; what it lacks is said in French."""

import datetime as dt
import re
import shutil

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from dashboard import wording as wording_module
from dashboard.contracts import contracts
from dashboard.figures.tables import Table
from dashboard.followup.paper import Paper
from dashboard.intake.template_workbook import template_xlsx
from dashboard.intake.templates import template_csv
from dashboard.paths import LOCALE, ROOT
from dashboard.reports.about import AboutLine
from dashboard.reports.paper_pdf import paper_pdf
from dashboard.reports.table_file import csv_file
from dashboard.state import views
from dashboard.wording import language_name, languages, wording
from tests.app.shown import drawn, tables

SAID = {
    "Where are we ready, and what comes next?": "ⵎⴰⵏⵉ ⵏⵙⵓⵊⴷ?",
    "Readiness": "ⴰⵙⵓⵊⴷ",
    "Commune": "ⵜⴰⴳⵔⴰⵡⵜ",
    "Demonstration data": "ⵉⵙⴼⴽⴰ ⵏ ⵓⵙⴽⵏ",
}
PAGES = sorted(path.stem for path in (ROOT / "dashboard" / "screens").glob("[a-z]*.py"))
SAMPLED = ("readiness", "province", "commune", "decisions", "glossary")
PLACES = {"province": {"province": "03.061"}, "commune": {"commune": "03.061.01.01"}}


@pytest.fixture
def tifinagh(tmp_path, monkeypatch):
    """The three catalogues, and beside them one of Tamazight that says four sentences."""
    folder = tmp_path / "locale"
    shutil.copytree(LOCALE, folder)
    catalogue = Catalog("zgh", domain="jahiziya")
    for sentence, text in SAID.items():
        catalogue.add(sentence, text)
    target = folder / "zgh" / "LC_MESSAGES" / "jahiziya.po"
    target.parent.mkdir(parents=True)
    with target.open("wb") as lines:
        write_po(lines, catalogue)
    monkeypatch.setattr(wording_module, "LOCALE", folder)
    _forget()
    yield wording("zgh")
    monkeypatch.undo()
    _forget()


def _forget():
    languages.cache_clear()
    wording.cache_clear()
    views._view.cache_clear()


def test_a_folder_is_a_language(tifinagh):
    assert languages() == ("ar", "fr", "en", "zgh")
    assert language_name("zgh") == "ⵜⴰⵎⴰⵣⵉⵖⵜ"
    assert (tifinagh.language, tifinagh.direction) == ("zgh", "ltr")
    assert tifinagh("Readiness") == SAID["Readiness"]
    assert tifinagh("Coverage") == wording("fr")("Coverage")
    assert tifinagh.number(1234567.5, 1) == "1\u202f234\u202f567,5"
    assert tifinagh.date(dt.date(2026, 11, 23)) == "23 ⵏⵓⵡⴰⵏⴱⵉⵔ 2026"


def test_a_language_that_cldr_does_not_know_is_dated_as_in_french():
    assert wording_module._locale("xyz").language == "fr"
    assert language_name("xyz") == "Xyz"


@pytest.mark.parametrize(
    "page",
    [one if one in SAMPLED else pytest.param(one, marks=pytest.mark.soak) for one in PAGES],
)
def test_a_page_opens_in_it(tifinagh, opened, demo, page):
    run = opened(demo, page, lang="zgh", **PLACES.get(page, {}))

    assert not run.exception
    assert not run.error, [one.value for one in run.error]
    assert "d.lang = 'zgh'; d.dir = 'ltr'" in drawn(run)
    assert SAID["Demonstration data"] in drawn(run)
    if page == "readiness":
        assert run.title[0].value == SAID["Where are we ready, and what comes next?"]
    if page == "province":
        listed = next(rows for rows in tables(run).values() if SAID["Commune"] in rows[0])
        assert "Boufakrane" in {row[SAID["Commune"]] for row in listed}  # names fall back to French


def test_columns_are_named_by_languages_that_labels_have():
    """`name_zgh` is a column of no answer: the code asks for `label_language`."""
    asked = re.compile(r"_\{[\w.]*\.lang(uage)?\}\"")
    found = [
        line
        for path in (ROOT / "dashboard").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if asked.search(line) and "key=" not in line
    ]
    assert found == []


def test_files_are_made_in_it(tifinagh):
    rows = Table(SAID["Commune"], [], [], [])
    assert SAID["Commune"].encode() in csv_file(rows, [AboutLine("x", SAID["Commune"])], tifinagh)
    french = contracts()["meetings"].by_name["body_kind"].labels["fr"]
    assert french.encode() in template_csv("meetings", "zgh")
    assert template_xlsx("structures", "zgh", territories=["03.061"]).startswith(b"PK")
    paper = Paper(SAID["Readiness"], (SAID["Commune"],), (), ())
    assert paper_pdf(paper, tifinagh).startswith(b"%PDF")
