"""Which method is in force: the reference files', or the last good one when they are refused.

Every good method is kept in the database as it comes into force. When the files of a later start
are refused, the kept one takes their place, in the tables and in the readers of `method.py`; each
page says so until the files are mended.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from dashboard.errors import Said, UserError
from dashboard.paths import REFERENCE
from dashboard.readiness.method import use
from dashboard.readiness.method_checks import METHOD_FILES, method_faults
from dashboard.store import Store
from dashboard.store.scenarios import keep_method, last_method


def put_in_force(store: Store, *, folder: Path | None = None) -> list[Said]:
    """Check the method's files and put it in force; return why they were refused, if they were.

    `folder` holds the files, the shipped ones unless given.

    Raises:
        UserError: they are refused and no method was ever in force in this database.
    """
    folder = folder or REFERENCE
    files = {name: _text(folder / f"{name}.csv") for name in METHOD_FILES}
    faults = method_faults(files)
    if not faults:
        use({} if folder == REFERENCE else files)
        keep_method(store, _version(files), files)
        return []
    kept = last_method(store)
    if kept is None:
        raise UserError(faults[0])
    store.use_reference({name: _table(text) for name, text in kept.items()})
    use(kept)
    return faults


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig") if path.is_file() else ""


def _version(files: dict[str, str]) -> str:
    return next(csv.DictReader(io.StringIO(files["method"])))["version"]


def _table(text: str) -> tuple[list[str], list[dict[str, str | None]]]:
    reader = csv.DictReader(io.StringIO(text))
    rows = [{name: value or None for name, value in row.items()} for row in reader]
    return list(reader.fieldnames or []), rows
