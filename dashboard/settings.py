"""What a party, region or statute may change, and which region is looked at.

`data/settings.toml`, or the file named by `JAHIZIYA_SETTINGS`, whose values win one by one.

An installation holds one region, or several (`[region] installed`). Whatever runs, runs for one of
them: the region in force, which `settings().region_code`, the register of territories and the
store's reference tables all follow. It is the home region unless `in_region` says another.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import platformdirs

from dashboard.errors import Said, UserError
from dashboard.labels import with_labels
from dashboard.lake_settings import Lake, read_lake
from dashboard.paths import DATA
from dashboard.reference_files import region_names
from dashboard.settings_file import values_of

T = TypeVar("T")

_in_force: ContextVar[str | None] = ContextVar("region in force", default=None)


@dataclass(frozen=True)
class BackupPlan:
    """Backups made by themselves: where, how often, and how many are kept.

    `daily`, `weekly`, `monthly`: the newest of that many days, weeks and months that have one.
    """

    folder: Path
    every_hours: int
    daily: int
    weekly: int
    monthly: int

    def folder_of(self, database: Path) -> Path:
        """Return the folder: one that is not whole is meant beside the database."""
        return database.parent / self.folder


@dataclass(frozen=True)
class Settings:
    """The settings in force. Terms are in months; names are by language code.

    `region_code` is the region in force; `regions` are all that the installation holds, in order.

    `ballot_census` is the year of the census that decides how councils are elected;
    `women_seats_uninominal` are added to a council elected by the uninominal ballot.
    `fonts`: by language, the `file` of a font and the `letters` (a CSS unicode-range) it is for.
    `audit_keep_months`: how long a server keeps who saw and did what, 1 at least.
    `polling_reserve_share`: representatives in reserve by polling station, 0..1.
    `privacy_contact`: whom to write to about personal data, empty when nobody is set.
    `keep_months`: by section of the file, how long what it is about is kept, where it says so.
    `backup`: None when no folder is set. `pack_key_file`: the key that packs are signed with.
    """

    party_name: dict[str, str]
    party_short: str
    party_mark: str
    region_code: str
    region_adjective: dict[str, str]
    regions: tuple[str, ...]
    local_secretariat_term_months: int
    ballot_census: int
    women_seats_uninominal: int
    polling_reserve_share: float
    fonts: dict[str, dict[str, str]]
    assumptions: dict[str, dict[str, str]]
    privacy_contact: str
    keep_months: dict[str, int]
    audit_keep_months: int = 24
    backup: BackupPlan | None = None
    pack_key_file: Path | None = None
    packs_may_be_unsigned: bool = True


def settings() -> Settings:
    """Return the settings in force, for the region in force; read once a process.

    Raises:
        UserError: the file named by `JAHIZIYA_SETTINGS` is missing or is not TOML, names a region
            there is not, or a value of it cannot be.
    """
    return _for_region(_in_force.get())


def _forget() -> None:
    values_of.cache_clear()
    home_settings.cache_clear()
    _for_region.cache_clear()


settings.cache_clear = _forget  # type: ignore[attr-defined]


def installed_regions() -> tuple[str, ...]:
    """Return the codes of the regions that this installation holds, in order."""
    return home_settings().regions


def look_at(region: str | None) -> None:
    """Put a region in force for what this thread does from now on; None is the home region."""
    _in_force.set(region)


@contextmanager
def in_region(region: str) -> Iterator[None]:
    """Put a region in force for a block."""
    before = _in_force.set(region)
    try:
        yield
    finally:
        _in_force.reset(before)


def for_this_region(make: Callable[[], T]) -> Callable[[], T]:
    """Return a function that makes for the region in force now, in whatever thread it is called."""
    region = settings().region_code

    def made() -> T:
        with in_region(region):
            return make()

    return made


@cache
def _for_region(code: str | None) -> Settings:
    home = home_settings()
    if code in (None, home.region_code):
        return home
    return replace(home, region_code=str(code), region_adjective=region_names()[str(code)])


@cache
def home_settings() -> Settings:
    """Return the settings for the home region, whatever region is in force."""
    values = with_labels(values_of(os.environ.get("JAHIZIYA_SETTINGS")))
    return Settings(
        party_name=values["party"]["name"],
        party_short=values["party"]["short"],
        party_mark=values["party"]["mark"],
        region_code=values["region"]["code"],
        region_adjective=values["region"]["adjective"],
        regions=_regions(values["region"]),
        local_secretariat_term_months=values["terms"]["local_secretariat_months"],
        ballot_census=values["elections"]["ballot_census"],
        women_seats_uninominal=values["elections"]["women_seats_uninominal"],
        polling_reserve_share=values["elections"]["polling_reserve_percent"] / 100,
        fonts=values["fonts"],
        assumptions=values["assumptions"],
        audit_keep_months=values["audit"]["keep_months"],
        privacy_contact=values["privacy"]["contact"],
        keep_months={
            name: section["keep_months"]
            for name, section in values.items()
            if isinstance(section, dict) and "keep_months" in section
        },
        backup=_backup_plan(values["backup"]),
        pack_key_file=_path(values["pack"]["key_file"]),
        packs_may_be_unsigned=values["pack"]["may_be_unsigned"] is True,
    )


def default_store() -> Path | Lake:
    """Return where the data is kept: the lake of the settings, else the file of `JAHIZIYA_DB`.

    A file that `JAHIZIYA_DB` names goes before the settings: it is what a command was told.

    Raises:
        UserError: the settings' `[store]` is not whole, or a secret of it is missing.
    """
    return (None if os.environ.get("JAHIZIYA_DB") else lake()) or default_database()


def lake() -> Lake | None:
    """Return the lake that the settings name, None when they name none.

    Raises:
        UserError: as for `default_store`.
    """
    named = os.environ.get("JAHIZIYA_SETTINGS")
    store = values_of(named).get("store", {})
    return read_lake(store, Path(named or DATA / "settings.toml"), os.environ)


def _regions(region: dict[str, Any]) -> tuple[str, ...]:
    """Return the regions of the settings: the home one, those listed with it, or all."""
    known, listed = set(region_names()), set(region["installed"])
    found = known if listed == {"all"} else {region["code"], *listed}
    if found - known:
        said = Said(
            "The settings name the region {found}, which is not known. The codes are {known}. "
            "Correct [region] in the settings.",
            found=", ".join(sorted(found - known)),
            known=", ".join(sorted(known)),
        )
        raise UserError(said)
    return tuple(sorted(found))


def default_database() -> Path:
    """Return the path of the database: `JAHIZIYA_DB`, else a file in the user's data folder."""
    named = os.environ.get("JAHIZIYA_DB")
    if named:
        return Path(named)
    return Path(platformdirs.user_data_dir("jahiziya", appauthor=False)) / "jahiziya.duckdb"


def demo_database() -> Path:
    """Return the path of the demonstration database, apart from the party's own."""
    return Path(platformdirs.user_data_dir("jahiziya", appauthor=False)) / "demo.duckdb"


def _backup_plan(given: dict[str, Any]) -> BackupPlan | None:
    folder = _path(given["folder"])
    if folder is None:
        return None
    counts = {name: given[name] for name in ("every_hours", "daily", "weekly", "monthly")}
    for name, value in counts.items():
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise UserError(
                Said(
                    "Settings, backup, {name}: found «{found}», expected a whole number from 1 up.",
                    name=name,
                    found=str(value),
                )
            )
    return BackupPlan(folder, **counts)


def _path(text: str) -> Path | None:
    return Path(text).expanduser() if text else None
