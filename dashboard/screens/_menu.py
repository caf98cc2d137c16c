"""The pages: their names, their order, and the menu at the top of each. The brand leads home."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

import streamlit as st

from dashboard import state
from dashboard.wording import N_

HOME = "home"
_NAMES = {
    HOME: N_("Home"),
    "readiness": N_("Readiness"),
    "province": N_("Provinces"),
    "commune": N_("Commune"),
    "actions": N_("What to do first"),
    "whatif": N_("What if"),
    "compare": N_("Compare"),
    "coverage": N_("Coverage"),
    "pace": N_("Pace"),
    "agenda": N_("Agenda"),
    "tours": N_("Tours"),
    "meetings": N_("Meetings"),
    "decisions": N_("Decisions"),
    "communique": N_("Communiqué"),
    "constraints": N_("Constraints"),
    "channels": N_("Channels"),
    "milestones": N_("Milestones"),
    "next_meeting": N_("Next meeting"),
    "briefing": N_("Briefing"),
    "elections": N_("Calendar of elections"),
    "seats": N_("Seats"),
    "calculator": N_("Seat calculator"),
    "election_matrix": N_("Election matrix"),
    "countdown": N_("Countdown"),
    "candidates": N_("Candidacies"),
    "stations": N_("Polling stations"),
    "electorate": N_("Electorate"),
    "mandates": N_("Seats held"),
    "quality": N_("Quality"),
    "data": N_("Data"),
    "method": N_("Method"),
    "privacy": N_("Privacy"),
    "glossary": N_("Glossary"),
    "audit": N_("Audit"),
    "country": N_("Kingdom"),
}
FIRST = ("readiness", "province", "commune")
GROUPS = {
    N_("Planning"): ("actions", "whatif", "compare", "coverage", "pace", "agenda", "tours"),
    N_("Follow-up"): (
        "meetings",
        "decisions",
        "communique",
        "constraints",
        "channels",
        "milestones",
        "next_meeting",
        "briefing",
    ),
    N_("Elections"): (
        "elections",
        "election_matrix",
        "countdown",
        "candidates",
        "stations",
        "electorate",
        "seats",
        "mandates",
        "calculator",
    ),
    N_("Data and method"): ("quality", "data", "method", "privacy", "glossary"),
}
PAGES = (HOME, *FIRST, *(name for names in GROUPS.values() for name in names))


# Of a server alone: on a laptop nobody is audited.
AUDIT = "audit"
# Of an installation that holds several regions, for who may look at more than one.
COUNTRY = "country"


def allowed() -> tuple[str, ...]:
    """Return the pages the reader may open, the one that opens first before the others."""
    shown = PAGES if state.may("view") else ()
    if shown and len(state.regions()) > 1:
        shown = (*shown, COUNTRY)
    return (*shown, AUDIT) if state.is_server() and state.may("audit") else shown


def regions_of(page: str) -> tuple[str, ...]:
    """Return the regions whose figures a page shows: all the reader's, or the view's."""
    return state.regions() if page == COUNTRY else (state.settings().region_code,)


def asked() -> str | None:
    """Return the page that the address names, allowed or not; None where it names none."""
    name = urlsplit(st.context.url or "").path.rpartition("/")[2]
    return name if name in _NAMES else None


def lead_on() -> None:
    """Go to the first page of a reader who has no home: an administrator."""
    st.switch_page(script(allowed()[0]), query_params=st.query_params.to_dict())


def script(name: str) -> str:
    """Return the path of a page's script, as st.page_link takes it."""
    return f"screens/{name}.py"


def page_title(name: str) -> str:
    """Return a page's name in the menu and in the browser's tab."""
    return state.wording()(_NAMES[name])


def page_sentence(name: str) -> str:
    """Return a page's name as the catalogue has it, to be said in any language."""
    return _NAMES[name]


def menu(current: str) -> None:
    """Draw links to the first pages, and a list for each group of the others.

    A list says the page one is on, so that the way back is seen without opening it.
    """
    open_to = allowed()
    for name in (COUNTRY, *FIRST, AUDIT):
        if name in open_to:
            _link(name, current)
    _lists(current, open_to)


@st.fragment
def _lists(current: str, open_to: tuple[str, ...]) -> None:
    """Draw the lists; the links of one travel when it is opened, not at every change of a page."""
    _ = state.wording()
    with st.container(horizontal=True, width="content", key="lists"):
        for title, grouped in GROUPS.items():
            names = [name for name in grouped if name in open_to]
            if not names:
                continue
            label = page_title(current) if current in names else _(title)
            opened = st.popover(label, key=f"menu_{names[0]}", on_change="rerun")
            if opened.open:
                with opened:
                    for name in names:
                        _link(name, current)


def _link(name: str, current: str) -> None:
    now = state.view()
    place = replace(now, commune=now.commune if name == "commune" else None, term=None)
    st.page_link(
        script(name),
        label=page_title(name),
        query_params=place.params(),
        disabled=name == current,
    )
