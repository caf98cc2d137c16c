"""Papers: one page whatever the data, every word found again, no figure but the pages' own."""

import dataclasses
import datetime as dt
import io
import re
import subprocess
import zipfile

import pandas as pd
import pypdf
import pytest
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.questions import ask_many, parameters_of
from dashboard.reports.brief import brief
from dashboard.reports.brief_files import brief_file, briefs_zip, report_file, sheet_file
from dashboard.reports.brief_parts import act_first
from dashboard.reports.commune_sheet import commune_sheet
from dashboard.reports.gathered import gather, gather_commune
from dashboard.reports.headline import headlines
from dashboard.reports.occasion import Occasion
from dashboard.reports.sheet import Fact, Key, Picture, Sheet, listed, tabled
from dashboard.reports.sheets_pdf import Book, book_pdf, book_pictures
from dashboard.store import Store
from dashboard.territory.register import register
from dashboard.wording import wording

DAY = dt.date(2026, 11, 23)
OCCASION = Occasion(DAY, DAY, "organisational", is_synthetic=True, newest_on=DAY)
MEKNES, BOULEMANE, COMMUNE = "03.061", "03.131", "03.061.05.09"
HOSTILE = '#panic("x") $x^2$ *b* <l> @ref \\ "q" ]{ // <script>&amp;'
LATIN_OR_ARABIC = re.compile(r"[^\W\d_]{2,}")


def asker(store, **given):
    def ask(names, days, /, **parameters):
        fixed = {"profile": "organisational", "scope": ["03"], **given, **parameters}
        taken = parameters_of(names)
        return ask_many(store, names, as_of=days, **{k: v for k, v in fixed.items() if k in taken})

    return ask


@pytest.fixture(scope="module")
def gathered(demo_store):
    return gather(asker(demo_store), OCCASION)


@pytest.fixture(scope="module")
def empty_gathered():
    with Store.open(None) as opened:
        return gather(asker(opened), OCCASION)


def pages_of(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf)).pages


def words_in(texts):
    """The words that a page must hold, without marks of direction."""
    return {word for text in texts for word in LATIN_OR_ARABIC.findall(text)}


def texts_of(page):
    """Every text of a sheet that is always set."""
    yield from (page.place, page.kind, page.title, page.notice, *page.lines, *page.notes)
    for fact in page.facts:
        yield from (fact.label, fact.value, fact.behind, fact.change, fact.reliability)
    for part in (*page.beside, *page.below):
        yield from (part.title, *part.sentences)
        for row in part.rows[: part.least]:
            yield from row
    yield from (key.word for key in page.picture.keys)


def book(*pages):
    return Book("Titre", "Parti", DAY, pages)


