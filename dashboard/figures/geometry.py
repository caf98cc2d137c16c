"""Which units the web geometry draws: read once a version of the file, for lists and checks."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dashboard.figures.static_files import TERRITORY


@dataclass(frozen=True)
class Shapes:
    """Codes of what is drawn. `parts` are the arrondissements, by the commune they open."""

    communes: frozenset[str]
    provinces: frozenset[str]
    parts: dict[str, frozenset[str]]


def shapes(territory: Path = TERRITORY) -> Shapes:
    """Return the units of a web geometry file; FileNotFoundError when it was not built."""
    return _shapes(territory, territory.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _shapes(territory: Path, version: int) -> Shapes:
    """Read the file; the version is there for the cache alone."""
    drawn = json.loads(territory.read_text(encoding="utf-8"))
    parts: dict[str, set[str]] = {}
    for part in drawn["arrondissements"]:
        parts.setdefault(part["of"], set()).add(part["c"])
    return Shapes(
        frozenset(each["c"] for each in drawn["communes"]),
        frozenset(each["c"] for each in drawn["provinces"]),
        {commune: frozenset(codes) for commune, codes in parts.items()},
    )
