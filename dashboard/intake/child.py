"""The process that has uploads read: `python -m dashboard.intake.child`.

It waits for the path of a private folder on its input and makes a copy of itself, which reads
`upload` there as `job.json` says, writes `result.json` and ends; then it waits for the next. It
opens no upload itself, and a copy reads one file; where there are no copies it reads that file and
ends. When the input closes the parent is gone: the folder is removed, and both end.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
from functools import partial
from pathlib import Path
from typing import Any

from dashboard.contracts import contracts
from dashboard.errors import Problem
from dashboard.intake.books import is_workbook
from dashboard.intake.confining import Limits, confine, in_a_copy
from dashboard.intake.decoding import encoding_of, other_form, read
from dashboard.intake.grids import grids_written, read_grids
from dashboard.intake.reading import Sheet, refused_sheet
from dashboard.intake.speaking import knows, repeats, speaks
from dashboard.intake.wire import written

OUT_OF_MEMORY = 3
ORPHAN = 4
RESULT = "result.json"
ENDED = "ended "  # and the exit code of the job, when it waits for the next


def main() -> int:
    """Have each job done that comes, and return the exit code once none comes any more."""
    _prepare()
    folder = None
    while line := sys.stdin.readline().rstrip("\n"):
        folder = Path(line)
        code = in_a_copy(partial(_do, folder))
        if code is None:
            return _do(folder)
        print(f"{ENDED}{code}", flush=True)
    if folder:
        shutil.rmtree(folder, ignore_errors=True)
    return ORPHAN


def _do(folder: Path) -> int:
    """Do one job, and return the exit code."""
    threading.Thread(target=_watch, args=(folder,), daemon=True).start()
    try:
        _work(folder)
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def _prepare() -> None:
    """Read before a job comes what every job needs."""
    for contract in contracts().values():
        knows(contract, "-")
    _report(0)


def _work(folder: Path) -> None:
    job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    confine(Limits(**job["limits"]))
    content = (folder / "upload").read_bytes()
    part = folder / "result.part"
    part.write_text(_text(content, job, folder), encoding="utf-8")
    part.replace(folder / RESULT)


def _text(content: bytes, job: dict[str, Any], folder: Path) -> str:
    """Return the result of a job as text: a table, a whole workbook, or a document's text."""
    if job["kind"] == "document":
        from dashboard.intake.communique.documents import document_text, text_written

        return text_written(document_text(content))
    if job["kind"] == "workbook":
        return grids_written(read_grids(content, job["sheet"], spread=job["spread"]))
    return written(_bulk(content, job, folder) or _sheet(content, job))


def _sheet(content: bytes, job: dict[str, Any]) -> Sheet:
    contract = contracts()[str(job["table"])]
    return read(
        content,
        known=partial(knows, contract),
        speaks=partial(speaks, contract),
        encoding=job["encoding"],
        sheet=job["sheet"],
        progress=_report,
    )


def _bulk(content: bytes, job: dict[str, Any], folder: Path) -> Sheet | None:
    """Return a large text read as columns, None when it is not large or not a text."""
    if job["bulk"] is None or is_workbook(content) or other_form(content):
        return None
    if max(content.count(sign) for sign in (b"\n", b"\r")) <= job["bulk"]:
        return None
    contract = contracts()[str(job["table"])]
    known = partial(knows, contract)
    found = encoding_of(
        content, known=known, speaks=partial(speaks, contract), encoding=job["encoding"]
    )
    if isinstance(found, Problem):
        return refused_sheet(found)
    from dashboard.intake.bulk_text import read_bulk  # Arrow is loaded for large files alone

    return read_bulk(content, found, known, partial(repeats, contract), folder, _report)


def _report(rows: int) -> None:
    print(rows, flush=True)


def _watch(folder: Path) -> None:
    """End when the parent is gone, and leave nothing of the upload behind."""
    os.read(0, 1)  # nothing is said to it during a job
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(ORPHAN)


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)  # the watcher waits on the input: there is nothing to tidy