def test_nine_briefs_are_a_page_each_and_the_same_bytes_again(gathered):
    made = briefs_zip(gathered, OCCASION, "ar")
    with zipfile.ZipFile(io.BytesIO(made)) as files:
        counts = {name: len(pages_of(files.read(name))) for name in files.namelist()}
        first = files.namelist()[0]
        assert files.read(first) == brief_file(gathered, MEKNES, OCCASION, "ar")

    assert list(counts.values()) == [1] * 9
    assert first == "jahiziya-brief-03.061-2026-11-23-ar.pdf"
    assert len(pages_of(brief_file(gathered, MEKNES, OCCASION, "both"))) == 2


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_word_of_a_brief_and_a_sheet_is_found_again(demo_store, gathered, language, tmp_path):
    words = wording(language)
    answers = gather_commune(asker(demo_store), OCCASION, COMMUNE)
    pages = [
        brief(gathered, MEKNES, OCCASION, words),
        brief(gathered, "03", OCCASION, words),
        commune_sheet(answers, COMMUNE, OCCASION, words),
    ]
    file = tmp_path / "paper.pdf"
    file.write_bytes(book_pdf(book(*pages)))
    found = subprocess.run(
        ["pdftotext", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    wanted = words_in(text for page in pages for text in texts_of(page))
    printed = words_in([found])

    assert len(wanted) > 150
    assert {word for word in wanted if "\u0600" <= word[0] <= "\u06ff"} or language == "fr"
    assert wanted - printed == set()


def test_a_brief_is_tagged_titled_and_names_no_machine(gathered):
    pdf = brief_file(gathered, MEKNES, OCCASION, "ar")
    read = pypdf.PdfReader(io.BytesIO(pdf))
    catalog = read.trailer["/Root"]
    xmp = catalog["/Metadata"].get_object().get_data().decode()
    figures = [one for one in _elements(catalog["/StructTreeRoot"]) if one.get("/S") == "/Figure"]

    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "ar"
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "مكناس" in read.metadata.title
    assert read.metadata.author == "حزب الأصالة والمعاصرة"
    assert read.metadata.creation_date.date() == DAY
    assert figures
    assert all(one.get("/Alt") for one in figures)
    assert b"/tmp" not in pdf
    assert [round(float(side)) for side in read.pages[0].mediabox[2:]] == [595, 842]


def _elements(node):
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from _elements(one)
    elif isinstance(node, dict):
        yield node
        if "/K" in node:
            yield from _elements(node["/K"])


def full_sheet(language, *, text, rows):
    """A sheet with as much as can be: every text as given, lists as long as asked."""
    words = wording(language)
    columns = ((text, 1.0),) * 4
    long = tabled(text, [text] * 2, columns, [(text,) * 4] * rows, words, least=min(rows, 3))
    names = listed(text, [text], [text] * rows, words)
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="420" height="504"/>'
    keys = tuple(Key(drawing, text[:40], "194") for _ in range(9))
    return Sheet(
        language, text[:60], text[:40], text[:200], (text[:160],) * 2, text[:90],
        tuple(Fact(text[:40], "≈ 123 456", text[:60], text[:40], text[:40]) for _ in range(5)),
        Picture(drawing, "carte", text[:60], keys), (long, long), (names,),
        Picture(drawing.replace("504", "44"), "ligne", text[:120]), (text,) * 6,
    )  # fmt: skip


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("rows", [0, 1, 400])
def test_a_sheet_is_one_page_with_the_longest_names_and_the_fullest_lists(language, rows):
    name = (
        "سيدي عبد الله الخياط أولاد علي يوسف " if language == "ar" else "Sidi Abdellah Al Khayat "
    )
    for text in (name * 6, name * 3, HOSTILE):
        (page,) = pages_of(book_pdf(book(full_sheet(language, text=text, rows=rows))))
        if text is HOSTILE:
            assert "#panic" in page.extract_text()


def test_what_is_not_shown_is_counted():
    words = wording("fr")
    page = full_sheet("fr", text="Commune", rows=400)
    (read,) = pages_of(book_pdf(book(page)))
    part = tabled("t", [], (("a", 1.0),), [("x",)] * 400, words)

    assert part.more[387] == words.count("and {n} more", "and {n} more", 388)
    assert "de plus" in read.extract_text()


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_of_nothing_known_nothing_is_counted(empty_gathered, language):
    words = wording(language)
    page = brief(empty_gathered, BOULEMANE, OCCASION, words)

    assert [fact.value for fact in page.facts] == [words("not reported")] * 5
    assert {fact.change for fact in page.facts} == {
        words("not known on {day}", day=OCCASION.before)
    }
    assert "NA" not in " ".join(texts_of(page))
    assert page.trend is None
    assert len(pages_of(book_pdf(book(page)))) == 1


def test_the_figures_are_those_of_the_page(gathered):
    words = wording("fr")
    for code in ("03", *(place.code for place in register().provinces())):
        page = brief(gathered, code, OCCASION, words)
        row = gathered.row("headline_figures", code)
        stood = gathered.row("province_table", code)

        assert [(one.label, one.value, one.behind) for one in page.facts] == [
            (one.label, one.value, one.behind) for one in headlines(row, words)
        ]
        assert page.facts[0].value == words.number(row.communes_own)
        assert page.facts[2].value == words.share(row.covered_adults_share)
        assert str(round(stood.score)) in page.lines[0]
        assert sum(int(key.count) for key in page.picture.keys) == row.communes


def test_a_change_is_said_only_where_as_much_was_known(gathered):
    words = wording("en")
    table = gathered.before["headline_figures"].copy()
    here = table["unit_code"] == MEKNES
    now = gathered.row("headline_figures", MEKNES)
    for column in ("communes_known", "communes_covered", "communes_own"):
        table[column] = table[column].astype(int)
    table.loc[here, "communes_known"] = now.communes_known - 4
    table.loc[here, "communes_covered"] = 3
    table.loc[here, "members"] = now.members - now.members_margin
    fewer = dataclasses.replace(gathered, before={**gathered.before, "headline_figures": table})
    page = brief(fewer, MEKNES, OCCASION, words)

    assert page.facts[4].change.endswith("since 23 October 2026, within the margin")
    assert page.facts[1].change == f"3 on 23 October 2026, of {now.communes_known - 4} known"


def test_the_report_has_a_cover_the_contents_ten_pages_and_the_method(gathered):
    read = pypdf.PdfReader(io.BytesIO(report_file(gathered, OCCASION, "fr")))
    contents = read.pages[1].extract_text()
    names = ["Fès-Meknès", *(place.name("fr") for place in register().provinces()), "Méthode"]
    tops = [one for one in read.outline if not isinstance(one, list)]
    at = {one.title: read.get_destination_page_number(one) + 1 for one in tops}

    assert len(read.pages) >= 13
    assert at == {name: number for number, name in enumerate(names, 3)}
    assert "Rapport" in read.pages[0].extract_text()
    for name, number in at.items():
        assert re.search(rf"{re.escape(name)}[ .]+{number}$", contents, re.MULTILINE)


def test_a_small_count_is_masked_on_a_sheet(desk):
    desk.put("membership", {"territory_code": COMMUNE, "period": "2026-10", "members": 7})
    answers = gather_commune(asker(desk.store), OCCASION, COMMUNE)
    page = commune_sheet(answers, COMMUNE, OCCASION, wording("en"))
    (members,) = [fact for fact in page.facts if fact.label == "Members"]

    assert members.value == "fewer than 10"
    assert "members_exact" not in answers["territory_members"].dropna(axis=1, how="all")
    assert len(pages_of(sheet_file(answers, COMMUNE, OCCASION, "both"))) == 2


def test_candidacies_that_are_confidential_are_in_no_paper(demo_store):
    asked = {"profile": "communal"}
    on = dataclasses.replace(OCCASION, profile="communal", lacks_candidacies=True)
    seen = gather_commune(asker(demo_store, **asked, sees_candidacies=True), on, COMMUNE)
    page = gather_commune(asker(demo_store, **asked), on, COMMUNE)
    rows = {
        name: answer["score_steps"].query("pillar == 'candidacies' and unit_code == @COMMUNE")["k"]
        for name, answer in (("seen", seen), ("paper", page))
    }
    told = " ".join(texts_of(commune_sheet(page, COMMUNE, on, wording("en"))))

    assert rows["seen"].max() > 0
    assert rows["paper"].max() == 0
    assert "without candidacies" in told


def test_what_comes_first_concerns_most_adults_and_has_an_owner_and_a_day():
    opened = next(iter(register().arrondissements())).commune_code
    rows = pd.DataFrame(
        [
            *((f"a{n}", "", f"A{n}", 100 - n, "hold_meeting", None) for n in range(5)),
            ("b", "", "B", 450, "prepare_founding", dt.date(2026, 12, 5)),
            ("c", "", "C", 9000, "none", None),
            (opened, "", "Fès", 9000, "renew", None),
            ("e", "", "E", 10, "renew", dt.date(2026, 1, 1)),
            ("f", "", "F", 1, "send_return", None),
        ],
        columns=["unit_code", "name_ar", "name_fr", "adults", "next_step", "next_step_on"],
    )
    part = act_first(rows, OCCASION, wording("en"))

    assert part.rows == (
        ("Hold a meeting: 5 places (A0, A1, A2 and 2 more)", "Local secretary", "15 Dec 2026"),
        ("Prepare the founding assembly: 1 place (B)", "Provincial secretariat", "5 Dec 2026"),
        ("Renew the local secretariat: 1 place (E)", "Local secretariat", "15 Dec 2026"),
    )


@pytest.mark.parametrize(
    ("day", "before", "due"),
    [
        (dt.date(2026, 3, 31), dt.date(2026, 2, 28), dt.date(2026, 4, 15)),
        (dt.date(2026, 1, 15), dt.date(2025, 12, 15), dt.date(2026, 1, 15)),
        (dt.date(2026, 12, 16), dt.date(2026, 11, 16), dt.date(2027, 1, 15)),
    ],
)
def test_the_days_of_an_occasion(day, before, due):
    of = Occasion(day, day, "organisational")

    assert (of.before, of.next_return_on) == (before, due)
    assert len(of.history) == len(set(of.history)) in (12, 13)
    assert of.history[-1] == day


def test_pages_can_be_looked_at(gathered):
    (picture,) = book_pictures(book(brief(gathered, MEKNES, OCCASION, wording("ar"))), ppi=30)

    assert picture.startswith(b"\x89PNG")


def test_the_command_line_writes_papers_and_nothing_over(tmp_path, monkeypatch):
    monkeypatch.setenv("JAHIZIYA_DB", str(tmp_path / "none.duckdb"))
    file = tmp_path / "sheet.pdf"
    words = ["brief", "--commune", "Azrou", "--lang", "both", "--out", str(file)]
    first, second = (CliRunner().invoke(app, words) for _ in range(2))
    absent = CliRunner().invoke(app, ["brief", "--commune", "Nulle part", "--out", str(file)])

    assert (first.exit_code, second.exit_code, absent.exit_code) == (0, 1, 1)
    assert len(pages_of(file.read_bytes())) == 2
    assert "Nulle part" in absent.stderr


def test_the_empty_places_are_those_of_the_page_of_coverage(demo_store, gathered):
    page = brief(gathered, BOULEMANE, OCCASION, wording("fr"))
    rows = asker(demo_store)(("coverage_units",), (DAY,))["coverage_units"]
    rows = rows[(rows["province_code"] == BOULEMANE) & rows["is_place"]]

    assert list(page.below[0].names) == list(rows[rows["state"] == "none"]["name_fr"])
    assert str(int((rows["state"] == "unknown").sum())) in page.below[0].sentences[1]
