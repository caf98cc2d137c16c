"""The reference files of data/reference, read as text: one way for every module."""

from __future__ import annotations

import csv
from pathlib import Path

from dashboard.paths import REFERENCE


def reference_rows(name: str, folder: Path = REFERENCE) -> list[dict[str, str]]:
    """Return the rows of a reference file, every cell as text; an empty one stays empty."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
