"""`jahiziya brief` and `jahiziya report`: papers as PDF, in Arabic, French or both."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from dashboard.cli.figures import AsOf, Election, KnownAt, end_of, is_synthetic, profile_of
from dashboard.cli.files import method_in_force, opened, write_new
from dashboard.cli.matching import commune_code, province_code
from dashboard.cli.options import DEFAULT_LANG, Database, day
from dashboard.cli.printing import tell, told_in
from dashboard.readiness.profiles_said import ORGANISATIONAL
from dashboard.reports.gathered import Ask, asker, gather, gather_commune
from dashboard.reports.occasion import Occasion
from dashboard.settings import settings
from dashboard.store import Store, imports


class PaperLang(StrEnum):
    """The languages of a paper."""

    ar = "ar"
    fr = "fr"
    both = "both"


_OWN = PaperLang.fr if DEFAULT_LANG.value == "fr" else PaperLang.ar
_Lang = Annotated[PaperLang, typer.Option("--lang", help="Language of the paper.")]
_Out = Annotated[Path, typer.Option("--out", help="File to write; it must be new.")]


def brief(
    out: _Out,
    province: Annotated[str | None, typer.Option("--province", help="Code or name.")] = None,
    commune: Annotated[str | None, typer.Option("--commune", help="Code or name.")] = None,
    election: Election = ORGANISATIONAL,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    db: Database = None,
    lang: _Lang = _OWN,
) -> None:
    """Write the one-page brief of a province, or a commune's sheet; of all provinces as ZIP."""
    on, known = day(as_of, "--as-of") or dt.date.today(), day(known_at, "--known-at")
    from dashboard.reports.brief_files import brief_file, briefs_zip, sheet_file  # they load fonts

    with told_in(DEFAULT_LANG) as words, opened(db) as store:
        method_in_force(store, words)
        within = province_code(province, words) if province else None
        place = commune_code(commune, within) if commune else within
        of, ask = _occasion(store, on, known, election), _asker(store, known, election)
        if commune and place:
            answers = gather_commune(ask, of, place)
            content = sheet_file(answers, place, of, lang.value)
        elif place:
            content = brief_file(gather(ask, of), place, of, lang.value)
        else:
            content = briefs_zip(gather(ask, of), of, lang.value)
        write_new(out, content)
        tell(words("Written: {path}.", path=str(out)))


def report(
    out: _Out,
    election: Election = ORGANISATIONAL,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    db: Database = None,
    lang: _Lang = _OWN,
) -> None:
    """Write the report of the region: cover, contents, region, provinces, method."""
    on, known = day(as_of, "--as-of") or dt.date.today(), day(known_at, "--known-at")
    from dashboard.reports.brief_files import report_file  # it loads fonts

    with told_in(DEFAULT_LANG) as words, opened(db) as store:
        method_in_force(store, words)
        of, ask = _occasion(store, on, known, election), _asker(store, known, election)
        write_new(out, report_file(gather(ask, of), of, lang.value))
        tell(words("Written: {path}.", path=str(out)))


def _asker(store: Store, known: dt.date | None, election: str) -> Ask:
    """Return what asks for papers of the whole region, whoever runs it."""
    return asker(store, end_of(known), profile_of(election), (settings().region_code,))


def _occasion(store: Store, on: dt.date, known: dt.date | None, election: str) -> Occasion:
    profile, stored = profile_of(election), imports(store)
    lacks = False
    if profile != ORGANISATIONAL:
        rows = _asker(store, known, election)(("elections_prepared",), (on,))["elections_prepared"]
        lacks = bool(rows["is_confidential"].iloc[0])
    newest = None if stored.empty else pd.Timestamp(stored["committed_at"].max()).date()
    return Occasion(on, known or dt.date.today(), profile, lacks, is_synthetic(store), newest)
