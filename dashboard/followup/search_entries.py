"""What can be looked for by name: places and stored rows, with the texts they are found by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard.contracts import contracts
from dashboard.territory.lookup import Lookup
from dashboard.territory.places import Constituency, Place
from dashboard.territory.register import register
from dashboard.wording import N_, languages, wording
from dashboard.wording.terms import LEVEL_WORDS

ROW_WORDS = {
    "body": N_("Body"),
    "meeting": N_("Meeting"),
    "decision": N_("Decision"),
    "constraint": N_("Constraint"),
    "milestone": N_("Milestone"),
    "directive": N_("Directive"),
}
# Where the labels of a row's `what` stand: table and column.
WHAT = {
    "body": ("structures", "kind"),
    "meeting": ("meetings", "kind"),
    "decision": ("decisions", "theme"),
    "constraint": ("constraint_reports", "category"),
    "milestone": ("milestones", "kind"),
    "directive": ("directives", "kind"),
}
_BODY = ("meetings", "body_kind")


@dataclass(frozen=True)
class PlaceEntry:
    """A territory or a constituency; `level` is the word of its kind in `LEVEL_WORDS`."""

    code: str
    level: str
    province_code: str | None


@dataclass(frozen=True)
class RowEntry:
    """A stored row as `search_rows` answers it; None is not reported."""

    kind: str
    what: str | None
    body_kind: str | None
    unit_code: str
    province_code: str | None
    grain: str | None
    day_on: dt.date | None
    text: str
    is_summary: bool


def place_lookup(scope: Iterable[str]) -> Lookup[PlaceEntry]:
    """Return the places within a scope by their names in every language and spelling."""
    known = register()
    seen = frozenset[str]().union(*(known.units_within(code) for code in scope))
    spellings: dict[str, list[str]] = {}
    for code, text in known.other_spellings:
        spellings.setdefault(code, []).append(text)
    order = ("commune", "arrondissement", "province", "cercle", "region")
    places = sorted((one for one in known.places() if one.code in seen and one.level in order),
                    key=lambda one: order.index(one.level))  # fmt: skip
    entries = [(_placed(one), [*_names(one), *spellings.get(one.code, ())]) for one in places]
    entries += [(_seated(one), _names(one)) for one in known.constituencies() if one.id in seen]
    return Lookup((one, [*texts, *said(LEVEL_WORDS[one.level])]) for one, texts in entries)


def row_lookup(rows: pd.DataFrame) -> Lookup[RowEntry]:
    """Return the rows of `search_rows` by the words of kind, body, place, day and text."""
    found: list[Any] = list(rows.itertuples(index=False))
    entries = [_entry(row) for row in found]
    return Lookup((one, list(_texts(one))) for one in entries)


def said(sentence: str) -> tuple[str, ...]:
    """Return a sentence of the catalogue in every language."""
    return tuple(wording(language)(sentence) for language in languages())


def _names(one: Place | Constituency) -> list[str]:
    party = (one.party_label_fr, one.party_label_ar) if isinstance(one, Place) else ()
    return [text for text in (one.name_fr, one.name_ar, *party) if text]


def _placed(one: Place) -> PlaceEntry:
    return PlaceEntry(one.code, one.level, one.province_code)


def _seated(one: Constituency) -> PlaceEntry:
    above = register().containers_of(one.id)
    inside = [place.code for place in register().provinces() if place.code in above]
    return PlaceEntry(one.id, "constituency", inside[0] if len(inside) == 1 else None)


def _entry(row: Any) -> RowEntry:
    return RowEntry(
        row.kind, _text(row.what), _text(row.body_kind), row.unit_code, _text(row.province_code),
        _text(row.grain), None if pd.isna(row.day_on) else pd.Timestamp(row.day_on).date(),
        _text(row.text) or "", bool(row.is_summary),
    )  # fmt: skip


def _texts(one: RowEntry) -> Iterator[str]:
    yield one.text
    yield from _place_names(one.unit_code)
    yield from _labels(*WHAT[one.kind], one.what)
    yield from _labels(*_BODY, one.body_kind)
    yield from said(ROW_WORDS[one.kind])
    yield from _day_words(one.day_on)


@lru_cache(maxsize=1024)
def _place_names(code: str) -> tuple[str, ...]:
    return (register().unit_name(code, "fr"), register().unit_name(code, "ar"))


@lru_cache(maxsize=1024)
def _labels(table: str, column: str, code: str | None) -> tuple[str, ...]:
    known = contracts()[table].by_name[column].by_code.get(code or "")
    return tuple(known.labels.values()) if known else ()


@lru_cache(maxsize=4096)
def _day_words(day: dt.date | None) -> tuple[str, ...]:
    return tuple(wording(language).date(day) for language in languages()) if day else ()


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
