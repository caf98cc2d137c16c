"""How far a figure or a date may be trusted: read in a source, inferred from one, or assumed."""

from __future__ import annotations

from typing import Literal

from dashboard.wording import N_

Basis = Literal["sourced", "inferred", "assumed", "unknown"]
BASES: dict[str, str] = {
    "sourced": N_("sourced"),
    "inferred": N_("inferred"),
    "assumed": N_("assumed"),
    "unknown": N_("unknown"),
}
