"""Days and months as typed: ISO, dd/mm/yyyy, Excel serials, month names in three languages.

03/04/2026 is 3 April: dd/mm/yyyy is the documented form, and a month first is never guessed.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from dashboard.errors import Said
from dashboard.intake.counts import plain_digits
from dashboard.intake.faults import CellFault

# Moroccan names first; the eastern Arabic names mean the same months and are taken too.
_MONTHS = (
    "janvier janv jan january يناير",
    "fevrier fevr fev feb february فبراير",
    "mars mar march مارس",
    "avril avr apr april ابريل نيسان",
    "mai may ماي مايو",
    "juin jun june يونيو",
    "juillet juil jul july يوليوز يوليو",
    "aout aug august غشت اغسطس",
    "septembre sept sep september شتنبر سبتمبر",
    "octobre oct october اكتوبر",
    "novembre nov november نونبر نوفمبر",
    "decembre dec december دجنبر ديسمبر",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_BEFORE_A_DAY = (
    "lundi mardi mercredi jeudi vendredi samedi dimanche le du monday tuesday wednesday thursday"
    " friday saturday sunday الاثنين الثلاثاء الاربعاء الخميس الجمعة السبت الاحد يوم في"
)
_WEEKDAYS = frozenset(_BEFORE_A_DAY.split())

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?: \d{1,2}:\d\d(?::\d\d)?)?")
_NAMED = re.compile(r"(\d{1,2})(?:er)?[ -]+([^\W\d]+)\.?[ -]+(\d{4}|\d{2})")
_ISO_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/.](\d{4})")
_NAMED_MONTH = re.compile(r"([^\W\d]+)\.?[ -]+(\d{4}|\d{2})")
_MONTH_IN_TITLE = re.compile(r"([^\W\d]+)\.? (\d{4})(?!\d)")
_SERIAL = re.compile(r"\d{5}")
_SERIAL_ZERO = dt.date(1899, 12, 30)
_SERIALS = range(32_874, 73_051)  # 1990-01-01 to 2099-12-31

_A_DAY = Said("a date such as 18/05/2026, 2026-05-18 or 18 mai 2026")
_A_MONTH = Said("a month such as 2026-05, 05/2026 or mai 2026")


def day(cell: object) -> dt.date:
    """Return the day a cell says.

    Raises:
        CellFault: no day is said, or one that is in no calendar (30/02/2026).
    """
    found = _typed_day(cell)
    if found is not None:
        return found
    parts = _day_parts(_plain(str(cell)))
    if parts is None:
        raise _invalid("date.invalid", Said("This is not a date."), _A_DAY)
    try:
        return dt.date(*parts)
    except ValueError:
        said = Said("There is no such day; dates are read day/month/year.")
        raise _invalid("date.impossible", said, _A_DAY) from None


def period(cell: object) -> str:
    """Return the month a cell says, as `2026-05`; a full date says its month.

    Raises:
        CellFault: no month is said.
    """
    typed = _typed_day(cell)
    if typed is not None:
        return f"{typed:%Y-%m}"
    parts = _month_parts(_plain(str(cell)))
    if parts is None or not 1 <= parts[1] <= 12:
        raise _invalid("period.invalid", Said("This is not a month."), _A_MONTH)
    return f"{parts[0]:04d}-{parts[1]:02d}"


def days_in(text: str) -> list[tuple[dt.date, str]]:
    """Return the days said inside a sentence, each with the words that say it."""
    plain = _plain(text)
    found = []
    for pattern in (_ISO, _DAY_FIRST, _NAMED):
        for match in pattern.finditer(plain):
            parts = _day_parts(match.group())
            if parts is not None and _is_day(parts):
                found.append((dt.date(*parts), match.group()))
                plain = plain.replace(match.group(), " " * len(match.group()), 1)
    return found


def months_in(text: str) -> list[str]:
    """Return the months that a title names with their year, as `2026-05`."""
    named = [
        (int(year), MONTHS[name])
        for name, year in _MONTH_IN_TITLE.findall(_plain(text))
        if name in MONTHS
    ]
    return [f"{year}-{month:02d}" for year, month in named]


def plain_words(text: str) -> str:
    """Return the text as dates are looked for in it: plain digits, no accents, one blank."""
    return _plain(text)


def _typed_day(cell: object) -> dt.date | None:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _SERIAL_ZERO + dt.timedelta(days=int(cell)) if int(cell) in _SERIALS else None
    if isinstance(cell, str) and _SERIAL.fullmatch(plain_digits(cell).strip()):
        return _typed_day(int(plain_digits(cell).strip()))
    return None


def _day_parts(plain: str) -> tuple[int, int, int] | None:
    if match := _ISO.fullmatch(plain):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _DAY_FIRST.fullmatch(plain):
        return _year(match[4]), int(match[3]), int(match[1])
    match = _NAMED.fullmatch(_without_weekday(plain))
    if match and match[2] in MONTHS:
        return _year(match[3]), MONTHS[match[2]], int(match[1])
    return None


def _month_parts(plain: str) -> tuple[int, int] | None:
    if match := _ISO_MONTH.fullmatch(plain):
        return int(match[1]), int(match[2])
    if match := _MONTH_FIRST.fullmatch(plain):
        return int(match[2]), int(match[1])
    match = _NAMED_MONTH.fullmatch(plain)
    if match and match[1] in MONTHS:
        return _year(match[2]), MONTHS[match[1]]
    whole = _day_parts(plain)
    return whole[:2] if whole is not None and _is_day(whole) else None


def _year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    return int(text) + (2000 if int(text) < 70 else 1900)


def _is_day(parts: tuple[int, int, int]) -> bool:
    try:
        dt.date(*parts)
    except ValueError:
        return False
    return True


def _without_weekday(plain: str) -> str:
    words = plain.replace("،", " ").replace(",", " ").split()
    while words and words[0] in _WEEKDAYS:
        words = words[1:]
    return " ".join(words)


def _plain(text: str) -> str:
    """Lower case, plain digits, no accents or hamza forms, one blank."""
    apart = unicodedata.normalize("NFKD", plain_digits(text).casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(bare.replace("أ", "ا").replace("إ", "ا").replace("ـ", "").split())


def _invalid(code: str, message: Said, expected: Said) -> CellFault:
    return CellFault(code, message, Said("Write the date in one of the forms shown."), expected)
