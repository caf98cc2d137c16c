"""A monthly workbook is parsed apart: a bomb, a hang or a crash costs a sentence."""

import datetime as dt
import io
import os
import sys
import tempfile
import zipfile
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dashboard.errors import Problem, Refused, Said
from dashboard.intake import isolation, nursery
from dashboard.intake.confining import Limits
from dashboard.intake.grids import grids_back, grids_written, read_grids
from dashboard.intake.isolation import PREFIX, read_workbook_apart
from dashboard.intake.monthly import reading
from dashboard.intake.monthly.returning import Sender, check_workbook
from dashboard.intake.monthly.workbook import monthly_workbook

IFRANE = "03.271"
SENDER = Sender(today=dt.date(2026, 6, 3))
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="no limits of this kind on Windows")


@pytest.fixture
def content(store):
    return monthly_workbook(store, IFRANE, "2026-05", "fr")


@pytest.fixture(autouse=True)
def nothing_left(tmp_path, monkeypatch):
    """After every file: this process, and no folder of the upload."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    pid = os.getpid()
    yield
    assert list(Path(tmp_path).glob(f"{PREFIX}*")) == []
    assert os.getpid() == pid


def ticked(content, change):
    book = load_workbook(io.BytesIO(content))
    page = book["Communes"]
    page["A4"] = "✓"
    change(page)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def with_part(content, name, text):
    held = io.BytesIO(content)
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, text)
    return held.getvalue()


def larger(content, size):
    """A workbook of more bytes than `size`: it fits in no process of so much memory."""
    held = io.BytesIO(content)
    with zipfile.ZipFile(held, "a", zipfile.ZIP_STORED) as parts:
        parts.writestr("xl/media/picture.bin", bytes(size))
    return held.getvalue()


def refusal(store, content):
    with pytest.raises(Refused) as refused:
        check_workbook(store, content, file_name="r.xlsx", sender=SENDER)
    (problem,) = refused.value.problems
    return problem.code


def test_the_server_itself_opens_no_workbook(store, content, monkeypatch):
    def never(*_args, **_more):
        raise AssertionError("a workbook was parsed in the server process")

    monkeypatch.setattr("dashboard.intake.grids.read_grids", never)
    monkeypatch.setattr("python_calamine.CalamineWorkbook.from_filelike", never, raising=False)

    checked = check_workbook(store, content, file_name="r.xlsx", sender=SENDER)

    assert [one.code for one in checked.problems] == ["return.nothing_ticked"]
    assert len(nursery._spare) == 1


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda c: with_part(c, "xl/worksheets/sheet9.xml", b"0" * 320 * 2**20),
         "file.unpacks_too_large"),
        (lambda c: with_part(c, "xl/vbaProject.bin", b"x"), "file.macros"),
        (lambda c: with_part(c, "xl/externalLinks/a.xml", b"<a/>"), "file.links"),
        (lambda c: with_part(c, "xl/a.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"),
         "file.entities"),
        (lambda c: c[: len(c) // 2], "file.unreadable"),
        (lambda _: b"PK\x03\x04" + bytes(2_000), "file.unreadable"),
        (lambda _: b"\xd0\xcf\x11\xe0" + bytes(2_000), "file.unreadable"),
        (lambda _: b"PK" + bytes(101 * 2**20), "file.too_large"),
    ],
)  # fmt: skip
def test_what_is_no_plain_workbook_is_a_sentence(store, content, spoil, code):
    assert refusal(store, spoil(content)) == code


@POSIX
@pytest.mark.parametrize(
    ("limits", "more", "codes"),
    [
        (Limits(wall_seconds=0.0), 0, {"file.too_slow"}),
        (Limits(memory=64 * 2**20), 64 * 2**20, {"file.too_much_memory", "file.crashed"}),
    ],
)
def test_a_hang_and_a_hunger_are_stopped(store, content, limits, more, codes, monkeypatch):
    slow = partial(read_workbook_apart, limits=limits)
    monkeypatch.setattr(reading, "read_workbook_apart", slow)

    assert refusal(store, larger(content, more)) in codes

    monkeypatch.undo()
    assert check_workbook(store, content, file_name="r.xlsx", sender=SENDER).communes == 10


def test_a_process_that_dies_is_a_sentence_and_the_next_return_is_read(store, content):
    nursery.give_back(nursery.take())
    nursery._spare[0].process.kill()
    taken = nursery.take
    isolation.nursery.take = lambda: nursery._spare.pop()
    try:
        assert refusal(store, content) == "file.crashed"
    finally:
        isolation.nursery.take = taken

    assert check_workbook(store, content, file_name="r.xlsx", sender=SENDER).communes == 10


def test_a_sheet_that_spans_the_grid_is_refused_and_never_passed_over(store, content):
    def far(page):
        page["A250000"] = "x"

    assert refusal(store, ticked(content, far)) == "file.too_many_rows"


def test_an_error_of_the_spreadsheet_is_refused_and_never_empty(store, content):
    def spoil(page):
        page["E4"] = "#REF!"
        page["E4"].data_type = "e"

    checked = check_workbook(store, ticked(content, spoil), file_name="r.xlsx", sender=SENDER)

    assert ("cell.formula_error", 4) in [(one.code, one.row) for one in checked.problems]
    assert checked.refused


def test_a_workbook_comes_over_the_wire_as_it_was(content):
    grids = read_grids(content)
    days = {"a": [(dt.date(2026, 5, 1), dt.datetime(2026, 5, 1, 8, 30), True, 1, 2.5, None, "x")]}
    problem = Problem("x.y", "error", Said("At most {n}.", n=3), Said("Do."))

    assert grids_back(grids_written(grids)) == grids == read_workbook_apart(content)
    assert grids_back(grids_written(days)) == days
    assert grids_back(grids_written(problem)) == problem
    assert list(read_workbook_apart(content, sheet="Communes")) == ["Communes"]
    for text in ("{}", "[]", '{"grids": 3}', "no"):
        with pytest.raises(ValueError, match=r"."):
            grids_back(text)
