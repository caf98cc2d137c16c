"""The next best actions of one commune, on its sheet."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from dashboard import state
from dashboard.readiness.actions import CHAINS
from dashboard.readiness.gains import Gain
from dashboard.screens._actions_words import gain_rows
from dashboard.screens._table import show_table
from dashboard.screens._text import note
from dashboard.state.plans import view_gains

_ROWS = 3


def next_actions(code: str) -> None:
    """Draw the actions that bring most for each person-day, the next step first."""
    _ = state.wording()
    st.header(_("Next best actions"))
    found = best_actions(one for one in view_gains() if one.bundle.unit.code == code)
    if not found:
        note(_("No action changes these figures on this day."))
        return
    rows = gain_rows(found, _("Next best actions"), is_one_unit=True)
    show_table(rows, key="next_actions", searchable=False, height=320)
    note(
        _("Points are those gained in the low end of the range, by scoring the place again; days "
          "are own choices.")
    )  # fmt: skip


def best_actions(known: Iterable[Gain]) -> list[Gain]:
    """Return the best bundles of one unit: what its next step leads to first, then by day."""
    listed = [one for one in known if one.points_at_most > 1e-9]
    listed.sort(key=lambda one: (not _is_next(one), -one.points_per_day, one.bundle.code))
    return listed[:_ROWS]


def _is_next(gain: Gain) -> bool:
    """Whether the bundle begins with what the next step asks for, and with no more than that."""
    chain = CHAINS[gain.bundle.unit.next_step or "none"]
    return bool(chain) and gain.bundle.actions[0] == chain[0] and set(gain.bundle.actions) <= {
        *chain, "hold_meeting", "hold_founding",
    }  # fmt: skip
