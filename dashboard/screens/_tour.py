"""The tour: five steps, each with the page where it is seen; the tab alone remembers it."""

from __future__ import annotations

import html
from dataclasses import replace

import streamlit as st

from dashboard import state
from dashboard.screens._menu import page_title, script
from dashboard.wording import N_

_AT = "tour_at"  # the step one is at, in the session of the tab
# The page, what it is about, what to look for there.
_STEPS = (
    (
        "readiness",
        N_("The map: where are we ready?"),
        N_("A commune's colour is its class, by the low end of what may be true. A pattern means "
           "that something is not known: unknown is never zero. Beside the map stands where to go "
           "first, with the next step."),
    ),
    (
        "commune",
        N_("A commune's sheet: what is known of it?"),
        N_("Choose a commune, or press it on the map. Its sheet says what the score is made of, "
           "how sure it is, who reported it and when, and what would help most."),
    ),
    (
        "coverage",
        N_("Two days: what was true, and what was known?"),
        N_("«Facts up to» asks for the figures of a day; «As known on» leaves out what came in "
           "later. With both, a figure quoted in a meeting can be found again: «Link» keeps them."),
    ),
    (
        "actions",
        N_("What to do first"),
        N_("With the days there are, the best actions come first, with what each would bring. "
           "Tours, the agenda and the next meeting take them further."),
    ),
    (
        "data",
        N_("The monthly return: how figures come in"),
        N_("A province sends one sheet a month. You see what it changes before it counts, and "
           "every import can be undone. Search, at the top, finds any place, body or decision."),
    ),
)  # fmt: skip


def start_tour() -> None:
    """Begin at the first step."""
    st.session_state[_AT] = 0


def tour(current: str) -> None:
    """Draw the step one is at, while a tour goes on; else nothing travels."""
    if _AT in st.session_state:
        _step(current)


@st.fragment
def _step(current: str) -> None:
    at = st.session_state.get(_AT)
    if at is None:
        return  # it has just been ended
    _ = state.wording()
    page, title, told = _STEPS[at]
    with st.container(border=True, key="tour"):
        count = _("Step {n} of {all}", n=at + 1, all=len(_STEPS))
        st.html(
            f'<section aria-live="polite" aria-label="{html.escape(count)}"><p class="jz-note">'
            f'{html.escape(count)}</p><h2 class="jz-step">{html.escape(_(title))}</h2>'
            f'<p class="jz-sentence">{html.escape(_(told))}</p></section>'
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            view = replace(state.view(), term=None)
            if page != current:
                opened = _("Open the page: {page}", page=page_title(page))
                st.page_link(script(page), label=opened, query_params=view.params())
            st.button(_("Back"), key="tour_back", disabled=at == 0, on_click=_go, args=(at - 1,))
            if at + 1 < len(_STEPS):
                st.button(_("Next"), key="tour_next", on_click=_go, args=(at + 1,))
            st.button(_("End the tour"), key="tour_end", on_click=_go, args=(None,))


def _go(at: int | None) -> None:
    if at is None:
        st.session_state.pop(_AT, None)
    else:
        st.session_state[_AT] = at
