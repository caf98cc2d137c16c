"""Their own file back: the same rows and columns, and one column more that says what is wrong."""

import csv
import datetime as dt
import io

import pytest
from openpyxl import Workbook, load_workbook

from dashboard.errors import Problem, Said, UserError
from dashboard.intake.importing import check
from dashboard.intake.problem_groups import grouped
from dashboard.intake.returned_file import returned_file
from dashboard.store import Store
from dashboard.wording import LANGUAGES, wording

TODAY = dt.date(2026, 11, 23)
WORDS = wording("en")


@pytest.fixture(scope="module")
def store():
    with Store.open(None) as opened:
        yield opened


def given_back(store, content, name="return.csv", words=WORDS, table="membership", fill=None):
    checked = check(store, table, content, file_name=name, today=TODAY)
    return checked, *returned_file(checked, words, fill=fill)


def test_every_byte_of_their_columns_stays(store):
    content = (
        b'territory;period;members;women\r\n"Azrou";2026-09; 120 ;"4 5"\r\n'
        b"Nowhere;2026-13;=1+1;45\r\n\r\nAin Leuh;2026-09;80;90\r\n"
    )
    checked, made, name, mime = given_back(store, content)

    assert (name, mime) == ("return-errors.csv", "text/csv")
    theirs, ours = content.decode().split("\r\n"), made.decode("utf-8-sig").split("\r\n")
    assert len(theirs) == len(ours)
    assert all(after.startswith(before) for before, after in zip(theirs, ours, strict=True))
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][4] == "What to correct"
    assert rows[1][4].count("Error:") == sum(one.row == 2 for one in checked.problems)
    assert rows[2][4].count("Error:") == 3
    assert "No territory bears this name." in rows[2][4]
    assert "This part is larger than its whole." in rows[4][4]
    assert ours[3] == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1256", "الجماعة;الشهر;عدد المنخرطين\nأزرو;2026-09;كثير\n"),
        ("utf-16", "territoire\tperiod\tmembers\nMeknès\t2026-09\tbeaucoup\n"),
        ("utf-8-sig", "territory,period,members\nMeknès,2026-09,many\n"),
    ],
)
def test_delimiter_and_encoding_stay_where_they_can(store, language, codec, text):
    checked, made, _, _ = given_back(store, text.encode(codec), words=wording(language))
    try:
        shown = made.decode(codec)
    except UnicodeDecodeError:
        shown = made.decode("utf-8-sig")
    if made.startswith(b"\xef\xbb\xbf") and codec != "utf-8-sig":
        shown = made.decode("utf-8-sig")  # the message cannot be written in their encoding
        assert (codec, language) != ("cp1256", "ar")

    rows = list(csv.reader(io.StringIO(shown.lstrip("\ufeff")), delimiter=checked.sheet.delimiter))
    assert [row[:3] for row in rows] == [
        line.split(checked.sheet.delimiter) for line in text.splitlines()
    ]
    assert wording(language).say(checked.problems[-1].message) in rows[1][3]


def test_a_short_row_and_a_sep_line_and_a_quoted_newline_keep_their_place(store):
    text = 'sep=;\nterritory;period;members\nAzrou;2026-09\n"Ain\nLeuh";2026-09;x\n'
    checked, made, _, _ = given_back(store, text.encode())

    lines = made.decode().lstrip("\ufeff").split("\n", 1)
    assert lines[0] == "sep=;"
    rows = list(csv.reader(io.StringIO(lines[1]), delimiter=";"))
    assert {len(row) for row in rows} == {4}
    assert [bool(row[3]) for row in rows[1:]] == [
        any(one.row == number for one in checked.problems) for number in (2, 3)
    ]


def test_a_workbook_comes_back_with_its_direction_values_and_coloured_rows(store):
    book = Workbook()
    page = book.active
    page.title = "كشف"
    page.sheet_view.rightToLeft = True
    page.append(["territory", "period", "members", "note"])
    page.append(["Azrou", dt.date(2026, 9, 1), 120])
    page.append(["Nowhere", dt.date(2026, 9, 1), 12.5])
    held = io.BytesIO()
    book.save(held)

    _, made, name, _ = given_back(store, held.getvalue(), "r.xlsx", fill="#FBD78E")

    assert name == "r-errors.xlsx"
    back = load_workbook(io.BytesIO(made)).active
    assert (back.title, back.sheet_view.rightToLeft) == ("كشف", True)
    assert [cell.value for cell in back[3]][:3] == ["Nowhere", dt.datetime(2026, 9, 1), 12.5]
    assert "No territory bears this name." in back.cell(3, 5).value
    assert back.cell(3, 5).fill.fgColor.rgb == "00FBD78E"
    assert back.cell(2, 1).fill.fill_type is None


def test_our_column_is_never_run_and_theirs_is_not_touched(store):
    _, made, _, _ = given_back(store, b"territory;period;members\n=HYPERLINK(1);2026-09;+5\n")

    (_, row) = list(csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=";"))
    assert row[0] == "=HYPERLINK(1)"
    assert not row[3].startswith(("=", "+", "-", "@"))


def test_a_file_that_is_no_table_has_no_row_to_mark(store):
    checked = check(store, "membership", b"", file_name="x.csv", today=TODAY)
    with pytest.raises(UserError, match="no row to mark"):
        returned_file(checked, WORDS)


def test_every_problem_is_in_the_file_not_only_those_shown(store):
    text = "territory;period;members\n" + "".join(f"Nowhere {n};2026-09;1\n" for n in range(1200))
    checked, made, _, _ = given_back(store, text.encode())

    assert len(checked.problems) == 1000
    assert made.decode("utf-8-sig").count("No territory bears this name.") == 1200


def test_problems_are_grouped_with_counts_and_first_rows():
    def one(code, row, level="error", sentence="A."):
        return Problem(code, level, Said(sentence), Said("B."), row, "members")

    groups = grouped(
        [one("w", 2, "warning"), *(one("a", row) for row in range(2, 12)), one("b", 3), one("b", 3)]
    )
    assert [(group.code, group.count, group.rows) for group in groups] == [
        ("a", 10, (2, 3, 4, 5, 6)),
        ("b", 2, (3,)),
        ("w", 1, (2,)),
    ]


def test_a_group_says_no_value_that_is_of_one_of_its_problems_alone():
    def one(row, last):
        said = Said("Changed since {period} ({last}).", period="2026-09", last=last)
        return Problem("a", "warning", said, Said("B."), row, "members")

    (group,) = grouped([one(2, 10), one(3, 25)])
    (alone,) = grouped([one(2, 10)])

    assert group.message.values == {"period": "2026-09", "last": "…"}
    assert alone.message.values == {"period": "2026-09", "last": 10}
