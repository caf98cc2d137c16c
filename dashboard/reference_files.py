"""The reference files of data/reference, read as text: one way for every module.

The territory files of the home region lie in the folder itself; those of the other regions in its
folder `country`. Which of them count is a setting.
"""

from __future__ import annotations

import csv
from collections.abc import Collection
from functools import cache
from pathlib import Path

from dashboard.paths import REFERENCE

TERRITORY = ("regions", "provinces", "cercles", "communes", "arrondissements")


def reference_rows(name: str, folder: Path = REFERENCE) -> list[dict[str, str]]:
    """Return the rows of a reference file, every cell as text; an empty one stays empty."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def territory_rows(
    name: str, regions: Collection[str] | None, folder: Path = REFERENCE
) -> list[dict[str, str]]:
    """Return the rows of a territory file for some regions; None: all that the folder itself has.

    Rows come in order of code.
    """
    rows = reference_rows(name, folder)
    if regions is None:
        return rows
    if (folder / "country").is_dir():
        rows = sorted(rows + reference_rows(name, folder / "country"), key=lambda row: row["code"])
    return [row for row in rows if row.get("region_code", row["code"]) in regions]


@cache
def region_names() -> dict[str, dict[str, str]]:
    """Return the names of every region of the kingdom by code and language."""
    rows = reference_rows("regions") + reference_rows("regions", REFERENCE / "country")
    return {
        row["code"]: {"ar": row["name_ar"], "fr": row["name_fr"], "en": row["name_fr"]}
        for row in sorted(rows, key=lambda row: row["code"])
    }
