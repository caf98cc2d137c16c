"""Everything a user reads: the catalogue in each language, numbers and dates by locale.

Sentences are written in English in the code and are the keys of the catalogue (gettext). Numbers
follow ar-MA and fr-MA (Latin digits, decimal comma, narrow no-break space between thousands),
those of English en; inside Arabic every number, date, code and Latin word is isolated, so that
`5-10` never reads `10-5`.
"""

from __future__ import annotations

import datetime as dt
import gettext
import io
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from babel import Locale, localedata
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from dashboard.errors import Month, Said
from dashboard.labels import FALLBACK, LABEL_LANGUAGES
from dashboard.paths import LOCALE
from dashboard.wording.written import decimal, written_day

Language: TypeAlias = str
LANGUAGES = LABEL_LANGUAGES  # those that ship, whole; `languages` has what was added besides
_COUNTRIES = {"en": "GB"}  # whose dates and names are used; Morocco's for every other language
_LRI, _FSI, _PDI = "\u2066", "\u2068", "\u2069"
# What stands in a sentence as it is: places, and what is isolated already; then what is not Arabic.
_KEPT = re.compile("(\\{\\w*\\}|[\u2066\u2068][^\u2069]*\u2069)")
_WORD, _BETWEEN = "[A-Za-z\u00c0-\u00ffŒœ0-9]+", "[ ./,;:'’+%_-]+"
_RUN = f"{_WORD}(?:{_BETWEEN}{_WORD})*"
_FOREIGN = re.compile(rf"{_RUN}(?: ?\({_RUN}\))?(?: ?%)?")
_CATALOGUE = "LC_MESSAGES/jahiziya.po"


class Wording:
    """One language: says sentences of the catalogue, writes numbers, dates and shares."""

    def __init__(self, language: Language, catalogue: gettext.NullTranslations) -> None:
        self.language: Language = language
        self.locale = _locale(language)
        self.direction: Literal["rtl", "ltr"] = (
            "rtl" if self.locale.character_order == "right-to-left" else "ltr"
        )
        self._date_locale = str(self.locale)
        self.label_language = language if language in LABEL_LANGUAGES else FALLBACK
        self._catalogue = catalogue

    def __call__(self, sentence: str, /, **values: object) -> str:
        """Return the sentence in this language, its `{name}` places filled in."""
        text = self._catalogue.gettext(sentence)
        return text.format(**self._shown(values)) if values else text

    def count(self, one: str, many: str, n: int, /, **values: object) -> str:
        """Return the sentence in the plural form that `n` asks for; `{n}` is written by locale."""
        text = self._catalogue.ngettext(one, many, n)
        return text.format(**{"n": self.number(n), **self._shown(values)})

    def say(self, said: Said | str) -> str:
        """Return the text of a `Said`; a plain string is already text."""
        return said if isinstance(said, str) else said.text(self)

    def number(self, value: float | None, decimals: int = 0) -> str:
        """Write a number by locale with at most `decimals` decimals; None is *not reported*."""
        if value is None or value != value:
            return self("not reported")
        pattern = "#,##0." + "#" * decimals if decimals else "#,##0"
        return self.isolate(decimal(round(value, decimals) + 0, pattern, self._number_locale))

    def signed(self, value: float, decimals: int = 0) -> str:
        """Write a change with its sign, whole inside Arabic; what rounds to 0 has none."""
        size = round(abs(value), decimals)
        sign = "" if size == 0 else "\u2212" if value < 0 else "+"
        bare = self.number(size, decimals).strip(_LRI + _PDI)
        return self.isolate(sign + bare)

    def share(self, value: float | None, decimals: int = 0) -> str:
        """Write a share (0..1) as a percentage; None is *not reported*."""
        if value is None or value != value:
            return self("not reported")
        number = decimal(round(value * 100, decimals) + 0, None, self._number_locale)
        space = "\u00a0" if self.language == "fr" else ""
        return self.isolate(f"{number}{space}%")

    def date(self, day: dt.date | None, style: Literal["long", "medium"] = "long") -> str:
        """Write a day (18 May 2025, 18 ماي 2025); None is *not reported*."""
        if day is None or day != day:
            return self("not reported")
        pattern = "d MMMM y" if style == "long" else "d MMM y"
        return self.isolate(written_day(day, pattern, self._date_locale))

    def moment(self, known: dt.date | None) -> str:
        """Write a day, or a moment in UTC with its time."""
        if not isinstance(known, dt.datetime):
            return self.date(known)
        return self.join([self.date(known), self.isolate(f"{known:%H:%M} UTC")])

    def month(self, period: str | dt.date) -> str:
        """Write a month given as `2026-05` or as any day in it."""
        day = dt.date.fromisoformat(f"{period}-01") if isinstance(period, str) else period
        return self.isolate(written_day(day, "MMMM y", self._date_locale))

    def weekday(self, day: dt.date, style: Literal["wide", "narrow"] = "wide") -> str:
        """Write the day of the week, whole or as one letter."""
        pattern = "EEEE" if style == "wide" else "EEEEE"
        return written_day(day, pattern, self._date_locale)

    def join(self, parts: Iterable[str]) -> str:
        """Join names into a list, with the comma of the language."""
        return ("، " if self.language == "ar" else ", ").join(parts)

    def inside(self, text: str) -> str:
        """Return a sentence's words as they stand inside another: no capital at the start."""
        return text[:1].lower() + text[1:]

    def isolate(self, text: str) -> str:
        """Keep a number, date, code or foreign word whole inside Arabic; elsewhere unchanged.

        A text with an Arabic letter is isolated by its own direction, any other left to right.
        """
        if self.direction != "rtl" or not text or text[0] in (_LRI, _FSI):
            return text
        opener = _FSI if any("\u0600" <= letter <= "\u06ff" for letter in text) else _LRI
        return f"{opener}{text}{_PDI}"

    def held(self, text: str) -> str:
        """Return a text that somebody wrote, what is not Arabic in it isolated; else unchanged."""
        if self.language != "ar":
            return text
        return self.isolate(text) if _is_latin(text) else _isolated(text)

    @property
    def _number_locale(self) -> str:
        return "en_GB" if self.language == "en" else "fr_FR"

    def _shown(self, values: dict[str, object]) -> dict[str, object]:
        return {name: self._shown_value(value) for name, value in values.items()}

    def _shown_value(self, value: object) -> object:
        if isinstance(value, bool) or value is None:
            return value
        if isinstance(value, int | float):
            return self.number(value, 1)
        if isinstance(value, dt.date):
            return self.date(value)
        if isinstance(value, Month):
            return self.month(str(value))
        return self.held(value) if isinstance(value, str) else value


