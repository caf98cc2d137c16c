"""An upload read in a process of its own: a crash, a bomb or a hang costs a sentence.

The upload goes through a private folder that is always removed: by this process, or, when it dies,
by the child.
"""

from __future__ import annotations

import json
import queue
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TypeVar

from dashboard.errors import Problem, Refused, Said, UserError
from dashboard.intake import nursery
from dashboard.intake.bulk import ROWS, bulk_from
from dashboard.intake.child import OUT_OF_MEMORY, RESULT
from dashboard.intake.communique.documents import not_readable, text_back, too_large_document
from dashboard.intake.confining import Limits, ended_by_clock
from dashboard.intake.faults import error
from dashboard.intake.grids import Grids, grids_back
from dashboard.intake.reading import Sheet, refused_sheet, too_large
from dashboard.intake.wire import read_back

T = TypeVar("T")
_LIMITS = Limits()
_TICK = 0.05
# Files read at once in this process, each by a child that may take `Limits.memory`; others wait.
MOST_AT_ONCE = 4
_room = threading.BoundedSemaphore(MOST_AT_ONCE)
_LARGEST_RESULT = 256 * 2**20
PREFIX = "jahiziya-upload-"


class CancelledError(UserError):
    """The user stopped the import; nothing was stored."""


def read_apart(
    content: bytes,
    table: str,
    *,
    encoding: str | None = None,
    sheet: str | None = None,
    bulk_from: int | None = None,
    limits: Limits = _LIMITS,
    progress: Callable[[int], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Sheet:
    """Return the table in a file, read by a child process.

    Args:
        content: the bytes of the file.
        table: the table the file is for.
        encoding: what the user says it is; None to find out.
        sheet: the sheet of a workbook the user chose.
        bulk_from: the number of lines above which the rows of a text come as columns.
        limits: what the child may take.
        progress: told the number of rows read, now and then.
        cancelled: asked now and then whether to stop.

    Raises:
        CancelledError: `cancelled` said so.
    """
    asked = {"kind": "table", "table": table, "encoding": encoding, "sheet": sheet}
    found = _apart(
        content, {**asked, "bulk": bulk_from}, limits, _sheet, progress=progress,
        cancelled=cancelled,
    )  # fmt: skip
    return refused_sheet(found) if isinstance(found, Problem) else found


def read_workbook_apart(
    content: bytes, *, sheet: str | None = None, spread: bool = False, limits: Limits = _LIMITS
) -> Grids:
    """Return every sheet of a workbook, or the one named, read by a child process.

    With `spread`, cells merged over rows are read as those of a table are.

    Raises:
        Refused: it is no workbook, or is not read.
    """
    found = _apart(content, {"kind": "workbook", "sheet": sheet, "spread": spread}, limits, _grids)
    if isinstance(found, Problem):
        raise Refused(found.message, [found])
    return found


def read_document_apart(content: bytes, *, limits: Limits = _LIMITS) -> str:
    """Return the text of a communiqué's file, read by a child process.

    Raises:
        Refused: it is no text, PDF or DOCX, or is not read.
    """
    problem = too_large_document(len(content))
    if problem is None:
        found = _apart(content, {"kind": "document"}, limits, _document)
        if isinstance(found, str):
            return found
        problem = not_readable(found)
    raise Refused(problem.message, [problem])


def _apart(
    content: bytes,
    job: Mapping[str, object],
    limits: Limits,
    take: Callable[[Path], T],
    *,
    progress: Callable[[int], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> T | Problem:
    """Have a child do a job on an upload; `take` reads its result from the private folder."""
    problem = too_large(len(content))
    if problem is not None:
        return problem
    with _turn(cancelled), private_folder() as folder:
        _give(folder, content, {**job, "limits": asdict(limits)})
        child = nursery.take()
        try:
            child.begin(folder)
            in_time = _wait(child, limits.wall_seconds, progress, cancelled)
        finally:
            code = child.end()
            nursery.give_back(child)
        return _result(folder, code, take, in_time=in_time)


@contextmanager
def _turn(cancelled: Callable[[], bool] | None) -> Iterator[None]:
    """Wait until fewer than `MOST_AT_ONCE` files are being read.

    Raises:
        CancelledError: the user stopped it meanwhile.
    """
    while not _room.acquire(timeout=_TICK):
        _stop_if(cancelled)
    try:
        yield
    finally:
        _room.release()


def _stop_if(cancelled: Callable[[], bool] | None) -> None:
    if cancelled is not None and cancelled():
        raise CancelledError(Said("The import was stopped. Nothing was imported."))


def _give(folder: Path, content: bytes, job: Mapping[str, object]) -> None:
    (folder / "upload").write_bytes(content)
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")


@contextmanager
def private_folder() -> Iterator[Path]:
    """Give a folder that nobody else can read; it is removed with all it holds."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(
    child: nursery.Child,
    seconds: float,
    progress: Callable[[int], object] | None,
    cancelled: Callable[[], bool] | None,
) -> bool:
    """Return whether the child ended by itself, in time.

    Raises:
        CancelledError: the user stopped it.
    """
    end = time.monotonic() + seconds
    while True:
        _stop_if(cancelled)
        if time.monotonic() > end:
            return False
        try:
            said = child.said.get(timeout=_TICK)
        except queue.Empty:
            continue
        if not said:
            return True
        if progress is not None and said.strip().isdigit() and int(said):
            progress(int(said))


def _result(folder: Path, code: int, take: Callable[[Path], T], *, in_time: bool) -> T | Problem:
    file = folder / RESULT
    if not in_time or ended_by_clock(code):
        return _too_long()
    if code == OUT_OF_MEMORY:
        return _too_much()
    if code or not file.is_file() or file.stat().st_size > _LARGEST_RESULT:
        return _crashed()
    try:
        return take(folder)
    except ValueError:
        return _crashed()


def _sheet(folder: Path) -> Sheet:
    sheet = read_back((folder / RESULT).read_text(encoding="utf-8"))
    rows = folder / ROWS
    return replace(sheet, bulk=bulk_from(rows)) if rows.is_file() else sheet


def _grids(folder: Path) -> Grids | Problem:
    return grids_back((folder / RESULT).read_text(encoding="utf-8"))


def _document(folder: Path) -> str | Problem:
    return text_back((folder / RESULT).read_text(encoding="utf-8"))


def _too_long() -> Problem:
    return error(
        "file.too_slow",
        Said("Reading this file takes too long: it was stopped."),
        Said("Copy the table alone into a new workbook, or save it as CSV UTF-8."),
    )


def _too_much() -> Problem:
    return error(
        "file.too_much_memory",
        Said("Reading this file needs more memory than a return can: it was stopped."),
        Said("Copy the table alone into a new workbook, or split it by province or period."),
    )


def _crashed() -> Problem:
    return error(
        "file.crashed",
        Said("The file could not be read: it is damaged, or is not what it seems."),
        Said("Save it again from the spreadsheet as CSV UTF-8 or XLSX."),
    )
