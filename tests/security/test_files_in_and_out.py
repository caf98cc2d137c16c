"""What comes in is what its bytes say; what goes out is never run."""

import csv
import datetime as dt
import io

import openpyxl
import pytest

from dashboard.errors import Refused
from dashboard.figures.tables import Table, TableColumn
from dashboard.intake.importing import check, commit
from dashboard.reports.about import AboutLine
from dashboard.reports.table_file import csv_file, xlsx_file
from dashboard.store import Store
from dashboard.wording import wording

TODAY = dt.date(2026, 11, 23)
ROWS = b"territory_code;period;members\nAzrou;2026-05;120\n"
NAMES = ("a.csv", "a.xlsx", "a.ods", "a.exe", "a", "a.csv.exe", "../a.pdf")
STARTS = ("=", "+", "-", "@", "\t", "\r", "\x00=", "\u202e=", "\uff1d", "'=")


@pytest.fixture(scope="module")
def store():
    with Store.open(None) as opened:
        yield opened


def workbook():
    book, held = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["territory_code", "period", "members"])
    book.active.append(["Azrou", "2026-05", 120])
    book.save(held)
    return held.getvalue()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("content", [ROWS, workbook()], ids=["csv", "xlsx"])
def test_what_a_file_is_called_decides_nothing(store, name, content):
    checked = check(store, "membership", content, file_name=name, today=TODAY)

    assert not checked.refused
    assert [row.values["members"] for row in checked.rows] == [120]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
@pytest.mark.parametrize(
    "content",
    [b"MZ\x90\x00" * 99, b"%PDF-1.7\n%%EOF", b"PK\x03\x04" + b"x" * 99, b"\x7fELF" + b"\x00" * 99,
     b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, b"\x89PNG\r\n\x1a\n" + b"\x00" * 99],
    ids=["exe", "pdf", "zip", "elf", "xls", "png"],
)  # fmt: skip
def test_what_is_no_table_is_refused_whatever_it_is_called(store, name, content):
    before = store.state_no()
    checked = check(store, "membership", content, file_name=name, today=TODAY)

    assert checked.refused
    assert next(one for one in checked.problems if one.level == "error").remedy
    with pytest.raises(Refused):
        commit(store, checked)
    assert store.state_no() == before


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_no_text_that_leaves_is_run_and_negative_numbers_stay_numbers(language):
    words = wording(language)
    columns = [TableColumn(f"{start}head", str, str) for start in STARTS[:2]]
    cells = [[[f"{start}cmd()", f"{start}cmd()"], [words.number(-7), -7]] for start in STARTS]
    made = Table("=caption", columns, [""] * len(STARTS), cells)
    about = [AboutLine("=label", "@text")]

    book = openpyxl.load_workbook(io.BytesIO(xlsx_file(made, about, words)))
    held = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in held} == {"s", "n"}
    assert [cell.value for cell in held if cell.data_type == "n"] == [-7] * len(STARTS)
    texts = [cell.value for cell in held if cell.data_type == "s"]
    assert [one for one in texts if one.startswith(("=", "+", "-", "@", "\t", "\r"))] == []

    text = csv_file(made, about, words).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter="," if language == "en" else ";"))
    found = [cell for line in lines for cell in line]
    assert found.count("-7") == len(STARTS)
    risky = [one for one in found if one.startswith(("=", "+", "-", "@", "\t", "\r", "\x00"))]
    assert set(risky) == {"-7"}
