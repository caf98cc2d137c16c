"""The XLS of before 2007: read like every workbook, and nothing in it becomes an empty cell."""

import datetime as dt
import io
import struct

import pytest
import xlwt

from dashboard.intake.books import opened
from dashboard.intake.importing import check
from dashboard.intake.isolation import read_apart, read_workbook_apart
from dashboard.intake.returned_file import returned_file
from dashboard.store import Store
from dashboard.wording import wording

pytestmark = pytest.mark.usefixtures("read_here")
HEAD = ("Province", "Commune", "Mois", "Adhérents", "Dont femmes")
TODAY = dt.date(2026, 11, 23)


@pytest.fixture(scope="module")
def store():
    """One for all: a check writes nothing."""
    with Store.open(None) as opened:
        yield opened


def saved(*cells, sheets=("Octobre",), hidden=(), from_1904=False):
    """A workbook of one row; a cell is a value, or a value and its number format."""
    book = xlwt.Workbook()
    book.dates_1904 = from_1904
    for name in sheets:
        page = book.add_sheet(name)
        page.visibility = int(name in hidden)
        for column, title in enumerate(HEAD):
            page.write(0, column, title)
        for column, cell in enumerate(cells):
            value, form = cell if isinstance(cell, tuple) else (cell, "general")
            page.write(1, column, value, xlwt.easyxf(num_format_str=form))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def checked(store, content, **options):
    return check(store, "membership", content, file_name="Relevé.xls", today=TODAY, **options)


def problems(found):
    return [(one.code, one.row, one.column, one.found) for one in found.problems]


def record(content, kind, change):
    """The file with the first record of a kind changed where it lies."""
    at = content.index(b"\x09\x08\x10\x00\x00\x06")  # the stream's first record: BIFF8
    while struct.unpack_from("<H", content, at)[0] != kind:
        at += 4 + struct.unpack_from("<H", content, at + 2)[0]
    size = struct.unpack_from("<H", content, at + 2)[0]
    changed = change(content[at + 4 : at + 4 + size])
    assert len(changed) == size
    return content[: at + 4] + changed + content[at + 4 + size :]


def test_an_xls_is_read_in_either_script_with_its_days(store):
    found = checked(store, saved("تازة", "أكنول", (dt.date(2026, 10, 31), "DD/MM/YYYY"), 120, 40))

    assert problems(found) == []
    assert [(one.row, one.values) for one in found.rows] == [
        (2, {"territory_code": "03.561.01.01", "period": "2026-10", "members": 120, "women": 40})
    ]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [(1, "0%", "100 %"), (0.5, "0.00%", "50 %"), (0.125, "0.0%", "12.5 %"), (2**31, "0%", None)],
)
def test_a_percentage_is_no_count(store, value, form, shown):
    (problem,) = problems(checked(store, saved("Taza", "Aknoul", "2026-10", 9, (value, form))))

    assert problem[:3] == ("number.invalid", 2, "women")
    assert shown in (None, problem[3])


def test_percentages_side_by_side_are_told_too(store):
    given = ("Taza", "Aknoul", "2026-10", (1, "0%"), (-1, "0%"))

    assert [one[3] for one in problems(checked(store, saved(*given)))] == ["100 %", "-100 %"]


def test_a_formula_that_was_never_worked_out_refuses_the_file(store):
    given = saved("Taza", "Aknoul", "2026-10", xlwt.Formula("100+20"), 40)

    assert [one[0] for one in problems(checked(store, given))] == ["file.formulas"]


@pytest.mark.parametrize(
    ("result", "code", "found"),
    [
        (bytes([2, 0, 7, 0, 0, 0, 0xFF, 0xFF]), "cell.formula_error", "#DIV/0!"),
        (bytes([2, 0, 0x2A, 0, 0, 0, 0xFF, 0xFF]), "cell.formula_error", "#N/A"),
        (bytes(8) + b"\2", "file.formulas", None),
        (bytes([0, 0, 0, 0, 0, 0, 0xFF, 0xFF]), "file.formulas", None),
    ],
    ids=["division", "none", "never", "text without its text"],
)
def test_the_result_of_a_formula_is_never_taken_for_nothing_or_zero(store, result, code, found):
    given = saved("Taza", "Aknoul", "2026-10", xlwt.Formula("100+20"), 40)
    given = record(given, 0x0006, lambda held: held[:6] + result + held[6 + len(result) :])
    (problem,) = problems(checked(store, given))

    assert (problem[0], problem[3]) == (code, found)


def test_a_formula_that_was_worked_out_gives_its_result(store):
    given = saved("Taza", "Aknoul", "2026-10", xlwt.Formula("100+20"), 40)
    given = record(given, 0x0006, lambda held: held[:6] + struct.pack("<d", 120) + held[14:])

    assert [one.values["members"] for one in checked(store, given).rows] == [120]


