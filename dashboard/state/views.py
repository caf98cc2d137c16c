"""The view that a URL holds: language, place, days, indicator, election, budget, last day."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache

from dashboard.readiness.profiles_said import ORGANISATIONAL, PROFILES
from dashboard.settings import home_settings
from dashboard.territory.register import whole_register
from dashboard.wording import Language, languages
from dashboard.wording.glossary import glossary

MOST_DAYS = 10_000
_ELECTIONS = frozenset(PROFILES) - {ORGANISATIONAL}


@dataclass(frozen=True)
class View:
    """What the reader looks at. Empty days mean today and now; no profile, organisational.

    `budget`: the person-days that a plan may take. `known_at` is a day, whose end counts, or the
    very moment (UTC) that a link pins. `term` is the word that the glossary opens on.
    `since`, `other`: the day, the province that the view is compared with. `region` None is the
    home region; a province says its region by itself.
    """

    lang: Language = "ar"
    province: str | None = None
    commune: str | None = None
    as_of: dt.date | None = None
    known_at: dt.date | None = None  # a datetime where a link pins the moment
    layer: str | None = None
    profile: str | None = None
    until: dt.date | None = None
    budget: int | None = None
    since: dt.date | None = None
    term: str | None = None
    other: str | None = None
    region: str | None = None

    def params(self) -> dict[str, str]:
        """Return the view as URL parameters, those at their default left out."""
        shown = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if value is not None and (one.name == "lang" or value != one.default):
                shown[one.name] = value.isoformat() if isinstance(value, dt.date) else str(value)
        return shown

    @property
    def day(self) -> dt.date:
        """The day the figures are asked for."""
        return self.as_of or today()

    @property
    def known_until(self) -> dt.datetime | None:
        """The moment up to which batches count: the one asked for, the end of its day, or now."""
        if isinstance(self.known_at, dt.datetime):
            return self.known_at
        return dt.datetime.combine(self.known_at, dt.time.max) if self.known_at else None

    def pinned(self, moment: dt.datetime) -> View:
        """Return the view with both days said: today is the day it is, now is a moment (UTC)."""
        return replace(self, as_of=self.day, known_at=self.known_at or moment)


def today() -> dt.date:
    """Return the day that counts as today: `JAHIZIYA_TODAY` for tests, else the clock's."""
    return (
        dt.date.fromisoformat(os.environ["JAHIZIYA_TODAY"])
        if "JAHIZIYA_TODAY" in os.environ
        else dt.date.today()
    )


def read_view(params: Mapping[str, str], locale: Callable[[], str]) -> View:
    """Return the view of a URL; what it says of unknown places or days is dropped.

    Args:
        params: The parameters of the URL.
        locale: Asks for the browser's, for a URL that names no language.
    """
    wished = "" if params.get("lang") in languages() else locale()
    return _view(tuple(params.get(one.name) for one in fields(View)), wished)


@lru_cache(maxsize=256)
def _view(given: tuple[str | None, ...], locale: str) -> View:
    """Read the parameters of a URL, in the order of the fields of `View`.

    A page asks for its view some fifty times a run: read each time, it was a third of the run.
    """
    said = dict(zip((one.name for one in fields(View)), given, strict=True))
    commune = _place(said["commune"], ("commune", "arrondissement"))
    province = _place(said["province"], ("province",))
    known = whole_register()
    place = known.place(commune) if commune else None
    province = place.province_code if place else province
    inside = known.place(province) if province else None
    region = inside.region_code if inside else _place(said["region"], ("region",))
    other = _place(said["other"], ("province",))
    lies_beside = other and str(known.place(other).region_code) == (region or _home())  # type: ignore[union-attr]
    return View(
        lang=_language(said["lang"], locale),
        province=province,
        commune=commune,
        as_of=_day(said["as_of"]),
        known_at=_moment(said["known_at"]) or _day(said["known_at"]),
        layer=said["layer"] or None,
        profile=said["profile"] if said["profile"] in _ELECTIONS else None,
        until=_day(said["until"]),
        budget=_budget(said["budget"]),
        since=_day(said["since"]),
        term=said["term"] if said["term"] in glossary() else None,
        other=other if lies_beside else None,
        region=region if region != _home() else None,
    )


def _home() -> str:
    return home_settings().region_code


def region_of(found: View) -> str:
    """Return the code of the region of a view."""
    return found.region or _home()


def in_own_region(found: View, offered: tuple[str, ...]) -> View:
    """Return a view in a region that is offered: the first one, its places dropped, if need be."""
    if not offered or region_of(found) in offered:
        return found
    region = offered[0] if offered[0] != _home() else None
    return replace(found, region=region, province=None, commune=None, other=None)


def asked_in_vain(params: Mapping[str, str], now: View, offered: tuple[str, ...]) -> list[str]:
    """Return the commune and the region that a URL names and that are not what is shown."""
    known, found = whole_register(), []
    commune, region = known.place(params.get("commune", "")), known.place(params.get("region", ""))
    if commune and commune.code != now.commune:
        found.append(f"commune {commune.code}")
    if region and region.level == "region" and region.code not in offered:
        found.append(f"region {region.code}")
    return found


def _language(given: str | None, locale: str) -> Language:
    if given in languages():
        return given
    wished = locale.split("-")[0]
    return wished if wished in languages() else "ar"


def _place(code: str | None, levels: tuple[str, ...]) -> str | None:
    place = whole_register().place(code) if code else None
    return code if place and place.level in levels else None


def _budget(given: str | None) -> int | None:
    """Return a number of person-days, up to `MOST_DAYS`; anything else says nothing."""
    known = given is not None and given.isascii() and given.isdigit() and len(given) <= 5
    return min(int(given or 0), MOST_DAYS) if known else None


def _moment(given: str | None) -> dt.datetime | None:
    """Return a moment in UTC (`2026-11-23T14:05:09`); anything else is none."""
    try:
        moment = dt.datetime.fromisoformat(given) if given and "T" in given else None
    except ValueError:
        return None
    return moment.astimezone(dt.UTC).replace(tzinfo=None) if moment and moment.tzinfo else moment


def _day(given: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(given) if given else None
    except ValueError:
        return None
