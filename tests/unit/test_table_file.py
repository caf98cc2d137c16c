"""Exports: a file says what the page says, typed; what a spreadsheet would run is quoted."""

import csv
import datetime as dt
import io

import openpyxl
import pandas as pd
import pytest

from dashboard.access.small_counts import shown
from dashboard.figures.tables import TableColumn, table
from dashboard.reports.about import AboutLine
from dashboard.reports.plain_text import safe
from dashboard.reports.table_file import csv_file, sheet_name, xlsx_file
from dashboard.reports.typed_cells import typed_cell
from dashboard.wording import LANGUAGES, wording

ABOUT = (
    AboutLine("Origin", "Demonstration data"),
    AboutLine("=label", "=1+1"),
    AboutLine("Filter", "\u2067\u2066Meknès\u2069\u2069 alone."),
)
DAY = dt.date(2026, 9, 23)
HOSTILE = (
    "<script>alert('x')</script>",
    "=cmd()",
    '&amp; "quoted";,\'',
    "\u202eنموذج\u2069\u2069",
    "#N/A",
    "\x00\x0b\x1b\ufffenul",
    "x" * 40_000,
    "",
)


def made(rows, language="en", caption="Communes"):
    """Return a table of a name, members (a count of persons), a rate, a delay and a day."""
    words = wording(language)
    columns = [
        TableColumn("Commune", lambda row: row.name, lambda row: row.name),
        TableColumn(
            "Members", lambda row: shown(row.members, words), lambda row: row.members, "number"
        ),
        TableColumn("Rate", lambda row: words.share(row.rate, 1), lambda row: row.rate, "number"),
        TableColumn(
            "Late by",
            lambda row: words.count("{n} day", "{n} days", row.late),
            lambda row: row.late,
            "number",
        ),
        TableColumn("True on", lambda row: words.date(row.day, "medium"), lambda row: row.day),
    ]
    names = ["name", "members", "rate", "late", "day"]
    framed = pd.DataFrame({name: pd.Series(list(values), dtype=object)
                           for name, values in zip(names, zip(*rows, strict=True), strict=True)}
                          if rows else {name: [] for name in names})  # fmt: skip
    return table(framed, columns, caption=caption)


def sheets(rows, language="en", **more):
    content = xlsx_file(made(rows, language, **more), ABOUT, wording(language))
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets


def lines(rows, language="en"):
    text = csv_file(made(rows, language), ABOUT, wording(language)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter="," if language == "en" else ";"))


