"""What the follow-up takes for granted, as the party may read and change it: `data/reference`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dashboard.labels import labels_of
from dashboard.reference_files import reference_rows
from dashboard.wording import Language


@dataclass(frozen=True)
class FollowupMethod:
    """Days given to file the minutes of a meeting, an assumption; `notes` say it by language."""

    minutes_days: int
    notes: dict[str, str]

    def note(self, language: Language) -> str:
        """Return what is assumed, in words."""
        return self.notes[language]


@cache
def followup_method() -> FollowupMethod:
    """Return what is assumed."""
    (row,) = reference_rows("followup_method")
    notes = labels_of(row, "note")
    return FollowupMethod(int(row["minutes_days"]), notes)
