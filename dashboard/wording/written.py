"""Numbers and days as a locale writes them, each once: Babel takes its time.

A page writes the same few thousand again at every run.
"""

from __future__ import annotations

import datetime as dt
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

_NARROW_SPACE = "\u202f"


@lru_cache(maxsize=16384)
def decimal(value: float, pattern: str | None, locale: str) -> str:
    """Return a number by CLDR's pattern, the locale's own unless given; a minus is a minus sign."""
    shown = format_decimal(value, format=pattern, locale=_locale(locale))
    return shown.replace("\u00a0", _NARROW_SPACE).replace("-", "\u2212")


@lru_cache(maxsize=16384)
def written_day(day: dt.date, pattern: str, locale: str) -> str:
    """Return a day, its month or its weekday, as CLDR's pattern says."""
    return format_date(day, pattern, locale=_locale(locale))


@cache
def _locale(identifier: str) -> Locale:
    return Locale.parse(identifier)
