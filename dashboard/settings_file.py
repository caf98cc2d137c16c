"""The files that settings come from: the shipped one, and another whose values win one by one."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.errors import Said, UserError
from dashboard.paths import DATA


@cache
def values_of(override: str | None) -> dict[str, Any]:
    """Return the values of the settings, those of another file in their place one by one.

    Raises:
        UserError: the other file is missing or is not TOML.
    """
    values: dict[str, Any] = tomllib.loads((DATA / "settings.toml").read_text(encoding="utf-8"))
    return _merged(values, _read(Path(override))) if override else values


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
