"""Home: how ready is the region, what comes first, and what has changed since last time?"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.tables import records
from dashboard.screens._brief import papers
from dashboard.screens._columns import day
from dashboard.screens._frame import end
from dashboard.screens._home_figures import five_figures, movements
from dashboard.screens._home_now import three_things, what_changed
from dashboard.screens._index import page_index
from dashboard.screens._menu import HOME, script
from dashboard.screens._part import part
from dashboard.screens._profile import election_note
from dashboard.screens._region_map import QUESTIONS as MAP_QUESTIONS
from dashboard.screens._region_map import commune_map
from dashboard.screens._standing import how_sure, least_ready, state_of_region
from dashboard.screens._text import finding, note
from dashboard.screens._welcome import welcome

QUESTIONS = (*MAP_QUESTIONS, "province_table", "next_meeting_body")
BODY = "regional_secretariat"
_DAYS_BACK = 30  # where no earlier meeting of the region is stored


def of_region(rows: pd.DataFrame) -> Any:
    """Return the region's row, the first where the reader sees no more than a part of it."""
    mine = rows[rows["unit_code"] == state.settings().region_code]
    return records(rows if mine.empty else mine)[0]


def last_time(body: pd.DataFrame) -> tuple[dt.date, str]:
    """Return the day of the last regional meeting with words for it, else of a month before."""
    _ = state.wording()
    today = state.view().day
    held = day(body["last_held_on"].iloc[0]) if len(body) else None
    if held is not None and held < today:
        return held, _("Since the last regional meeting, {day}", day=held)
    since = today - dt.timedelta(days=_DAYS_BACK)
    return since, _("Since {day}, {n} days before", day=since, n=_DAYS_BACK)


def compared_with(said: str) -> None:
    """Say which day the changes are from, and lead back to today from another day."""
    _, now = state.wording(), state.view()
    since = _.inside(said)
    if now.known_at:
        note(
            _(
                "Changes: {since}, both days as known on {day}.",
                since=since,
                day=_.moment(now.known_at),
            )
        )
    else:
        note(_("Changes: {since}, both days as known now.", since=since))
    if now.as_of or now.known_at:
        today = replace(now, as_of=None, known_at=None)
        st.page_link(script(HOME), label=_("Show today's figures"), query_params=today.params())


@part
def map_of_region(drawn_for: str | None) -> None:
    """Draw the map, and the way to the sheet of the commune that is chosen on it."""
    _, now = state.wording(), state.view()
    if now.commune != drawn_for:
        st.rerun()
    commune_map(is_whole=True)
    if now.commune:
        sheet = _("Open the sheet of this commune")
        st.page_link(script("commune"), label=sheet, query_params=now.params())


_ = state.wording()
if state.is_empty():
    st.title(_("Where are we ready, and what comes next?"))
    welcome(HOME)
    page_index()
    end()
region = state.settings().region_code
answered = state.answers(QUESTIONS, body_kind=BODY, territory=region)
headline, stood = of_region(answered["headline_figures"]), of_region(answered["province_table"])
facts = answered["indicator_map"]
facts = facts[facts["unit_code"] == headline.unit_code]
st.title(state_of_region(headline))
note(how_sure(stood))
election_note()
finding(least_ready(answered["province_table"]))
since, said_since = last_time(answered["next_meeting_body"])
compared_with(said_since)
figures_at = st.empty()
if "home_was_drawn" not in st.session_state:
    with figures_at:  # the first view of a session does not wait for the day compared with
        five_figures(headline, facts)
    st.session_state["home_was_drawn"] = True
with st.container(key="list_first"):
    drawn, beside = st.columns([5, 3])
with drawn:
    map_of_region(state.view().commune)
    st.header(said_since)
    changes_at = st.container()
with beside:
    st.header(_("Three things to do now"))
    things_at = st.container()
papers(is_whole=True)
page_index()
before = state.answers(("headline_figures", "province_table"), days=[since])
happened = state.answer("briefing_counts", since=since)
with figures_at:
    five_figures(headline, facts, movements(headline, of_region(before["headline_figures"])))
with changes_at:
    what_changed(of_region(happened), since, (of_region(before["province_table"]), stood))
with things_at, st.spinner(_("Working out what brings most…")):
    body = answered["next_meeting_body"]  # not seen by a reader of some provinces alone
    three_things(day(body["next_on"].iloc[0]) if len(body) else None)
