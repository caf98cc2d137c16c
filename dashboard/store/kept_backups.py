"""Backups in a folder: named by the second they were made, verified, and not more than asked for.

Only what read back as it was saved bears such a name, so the newest name is the last good backup.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path

from dashboard.errors import UserError
from dashboard.settings import BackupPlan
from dashboard.store.backup import backup
from dashboard.store.connection import Store
from dashboard.store.copying import remove
from dashboard.store.files import recognise

_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Kept:
    """One backup: the second it was made (UTC, without zone), and its file."""

    made_at: dt.datetime
    path: Path


def kept_backups(plan: BackupPlan, database: Path) -> list[Kept]:
    """Return the backups of a database in the plan's folder, the newest first."""
    found = [
        Kept(dt.datetime.strptime(stamp, _STAMP), one)
        for one, stamp in _named(_pattern(database), plan.folder_of(database)).items()
    ]
    return sorted(found, key=lambda kept: kept.made_at, reverse=True)


def keep_backup(store: Store, database: Path, plan: BackupPlan, now: dt.datetime) -> Kept:
    """Make a backup in the plan's folder, verified; then remove what need not be kept any more.

    Args:
        store: the open database.
        database: its file.
        plan: where to, and how many are kept.
        now: UTC, without zone.

    Raises:
        StoreError: it cannot be written, or does not read back; nothing was removed.
    """
    folder = plan.folder_of(database)
    for half in _named(rf"\.{_pattern(database)}\.part", folder):  # of a backup that was killed
        remove(half)
    made_at = now.replace(microsecond=0)
    path = folder / f"{database.stem}-{made_at:{_STAMP}}{database.suffix}"
    backup(store, path)
    made = Kept(made_at, path)
    for old in superseded(kept_backups(plan, database), made, plan):
        if _is_ours(old.path):
            old.path.unlink(missing_ok=True)
    return made


def superseded(kept: list[Kept], made: Kept, plan: BackupPlan) -> list[Kept]:
    """Return the backups older than the one just made that no day, week or month needs."""
    wanted = {made}
    for most, part in _parts(plan):
        newest: dict[Hashable, Kept] = {}
        for one in kept:
            newest.setdefault(part(one.made_at), one)
        wanted |= set(list(newest.values())[:most])
    return [one for one in kept if one.made_at < made.made_at and one not in wanted]


def _parts(plan: BackupPlan) -> list[tuple[int, Callable[[dt.datetime], Hashable]]]:
    return [
        (plan.daily, lambda at: at.date()),
        (plan.weekly, lambda at: tuple(at.isocalendar())[:2]),
        (plan.monthly, lambda at: (at.year, at.month)),
    ]


def _pattern(database: Path) -> str:
    return rf"{re.escape(database.stem)}-(\d{{8}}T\d{{6}}Z){re.escape(database.suffix)}"


def _named(pattern: str, folder: Path) -> dict[Path, str]:
    """Return the files whose whole names a pattern meets, each with the stamp in it."""
    found = {}
    for one in folder.iterdir() if folder.is_dir() else ():
        stamp = re.fullmatch(pattern, one.name)
        if stamp and one.is_file():
            found[one] = stamp[1]
    return found


def _is_ours(path: Path) -> bool:
    """Whether a file is a database of ours; one that only bears such a name is left alone."""
    try:
        return recognise(path) > 0
    except UserError:
        return False
