"""Which method is in force: the reference files', or the last good one when they are refused.

Every good method is kept in the database as it comes into force. When the files of a later start
are refused, the kept one takes their place, in the tables and in the readers of `method.py`; each
page says so until the files are mended.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path

from dashboard.errors import Said, UserError
from dashboard.paths import REFERENCE
from dashboard.readiness.method import method, use
from dashboard.readiness.method_checks import METHOD_FILES, method_faults
from dashboard.store import Store
from dashboard.store.reference_tables import Table
from dashboard.store.scenarios import files_of_method, keep_method, last_method, method_at

# The files of a method that make scores; the seats it counts are facts of the territory.
OF_SCORES = frozenset(METHOD_FILES) - {"constituencies"}


def put_in_force(store: Store, *, folder: Path | None = None) -> list[Said]:
    """Check the method's files and put it in force; return why they were refused, if they were.

    `folder` holds the files, the shipped ones unless given.

    Raises:
        UserError: they are refused and no method was ever in force in this database.
    """
    folder = folder or REFERENCE
    files = {name: _text(folder / f"{name}.csv") for name in METHOD_FILES}
    kept = last_method(store)
    faults = method_faults(files) or _unnamed_change(files, kept)
    if not faults:
        use({} if folder == REFERENCE else files)
        keep_method(store, _version(files), files)
        return []
    if kept is None:
        raise UserError(faults[0])
    store.use_reference({name: _table(text) for name, text in kept.items()})
    use(kept)
    return faults


def earlier_method(store: Store, moment: dt.datetime) -> tuple[str, dict[str, Table]] | None:
    """Return version and tables of the method in force at a moment (UTC); None for today's.

    Before the first method of a database there was none: today's counts.
    """
    kept = method_at(store, moment)
    if kept is None or kept[1] == method().version:
        return None
    method_no, version = kept
    files = files_of_method(store, method_no)
    return version, {name: _table(text) for name, text in files.items() if name in OF_SCORES}


def _unnamed_change(files: Mapping[str, str], kept: Mapping[str, str] | None) -> list[Said]:
    """Two methods never bear one version: it is what every page and file is stamped with."""
    if kept is None or _version(files) != _version(kept) or _figures(files) == _figures(kept):
        return []
    said = Said(
        "The method has other weights, aims, classes or thresholds than before, under the same "
        "version {version}. Give it a new version in method.csv.",
        version=_version(files),
    )
    return [said]


def _figures(files: Mapping[str, str]) -> list[list[tuple[str, ...]]]:
    """Return what of a method makes scores: no names, no sources, in whatever order of rows."""
    return [
        sorted(
            tuple(f"{name}={value}" for name, value in row.items() if not _is_said(name))
            for row in csv.DictReader(io.StringIO(files[file]))
        )
        for file in ("pillar_weights", "indicator_weights", "indicators", "classes", "method")
    ]


def _is_said(column: str) -> bool:
    return column == "source" or column.startswith("name_")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig") if path.is_file() else ""


def _version(files: Mapping[str, str]) -> str:
    return next(csv.DictReader(io.StringIO(files["method"])))["version"]


def _table(text: str) -> Table:
    reader = csv.DictReader(io.StringIO(text))
    rows = [{name: value or None for name, value in row.items()} for row in reader]
    return list(reader.fieldnames or []), rows
