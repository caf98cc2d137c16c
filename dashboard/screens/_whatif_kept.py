"""Scenarios by name: saved, opened again, deleted."""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.errors import UserError
from dashboard.readiness.what_if import Scenario
from dashboard.state.scenarios import delete, draft, save_draft, saved, start_draft


def kept_scenarios() -> None:
    """Draw the saved scenarios: open one, delete it, start a new one."""
    _ = state.wording()
    known = saved()
    with st.container(horizontal=True, vertical_alignment="bottom", key="whatif_kept"):
        if known:
            name = st.selectbox(_("Saved scenarios"), list(known), key="scenario_name")
            st.button(_("Open"), key="scenario_open", on_click=_open, args=(known[name],))
            st.button(_("Delete"), key="scenario_delete", on_click=delete, args=(name,))
        empty = Scenario(state.profile())
        st.button(_("Start again"), key="scenario_new", on_click=_open, args=(empty,))


def saving() -> None:
    """Draw the saving of the scenario in work; below the form, which has changed it by then."""
    _ = state.wording()
    if not state.may("plan"):
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="whatif_save"):
        typed = st.text_input(_("Name of the scenario"), key="scenario_typed")
        if st.button(_("Save"), key="scenario_save", disabled=draft().is_empty):
            _save(typed)


def _open(scenario: Scenario) -> None:
    start_draft(scenario)


def _save(typed: str) -> None:
    _ = state.wording()
    try:
        name = save_draft(typed)
    except UserError as fault:
        st.error(_.say(fault.said))
        return
    st.success(_("Saved as {name}. Opening it again gives the same scenario.", name=name))
