"""How far a figure or a date may be trusted: read in a source, inferred from one, or assumed."""

from __future__ import annotations

import csv
from typing import Literal

from dashboard.paths import REFERENCE
from dashboard.wording import N_

Basis = Literal["sourced", "inferred", "assumed", "unknown"]
BASES: dict[str, str] = {
    "sourced": N_("sourced"),
    "inferred": N_("inferred"),
    "assumed": N_("assumed"),
    "unknown": N_("unknown"),
}


def reference_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a reference file as text."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
