"""The days a sentence says: 18 ماي 2025, 1er mars 2026, 15/04/2026, fin mai 2026, 6 يونيو.

A day without its year is one too: its year is settled by the day of the meeting, never guessed.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from dashboard.intake.communique.terms import listed, lists
from dashboard.intake.communique.text import Sentence
from dashboard.intake.dates import MONTHS
from dashboard.territory.folding import plain_words

_ONTO = "(?:[وفبلك]?(?:ال)?)"


@dataclass(frozen=True)
class DaySaid:
    """A day in a sentence: where it stands in `plain`, whether it is a time limit.

    `year` is None where none is said; `day` is 0 for «fin mai 2026»: the last of the month.
    """

    day: int
    month: int
    year: int | None
    start: int
    end: int
    is_limit: bool

    def on(self, year: int | None = None) -> dt.date | None:
        """Return the day, in a given year where it says none; None when there is no such day."""
        at = self.year or year
        if at is None:
            return None
        last = calendar.monthrange(at, self.month)[1]
        return dt.date(at, self.month, self.day or last) if self.day <= last else None

    def after(self, known: dt.date | None) -> dt.date | None:
        """Return the day; without a year the first such day that is not before a known one."""
        if self.year or known is None:
            return self.on()
        found = self.on(known.year)
        return self.on(known.year + 1) if found is None or found < known else found


def days_said(sentence: Sentence) -> list[DaySaid]:
    """Return the days of a sentence in order of place."""
    found: list[DaySaid] = []
    for one in (*_numeric(sentence.plain), *_named(sentence.plain), *_month_ends(sentence.plain)):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(replace(one, is_limit=_is_limit(sentence, one)))
    return sorted(found, key=lambda one: one.start)


def _numeric(plain: str) -> Iterator[DaySaid]:
    for one in re.finditer(r"(?<!\S)(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\S)", plain):
        yield from _real(int(one[1]), int(one[2]), int(one[3]), one)
    for one in re.finditer(r"(?<!\S)(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?!\S)", plain):
        yield from _real(int(one[3]), int(one[2]), int(one[1]), one)


def _named(plain: str) -> Iterator[DaySaid]:
    for one in _patterns()[0].finditer(plain):
        first = re.match(r"\d+", one["day"])
        month = _months()[one["month"].removeprefix("ال")]
        year = int(one["year"]) if one["year"] else None
        yield from _real(int(first[0]) if first else 1, month, year, one)


def _month_ends(plain: str) -> Iterator[DaySaid]:
    for one in _patterns()[1].finditer(plain):
        yield from _real(0, _months()[one["month"].removeprefix("ال")], int(one["year"]), one)


def _real(day: int, month: int, year: int | None, one: re.Match[str]) -> Iterator[DaySaid]:
    in_reach = 1 <= month <= 12 and 0 <= day <= 31 and (year is None or 1990 <= year <= 2099)
    if in_reach and day <= calendar.monthrange(year or 2024, month)[1]:
        yield DaySaid(day, month, year, one.start(), one.end(), is_limit=False)


def _is_limit(sentence: Sentence, one: DaySaid) -> bool:
    """Whether a word of a time limit stands within the five words before it."""
    before = sentence.plain[: one.start].rsplit(" ", 6)[1:]
    return one.day == 0 or listed("due").search(" ".join(before).strip()) is not None


@cache
def _months() -> dict[str, int]:
    return {plain_words(name)[0]: number for name, number in MONTHS.items() if len(name) > 2}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    months = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    told: list[str] = lists()["lists"]["month_end"]
    ends = "|".join({"".join(plain_words(one)) for one in told if " " not in one})
    named = re.compile(
        rf"(?<!\S)(?P<day>{_ONTO}\d{{1,2}}(?:er)?|{_ONTO}فاتح|premier)"
        r"(?: (?:et|au) \d{1,2}| و \d{1,2}| الي \d{1,2}| و\d{1,2})?"
        r"(?: من)?(?: شهر)?(?: (?:de|du mois de))?"
        rf" (?P<month>(?:ال)?(?:{months}))(?:(?: من)?(?: سنه| عام)? (?P<year>\d{{4}}))?(?!\S)"
    )
    of_month = re.compile(
        rf"(?<!\S){_ONTO}(?:{ends})(?: شهر)?(?: (?:du|de|d|le|mois|du mois|de l|la|cours))*"
        rf" (?P<month>(?:ال)?(?:{months})) (?P<year>\d{{4}})(?!\S)"
    )
    return named, of_month
