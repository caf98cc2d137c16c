"""The same content in every encoding, delimiter and form gives the same rows."""

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest

from dashboard.intake.importing import check
from dashboard.intake.reading import MAX_BYTES
from dashboard.store import Store

GOOD = Path(__file__).parents[1] / "data" / "good"
TODAY = dt.date(2026, 11, 23)
HEADER = "territory_code;period;members;women\n"

READ_AS = {
    "membership_utf8_semicolon.csv": ("utf-8", ";"),
    "membership_bom_comma.csv": ("utf-8", ","),
    "membership_1252_tab.csv": ("windows-1252", "\t"),
    "membership_1256_semicolon.csv": ("windows-1256", ";"),
    "membership_arabic_utf8.csv": ("utf-8", ","),
    "membership.xlsx": ("", ""),
}


@pytest.fixture(scope="module")
def store():
    with Store.open(None) as opened:
        yield opened


def read(store, content, **options):
    return check(store, "membership", content, file_name="file", today=TODAY, **options)


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


@pytest.mark.parametrize("name", sorted(READ_AS))
def test_every_form_gives_the_same_rows(store, name):
    checked = read(store, (GOOD / name).read_bytes())

    assert checked.problems == ()
    assert (checked.sheet.encoding, checked.sheet.delimiter) == READ_AS[name]
    assert [(row.row, row.values, row.erased) for row in checked.rows] == [
        (
            2,
            {"territory_code": "03.271.01.01", "period": "2026-05", "members": 1234, "women": 45},
            (),
        ),
        (
            3,
            {"territory_code": "03.231.01.0", "period": "2026-05", "members": 120, "women": 30},
            (),
        ),
        (4, {"territory_code": "03.531.03.15", "period": "2026-05", "members": 80}, ("women",)),
        (5, {"territory_code": "03.271.03.01", "period": "2026-05", "women": 12}, ()),
    ]


def test_a_workbook_is_known_by_its_bytes_not_its_name(store):
    checked = read(store, (GOOD / "membership.xlsx").read_bytes())

    assert checked.sheet.sheet == "Sheet"
    assert checked.preview.new == 4


def test_rows_are_counted_as_the_spreadsheet_does_after_a_quoted_line_break(store):
    content = (
        '"territory_code";"Dont\nfemmes";members;period\n\nAzrou;1;2;"2026-10"\nX;1;2;2026-10\n'
    )
    checked = read(store, content.encode())

    assert [row.row for row in checked.rows] == [3]
    assert [problem.row for problem in checked.problems] == [4]


def test_an_encoding_said_by_the_user_is_taken(store):
    content = "territory_code;period;members\n03.271.01.01;2026-10;\u00a0\n".encode("cp1252")

    assert read(store, content, encoding="cp1252").sheet.encoding == "windows-1252"
    assert [p.code for p in read(store, content, encoding="klingon").problems] == [
        "file.encoding_unknown"
    ]


def test_a_formula_without_a_stored_result_is_refused_not_read_as_empty(store):
    content = workbook(["territory_code", "period", "members"], ["Azrou", "2026-10", "=1+1"])

    assert [problem.code for problem in read(store, content).problems] == ["file.formulas"]


def test_a_code_that_became_a_number_is_refused(store):
    content = workbook(["territory_code", "period", "members"], [3.271, "2026-10", 5])

    assert [problem.code for problem in read(store, content).problems] == ["territory.number"]


def test_a_zip_that_is_no_workbook_is_refused(store):
    assert [p.code for p in read(store, b"PK\x03\x04 nothing").problems] == ["file.unreadable"]


def test_a_file_above_the_limit_is_refused(store):
    assert [p.code for p in read(store, b"x" * (MAX_BYTES + 1)).problems] == ["file.too_large"]


def test_a_cell_of_a_megabyte_is_refused_with_its_row(store):
    content = f"{HEADER}Azrou;2026-10;{'9' * 1_000_000};1\n".encode()

    assert [(p.code, p.row) for p in read(store, content).problems] == [("cell.too_long", 2)]


def test_html_is_text(store):
    content = (
        "kind;issued_on;body;title\ncommunique;18/05/2025;political_bureau;<b onclick=x>Ici</b>\n"
    )
    checked = check(store, "directives", content.encode(), file_name="f", today=TODAY)

    assert checked.problems == ()
    assert checked.rows[0].values["title"] == "<b onclick=x>Ici</b>"


@pytest.mark.parametrize(
    ("name", "start", "form"),
    [
        ("membership.csv", b"MZ\x90\x00", "EXE"),
        ("membership.csv", b"\x7fELF\x02", "ELF"),
        ("membership.xlsx", b"%PDF-1.7", "PDF"),
        ("membership.xlsx", b"\x89PNG\r\n", "PNG"),
        ("membership.xlsx", b"\xff\xd8\xff\xe0", "JPEG"),
        ("membership.csv.gz", b"\x1f\x8b\x08", "GZIP"),
    ],
)
def test_what_is_no_table_is_refused_by_its_bytes_and_says_what_to_save(store, name, start, form):
    checked = check(store, "membership", start + bytes(500), file_name=name, today=TODAY)

    (problem,) = checked.problems
    assert (problem.code, problem.message.values["form"]) == ("file.form", form)
    assert ".xlsx" in problem.remedy.sentence
    assert "CSV UTF-8" in problem.remedy.sentence


def test_a_csv_named_xlsx_is_read_as_what_it_is(store):
    text = b"territory_code;period;members\nAzrou;2026-09;120\n"

    checked = check(store, "membership", text, file_name="membership.xlsx", today=TODAY)

    assert not checked.refused
    assert checked.sheet.delimiter == ";"
