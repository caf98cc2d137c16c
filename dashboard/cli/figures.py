"""Commands that answer from the figures: readiness, dictionary, glossary, visual language."""

from __future__ import annotations

import datetime as dt
import sys
from typing import Annotated, Any

import pandas as pd
import typer

from dashboard.cli.files import method_in_force, opened
from dashboard.cli.matching import province_code
from dashboard.cli.options import DEFAULT_LANG, Database, Format, Language, day
from dashboard.cli.printing import plain, print_json, tell, told_in
from dashboard.cli.rows import print_csv, print_table, records
from dashboard.cli.visual_language import visual_language as visual_language_of
from dashboard.dictionary import dictionary as dictionary_of
from dashboard.errors import Said, UserError
from dashboard.questions import ask
from dashboard.readiness.method import classes, method
from dashboard.readiness.profiles_said import PROFILES
from dashboard.settings import settings
from dashboard.store import Store, imports
from dashboard.territory.register import register
from dashboard.wording import Wording
from dashboard.wording.glossary import glossary_page

_COLUMNS = [
    "as_of", "grain", "unit_code", "name_fr", "name_ar", "score", "low", "high",
    "class_no", "class_low", "is_assessable", "known_weight", "reliability",
]  # fmt: skip
_FRACTIONS = ("score", "low", "high", "known_weight", "reliability")
_DECIMALS = 4

Election = Annotated[
    str, typer.Option(help="Kind of election, or an election: communal, communal.2027.")
]
AsOf = Annotated[str | None, typer.Option("--as-of", help="Facts up to this day, YYYY-MM-DD.")]
KnownAt = Annotated[str | None, typer.Option("--known-at", help="As known then, YYYY-MM-DD.")]
_Province = Annotated[str | None, typer.Option("--province", help="Code or name of a province.")]
_Format = Annotated[Format, typer.Option("--format", help="How to print.")]


def readiness(
    election: Election = "organisational",
    as_of: AsOf = None,
    known_at: KnownAt = None,
    province: _Province = None,
    how: _Format = Format.table,
    db: Database = None,
    lang: Language = DEFAULT_LANG,
) -> None:
    """Print the readiness of every commune, province and the region."""
    on, known = day(as_of, "--as-of") or dt.date.today(), day(known_at, "--known-at")
    with told_in(lang, as_json=how is Format.json) as words:
        profile, scope = profile_of(election), _scope(province, words)
        with opened(db) as store:
            method_in_force(store, words)
            rows = ask(
                store, "score_series",
                as_of=on, known_at=end_of(known), profile=profile, scope=[scope],
            )  # fmt: skip
            synthetic = is_synthetic(store)
        rows = rows[rows["unit_code"].isin(register().units_within(scope))]
    about = {
        "profile": profile, "as_of": on.isoformat(),
        "known_at": known.isoformat() if known else None,
        "method": method().version, "is_synthetic": synthetic,
    }  # fmt: skip
    _print(rows[_COLUMNS].round(dict.fromkeys(_FRACTIONS, _DECIMALS)), how, about, words)


def dictionary(lang: Language = DEFAULT_LANG) -> None:
    """Print the data dictionary, as Markdown."""
    with told_in(lang) as words:
        print(dictionary_of(words), end="")


def visual_language() -> None:
    """Print every colour with its use, words and contrast, as Markdown in English."""
    print(visual_language_of(), end="")


def glossary() -> None:
    """Print the glossary in three languages, as Markdown."""
    print(glossary_page(), end="")


def _print(rows: pd.DataFrame, how: Format, about: dict[str, Any], words: Wording) -> None:
    if how is Format.json:
        print_json({"ok": True, **about, "units": records(rows.drop(columns="as_of"))})
        return
    if about["is_synthetic"]:
        notice = words("Demonstration data: these figures are synthetic.")
        print(plain(notice), file=sys.stderr)
    if how is Format.csv:
        print_csv(rows.assign(**{name: value for name, value in about.items() if name != "as_of"}))
        return
    on = dt.date.fromisoformat(about["as_of"])
    known = dt.date.fromisoformat(about["known_at"] or dt.date.today().isoformat())
    tell(words("Facts up to {day}, as known on {known}.", day=on, known=known))
    tell(words("Readiness method {version}.", version=about["method"]))
    print_table([_shown(one, words) for one in records(rows)])


def _shown(one: dict[str, Any], words: Wording) -> dict[str, Any]:
    """What fits a line of a terminal: the class is that of the low end, as on the map."""
    named = {each.number: each.name(words.language) for each in classes()}
    is_assessable = one["is_assessable"]
    return {
        "code": one["unit_code"],
        "grain": one["grain"],
        "name": one["name_ar"] if words.language == "ar" else one["name_fr"],
        "score": one["score"],
        "low": one["low"],
        "high": one["high"],
        "class": named[one["class_low"]] if is_assessable else words("Not assessable"),
        "known %": one["known_weight"] * 100,
        "reliability": one["reliability"],
    }


def profile_of(election: str) -> str:
    """Return the profile of an election: its kind, the first part of its id."""
    kind = election.split(".")[0]
    if kind not in PROFILES:
        said = Said(
            "There is no election {name}. The kinds are: {known}.",
            name=election,
            known=list(PROFILES),
        )
        raise UserError(said)
    return kind


def _scope(province: str | None, words: Wording) -> str:
    if province is not None:
        return province_code(province, words)
    region = settings().region_code
    if register().place(region) is None:
        raise UserError(Said("No territory has the code {code}.", code=str(region)))
    return region


def end_of(day: dt.date | None) -> dt.datetime | None:
    """Return the last moment of a day; None is now."""
    return dt.datetime.combine(day, dt.time.max) if day else None


def is_synthetic(store: Store) -> bool:
    """Return whether a batch of synthetic data counts."""
    known = imports(store)
    return bool(((known["origin"] == "synthetic") & (known["state"] == "accepted")).any())
