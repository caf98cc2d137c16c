"""Files as spreadsheets write them: encodings, delimiters, titles, totals, blanks, sheets."""

import datetime as dt
import io
import zipfile
from functools import partial

import openpyxl
import pytest

from dashboard.contracts import contracts
from dashboard.intake.charsets import strange_words
from dashboard.intake.decoding import read
from dashboard.intake.reading import MAX_ROWS, clean
from dashboard.intake.speaking import knows, speaks
from dashboard.intake.totals import is_total

FRENCH = "Territoire;Province;Mois;Adhérents;Dont femmes"
ARABIC = "الجماعة;الإقليم;الشهر;المنخرطون;منهم النساء"
ROWS = "Azrou;Ifrane;2026-05;120;45"


def opened(content, table="membership", **options):
    contract = contracts()[table]
    return read(
        content if isinstance(content, bytes) else content.encode(),
        known=partial(knows, contract),
        speaks=partial(speaks, contract),
        **options,
    )


def codes(sheet):
    return [(one.code, one.row) for one in sheet.problems]


def rows(sheet):
    return [(line.row, line.cells) for line in sheet.lines]


def workbook(*sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, *lines in sheets:
        page = book.create_sheet(name)
        for line in lines:
            page.append(line)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def ods(*lines):
    def cell(value):
        if isinstance(value, int):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        text = f"<text:p>{value}</text:p>"
        return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'

    body = "".join(
        f"<table:table-row>{''.join(map(cell, line))}</table:table-row>" for line in lines
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Feuille1">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("content.xml", xml)
        parts.writestr("META-INF/manifest.xml", "<manifest/>")
    return held.getvalue()


# --- encodings


@pytest.mark.parametrize(
    ("text", "codec", "name", "certainty"),
    [
        (f"{FRENCH}\n{ROWS}\n", "utf-8", "utf-8", "certain"),
        (f"{FRENCH}\n{ROWS}\n", "utf-8-sig", "utf-8", "certain"),
        (f"{ARABIC}\n{ROWS}\n", "utf-16", "utf-16", "certain"),
        (f"\ufeff{ARABIC}\n{ROWS}\n", "utf-16-be", "utf-16", "certain"),
        (f"{ARABIC}\n{ROWS}\n", "utf-16-le", "utf-16", "letters"),
        (f"{FRENCH}\n{ROWS}\n", "utf-16-be", "utf-16", "letters"),
        (f"{FRENCH}\n{ROWS}\n", "cp1252", "windows-1252", "letters"),
        (f"{ARABIC}\n{ROWS}\n", "cp1256", "windows-1256", "words"),
        (f"{FRENCH}\n{ROWS}\n", "mac_roman", "mac-roman", "words"),
        ("territory_code;period;members\nFès;2026-05;3\n", "cp1252", "windows-1252", "letters"),
        ("territory_code;period;members\nFès;2026-05;3\n", "mac_roman", "mac-roman", "words"),
        ("territory_code;period;members\nفاس;2026-05;3\n", "cp1256", "windows-1256", "words"),
    ],
)
def test_an_encoding_is_found_and_how_sure_it_is_is_said(text, codec, name, certainty):
    sheet = opened(text.encode(codec))

    assert (sheet.encoding, sheet.certainty) == (name, certainty)
    assert sheet.problems == ()
    assert sheet.header == tuple(text.lstrip("\ufeff").split("\n")[0].split(";"))


@pytest.mark.parametrize("codec", ["cp1252", "mac_roman", "cp1256"])
def test_where_no_known_word_tells_the_letters_do(codec):
    said = "اجتماع عادي حول التحضير" if codec == "cp1256" else "Réunion préparée à Noël"
    text = f"decision_id;number;theme;summary\nd1;1;x;{said}\n"
    sheet = opened(text.encode(codec), "decisions")

    assert sheet.certainty == "letters"
    assert sheet.lines[0].cells[3] == said
    assert dict(sheet.previews)[sheet.encoding].endswith(said)
    assert len(sheet.previews) > 1


def test_what_no_rule_tells_is_asked_with_what_each_encoding_would_show():
    sheet = opened(b"territory_code;period;members;\xff\xfe\n03.271.01.01;2026-10;120;\n")

    assert codes(sheet) == [("file.encoding", None)]
    assert set(sheet.problems[0].candidates) == {"windows-1252", "windows-1256", "mac-roman"}


def test_letters_that_contradict_the_known_words_are_asked():
    # No encoding makes words of both: two files were pasted together.
    head = "territory_code;period;Adhérents".encode("cp1252")
    text = head + b"\nx;2026-10;1\n" + "réé".encode("mac_roman") + b";2026-10;1\n"

    assert codes(opened(text)) == [("file.encoding", None)]


def test_an_encoding_said_by_the_user_is_taken_and_shown():
    sheet = opened(f"{FRENCH}\n{ROWS}\n".encode("cp1252"), encoding="mac-roman")

    assert (sheet.encoding, sheet.certainty) == ("mac-roman", "said")
    assert [name for name, _ in sheet.previews] == ["mac-roman", "windows-1252"]
    assert codes(opened(b"a;\xe9\n", encoding="utf-8")) == [("file.encoding_wrong", None)]


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("Réunion à l’hôtel «Ifrane» – 12 €", 0),
        ("أولاد الطيب، المجموع: ١٢", 0),
        ("سُكّان مدينة فاس ـ صفرو", 0),
        ("RÉGION DE FÈS à L’École d'Été", 0),
        ("RÈunion", 1),
        ("Ž tudiant", 1),
        ("Çáãäáì", 1),
        ("RةGION", 1),
        ("R…GION", 1),
    ],
)
def test_a_strange_word_is_one_that_neither_language_writes(text, strange):
    assert strange_words(text) == strange


