"""Tours: who goes where, and when?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.errors import UserError
from dashboard.planning.checking import faults
from dashboard.planning.conflicts import refuse_conflicts
from dashboard.planning.kept import Tour
from dashboard.planning.solving import plan
from dashboard.planning.tour import TourRequest
from dashboard.screens._frame import end, province_picker
from dashboard.screens._opening import opening
from dashboard.screens._part import our_fault
from dashboard.screens._text import finding, note
from dashboard.screens._tours_asked import ask_tour, road_of
from dashboard.screens._tours_edited import edit_tour
from dashboard.screens._tours_kept import keep_tour, open_saved
from dashboard.screens._tours_shown import show_tour

QUESTIONS = ("commune_table", "tour_teams", "tour_markets")


def make(request: TourRequest) -> None:
    """Find an agenda and put it on the page; what stands against it is told, the old one stays."""
    _ = state.wording()
    try:
        travel = road_of(request)
        refuse_conflicts(request, travel, today=state.today())
    except UserError as fault:
        st.error(_.say(fault.said))
        for problem in getattr(fault, "problems", ()):
            where = _("row {row}", row=problem.row) if problem.row else ""
            said = [where, _.say(problem.message), _.say(problem.remedy)]
            note(" ".join(part for part in said if part))
        return
    with st.spinner(_("Looking for the best agenda: some ten seconds for sixty communes.")):
        agenda = plan(request, travel)
    st.session_state["tour"] = Tour(request, travel, agenda)
    st.session_state.pop("tour_saved_version", None)
    st.rerun()  # the form closes over the agenda it made


def asked(rows: dict[str, pd.DataFrame]) -> None:
    """Draw the form, and find the agenda when it is asked for."""
    _ = state.wording()
    with st.expander(_("What to plan"), expanded="tour" not in st.session_state):
        request = ask_tour(rows)
    if st.button(_("Make the agenda"), type="primary"):
        make(request)


def checked(tour: Tour) -> bool:
    """Say that the agenda was checked; one with a fault is not shown."""
    _ = state.wording()
    if faults(tour.request, tour.travel, tour.agenda):
        st.error(our_fault())
        return False
    note(_("Checked: hours, road, meetings a day, fixed appointments, markets and closed days."))
    return True


_ = state.wording()
opening("tours", _("Who goes where, and when?"))
with st.container(horizontal=True, key="filters"):
    province_picker()
open_saved()
asked(state.answers(QUESTIONS))
tour = st.session_state.get("tour")
if tour is None:
    finding(_("No agenda yet: say what to plan, then make it."))
    end()
if checked(tour):
    show_tour(tour, version=st.session_state.get("tour_saved_version", 0))
    edit_tour(tour)
    keep_tour(tour)