ROW = ("Azrou", 1240, 0.385, 45, DAY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cell_is_typed_where_the_words_are_a_number_a_share_or_a_day(language):
    sheet, _about = sheets([ROW], language)
    assert [cell.value for cell in sheet[2]] == ["Azrou", 1240, 0.385, 45, dt.datetime(2026, 9, 23)]
    assert sheet["B2"].number_format == "#,##0"
    assert sheet["C2"].number_format == "0.0%"
    assert sheet["D2"].number_format.startswith('#,##0"')
    assert sheet["E2"].number_format == "dd/mm/yyyy"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_masked_count_leaves_as_its_words_and_never_as_the_number_behind(language):
    masked = shown(5, wording(language)).replace("\u2066", "").replace("\u2069", "")
    sheet, _about = sheets([("Azrou", 5, None, 0, None)], language)
    assert sheet["B2"].value == masked
    assert lines([("Azrou", 5, None, 0, None)], language)[1][1] == masked
    assert isinstance(sheet["C2"].value, str)  # not reported: never empty, never 0
    assert isinstance(sheet["E2"].value, str)


@pytest.mark.parametrize(
    ("cell", "kind", "value"),
    [
        (["from 31 to 56", 31.2], "text", "from 31 to 56"),
        (["12 of 194", 12], "text", "12 of 194"),
        (["fewer than 10", 5], "text", "fewer than 10"),
        (["≈ 1,240", 1240], "number", 1240),
        (["≈ 1,240 (± 24)", 1240], "text", "≈ 1,240 (± 24)"),
        (["31", 31.37], "number", 31),
        (["31", 33], "text", "31"),
        (["−2.5", -2.5], "number", -2.5),
        (["+4", 4], "number", 4),
        (["0.4%", 0.004], "share", 0.004),
        (["2026", 2026], "number", 2026),
        (["03.061.01", "03.061.01"], "text", "03.061.01"),
        (["yes", True], "text", "yes"),
        (["expected in May 2026", "2026-05-01"], "text", "expected in May 2026"),
        (["not reported", None], "text", "not reported"),
        (["inf", float("inf")], "text", "inf"),
    ],
)
def test_what_is_said_decides_and_not_what_it_is_sorted_by(cell, kind, value):
    found = typed_cell(cell, wording("en"))
    assert (found.kind, found.value) == (kind, value)


def test_a_year_has_no_group_and_a_change_keeps_its_sign():
    assert typed_cell(["2026", 2026], wording("fr")).number_format == "0"
    assert typed_cell(["+4", 4], wording("fr")).number_format == "+#,##0;-#,##0;#,##0"
    assert typed_cell(["4\u202f000", 4000], wording("fr")).number_format == "#,##0"


def test_csv_writes_plain_numbers_and_days_and_the_decimal_comma_of_the_language():
    assert lines([ROW])[:2] == [
        ["Commune", "Members", "Rate", "Late by", "True on"],
        ["Azrou", "1240", "0.385", "45 days", "2026-09-23"],
    ]
    assert lines([ROW], "fr")[1][2] == "0,385"
    assert lines([ROW], "ar")[1][2] == "0,385"


def test_both_files_say_where_they_come_from_and_what_they_show():
    _sheet, about = sheets([ROW])
    assert [[cell.value for cell in row] for row in about.iter_rows()] == [
        ["Origin", "Demonstration data"],
        ["'=label", "'=1+1"],
        ["Filter", "Meknès alone."],
    ]
    assert lines([ROW])[2:] == [[], ["Demonstration data"], ["'=1+1"], ["Meknès alone."]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_runs_with_its_language_filters_and_keeps_its_header(language):
    sheet, about = sheets([ROW, ROW], language)
    assert bool(sheet.sheet_view.rightToLeft) is (language == "ar")
    assert bool(about.sheet_view.rightToLeft) is (language == "ar")
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:E3"


@pytest.mark.parametrize("n", [0, 1, 3])
def test_no_row_one_row_and_equal_rows_are_whole(n):
    sheet, _about = sheets([ROW] * n)
    assert sheet.max_row == n + 1
    assert sheet.auto_filter.ref == f"A1:E{n + 1}"
    assert len(lines([ROW] * n)) == n + 1 + 1 + len(ABOUT)


def test_all_unknown_is_words_in_every_cell():
    sheet, _about = sheets([("Azrou", None, None, 0, None)] * 3)
    assert {sheet.cell(row, 2).value for row in (2, 3, 4)} == {"not reported"}


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_is_text_and_moves_no_cell(name):
    sheet, _about = sheets([(name, *ROW[1:])], caption=name)
    cell = sheet["A2"]
    assert cell.data_type == "s" or not name
    text = cell.value or ""
    assert not text.startswith(("=", "+", "-", "@"))
    assert not set("\u202e\u2069\x00\x0b\x1b\ufffe") & set(text)
    assert len(text) <= 32_767
    assert sheet["B2"].value == 1240
    assert [len(row) for row in lines([(name, *ROW[1:])])[:2]] == [5, 5]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_every_formula_start_is_quoted(start):
    assert safe(f"{start}cmd") == f"'{start}cmd"


def test_negative_numbers_are_not_texts():
    assert safe(-3) == -3


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("History", "History_"),
        ("'quoted'", "quoted"),
        ("a/b:c*[d]?", "abcd"),
        ("", "1"),
        ("m" * 60, "m" * 31),
    ],
)
def test_a_title_becomes_a_name_that_a_workbook_takes(title, name):
    assert sheet_name(title) == name
