"""Agendas that are kept: save under a name, open again; accepting comes after what it changes."""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.errors import UserError
from dashboard.planning.kept import Tour, text_of, tour_of
from dashboard.screens._text import note
from dashboard.screens._tours_accepted import TOLD, accept_tour
from dashboard.store.agendas import SavedAgenda, agenda_versions, save_agenda, saved_agendas


def open_saved() -> None:
    """Offer the saved agendas; the chosen version becomes the one on the page."""
    _ = state.wording()
    known = saved_agendas(state.store())
    if not known:
        return
    with st.expander(_("Saved agendas")), st.container(horizontal=True):
        name = st.selectbox(_("Agenda"), [one.name for one in known], key="tour_saved")
        versions = agenda_versions(state.store(), name)
        chosen = st.selectbox(
            _("Version"), range(len(versions)), key="tour_version",
            format_func=lambda n: _("{n}, saved on {day}", n=versions[n].version,
                                    day=versions[n].saved_at.date()),
        )  # fmt: skip
        st.button(_("Open it"), on_click=_open, args=(versions[chosen],))


def keep_tour(tour: Tour) -> None:
    """Draw saving and accepting, for a reader who may."""
    _ = state.wording()
    if not state.may("plan"):
        return
    st.header(_("Keep it"))
    _tell_last()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(_("Name of the agenda"), st.session_state.get("tour_name", ""),
                      key="tour_save_name", max_chars=80)  # fmt: skip
        st.button(_("Save"), on_click=_save, args=(tour,))
    accept_tour(tour)


def _open(saved: SavedAgenda) -> None:
    try:
        st.session_state["tour"] = tour_of(saved.text)
    except UserError as fault:
        st.session_state[TOLD] = fault
        return
    st.session_state["tour_name"] = st.session_state["tour_save_name"] = saved.name
    st.session_state["tour_saved_version"] = saved.version


def _save(tour: Tour) -> None:
    name = st.session_state["tour_save_name"]
    try:
        version = save_agenda(state.store(), name, text_of(tour))
    except UserError as fault:
        st.session_state[TOLD] = fault
        return
    st.session_state["tour_name"], st.session_state["tour_saved_version"] = name, version
    st.session_state[TOLD] = ("saved", version)


def _tell_last() -> None:
    _ = state.wording()
    told = st.session_state.pop(TOLD, None)
    if isinstance(told, UserError):
        st.error(_.say(told.said))
        for problem in getattr(told, "problems", ())[:10]:
            note(_.join([_.say(problem.message), _.say(problem.remedy)]))
    elif told and told[0] == "saved":
        st.success(_("Saved as version {n}.", n=told[1]))
    elif told:
        numbers = _.join(_.number(number) for number in told[1])
        st.success(_("The days are planned dates now: batch {numbers}.", numbers=numbers))
