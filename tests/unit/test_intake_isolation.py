"""A crash, a bomb or a hang in a file costs the user a sentence and the server nothing."""

import io
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path

import psutil
import pytest

from dashboard.errors import Problem, Said
from dashboard.intake import isolation, nursery
from dashboard.intake.confining import Limits
from dashboard.intake.isolation import PREFIX, CancelledError, read_apart
from dashboard.intake.reading import Line, Sheet
from dashboard.intake.wire import read_back, written

MB = 2**20
GOOD = b"territory_code;period;members\nAzrou;2026-05;120\n"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="no limits of this kind on Windows")
COLUMNS = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
)


def codes(sheet):
    return [one.code for one in sheet.problems]


def folders():
    return {one.name for one in Path(tempfile.gettempdir()).glob(f"{PREFIX}*")}


@pytest.fixture(autouse=True)
def nothing_left(tmp_path, monkeypatch):
    """After every file: this process, and no folder of the upload."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before, pid, held = folders(), os.getpid(), psutil.Process().memory_info().rss
    yield
    assert folders() <= before
    assert os.getpid() == pid
    assert psutil.Process().memory_info().rss - held < 200 * MB


def sheet_xml(rows):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'


def workbook(rows):
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", COLUMNS)
        parts.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="r1" Target="xl/workbook.xml"'
            f' Type="{office}/officeDocument"/></Relationships>',
        )
        parts.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        parts.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="r1"'
            f' Target="worksheets/sheet1.xml" Type="{office}/worksheet"/></Relationships>',
        )
        parts.writestr("xl/worksheets/sheet1.xml", sheet_xml(rows))
    return held.getvalue()


def cell(at, text):
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


GOOD_ROWS = (
    f'<row r="1">{cell("A1", "territory_code")}{cell("B1", "period")}</row>'
    f'<row r="2">{cell("A2", "Azrou")}{cell("B2", "2026-05")}</row>'
)


def test_a_good_file_is_read_apart_and_the_next_process_waits():
    assert read_apart(GOOD, "membership").lines == (Line(2, ("Azrou", "2026-05", "120")),)
    assert read_apart(workbook(GOOD_ROWS), "membership").lines == (Line(2, ("Azrou", "2026-05")),)
    assert len(nursery._spare) == 1


def copies_of(process):
    return psutil.Process(process.pid).children()


def test_a_process_reads_one_file_at_a_time():
    first = nursery.take()
    read_apart(GOOD, "membership")
    try:
        assert first.process.poll() is None
        assert first not in nursery._spare
    finally:
        first.dismiss()


@POSIX
def test_the_process_that_waits_is_the_same_and_its_copies_are_gone():
    read_apart(GOOD, "membership")
    (first,) = nursery._spare
    read_apart(workbook(GOOD_ROWS), "membership")

    assert nursery._spare == [first]
    assert copies_of(first.process) == []


@POSIX
def test_work_in_a_copy_leaves_nothing_behind_but_its_exit_code():
    script = (
        "import os, signal\n"
        "from dashboard.intake.confining import Limits, confine, in_a_copy\n"
        "seen = []\n"
        "def work():\n"
        "    seen.append(1)\n"
        "    confine(Limits(memory=2**28))\n"
        "    return 7\n"
        "def fails():\n"
        "    raise ValueError\n"
        "print(in_a_copy(work), in_a_copy(fails),"
        " in_a_copy(lambda: os.kill(os.getpid(), signal.SIGKILL)), seen, len(bytearray(2**29)))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert ran.stdout.split() == ["7", "1", "-9", "[]", str(2**29)]


def test_a_sheet_comes_over_the_wire_as_it_was():
    import datetime as dt

    said = Said("At most {n} ({day}).", n=3, day=dt.date(2026, 5, 1))
    problem = Problem("x.y", "warning", said, Said("Do {one}.", one=[Said("a"), "b"]),
                      3, "members", "found", said, ("a", "b"))  # fmt: skip
    sheet = Sheet(
        ("a", "b"), 2, (Line(3, ("x", None)), Line(5, (dt.date(2026, 5, 1), True)),
                        Line(6, (1, 2.5))),
        "windows-1252", ";", "S", (problem,), ("S", "T"), "words", (("utf-8", "é"),), ("Titre",),
    )  # fmt: skip

    assert read_back(written(sheet)) == sheet


@POSIX
def test_a_sheet_that_spans_the_grid_is_refused():
    rows = GOOD_ROWS + f'<row r="1048576">{cell("XFD1048576", "x")}</row>'

    assert codes(read_apart(workbook(rows), "membership"))[0] in (
        "file.too_many_rows", "file.too_much_memory", "file.crashed", "file.unreadable",
    )  # fmt: skip


@POSIX
def test_a_million_columns_in_one_row_are_refused():
    header = b";".join(b"c%d" % number for number in range(1_000_000))

    assert codes(read_apart(header + b"\n1;2\n", "membership")) == ["file.too_many_columns"]


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    held = io.BytesIO(workbook(GOOD_ROWS))
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet2.xml", b"0" * (320 * MB))
    begun = time.monotonic()

    assert codes(read_apart(held.getvalue(), "membership")) == ["file.unpacks_too_large"]
    assert time.monotonic() - begun < 5


def test_a_zip_that_lies_about_its_size_is_refused():
    content = workbook(GOOD_ROWS.replace("Azrou", "A" * 50 * MB))
    size = (len(sheet_xml(GOOD_ROWS)) + 50 * MB - 5).to_bytes(4, "little")
    assert size in content
    lying = content.replace(size, (1_000).to_bytes(4, "little"))

    assert codes(read_apart(lying, "membership"))[0] in ("file.unreadable", "cell.too_long")


def test_entities_are_refused():
    laughs = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "lol">' for n in range(10)
    )
    content = workbook(f"<row>{cell('A1', '&l9;')}</row>")
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            text = old.read(name)
            bomb = name.endswith("sheet1.xml")
            new.writestr(name, f"<!DOCTYPE x [{laughs}]>".encode() + text if bomb else text)

    assert codes(read_apart(held.getvalue(), "membership")) == ["file.entities"]


@POSIX
def test_a_file_that_needs_too_much_memory_is_stopped():
    content = b"territory_code;period;members\n" + b"Azrou;2026-05;120\n" * 150_000
    sheet = read_apart(content, "membership", limits=Limits(memory=90 * MB))

    assert codes(sheet) in (["file.too_much_memory"], ["file.crashed"])


@POSIX
def test_a_file_that_takes_too_much_processor_is_stopped():
    content = b"territory_code;period;members\n" + b"Azrou;2026-05;120\n" * 190_000
    sheet = read_apart(content, "meetings", limits=Limits(cpu_seconds=0))

    assert codes(sheet) == ["file.too_slow"]


def test_a_file_that_takes_too_long_is_stopped():
    content = b"territory_code;period;members\n" + b"Azrou;2026-05;120\n" * 190_000
    begun = time.monotonic()
    sheet = read_apart(content, "membership", limits=Limits(wall_seconds=0.1))

    assert codes(sheet) == ["file.too_slow"]
    assert time.monotonic() - begun < 3


@POSIX
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT])
def test_a_process_that_dies_is_a_sentence_and_the_next_file_is_read(how):
    nursery.give_back(nursery.take())
    child = nursery._spare[0]
    os.kill(child.process.pid, signal.SIGSTOP)  # it holds the job and does nothing
    killer = threading.Timer(0.3, os.kill, (child.process.pid, how))
    waker = threading.Timer(0.4, os.kill, (child.process.pid, signal.SIGCONT))
    killer.start()
    waker.start()
    try:
        assert codes(read_apart(GOOD, "membership")) == ["file.crashed"]
    finally:
        killer.join()
        waker.cancel()

    assert codes(read_apart(GOOD, "membership")) == []


@POSIX
def test_a_copy_that_dies_is_a_sentence_and_the_process_reads_the_next_file():
    nursery.give_back(nursery.take())
    (child,) = nursery._spare
    content = b"territory_code;period;members\n" + b"Azrou;2026-05;120\n" * 190_000

    def kill(_rows):
        for copy in copies_of(child.process):
            copy.kill()

    assert codes(read_apart(content, "membership", progress=kill)) == ["file.crashed"]
    assert codes(read_apart(GOOD, "membership")) == []
    assert nursery._spare == [child]


@POSIX
def test_what_is_stopped_leaves_no_copy_behind():
    nursery.give_back(nursery.take())
    (child,) = nursery._spare
    content = b"territory_code;period;members\n" + b"Azrou;2026-05;120\n" * 190_000
    seen = []

    def told(_rows):
        seen.extend(copies_of(child.process))

    with pytest.raises(CancelledError):
        read_apart(content, "membership", progress=told, cancelled=lambda: bool(seen))

    assert child.process.poll() is not None
    assert not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in seen)


def test_reading_is_stopped_when_the_user_says_so():
    content = b"territory_code;period;members\n" + b"Azrou;2026-05;120\n" * 190_000
    asked = []

    def cancelled():
        asked.append(1)
        return len(asked) > 2

    begun = time.monotonic()
    with pytest.raises(CancelledError):
        read_apart(content, "membership", cancelled=cancelled)
    assert time.monotonic() - begun < 2


def test_progress_is_told():
    content = b"territory_code;period;members\n" + b"Azrou;2026-05;120\n" * 45_000
    told = []
    sheet = read_apart(content, "membership", progress=told.append)

    assert len(sheet.lines) == 45_000
    assert told == [10_000, 20_000, 30_000, 40_000]


def test_the_child_sees_no_secret_of_the_server(monkeypatch):
    monkeypatch.setenv("AUTH_COOKIE_SECRET", "hidden")

    assert "AUTH_COOKIE_SECRET" not in nursery._environment()


@POSIX
def test_when_the_server_is_killed_nothing_of_the_upload_stays():
    script = (
        "from dashboard.intake.isolation import read_apart\n"
        "read_apart(b'territory_code;period\\n' + b'Azrou;2026-05\\n' * 190_000, 'membership',"
        " progress=lambda n: print(n, flush=True))"
    )
    before = folders()
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": tempfile.gettempdir()},
    ) as server:
        server.stdout.readline()
        assert folders() - before
        server.kill()
    end = time.monotonic() + 10
    while folders() - before and time.monotonic() < end:
        time.sleep(0.05)

    assert folders() <= before


def test_many_files_at_once_are_each_read():
    results = {}

    def one(number):
        content = GOOD + b"Ifrane;2026-05;%d\n" % number
        results[number] = read_apart(content, "membership").lines[1].cells[2]

    threads = [threading.Thread(target=one, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert results == {number: str(number) for number in range(6)}


def test_no_more_files_are_read_at_once_than_there_is_room_for(monkeypatch):
    at_once, most, counting, waits = 0, [], threading.Lock(), isolation._wait

    def counted(*asked):
        nonlocal at_once
        with counting:
            at_once += 1
            most.append(at_once)
        try:
            return waits(*asked)
        finally:
            with counting:
                at_once -= 1

    monkeypatch.setattr(isolation, "_wait", counted)
    threads = [threading.Thread(target=read_apart, args=(GOOD, "membership")) for _ in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(most) == 9
    assert 1 < max(most) <= isolation.MOST_AT_ONCE


def test_a_result_that_is_no_sheet_is_a_crash(tmp_path):
    (tmp_path / "result.json").write_text("{}")

    found = isolation._result(tmp_path, 0, isolation._sheet, in_time=True)

    assert found.code == "file.crashed"
