"""Which level answers a constraint, in how many days, and who comes after it: `data/reference`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dashboard.labels import labels_of
from dashboard.reference_files import reference_rows
from dashboard.wording import Language


@dataclass(frozen=True)
class Level:
    """A level that answers. `next_level` is None where none stands above; days are own choices."""

    code: str
    default_days: int
    next_level: str | None
    names: dict[str, str]

    def name(self, language: Language) -> str:
        """Return the words for the level."""
        return self.names[language]


@cache
def levels() -> dict[str, Level]:
    """Return the levels by code, the nearest to the field first."""
    rows = sorted(reference_rows("constraint_levels"), key=lambda row: int(row["position"]))
    return {
        row["level"]: Level(
            row["level"],
            int(row["default_days"]),
            row["next_level"] or None,
            labels_of(row),
        )
        for row in rows
    }
