"""Search: which commune, body, meeting or decision is meant, and where is it?

Drawn in the header of every page; nothing of it travels before it is opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.followup.paper import label
from dashboard.followup.search_entries import (
    ROW_WORDS,
    WHAT,
    PlaceEntry,
    RowEntry,
    place_lookup,
    row_lookup,
    said,
)
from dashboard.screens._menu import PAGES, page_sentence, page_title, script
from dashboard.screens._own_part import named
from dashboard.screens._text import note, plain
from dashboard.territory.lookup import Lookup
from dashboard.territory.matching import match
from dashboard.territory.register import register
from dashboard.wording.terms import LEVEL_WORDS

_PLACES, _ROWS, _PAGES = 8, 10, 4  # how many of each are shown
# The page of a place, and of a row that is not about one commune.
_OF_LEVEL = {"commune": "commune", "arrondissement": "commune", "province": "province",
             "region": "readiness", "cercle": "coverage", "constituency": "seats"}  # fmt: skip
_OF_ROW = {"body": "coverage", "meeting": "meetings", "decision": "decisions",
           "constraint": "constraints", "milestone": "milestones",
           "directive": "decisions"}  # fmt: skip
_ON_SHEET = ("body", "meeting", "decision")  # what the sheet of a commune lists


def search() -> None:
    """Draw the search, inside a fragment; its field and its answers come when it is opened."""
    _ = state.wording()
    opened = st.popover(_("Search"), key="search", on_change="rerun")
    if opened.open:
        with opened:
            _field()


def _field() -> None:
    _ = state.wording()
    text = st.text_input(
        _("Commune, province, body, meeting, decision, page"),
        key="search_text",
        type="search",
        max_chars=100,
    )
    if not text.strip():
        note(_("In Arabic or in French: a name, a month, a word of a decision. Then Enter."))
        return
    shown = [_of_places(text), _of_rows(text), _of_pages(text)]
    # What is found as it was typed goes before what other keys would have written.
    direct = [one for one in shown if one[1] and not one[0]] or [one for one in shown if one[1]]
    read_as = next((one[0] for one in direct if one[0]), "")
    if read_as:
        note(_("Read as «{text}»: the keyboard was in another language.", text=read_as))
    for _read_as, links, rest in direct:
        for target, view, words in links:
            st.page_link(script(target), label=words, query_params=view.params())
        if rest:
            note(_.count("and {n} more: add a word, a place or a month.",
                         "and {n} more: add a word, a place or a month.", rest))  # fmt: skip
    if not direct:
        _nothing(text)


Links = list[tuple[str, state.View, str]]


def _nothing(text: str) -> None:
    """Say what can be searched, and which places have nearly that name."""
    _ = state.wording()
    note(
        _("Nothing is called so here. Communes, provinces, cercles, constituencies, bodies, "
          "meetings, decisions, constraints, milestones, papers and pages can be searched, as "
          "they are known on the days of this page.")
    )  # fmt: skip
    near = match(text).candidates
    links = [_place_link(PlaceEntry(one.code, place.level, one.province_code))
             for one in near if (place := register().place(one.code))
             and place.level in _OF_LEVEL and named([one.code])]  # fmt: skip
    if links:
        note(_("A name that is nearly so:"))
    for target, view, words in links:
        st.page_link(script(target), label=words, query_params=view.params())


def _of_places(text: str) -> tuple[str, Links, int]:
    found = _places(state.scope()).find(text)
    links = [_place_link(one) for one in found.entries[:_PLACES]]
    return found.read_as, links, max(0, len(found.entries) - _PLACES)


def _of_rows(text: str) -> tuple[str, Links, int]:
    if state.is_empty():
        return "", [], 0
    now = state.view()
    kept = _rows(state.data_version(), now.day, now.known_at, state.scope())
    found = kept.find(text)
    links = [_row_link(one) for one in found.entries[:_ROWS]]
    return found.read_as, links, max(0, len(found.entries) - _ROWS)


def _of_pages(text: str) -> tuple[str, Links, int]:
    found = _page_names().find(text)
    now = replace(state.view(), commune=None, term=None)
    links = [(name, now, _words(page_title(name), [state.wording()("page")]))
             for name in found.entries[:_PAGES]]  # fmt: skip
    return found.read_as, links, 0


def _place_link(one: PlaceEntry) -> tuple[str, state.View, str]:
    _ = state.wording()
    about = [_(LEVEL_WORDS[one.level])]
    seat = register().constituency(one.code)
    if seat:
        about.append(label("elections", "kind", seat.kind, _))
    if one.province_code and one.level != "province":
        about.append(register().unit_name(one.province_code, _.language))
    is_sheet = one.level in ("commune", "arrondissement")
    view = replace(state.view(), province=one.province_code, term=None,
                   commune=one.code if is_sheet else None)  # fmt: skip
    return (
        _OF_LEVEL[one.level],
        view,
        _words(register().unit_name(one.code, _.language), about),
    )


def _row_link(one: RowEntry) -> tuple[str, state.View, str]:
    _, now = state.wording(), state.view()
    what = label(*WHAT[one.kind], one.what, _)
    name = one.text if one.text and not one.is_summary else what
    is_read = one.is_summary and one.text and now.province == one.province_code is not None
    if is_read:
        name = one.text
    # What kind of meeting it is says that it is one.
    kind = "" if one.kind == "meeting" else _.inside(_(ROW_WORDS[one.kind]))
    about = [kind, what if what != name else "", *_where(one)]
    is_sheet = one.kind in _ON_SHEET and one.grain in ("commune", "arrondissement")
    view = replace(now, province=one.province_code, term=None,
                   commune=one.unit_code if is_sheet else None)  # fmt: skip
    return "commune" if is_sheet else _OF_ROW[one.kind], view, _words(name, about)


def _where(one: RowEntry) -> Iterator[str]:
    """Yield whose a row is, of which place, and its day."""
    _ = state.wording()
    if one.body_kind and one.kind != "body":
        yield label("meetings", "body_kind", one.body_kind, _)
    if one.kind != "directive":
        yield register().unit_name(one.unit_code, _.language)
    if one.grain in ("cercle", "constituency"):
        yield _(LEVEL_WORDS[one.grain])
    if one.day_on and one.kind == "body":
        yield _("founded on {day}", day=_.date(one.day_on, "medium"))
    elif one.day_on:
        yield _.date(one.day_on, "medium")


def _words(name: str, about: Sequence[str]) -> str:
    """Return the words of a link: the name, then what it is, where and when."""
    return f"**{plain(name)}** · :small[{plain(' · '.join(filter(None, about)))}]"


@st.cache_resource(show_spinner=False, max_entries=8)
def _places(scope: tuple[str, ...]) -> Lookup[PlaceEntry]:
    return place_lookup(scope)


@st.cache_resource(show_spinner=False, max_entries=8)
def _rows(
    version: tuple[str, int, int], day: Any, known_at: Any, scope: tuple[str, ...]
) -> Lookup[RowEntry]:
    return row_lookup(state.answer("search_rows"))


@st.cache_resource(show_spinner=False)
def _page_names() -> Lookup[str]:
    def named() -> Iterator[tuple[str, Sequence[str]]]:
        for name in PAGES:
            yield name, said(page_sentence(name))

    return Lookup(named())
