"""Help: what do the words of this page mean, and where does one begin?

Drawn in the header of every page; nothing of it travels before it is opened.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard import state
from dashboard.screens._menu import script
from dashboard.screens._text import note, plain
from dashboard.screens._tour import start_tour
from dashboard.wording.glossary import glossary


@st.fragment
def help_menu(current: str) -> None:
    """Draw the help: the tour, and the words of the page with their meanings."""
    _ = state.wording()
    opened = st.popover(_("Help"), key="help", on_change="rerun")
    if opened.open:
        with opened:
            _help(current)


def _help(current: str) -> None:
    _ = state.wording()
    if st.button(_("A tour in five steps"), key="tour_start"):
        start_tour()
        st.rerun()
    now = replace(state.view(), commune=None, term=None)
    st.page_link(script("glossary"), label=_("All the words"), query_params=now.params())
    st.page_link(script("method"), label=_("How readiness is computed"), query_params=now.params())
    terms = [one for one in glossary().values() if one.is_used_on(current)]
    st.html(f'<h2 class="jz-words">{_("Words of this page")}</h2>')
    for term in terms:
        st.page_link(
            script("glossary"),
            label=plain(term.names[_.language]),
            query_params=replace(now, term=term.code).params(),
        )
        note(term.abouts[_.language])
