"""The scenario a reader works on, those saved by name, and the figures under one.

The draft lives in the session: it is no view, and a link never carries it. Figures are kept until a
batch changes state, as answers are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.errors import Said
from dashboard.questions import parameters_of
from dashboard.readiness.method_in_force import put_in_force
from dashboard.readiness.profiles_said import ORGANISATIONAL
from dashboard.readiness.what_if import Scenario, ask_what_if, read_scenario
from dashboard.store.scenarios import delete_scenario, save_scenario, saved_scenarios

_DRAFT, _NUMBER = "what_if_draft", "what_if_no"


def draft() -> Scenario:
    """Return the scenario in work for the profile of the view; a new one is empty."""
    known = st.session_state.get(_DRAFT)
    if not isinstance(known, Scenario) or known.profile != state.profile():
        return Scenario(state.profile())
    return known


def change_draft(**changes: Any) -> None:
    """Change a part of the scenario in work."""
    st.session_state[_DRAFT] = replace(draft(), **changes)


def draft_key() -> str:
    """Return what changes when another scenario is taken up: the form then starts anew."""
    return f"{state.profile()}_{st.session_state.get(_NUMBER, 0)}"


def start_draft(scenario: Scenario) -> None:
    """Take a scenario as the one in work, and its profile as the view's."""
    st.session_state[_DRAFT] = scenario
    st.session_state[_NUMBER] = st.session_state.get(_NUMBER, 0) + 1
    state.go(profile=None if scenario.profile == ORGANISATIONAL else scenario.profile)


def saved() -> dict[str, Scenario]:
    """Return the saved scenarios by name, the last saved first."""
    return {name: read_scenario(text) for name, text in saved_scenarios(state.store()).items()}


def save_draft(name: str) -> str:
    """Keep the scenario in work under a name.

    Raises:
        UserError: the name is empty or too long.
    """
    return save_scenario(state.store(), name, draft().text())


def delete(name: str) -> None:
    """Take a saved scenario off the list."""
    delete_scenario(state.store(), name)


def answers_in(
    names: tuple[str, ...], scenario: Scenario, *, is_for_files: bool = False
) -> dict[str, pd.DataFrame]:
    """Return answers for the view's day as they would be in a scenario."""
    now = state.view()
    return _answers(
        (state.data_version(), now.day, now.known_until, state.scope(), state.profile()),
        names,
        scenario.text(),
        sees_candidacies=state.may_see_candidacies() and not is_for_files,
    )


@st.cache_resource(show_spinner=False)
def _refused(path: str) -> list[Said]:
    return put_in_force(state.store())


def method_refused() -> list[Said]:
    """Return why the method's files were refused at start; empty when they are in force."""
    return _refused(str(state.store().place))


@st.cache_resource(show_spinner=False, max_entries=16)
def _answers(
    asked: tuple[Any, ...], names: tuple[str, ...], text: str, *, sees_candidacies: bool
) -> dict[str, pd.DataFrame]:
    _version, as_of, known_at, scope, profile = asked
    given = {"scope": list(scope), "profile": profile, "sees_candidacies": sees_candidacies}
    taken = parameters_of(names)
    return ask_what_if(
        state.store(),
        names,
        read_scenario(text),
        as_of=as_of,
        known_at=known_at,
        **{name: value for name, value in given.items() if name in taken},
    )
