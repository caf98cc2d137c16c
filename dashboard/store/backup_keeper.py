"""Backups made by themselves: one thread in the process that has the database open."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from dashboard.errors import Said, UserError
from dashboard.settings import BackupPlan, settings
from dashboard.store.connection import Store
from dashboard.store.kept_backups import Kept, keep_backup, kept_backups

_LOOK_EVERY = 60.0  # seconds
_TRY_AGAIN = dt.timedelta(hours=1)
_CLOCKS_DIFFER = dt.timedelta(hours=1)
_keepers: dict[Path, BackupKeeper] = {}
_starting = threading.Lock()


@dataclass(frozen=True)
class Standing:
    """How the backups of a database stand: the last good one, whether one is late, what failed."""

    plan: BackupPlan | None
    last: Kept | None = None
    is_late: bool = False
    fault: Said | str | None = None

    @property
    def is_good(self) -> bool:
        """Whether nothing is to be done; True where no backups are asked for."""
        return not self.is_late and self.fault is None

    def record(self) -> dict[str, Any]:
        """Return it as `--json` and the health of the server show it."""
        last = f"{self.last.made_at.isoformat()}Z" if self.last else None
        return {"planned": self.plan is not None, "last": last, "ok": self.is_good}


class BackupKeeper:
    """Makes the backups of one database when they are due; tells of the last fault."""

    def __init__(self, database: Path, plan: BackupPlan) -> None:
        self.database, self.plan = database, plan
        self.fault: Said | str | None = None
        self._tried_at: dt.datetime | None = None
        self._one = threading.Lock()
        self._ended = threading.Event()

    def look(self, now: dt.datetime) -> Kept | None:
        """Make a backup when one is due (UTC, without zone); a fault is logged and kept."""
        with self._one:
            if not self._is_due(now):
                return None
            self._tried_at = now
            try:
                with Store.open(self.database) as store:
                    made = keep_backup(store, self.database, self.plan, now)
            except UserError as fault:
                self.fault = fault.said
            except (duckdb.Error, OSError) as fault:
                self.fault = str(fault).split("\n", 1)[0]
            else:
                self.fault, self._tried_at = None, None
                logging.getLogger("jahiziya").info("backup made and verified: %s", made.path)
                return made
            logging.getLogger("jahiziya").error("the backup failed: %s", self.fault)
            return None

    def start(self, clock: Callable[[], dt.datetime]) -> None:
        """Look now and every minute, in a thread that ends with the process."""

        def work() -> None:
            while True:
                self.look(clock())
                if self._ended.wait(_LOOK_EVERY):
                    return

        threading.Thread(target=work, name="backup", daemon=True).start()

    def stop(self) -> None:
        """Look no more; a backup that is being made is finished."""
        self._ended.set()
        with self._one:
            pass

    def _is_due(self, now: dt.datetime) -> bool:
        if self._tried_at is not None and abs(now - self._tried_at) < min(
            _TRY_AGAIN, _every(self.plan)
        ):
            return False
        return _age(self.plan, self.database, now) >= _every(self.plan)


def start_keeper(database: Path) -> BackupKeeper | None:
    """Start what makes the backups of a database, once a process; None when none are asked for."""
    plan = settings().backup
    if plan is None:
        return None
    place = database.expanduser().resolve()
    with _starting:
        if place not in _keepers:
            _keepers[place] = BackupKeeper(place, plan)
            _keepers[place].start(utc_now)
    return _keepers[place]


def standing(database: Path | None, now: dt.datetime | None = None) -> Standing:
    """Return how the backups of a database stand, by the files that are there."""
    plan = settings().backup
    if plan is None or database is None:
        return Standing(None)
    place, at = database.expanduser().resolve(), now or utc_now()
    keeper = _keepers.get(place)
    kept = kept_backups(plan, place)
    is_late = _age(plan, place, at) > 2 * _every(plan)
    return Standing(plan, kept[0] if kept else None, is_late, keeper.fault if keeper else None)


def told(now: Standing, database: Path) -> list[Said]:
    """Return the sentences that say how the backups stand."""
    if now.plan is None:
        return [Said("No folder for backups is set: they are made by hand.")]
    said = []
    if now.last is None:
        folder = str(now.plan.folder_of(database))
        said.append(Said("No backup was made yet in {path}.", path=folder))
    else:
        at = f"{now.last.made_at:%Y-%m-%d %H:%M} UTC"
        said.append(Said("Last good backup: {at}, {path}.", at=at, path=str(now.last.path)))
    if now.is_late:
        said.append(
            Said("A backup is late: one is due every {hours} hours.", hours=now.plan.every_hours)
        )
    if now.fault is not None:
        said.append(
            Said(
                "The last try to make a backup failed: {fault} It is tried again within the hour.",
                fault=now.fault,
            )
        )
    return said


def utc_now() -> dt.datetime:
    """Return the time now, UTC, without zone."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def _every(plan: BackupPlan) -> dt.timedelta:
    return dt.timedelta(hours=plan.every_hours)


def _age(plan: BackupPlan, database: Path, now: dt.datetime) -> dt.timedelta:
    """Return how old the newest backup is; one of the future tells nothing: the clock went back."""
    ages = [now - one.made_at for one in kept_backups(plan, database)]
    real = [age for age in ages if age >= -_CLOCKS_DIFFER]
    return min(real, default=dt.timedelta.max)