# --- delimiters and layout


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_the_one_of_the_known_headers(delimiter):
    head = delimiter.join(["territory_code", "period", "members"])
    sheet = opened(f"Relevé; de, mai\n{head}\nAzrou{delimiter}2026-05{delimiter}3\n")

    assert (sheet.delimiter, sheet.header_row) == (delimiter, 2)
    assert sheet.titles == (" ".join(cell.strip() for cell in "Relevé; de, mai".split(delimiter)),)
    assert rows(sheet) == [(3, ("Azrou", "2026-05", "3"))]


@pytest.mark.parametrize("first", ["sep=|", '"sep=|"', "\ufeffSEP=|"])
def test_a_sep_line_says_the_delimiter_and_is_no_row(first):
    sheet = opened(f"{first}\r\nterritory_code|period|members\r\nAzrou|2026-05|3\r\n")

    assert (sheet.delimiter, sheet.header_row) == ("|", 1)
    assert rows(sheet) == [(2, ("Azrou", "2026-05", "3"))]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_titles_blank_rows_and_columns_and_a_total_keep_the_row_numbers(end):
    lines = [
        "Parti;;;;;", "Relevé mensuel des adhérents;;;;;", ";;;;;",
        ";territory_code;;period;members;", ";Azrou;;2026-05;120;", ";;;;;",
        ";Ifrane;;2026-05;80;", ";TOTAL;;;200;", "",
    ]  # fmt: skip
    sheet = opened(end.join(lines))

    assert sheet.header == ("territory_code", "period", "members")
    assert sheet.header_row == 4
    assert sheet.titles == ("Parti", "Relevé mensuel des adhérents")
    assert rows(sheet) == [(5, ("Azrou", "2026-05", "120")), (7, ("Ifrane", "2026-05", "80"))]
    assert codes(sheet) == [("row.total", 8)]
    assert sheet.problems[0].level == "warning"


@pytest.mark.parametrize(
    ("cells", "total"),
    [
        (("المجموع", None, "1 200", 3), True),
        (("الإجمالي", "١٢٣"), True),
        (("المجموع العام :", 12.5), True),
        (("Total de la province de Taza", None, "45"), True),
        (("SOUS-TOTAL", "12,5 %"), True),
        ((None, "Totaux", "-", 3), True),
        (("Total", "Azrou", 3), False),
        (("Total des adhérents de la commune et de ses environs", 3), False),
        (("Total-Azrou 2026", 3), True),
        (("Toulal", "2026-05", 3), False),
        (("Azrou", "Total", 3), False),
        ((3, "Total"), True),
        (("Taza", "Total", "mai 2026", 3), True),
        (("03.561.01.01", "Total", 3), False),
        (("Total", "Président", 3), False),
        ((None, None), False),
    ],
)
def test_a_total_says_so_and_holds_besides_only_numbers_its_month_and_its_province(cells, total):
    assert is_total(cells) is total


def test_a_line_break_inside_quotes_makes_one_row():
    sheet = opened('"territory_code";"Dont\nfemmes";period\n"Az\nrou";1;2026-05\nX;2;2026-05\n')

    assert rows(sheet) == [(2, ("Az\nrou", "1", "2026-05")), (3, ("X", "2", "2026-05"))]


