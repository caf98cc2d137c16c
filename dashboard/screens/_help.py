"""Help: what do the words of this page mean, and where does one begin?

Drawn in the header of every page; nothing of it travels before it is opened.
"""

from __future__ import annotations

import html
from dataclasses import replace

import streamlit as st

from dashboard import state
from dashboard.screens._menu import script
from dashboard.screens._text import note, plain
from dashboard.screens._tour import start_tour
from dashboard.wording.glossary import glossary

_BEGINS = "tour_begins"


def help_menu(current: str) -> None:
    """Draw the help, inside a fragment: the tour, and the words of the page with their meanings."""
    _ = state.wording()
    if st.session_state.pop(_BEGINS, False):
        st.rerun()  # the whole page: the tour stands above it
    opened = st.popover(_("Help"), key="help", on_change="rerun")
    if opened.open:
        with opened:
            _help(current)


def _start() -> None:
    """Begin the tour, the help out of its way."""
    st.session_state["help"] = False
    st.session_state[_BEGINS] = True
    start_tour()


def _help(current: str) -> None:
    _ = state.wording()
    st.button(_("A tour in five steps"), key="tour_start", on_click=_start)
    now = replace(state.view(), commune=None, term=None)
    st.page_link(script("glossary"), label=_("All the words"), query_params=now.params())
    st.page_link(script("method"), label=_("How readiness is computed"), query_params=now.params())
    terms = [one for one in glossary().values() if one.is_used_on(current)]
    heading = _("Words of this page")
    st.html(f"<h2>{html.escape(heading)}</h2>")
    for term in terms:
        st.page_link(
            script("glossary"),
            label=plain(term.names[_.language]),
            query_params=replace(now, term=term.code).params(),
        )
        note(term.abouts[_.language])
