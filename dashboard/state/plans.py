"""What can be done on the view's day: gains of actions, the best plan, the figures once it is done.

Kept until a batch changes state, as answers are; shared, so never changed in place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.questions import parameters_of
from dashboard.questions.scenarios import PLANNED, ask_otherwise
from dashboard.readiness.gains import Gain, gains
from dashboard.readiness.portfolio import Portfolio, best_portfolio
from dashboard.readiness.profiles_said import ORGANISATIONAL

Plan = tuple[tuple[str, str], ...]
USUAL_DAYS = 100  # person-days of a plan for which the reader names none


def view_gains(*, is_for_files: bool = False) -> list[Gain]:
    """Return what every bundle of actions brings in the view; for files without candidacies."""
    return _gains(*_asked(is_for_files))


def view_portfolio(days: int, *, is_for_files: bool = False) -> Portfolio:
    """Return the best use of person-days in the province of the view, or in the whole region."""
    return _portfolio(_asked(is_for_files), state.view().province, days)


def region_portfolio() -> Portfolio:
    """Return the best use of the view's person-days in the whole region."""
    given = state.view().budget
    return _portfolio(_asked(is_for_files=False), None, USUAL_DAYS if given is None else given)


def plan_of(chosen: Sequence[Gain]) -> Plan:
    """Return the plan that bundles make: a unit and an action each."""
    return tuple((one.bundle.unit.code, code) for one in chosen for code in one.bundle.actions)


def answers_after(names: tuple[str, ...], plan: Plan) -> dict[str, pd.DataFrame]:
    """Return answers for the view's day as they would be, were the plan done that day.

    The plan's facts enter the tables, and the same questions are asked of them.
    """
    now = state.view()
    return _after(
        (state.data_version(), now.day, now.known_until, state.scope(), state.profile()),
        names,
        plan,
        sees_candidacies=state.may_see_candidacies(),
    )


def _asked(is_for_files: bool) -> tuple[Any, ...]:
    """Return what gains are asked for; where no candidacy is confidential files hold all."""
    now = state.view()
    sees = state.may_see_candidacies() and not (is_for_files and _is_confidential())
    known, scope = now.known_until, state.scope()
    return (state.data_version(), now.day, known, scope, state.profile(), sees)


def _is_confidential() -> bool:
    if state.profile() == ORGANISATIONAL:
        return False
    return bool(state.answer("elections_prepared")["is_confidential"].iloc[0])


@st.cache_resource(show_spinner=False, max_entries=16)
def _gains(
    version: tuple[Any, ...],
    as_of: dt.date,
    known_at: dt.datetime | None,
    scope: tuple[str, ...],
    profile: str,
    sees_candidacies: bool,
) -> list[Gain]:
    return gains(
        state.store(),
        as_of=as_of,
        known_at=known_at,
        scope=scope,
        profile=profile,
        sees_candidacies=sees_candidacies,
    )


@st.cache_resource(show_spinner=False, max_entries=64)
def _portfolio(asked: tuple[Any, ...], province: str | None, days: int) -> Portfolio:
    known = [one for one in _gains(*asked) if province in (None, one.bundle.unit.province_code)]
    return best_portfolio(known, days)


@st.cache_resource(show_spinner=False, max_entries=16)
def _after(
    asked: tuple[Any, ...], names: tuple[str, ...], plan: Plan, *, sees_candidacies: bool
) -> dict[str, pd.DataFrame]:
    _version, as_of, known_at, scope, profile = asked
    given = {"scope": list(scope), "profile": profile, "sees_candidacies": sees_candidacies}
    taken = parameters_of(names)
    return ask_otherwise(
        state.store(),
        names,
        [PLANNED],
        as_of=as_of,
        known_at=known_at,
        plan_units=[unit for unit, _action in plan],
        plan_actions=[action for _unit, action in plan],
        **{name: value for name, value in given.items() if name in taken},
    )
