"""What a party, region or statute may change.

`data/settings.toml`, or the file named by `JAHIZIYA_SETTINGS`, whose values win one by one.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import platformdirs

from dashboard.errors import Said, UserError
from dashboard.labels import with_labels
from dashboard.paths import DATA


@dataclass(frozen=True)
class Settings:
    """The settings in force. Terms are in months; names are by language code.

    `ballot_census` is the year of the census that decides how councils are elected;
    `women_seats_uninominal` are added to a council elected by the uninominal ballot.
    `fonts`: by language, the `file` of a font and the `letters` (a CSS unicode-range) it is for.
    `audit_keep_months`: how long a server keeps who saw and did what, 1 at least.
    `polling_reserve_share`: representatives in reserve by polling station, 0..1.
    """

    party_name: dict[str, str]
    party_short: str
    party_mark: str
    region_code: str
    region_adjective: dict[str, str]
    local_secretariat_term_months: int
    ballot_census: int
    women_seats_uninominal: int
    polling_reserve_share: float
    fonts: dict[str, dict[str, str]]
    assumptions: dict[str, dict[str, str]]
    audit_keep_months: int


@cache
def settings() -> Settings:
    """Return the settings in force; read once a process.

    Raises:
        UserError: the file named by `JAHIZIYA_SETTINGS` is missing or is not TOML.
    """
    values: dict[str, Any] = tomllib.loads((DATA / "settings.toml").read_text(encoding="utf-8"))
    override = os.environ.get("JAHIZIYA_SETTINGS")
    if override:
        values = _merged(values, _read(Path(override)))
    values = with_labels(values)
    return Settings(
        party_name=values["party"]["name"],
        party_short=values["party"]["short"],
        party_mark=values["party"]["mark"],
        region_code=values["region"]["code"],
        region_adjective=values["region"]["adjective"],
        local_secretariat_term_months=values["terms"]["local_secretariat_months"],
        ballot_census=values["elections"]["ballot_census"],
        women_seats_uninominal=values["elections"]["women_seats_uninominal"],
        polling_reserve_share=values["elections"]["polling_reserve_percent"] / 100,
        fonts=values["fonts"],
        assumptions=values["assumptions"],
        audit_keep_months=values["audit"]["keep_months"],
    )


def default_database() -> Path:
    """Return the path of the database: `JAHIZIYA_DB`, else a file in the user's data folder."""
    named = os.environ.get("JAHIZIYA_DB")
    if named:
        return Path(named)
    return Path(platformdirs.user_data_dir("jahiziya", appauthor=False)) / "jahiziya.duckdb"


def demo_database() -> Path:
    """Return the path of the demonstration database, apart from the party's own."""
    return Path(platformdirs.user_data_dir("jahiziya", appauthor=False)) / "demo.duckdb"


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        said = Said(
            "The settings file {path} cannot be read: {fault}. Correct it, or unset "
            "JAHIZIYA_SETTINGS.",
            path=str(path),
            fault=str(fault),
        )
        raise UserError(said) from fault


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for name, value in over.items():
        known = merged.get(name)
        if isinstance(known, dict) and isinstance(value, dict):
            merged[name] = _merged(known, value)
        else:
            merged[name] = value
    return merged