def _is_latin(text: str) -> bool:
    return bool(text) and not any("\u0600" <= letter <= "\u06ff" for letter in text)


@cache
def languages() -> tuple[Language, ...]:
    """Return the languages that have a catalogue, those of the labels first.

    A folder `<language>/LC_MESSAGES/jahiziya.po` in `dashboard/wording/locale` is all that a
    further language needs.
    """
    found = {path.parts[-3] for path in LOCALE.glob(f"*/{_CATALOGUE}")}
    own = [language for language in LABEL_LANGUAGES if language in found]
    return (*own, *sorted(found.difference(own)))


@cache
def wording(language: Language) -> Wording:
    """Return the wording of one language; the catalogue is read once a process.

    What a further language does not say yet is said in French.
    """
    source = LOCALE / language / _CATALOGUE
    if not source.is_file():
        return Wording(language, gettext.NullTranslations())
    catalogue = _catalogue(source, language)
    if language not in LABEL_LANGUAGES:
        catalogue.add_fallback(_catalogue(LOCALE / FALLBACK / _CATALOGUE, FALLBACK))
    return Wording(language, catalogue)


def _catalogue(source: Path, language: Language) -> gettext.GNUTranslations:
    with source.open("rb") as lines:
        messages = read_po(lines, locale=language, domain="jahiziya")
    if language == "ar":
        _isolate_foreign(messages)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _locale(language: Language) -> Locale:
    """Return the locale of dates and direction; French stands in where CLDR has none."""
    wished = f"{language}_{_COUNTRIES.get(language, 'MA')}"
    known = next((one for one in (wished, language) if localedata.exists(one)), "fr_MA")
    return Locale.parse(known)


def _isolate_foreign(messages: Catalog) -> None:
    """Isolate the Latin words, codes and percentages that the Arabic sentences hold themselves."""
    for message in messages:
        if isinstance(message.string, str):
            message.string = _isolated(message.string)
        elif message.string:
            message.string = tuple(_isolated(form) for form in message.string)


def _isolated(sentence: str) -> str:
    parts = _KEPT.split(sentence)
    parts[::2] = [_FOREIGN.sub(_whole, part) for part in parts[::2]]
    return "".join(parts)


def _whole(run: re.Match[str]) -> str:
    """A bare whole number reads the same in both directions; everything else is kept together."""
    text = run.group()
    return text if text.isdigit() else f"{_LRI}{text}{_PDI}"


def language_name(language: Language) -> str:
    """Return the language's own name, as a switch shows it."""
    name = _locale(language).get_language_name(language) if localedata.exists(language) else ""
    return (name or language)[:1].upper() + (name or language)[1:]


def N_(sentence: str) -> str:
    """Mark a sentence for the catalogue where it is said later, in another place."""
    return sentence
