"""The reference files of the territory: their columns, and what in them is kept by hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dashboard.reference_files import reference_rows
from dashboard.territory.census import FIGURES, Levels

_GEOMETRY = ("area_km2", "density_per_km2", "lon", "lat", "constituency_id")
_NAMES = ("code", "name_fr", "name_ar")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "regions": (*_NAMES, *FIGURES, *_GEOMETRY),
    "provinces": (
        *_NAMES,
        "region_code",
        "official_type",
        "party_label_fr",
        "party_label_ar",
        *FIGURES,
        *_GEOMETRY,
    ),
    "cercles": (*_NAMES, "region_code", "province_code", *FIGURES, *_GEOMETRY),
    "communes": (
        *_NAMES,
        "region_code",
        "province_code",
        "cercle_code",
        "milieu",
        *FIGURES,
        *_GEOMETRY,
    ),
    "arrondissements": (
        *_NAMES,
        "region_code",
        "province_code",
        "commune_code",
        "milieu",
        *FIGURES,
        *_GEOMETRY,
    ),
}
_KEPT: Mapping[str, tuple[str, ...]] = {
    "constituencies": (
        "id",
        "kind",
        "name_fr",
        "name_ar",
        "seats",
        "seats_cycle",
        "seats_source",
        "source",
    ),
    "constituency_units": ("constituency_id", "unit_code"),
    "synonyms": ("code", "name", "source"),
}


def hand_kept(levels: Levels) -> dict[str, list[dict[str, str]]]:
    """Return the hand-kept tables of the shipped reference, less what lies outside the region."""
    codes = {row["code"] for rows in levels.values() for row in rows}
    units = [row for row in reference_rows("constituency_units") if row["unit_code"] in codes]
    ids = {row["constituency_id"] for row in units}
    return {
        "constituency_units": units,
        "constituencies": [row for row in reference_rows("constituencies") if row["id"] in ids],
        "synonyms": [row for row in reference_rows("synonyms") if row["code"] in codes],
    }


def add_constituencies(levels: Levels, units: Iterable[Mapping[str, str]]) -> None:
    """Give each row its constituency of the House of Representatives; empty when it spans two."""
    local = {
        row["unit_code"]: row["constituency_id"]
        for row in units
        if row["constituency_id"].startswith("legislative:")
    }
    for rows in levels.values():
        for row in rows:
            below = {local.get(code, "") for code in atoms_of(row["code"], levels)}
            row["constituency_id"] = below.pop() if len(below) == 1 else ""


def atoms_of(code: str, levels: Levels) -> list[str]:
    """Return the smallest units of a territory: communes, arrondissements where it has them."""
    parents = ("region_code", "province_code", "cercle_code", "commune_code", "code")
    split = {row["commune_code"] for row in levels["arrondissements"]}
    small = [row for row in levels["communes"] if row["code"] not in split]
    small += levels["arrondissements"]
    return [row["code"] for row in small if code in (row.get(parent) for parent in parents)]


def write(levels: Levels, kept: Mapping[str, list[dict[str, str]]], folder: Path) -> list[Path]:
    """Write the reference files of a region and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    tables: Mapping[str, list[dict[str, Any]]] = {**levels, **kept}
    columns = {**COLUMNS, **_KEPT}
    return [
        write_table(folder / f"{name}.csv", columns[name], tables[name]) for name in sorted(tables)
    ]


def write_table(path: Path, columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> Path:
    """Write rows as CSV and return the path; a column a row does not have stays empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return path
