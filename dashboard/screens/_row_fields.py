"""The fields of a short form: a value of a list, a day, a number, a line, a place of the view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import streamlit as st

from dashboard import state
from dashboard.contracts import Column
from dashboard.screens._drafts import typed_choice, typed_choices, typed_day, typed_text
from dashboard.screens._text import plain
from dashboard.territory.places import COUNTRY
from dashboard.territory.register import register
from dashboard.wording.terms import LEVEL_WORDS

_Key = TypeVar("_Key")


def field(column: Column, key: str, now: Any = None) -> Any:
    """Draw one field of a form as its column asks, holding `now`; return what it holds."""
    _ = state.wording()
    label = plain(column.labels[_.language])
    if column.values:
        words = {code: one.labels[_.language] for code, one in column.by_code.items()}
        first = now or column.default or None
        return choice(label, words, key, is_needed=column.required, first=first)
    if column.type == "boolean":
        words = {"true": _("Yes"), "false": _("No")}
        first = column.default or None if now is None else str(now).lower()
        return choice(label, words, key, is_needed=column.required, first=first)
    if column.type == "date":
        latest = state.today() if column.past else None
        return st.date_input(
            label, value=typed_day(key, now, latest), format="DD/MM/YYYY", max_value=latest, key=key
        )
    if column.most is not None and column.least is not None:
        words = {str(n): _.number(n) for n in range(column.least, column.most + 1)}
        first = None if now is None else str(now)
        return choice(label, words, key, is_needed=column.required, first=first)
    about = plain(column.about[_.language])
    most = column.max_length or None
    text = typed_text(key, "" if now is None else str(now), most)
    return st.text_input(label, value=text, max_chars=most, help=about, key=key)


def place(
    column: Column,
    key: str,
    *,
    with_country: bool = False,
    also: Sequence[str] = (),
    is_needed: bool = True,
    first: str | None = None,
) -> str | None:
    """Draw the choice of a place of the view: a province and its communes, or the whole region.

    `also` are units that stand beside them, `first` the one chosen at first; where a place is
    needed that is the first of all.
    """
    _ = state.wording()
    now = state.view()
    region = state.settings().region_code
    inside = register().units_within(now.province or region)
    above = [now.province] if now.province else [region, *(p.code for p in register().provinces())]
    codes = [code for code in above if state.sees(code)]
    codes += [one.code for one in state.seen_places() if one.code in inside]
    codes += sorted(set(also) - set(codes))
    if with_country:
        codes.append(COUNTRY)
    label = plain(column.labels[_.language])
    chosen = first or (next(iter(codes), None) if is_needed else None)
    return choice(label, place_labels(codes), key, is_needed=is_needed, first=chosen)


def place_labels(codes: Sequence[str]) -> dict[str, str]:
    """Return a label of its own for each place: Fès is a prefecture, and a commune in it.

    The box knows an option by its words alone: two that read alike would be one.
    """
    _ = state.wording()
    names = {code: register().unit_name(code, _.language) for code in codes}
    alike = {name for name, n in Counter(names.values()).items() if n > 1}
    return {code: _told_apart(code, name) if name in alike else name
            for code, name in names.items()}  # fmt: skip


def _told_apart(code: str, name: str) -> str:
    _ = state.wording()
    place = register().place(code)
    if place is None:
        return name
    parts = [name, _(LEVEL_WORDS[place.level])]
    if place.province_code and place.province_code != code:
        parts.append(register().unit_name(place.province_code, _.language))
    return _.join(parts)


def told_apart(words: Mapping[_Key, str]) -> dict[_Key, str]:
    """Return labels of which no two are alike: a box knows its options by their labels."""
    _ = state.wording()
    seen: dict[str, int] = {}
    told = {}
    for key, one in words.items():
        seen[one] = seen.get(one, 0) + 1
        told[key] = one if seen[one] == 1 else f"{one} ({_.number(seen[one])})"
    return told


def choice(
    label: str, words: dict[str, str], key: str, *, is_needed: bool, first: str | None = None
) -> str | None:
    """Draw a choice of codes by their words; nothing is chosen for the reader but `first`."""
    _ = state.wording()
    return st.selectbox(
        label,
        list(words),
        index=typed_choice(key, words, first),
        format_func=lambda code: words[code],
        placeholder=_("Choose") if is_needed else _("Not said"),
        key=key,
    )


def choices(label: str, words: Mapping[str, str], key: str) -> list[str]:
    """Draw a choice of several codes by their words; at first none."""
    _ = state.wording()
    return st.multiselect(
        label,
        list(words),
        default=typed_choices(key, words),
        format_func=lambda code: words[code],
        placeholder=_("Not said"),
        key=key,
    )