def test_an_error_typed_as_such_is_told():
    book = xlwt.Workbook()
    page = book.add_sheet("F")
    page.row(0).set_cell_error(0, 0x17)
    page.row(1).set_cell_boolean(0, True)
    held = io.BytesIO()
    book.save(held)

    assert list(read_workbook_apart(held.getvalue())["F"]) == [("#REF!",), (True,)]


def test_a_hidden_sheet_gives_way_and_two_that_are_seen_are_asked(store):
    row = ("Taza", "Aknoul", "2026-10", 120, 40)
    seen = saved(*row, sheets=("Octobre", "Ancien"), hidden=("Ancien",))

    assert checked(store, seen).sheet.sheet == "Octobre"
    assert [one[0] for one in problems(checked(store, saved(*row, sheets=("A", "B"))))] == [
        "file.sheet"
    ]


def test_bare_numbers_for_days_count_from_1904_where_the_file_says_so(store):
    given = saved("Taza", "Aknoul", 44_834, 120, 40, from_1904=True)

    assert [one.values["period"] for one in checked(store, given).rows] == ["2026-10"]


def renamed(content, old, new):
    """The file with a stream of its directory under another name of the same length."""
    was, is_now = old.encode("utf-16-le"), new.encode("utf-16-le")
    assert len(was) == len(is_now)
    assert was in content
    return content.replace(was, is_now)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda one: record(one, 0x0042, lambda held: held), None),
        (lambda one: one.replace(b"\x42\x00\x02\x00", b"\x2f\x00\x02\x00", 1), "file.locked"),
        (lambda one: record(one, 0x0085, lambda h: h[:5] + b"\1" + h[6:]), "file.macros"),
        (lambda one: renamed(one, "Workbook", "_VBA_Pro"), "file.macros"),
        (lambda one: renamed(one, "Workbook", "WordDocu"), "file.form"),
        (lambda one: one.replace(b"\x09\x08\x10\0\0\x06", b"\x09\x08\x10\0\0\x05", 1), "file.form"),
        (lambda one: one[:700], "file.unreadable"),
        (lambda one: record(one, 0x00FD, lambda h: h[:6] + b"\xff\xff\xff\x7f"), "file.unreadable"),
        (lambda one: one[:8] + bytes(len(one) - 8), "file.unreadable"),
    ],
    ids=[
        "whole",
        "locked",
        "macro sheet",
        "macros",
        "document",
        "of 1995",
        "half",
        "lost text",
        "zeros",
    ],
)
def test_what_is_locked_or_runs_or_is_damaged_is_a_sentence(store, change, code):
    found = checked(store, change(saved("Taza", "Aknoul", "2026-10", 120, 40)))

    assert [one[0] for one in problems(found)] == ([] if code is None else [code])


def test_a_file_that_ends_the_reader_costs_a_sentence():
    content = saved("Taza", "Aknoul", "2026-10", 120, 40)
    endless = record(content, 0x0200, lambda _held: b"\0\0\0\0\xff\xff\xff\x7f\0\0\xff\xff\0\0")

    assert [one.code for one in read_apart(endless, "membership").problems] == ["file.crashed"]


def test_a_refused_xls_comes_back_as_a_workbook_with_its_cells(store):
    found = checked(store, saved("Taza", "Aknoul", "2026-10", (1, "0%"), "x"))
    content, name, _ = returned_file(found, wording("fr"))
    rows = read_workbook_apart(content)["Octobre"]

    assert name == "Relevé-erreurs.xlsx"
    assert rows[1][:5] == ("Taza", "Aknoul", "2026-10", "100 %", "x")
    assert rows[1][5].count("Erreur") == 2


def test_thousands_of_percentages_are_each_told_and_none_is_looked_for_in_every_row(monkeypatch):
    """Each place is looked at once: a file of them must not keep the reader for minutes."""
    style, book = xlwt.easyxf(num_format_str="0%"), xlwt.Workbook()
    page, rows = book.add_sheet("Octobre"), 60
    for row in range(rows):
        for column in range(3):
            page.write(row, column, 0.5, style)
    held = io.BytesIO()
    book.save(held)
    looked = []

    class Counted(dict):
        def items(self):
            looked.append(len(self))
            return super().items()

    with opened(held.getvalue()) as made:
        shown = Counted(made.shown["Octobre"])
        monkeypatch.setitem(made.shown, "Octobre", shown)
        found = list(made.rows("Octobre"))
    assert [cells for _, cells in found] == [["50 %"] * 3] * rows
    assert looked == [rows * 3]
