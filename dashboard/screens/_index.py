"""The index of all pages: each with the question it answers, one press away."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard import state
from dashboard.screens._menu import FIRST, GROUPS, page_title, script
from dashboard.wording import N_

PAGE_QUESTIONS = {
    "readiness": N_("Where are we ready, and what comes next?"),
    "province": N_("How does each province stand?"),
    "commune": N_("Which commune do you want to see?"),
    "actions": N_("What do we do first with the days we have?"),
    "whatif": N_("What would change if…?"),
    "compare": N_("What differs between two days or two provinces?"),
    "coverage": N_("Which communes have their secretariat, and which only on paper?"),
    "pace": N_("When will every commune have its secretariat?"),
    "agenda": N_("What is on the agenda, and what is late?"),
    "tours": N_("Who goes where, and when?"),
    "meetings": N_("Who meets, and at the pace decided?"),
    "decisions": N_("What was decided, and is it done?"),
    "communique": N_("What does this communiqué say, and what do we follow up?"),
    "constraints": N_("What holds the provinces back, and who must answer?"),
    "channels": N_("Who carries our needs to the ministries, and what came back?"),
    "milestones": N_("What is coming, and is each task on time?"),
    "next_meeting": N_("What must the next meeting settle?"),
    "briefing": N_("What has changed since an earlier day?"),
    "elections": N_("Which election is next, and what is known of its day?"),
    "seats": N_("How many seats are there to fill, and how sure is that?"),
    "calculator": N_("How would these votes share out the seats?"),
    "election_matrix": N_("For which election is which province ready?"),
    "countdown": N_("What must be done by when before the polling days?"),
    "candidates": N_("Where does the party stand, and which seats have no candidate yet?"),
    "stations": N_("At which polling stations has the party nobody yet?"),
    "electorate": N_("How many adults are registered to vote, and where are they missing?"),
    "mandates": N_("In which councils does the party hold seats, and where does it preside?"),
    "quality": N_("Who has reported, and what looks unusual?"),
    "data": N_("What came in, and what would this file change?"),
    "method": N_("How is readiness computed, and how far can it be trusted?"),
    "privacy": N_("What is held, why, how long, and who sees it?"),
    "glossary": N_("What does this word mean?"),
}


def page_question(name: str) -> str:
    """Return the question a page answers."""
    return state.wording()(PAGE_QUESTIONS[name])


def page_index() -> None:
    """Draw all pages in the groups of the menu, the first pages before those of planning."""
    _ = state.wording()
    st.header(_("All pages, by the question each answers"))
    groups = {_(title): names for title, names in GROUPS.items()}
    first, *others = groups
    listed = {_("Readiness and planning"): (*FIRST, *groups[first])}
    listed |= {title: groups[title] for title in others}
    now = replace(state.view(), commune=None)
    with st.container(key="index"):
        for column, (title, names) in zip(st.columns(len(listed)), listed.items(), strict=True):
            with column:
                st.subheader(title)
                for name in names:
                    label = f"**{page_title(name)}**: {page_question(name)}"
                    st.page_link(script(name), label=label, query_params=now.params())
