"""Days that the law sets around elections: the revision of the lists, deadlines before polling."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from dashboard.labels import labels_of
from dashboard.reference_files import reference_rows

ROLLS = "rolls"  # a deadline of the electoral lists: of every direct election


@dataclass(frozen=True)
class LegalDate:
    """One legal day or period.

    `applies_to`: the kinds of election, or `rolls`. `happens_on` None while it hangs on a polling
    day that is not known: it is then `days_before_polling`. `ends_on` None: one day.
    """

    code: str
    applies_to: tuple[str, ...]
    cycle: int | None
    happens_on: dt.date | None
    ends_on: dt.date | None
    days_before_polling: int | None
    basis: str
    source: str
    names: dict[str, str]

    @property
    def last_on(self) -> dt.date | None:
        """Its last day."""
        return self.ends_on or self.happens_on

    def for_polling(self, polling_on: dt.date | None) -> dt.date | None:
        """Return its first day for an election; None while polling day is not known."""
        if self.days_before_polling is None:
            return self.happens_on
        return polling_on and polling_on - dt.timedelta(days=self.days_before_polling)


@cache
def legal_dates() -> tuple[LegalDate, ...]:
    """Return the legal days in the order of the reference file: by cycle, then by day."""
    return tuple(_read(row) for row in reference_rows("legal_dates"))


def coming(day: dt.date) -> list[LegalDate]:
    """Return the dated ones that are not over on a day, the nearest first."""
    ahead = [one for one in legal_dates() if one.last_on is not None and one.last_on >= day]
    return sorted(ahead, key=lambda one: (one.happens_on or dt.date.max, one.code))


def _read(row: dict[str, str]) -> LegalDate:
    return LegalDate(
        row["code"],
        tuple(row["applies_to"].split("|")),
        int(row["cycle"]) if row["cycle"] else None,
        _day(row["happens_on"]),
        _day(row["ends_on"]),
        int(row["days_before_polling"]) if row["days_before_polling"] else None,
        row["basis"],
        row["source"],
        labels_of(row),
    )


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