def test_blanks_of_every_kind_and_direction_marks_at_the_ends_are_no_text():
    assert clean("\u00a0 Fès\u202f") == "Fès"
    assert clean("\u200f\u00a0") is None
    assert clean("\u200fفاس\u200e ") == "فاس"
    assert clean("Aïn\u00a0Taoujdate") == "Aïn\u00a0Taoujdate"


def test_cells_below_an_empty_header_are_told_and_empty_ones_are_dropped():
    sheet = opened("territory_code;;period;;members\nAzrou;;2026-05;x;3\n")

    assert sheet.header == ("territory_code", "period", "", "members")


def test_a_header_row_is_searched_only_above_the_table():
    # Below the header a row of words the table knows is a row of the table.
    sheet = opened("territory_code;period;members\nAzrou;period;members\n")

    assert sheet.header_row == 1
    assert [line.row for line in sheet.lines] == [2]


def test_more_rows_than_are_looked_at_one_by_one_are_refused():
    content = "territory_code;period;members\n" + "Azrou;2026-05;1\n" * (MAX_ROWS + 1)

    assert codes(opened(content)) == [("file.too_many_rows", None)]


# --- workbooks


def test_a_workbook_is_read_by_content_whatever_its_name_and_rows_are_those_shown():
    content = workbook(
        ("Mai", [], [None, "Relevé"], [], [None, "Territoire", "Mois", None, "Adhérents"],
         [None, "Azrou", dt.datetime(2026, 5, 1), None, 120.0], [],
         [None, "Ifrane", "2026-05", None, 80], [None, "Total", None, None, 200])
    )  # fmt: skip
    sheet = opened(content)

    assert (sheet.sheet, sheet.sheets, sheet.header_row) == ("Mai", ("Mai",), 4)
    assert sheet.header == ("Territoire", "Mois", "Adhérents")
    assert rows(sheet) == [
        (5, ("Azrou", dt.date(2026, 5, 1), 120)),
        (7, ("Ifrane", "2026-05", 80)),
    ]
    assert codes(sheet) == [("row.total", 8)]


def test_an_ods_gives_the_same_as_its_csv():
    head = FRENCH.split(";")
    sheet = opened(ods(head, ["Azrou", "Ifrane", "2026-05", 120, 45]))

    assert sheet.header == tuple(head)
    assert rows(sheet) == [(2, ("Azrou", "Ifrane", "2026-05", 120, 45))]
    assert sheet.sheets == ("Feuille1",)


def test_of_several_sheets_the_only_one_with_known_headers_is_read():
    content = workbook(
        ("Lisez-moi", ["Bonjour"], ["members : le nombre d'adhérents"]),
        ("Données", ["territory_code", "period", "members"], ["Azrou", "2026-05", 3]),
    )

    assert opened(content).sheet == "Données"
    assert opened(content).sheets == ("Lisez-moi", "Données")


def test_of_several_sheets_with_known_headers_the_user_chooses():
    page = (["territory_code", "period", "members"], ["Azrou", "2026-05", 3])
    content = workbook(("Mai", *page), ("Juin", *page))
    asked = opened(content)

    assert codes(asked) == [("file.sheet", None)]
    assert asked.problems[0].candidates == ("Mai", "Juin")
    assert opened(content, sheet="Juin").sheet == "Juin"
    assert codes(opened(content, sheet="Août")) == [("file.sheet_unknown", None)]


def with_part(name, text):
    content = io.BytesIO(workbook(("Mai", ["territory_code", "period"])))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, text)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("xl/vbaProject.bin", "x", "file.macros"),
        ("xl/externalLinks/externalLink1.xml", "<x/>", "file.links"),
        ("xl/media/zeros.xml", "0" * 310 * 2**20, "file.unpacks_too_large"),
        ("xl/styles2.xml", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "a">]>', "file.entities"),
    ],
)
def test_a_workbook_that_holds_what_no_return_does_is_refused(name, text, code):
    assert codes(opened(with_part(name, text))) == [(code, None)]


def test_a_workbook_of_thousands_of_parts_is_refused():
    content = io.BytesIO(workbook(("Mai", ["territory_code", "period"])))
    with zipfile.ZipFile(content, "a") as parts:
        for number in range(2_001):
            parts.writestr(f"xl/media/{number}", "")

    assert codes(opened(content.getvalue())) == [("file.unpacks_too_large", None)]
