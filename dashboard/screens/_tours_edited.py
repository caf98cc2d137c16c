"""An agenda edited by hand: fix, move or drop a visit, hear what it costs, find the rest anew."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import streamlit as st

from dashboard import state
from dashboard.errors import UserError
from dashboard.planning.conflicts import refuse_conflicts
from dashboard.planning.days import slots
from dashboard.planning.kept import Tour
from dashboard.planning.replanning import (
    cost_of_move,
    difference,
    done,
    edited,
    replan,
    rest_of,
)
from dashboard.planning.tour import Pin
from dashboard.screens._text import finding, note
from dashboard.screens._tours_asked import named


def edit_tour(tour: Tour) -> None:
    """Draw the edit of one visit, and what the last edit changed."""
    _ = state.wording()
    st.header(_("Change the agenda"))
    _tell_last()
    places = tour.agenda.places()
    gone = {stop.visit_id for one in done(tour.agenda, state.today()) for stop in one.stops}
    names = {
        one.visit_id: named(tour.request, one.visit_id)
        for one in tour.request.visits
        if one.kind != "appointment" and one.visit_id not in gone
    }
    if not names:
        return
    visit_id = st.selectbox(_("Commune"), list(names), format_func=names.__getitem__,
                            key="tour_edit_visit")  # fmt: skip
    if visit_id in places:
        outing, _stop = places[visit_id]
        note(_("Now with {team} on {day}.", team=outing.team_id, day=outing.day))
    days = [(slot.team.team_id, slot.day) for slot in slots(tour.request)
            if slot.day >= state.today()]  # fmt: skip
    if days:
        _ask_move(tour, visit_id, days)
    keep = st.toggle(_("Keep all other visits on their days"), key="tour_edit_keep")
    with st.container(horizontal=True):
        st.button(_("Leave it out and find the rest anew"), on_click=_change,
                  args=(tour, {}, (visit_id,), keep))  # fmt: skip
        st.button(_("Find the rest anew from today"), on_click=_change,
                  args=(tour, {}, (), keep))  # fmt: skip


def _ask_move(tour: Tour, visit_id: str, days: list[tuple[str, dt.date]]) -> None:
    """Ask for a team's day and say what moving there costs, the others staying."""
    _ = state.wording()
    team, day = st.selectbox(
        _("Move it to"), days, key="tour_edit_day",
        format_func=lambda one: _("{team}, {day}", team=one[0], day=one[1]),
    )  # fmt: skip
    pin = Pin(team, day)
    move = cost_of_move(tour.request, tour.travel, tour.agenda, visit_id, pin)
    if move.refused is not None:
        finding(_.say(move.refused))
        if move.remedy is not None:
            note(_.say(move.remedy))
    else:
        finding(
            _("More minutes of road: {n}. The other visits stay.", n=move.road_minutes)
            if move.road_minutes >= 0
            else _("Fewer minutes of road: {n}. The other visits stay.", n=-move.road_minutes)
        )
    with st.container(horizontal=True):
        st.button(_("Move it"), disabled=move.agenda is None, on_click=_take,
                  args=(tour, visit_id, pin))  # fmt: skip
        st.button(_("Fix it there and find the rest anew"), on_click=_change,
                  args=(tour, {visit_id: pin}, (), False))  # fmt: skip


def _take(tour: Tour, visit_id: str, pin: Pin) -> None:
    """Move one visit, the others staying."""
    move = cost_of_move(tour.request, tour.travel, tour.agenda, visit_id, pin)
    if move.agenda is not None:
        _keep(tour, replace(tour, request=tour.request.pinned({visit_id: pin}), agenda=move.agenda))


def _change(tour: Tour, moves: dict[str, Pin], drops: tuple[str, ...], keep: bool) -> None:
    """Find the rest anew; when it cannot be, the agenda stays and the reasons are told."""
    today = state.today()
    kept = tour.agenda.places().keys() if keep else ()
    request = edited(tour.request, tour.agenda, keep=kept, moves=moves, drops=drops)
    try:
        refuse_conflicts(rest_of(request, tour.agenda, today=today), tour.travel, today=today)
    except UserError as fault:
        st.session_state["tour_told"] = fault
        return
    agenda = replan(request, tour.travel, tour.agenda, today=today)
    # What was only kept for this search is free again in the next.
    request = edited(tour.request, tour.agenda, moves=moves, drops=drops)
    _keep(tour, replace(tour, request=request, agenda=agenda))


def _keep(before: Tour, after: Tour) -> None:
    told = difference(before.request, before.agenda, after.agenda)
    st.session_state["tour"], st.session_state["tour_told"] = after, told


def _tell_last() -> None:
    _ = state.wording()
    told = st.session_state.pop("tour_told", None)
    if told is None:
        return
    if isinstance(told, UserError):
        st.error(_.say(told.said))
        for problem in getattr(told, "problems", ()):
            note(_.join([_.say(problem.message), _.say(problem.remedy)]))
        return
    st.success(
        _("Against the agenda before: {gained} gained, {lost} lost, {moved} moved; minutes of "
          "road: {road}.", gained=len(told.gained), lost=len(told.lost), moved=len(told.moved),
          road=told.road_minutes)
    )  # fmt: skip
