"""Exports: what a spreadsheet would run is quoted, numbers stay numbers, the notice goes along."""

import io

import openpyxl
import pandas as pd
import pytest

from dashboard.figures.tables import TableColumn, table
from dashboard.reports.table_file import csv_file, safe, xlsx_file
from dashboard.wording import wording

ABOUT = ("Demonstration data", "=1+1")


@pytest.fixture
def communes():
    rows = pd.DataFrame({"name": ["=HYPERLINK(1)", "Azrou"], "score": [None, -2.5]})
    columns = [
        TableColumn("Commune", lambda row: row.name, lambda row: row.name),
        TableColumn(
            "Score",
            lambda row: "not reported" if pd.isna(row.score) else "−2.5",
            lambda row: row.score,
            kind="number",
        ),
    ]
    return table(rows, columns, caption="Communes")


def test_csv_quotes_formulas_and_keeps_numbers(communes):
    lines = csv_file(communes, ABOUT, wording("en")).decode("utf-8-sig").splitlines()

    assert lines[:3] == ["Commune,Score", "'=HYPERLINK(1),not reported", "Azrou,-2.5"]
    assert lines[4:] == ["Demonstration data", "'=1+1"]


def test_csv_writes_decimal_commas_where_the_language_does(communes):
    lines = csv_file(communes, ABOUT, wording("fr")).decode("utf-8-sig").splitlines()

    assert lines[2] == "Azrou;-2,5"


def test_workbook_is_right_to_left_in_arabic_and_carries_the_notice(communes):
    book = openpyxl.load_workbook(io.BytesIO(xlsx_file(communes, ABOUT, wording("ar"))))

    sheet, about = book.worksheets
    assert sheet.sheet_view.rightToLeft
    assert sheet["A2"].value == "'=HYPERLINK(1)"
    assert sheet["B3"].value == -2.5
    assert about["A1"].value == "Demonstration data"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_every_formula_start_is_quoted(start):
    assert safe(f"{start}cmd") == f"'{start}cmd"


def test_negative_numbers_are_not_texts():
    assert safe(-3) == -3
