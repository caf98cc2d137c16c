"""Workbooks that show one thing and hold another: what a reader would take wrongly in silence."""

import datetime as dt
import io
import re
import zipfile
from functools import partial

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from dashboard.contracts import contracts
from dashboard.intake.decoding import read
from dashboard.intake.importing import check
from dashboard.intake.speaking import knows, speaks
from dashboard.intake.workbooks import is_error_value
from dashboard.store import Store

pytestmark = pytest.mark.usefixtures("read_here")
HEAD = ("Province", "Commune", "Mois", "Adhérents", "Dont femmes")
AKNOUL, AJDIR = ("Taza", "Aknoul", "2026-10", 120, 40), ("Taza", "Ajdir", "2026-10", 80, 30)
TODAY = dt.date(2026, 11, 23)


@pytest.fixture(scope="module")
def store():
    """One for all: a check writes nothing."""
    with Store.open(None) as one:
        yield one


def opened(content, **options):
    contract = contracts()["membership"]
    return read(
        content, known=partial(knows, contract), speaks=partial(speaks, contract), **options
    )


def checked(store, content):
    return check(store, "membership", content, file_name="Relevé", today=TODAY)


def problems(found):
    return [(one.code, one.row, one.column, one.found) for one in found.problems]


def saved(book):
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def book(*sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, state, lines in sheets:
        page = made.create_sheet(name)
        page.sheet_state = state
        for line in lines:
            page.append(line)
    return made


def one_page(*lines):
    return book(("Octobre", "visible", [HEAD, *lines]))


def changed(content, rule, part="xl/worksheets/sheet1.xml"):
    """The workbook with a part of it written otherwise, as another program would have."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            new.writestr(name, rule(old.read(name)) if name == part else old.read(name))
    return held.getvalue()


def with_cell(place, cell):
    """The page whose cell at a place is written as given."""
    old = re.compile(rb'<c r="%s"[^>]*>.*?</c>' % place.encode())
    return changed(saved(one_page(AKNOUL)), lambda part: old.sub(cell.encode(), part))


def prefixed(part):
    """The same XML, its names with a prefix, as some programs write it."""
    part = part.replace(b'xmlns="', b'xmlns:x="', 1)
    return re.sub(rb"<(/?)([a-zA-Z]\w*)(?=[\s>/])", rb"<\1x:\2", part)


def ods(*cells):
    names = "urn:oasis:names:tc:opendocument:xmlns"
    text = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{one}</text:p></table:table-cell>'
        for one in HEAD
    )
    row = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{one}</text:p></table:table-cell>'
        for one in AKNOUL[:3]
    )
    body = (
        f'<office:document-content xmlns:office="{names}:office:1.0" '
        f'xmlns:table="{names}:table:1.0" xmlns:text="{names}:text:1.0" '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
        '<office:body><office:spreadsheet><table:table table:name="F">'
        f"<table:table-row>{text}</table:table-row>"
        f"<table:table-row>{row}{''.join(cells)}</table:table-row>"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{names}:manifest:1.0"><manifest:file-entry '
            'manifest:full-path="/" manifest:media-type='
            '"application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
        )
        parts.writestr("content.xml", body)
    return held.getvalue()


# --- which sheet


def test_a_hidden_sheet_is_not_read_when_one_that_is_seen_holds_the_table():
    more = (*HEAD, "Nouveaux adhérents")
    hidden = ("Ancien", "hidden", [more, ("Taza", "Aknoul", "2026-09", 1, 1, 1)])
    content = saved(book(("Octobre", "visible", [HEAD, AKNOUL]), hidden))

    assert opened(content).sheet == "Octobre"
    assert opened(content, sheet="Ancien").sheet == "Ancien"
    assert opened(saved(book(("Mot", "visible", [["Bonjour"]]), hidden))).sheet == "Ancien"


def test_of_two_sheets_of_the_table_the_one_with_more_columns_is_not_taken_in_silence():
    more = (*HEAD, "Nouveaux adhérents")
    content = saved(
        book(("Octobre", "visible", [HEAD, AKNOUL]), ("Septembre", "visible", [more, AKNOUL]))
    )
    found = opened(content)

    assert [one.code for one in found.problems] == ["file.sheet"]
    assert found.problems[0].candidates == ("Octobre", "Septembre")


def test_a_sheet_for_each_province_is_asked_also_where_one_leaves_the_province_out():
    other = [HEAD[1:], ("Ghafsai", "2026-10", 11, 1)]
    found = opened(saved(book(("Taza", "visible", [HEAD, AKNOUL]), ("Taounate", "visible", other))))

    assert [one.code for one in found.problems] == ["file.sheet"]


# --- formulas, errors, percentages


def test_a_formula_that_gives_no_letters_is_an_empty_cell(store):
    found = checked(store, with_cell("E2", '<c r="E2" t="str"><f>IF(1,"")</f><v></v></c>'))

    assert [one.values.get("women", "none") for one in found.rows] == ["none"]


@pytest.mark.parametrize(
    ("place", "cell", "code"),
    [
        ("D2", '<c r="D2"><f>100+20</f><v></v></c>', "file.formulas"),
        ("D2", '<c r="D2"><f>100+20</f></c>', "file.formulas"),
        ("D2", '<c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "cell.formula_error"),
        ("D2", '<c r="D2" t="e"><f>X()</f><v>#GETTING_DATA</v></c>', "cell.formula_error"),
    ],
)
@pytest.mark.parametrize("rule", [bytes, prefixed], ids=["plain", "prefixed"])
def test_a_formula_without_a_result_or_with_an_error_is_never_an_empty_cell(
    store, place, cell, code, rule
):
    found = checked(store, changed(with_cell(place, cell), rule))

    assert found.refused
    assert code in [one.code for one in found.problems]


@pytest.mark.parametrize(
    ("cell", "code", "found"),
    [
        (
            '<table:table-cell table:formula="of:=1/0" office:value-type="string" '
            'office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p>'
            "</table:table-cell>",
            "cell.formula_error",
            "#DIV/0!",
        ),
        (
            '<table:table-cell calcext:value-type="error" table:formula="of:=x()" '
            'office:value-type="string" office:string-value=""><text:p>Err:508</text:p>'
            "</table:table-cell>",
            "cell.formula_error",
            "Err:508",
        ),
        ('<table:table-cell table:formula="of:=[.D1]*2"/>', "file.formulas", None),
        (
            '<table:table-cell office:value-type="percentage" office:value="1"><text:p>100 %'
            "</text:p></table:table-cell>",
            "number.invalid",
            "100 %",
        ),
        (
            '<table:table-cell table:style-name="percentage" office:value-type="percentage" '
            'office:value="1"><text:p>100 %</text:p></table:table-cell>',
            "number.invalid",
            "100 %",
        ),
    ],
)
def test_an_ods_shows_its_errors_and_percentages(store, cell, code, found):
    problem = checked(store, ods(cell)).problems[0]

    assert (problem.code, problem.found) == (code, found)


def test_an_ods_formula_that_gives_no_letters_is_an_empty_cell(store):
    cell = (
        '<table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string" '
        'office:string-value=""/>'
    )

    assert problems(checked(store, ods(cell))) == []


@pytest.mark.parametrize(
    ("form", "value", "shown"),
    [("0%", 1, "100 %"), ("0.00%", 0.125, "12.5 %"), ('0" %"', 33, "33 %"), ("0\\%", 7, "7 %")],
)
def test_a_percentage_is_no_count(store, form, value, shown):
    made = one_page((*AKNOUL[:4], value))
    made.active["E2"].number_format = form

    assert problems(checked(store, saved(made))) == [("number.invalid", 2, "women", shown)]


def test_a_style_of_percentages_that_no_number_wears_changes_nothing(store):
    made = one_page(AKNOUL)
    made.active["G9"].number_format = "0%"

    assert problems(checked(store, saved(made))) == []


@pytest.mark.parametrize(
    ("text", "is_error"),
    [
        ("#REF!", True), ("#N/A", True), ("#VALEUR!", True), ("#NOM ?", True), ("#DIV/0 !", True),
        ("#####", True), ("Err:502", True), ("#1", False), ("N/A", False), ("#hashtag", False),
    ],
)  # fmt: skip
def test_errors_are_told_in_the_words_of_the_spreadsheets(text, is_error):
    assert is_error_value(text) is is_error


# --- merged cells


def test_a_text_merged_over_rows_stands_in_each_and_a_number_is_asked(store):
    made = one_page(AKNOUL, (None, "Ajdir", None, None, 30), (None, "Tainaste", None, 7, 3))
    for merged in ("A2:A4", "C2:C4", "D2:D3"):
        made.active.merge_cells(merged)
    found = checked(store, saved(made))

    assert problems(found) == [("cell.merged", 2, "members", "120 ⟦2–3⟧")]
    assert [(one.row, one.values["period"]) for one in found.rows] == [
        (3, "2026-10"),
        (4, "2026-10"),
    ]


def test_cells_merged_over_columns_alone_change_nothing(store):
    made = one_page(AKNOUL, AJDIR)
    made.active.insert_rows(1)
    made.active["A1"] = "Relevé mensuel"
    made.active.merge_cells("A1:E1")

    assert problems(checked(store, saved(made))) == []


def test_cells_merged_beside_and_below_the_table_change_nothing(store):
    made = one_page(AKNOUL, AJDIR)
    for merged in ("H1:H3", "A5:B9"):
        made.active.merge_cells(merged)
    found = checked(store, saved(made))

    assert problems(found) == []
    assert len(found.rows) == 2


# --- days, widths, sums


def test_a_bare_number_of_a_workbook_that_counts_from_1904_is_the_day_it_shows(store):
    made = one_page(("Taza", "Aknoul", 44_834, 120, 40))
    made.epoch = CALENDAR_MAC_1904

    assert [one.values["period"] for one in checked(store, saved(made)).rows] == ["2026-10"]


def test_a_cell_beside_the_table_is_named_by_the_column_the_spreadsheet_shows(store):
    made = one_page(AKNOUL)
    made.active["M40"] = "x"
    (problem,) = [one for one in checked(store, saved(made)).problems if one.level == "error"]

    assert (problem.code, problem.message.values) == ("column.unnamed", {"n": 13})


def test_a_commune_with_the_name_of_its_province_below_its_communes_is_perhaps_a_total(store):
    found = checked(store, saved(one_page(AKNOUL, AJDIR, ("Taza", "Taza", "2026-10", 200, 70))))
    other = checked(store, saved(one_page(AKNOUL, AJDIR, ("Taza", "Taza", "2026-10", 201, 70))))

    assert problems(found) == [("row.sum_of_above", 4, None, "03.561.01.11")]
    assert problems(other) == []


@pytest.mark.parametrize(
    "total",
    [
        ("Taza", "Total", "2026-10", 200, 70),
        ("Total", None, "octobre 2026", 200, 70),
        (None, "المجموع", dt.date(2026, 10, 31), 200, None),
        ("Taza", "Total province", None, 200, 70),
    ],
)
def test_a_total_with_its_province_and_month_is_left_out(store, total):
    found = checked(store, saved(one_page(AKNOUL, AJDIR, total)))

    assert [(code, row) for code, row, *_ in problems(found)] == [("row.total", 4)]
    assert len(found.rows) == 2


def test_every_form_that_is_no_table_is_named():
    def zipped(name):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as parts:
            parts.writestr(name, "x")
        return held.getvalue()

    given = {
        "HTML": b"\xef\xbb\xbf <html><table><tr><td>Commune</td></tr></table></html>",
        "XML": b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office"/>',
        "MHTML": b"MIME-Version: 1.0\r\nContent-Type: multipart/related",
        "XLSB": zipped("xl/workbook.bin"), "DOCX": zipped("word/document.xml"),
        "NUMBERS": zipped("Index/Document.iwa"), "ZIP": zipped("membership.csv"),
    }  # fmt: skip
    for form, content in given.items():
        (problem,) = opened(content).problems
        assert (problem.code, problem.message.values) == ("file.form", {"form": form})


# --- numbers that only count the rows


def bodies(*lines, title="N°"):
    head = (title, "Type de structure", "Territoire", "Province", "Fondée le")
    return book(("Feuil1", "visible", [head, *lines]))


THREE = [
    (n, "Secrétariat local", place, "Taza", "25/04/2025")
    for n, place in enumerate(("Aknoul", "Ajdir", "Tainaste"), 1)
]


def structures(store, monkeypatch, content, **options):
    rule = contracts()["structures"]

    def here(content, _table, **_asked):
        return read(content, known=partial(knows, rule), speaks=partial(speaks, rule))

    monkeypatch.setattr("dashboard.intake.checking.read_apart", here)
    return check(store, "structures", saved(content), file_name="f", today=TODAY, **options)


def test_a_column_that_counts_the_rows_is_not_the_number_of_a_body(store, monkeypatch):
    found = structures(store, monkeypatch, bodies(*THREE))

    assert problems(found) == [("number.counts_rows", 1, "N°", "N°")]
    assert [(one.header, one.column) for one in found.mapping.asked] == [("N°", None)]


@pytest.mark.parametrize(("said", "numbers"), [("", [1, 1, 1]), ("number", [1, 2, 3])])
def test_a_person_says_what_the_column_is(store, monkeypatch, said, numbers):
    found = structures(store, monkeypatch, bodies(*THREE), mapping={"N°": said})

    assert problems(found) == []
    assert [one.values["number"] for one in found.rows] == numbers


def test_the_header_of_the_template_and_other_numbers_are_taken(store, monkeypatch):
    told = structures(store, monkeypatch, bodies(*THREE, title="Numéro"))
    ones = structures(store, monkeypatch, bodies(*[(1, *line[1:]) for line in THREE]))
    of_one = [(n, "Secrétariat local", "Aknoul", "Taza", "25/04/2025") for n in (1, 2, 3)]
    again = structures(store, monkeypatch, bodies(*of_one))

    for found in (told, ones, again):
        assert "number.counts_rows" not in [one.code for one in found.problems]
