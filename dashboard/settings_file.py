"""The files that settings come from: the shipped one, and another whose values win one by one.

A secret stands in none of them: in the environment, or in a file of its own that they name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
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


def kept_secret(
    known: Mapping[str, Any], name: str, variable: str, file: Path, environment: Mapping[str, str]
) -> str:
    """Return a secret from the environment, else from the file that `<name>_file` names.

    Raises:
        UserError: it is missing, its file cannot be read, or the settings hold it themselves.
    """
    told = {"path": str(file), "name": name, "variable": variable}
    if name in known:
        raise UserError(
            Said(
                "{path} holds {name} itself. Put it in the environment as {variable}, or in a file "
                "of its own that {name}_file names.",
                **told,
            )
        )
    named = known.get(f"{name}_file")
    secret = environment.get(variable, "")
    if not secret and isinstance(named, str):
        try:
            secret = (file.parent / named).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as fault:
            raise UserError(
                Said("The file of {name}, {path}, cannot be read: {fault}.", name=name,
                     path=str(file.parent / named), fault=str(fault))
            ) from fault  # fmt: skip
    if not secret.strip():
        raise UserError(
            Said(
                "{path}: {name} is missing. Put it in the environment as {variable}, or in a file "
                "of its own that {name}_file names.",
                **told,
            )
        )
    return secret.strip()


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
