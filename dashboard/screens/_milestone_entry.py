"""Two short forms: the day of a milestone, and a task that is done. Each goes the way of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.contracts import contracts
from dashboard.errors import UserError
from dashboard.figures.tables import records
from dashboard.followup.paper import place_name
from dashboard.intake.correction import check_correction, correct, without_file
from dashboard.screens import _columns as columns
from dashboard.screens._problems import show_problems
from dashboard.screens._text import note, plain

_TOLD = "milestone_entered"


@dataclass(frozen=True)
class _Entered:
    """What a form gives to save: the row's key, its new values, and the note of its batch."""

    table: str
    key: Mapping[str, Any]
    values: Mapping[str, str]
    why: str


def entry_part(coming: pd.DataFrame, tasks: pd.DataFrame) -> None:
    """Draw the two forms, and what the last one wrote."""
    _ = state.wording()
    st.header(_("Enter a date, or a task that is done"))
    if _TOLD in st.session_state:
        st.success(_("Saved as batch {number}.", number=st.session_state.pop(_TOLD)))
    left, right = st.columns(2)
    with left:
        dated = _date_form(coming)
    with right:
        done = _task_form(coming, tasks)
    entered = dated or done
    if entered is not None:
        _save(entered)


def _date_form(coming: pd.DataFrame) -> _Entered | None:
    _ = state.wording()
    rows = records(coming)
    titles = _told_apart([row.title for row in rows])
    statuses = {
        code: columns.value_words("milestones", "date_status", code)
        for code in ("confirmed", "expected", "held")
    }
    with st.form("milestone_date"):
        at = st.selectbox(
            _("Milestone"), range(len(rows)), format_func=lambda n: titles[n],
            key="milestone_date_of",
        )  # fmt: skip
        status = st.selectbox(
            _("State of the date"), list(statuses), format_func=lambda code: statuses[code],
            key="milestone_date_status",
        )  # fmt: skip
        day = st.date_input(
            _("Day of the milestone"), value=None, format="DD/MM/YYYY", key="milestone_date_on"
        )
        note(_("Every task moves with this day: it is due so many days before it."))
        if st.form_submit_button(_("Save the date")):
            if day is None:
                st.error(_("Choose the day first: nothing is saved without it."))
                return None
            values = {"happens_on": day.isoformat(), "date_status": status}
            key = {"milestone_id": rows[at].milestone_id}
            return _Entered("milestones", key, values, _("Date entered by form"))
    return None


def _task_form(coming: pd.DataFrame, tasks: pd.DataFrame) -> _Entered | None:
    _ = state.wording()
    rows = records(tasks[tasks["state"] != "done"])
    titles = dict(zip(coming["milestone_id"], coming["title"], strict=True))
    said = _told_apart(
        [
            _.join([place_name(row.territory_code, _), row.summary, titles[row.milestone_id]])
            for row in rows
        ]
    )
    with st.form("milestone_task"):
        if not rows:
            note(_("No task is left to do here."))
            st.form_submit_button(_("Save the task"), disabled=True)
            return None
        at = st.selectbox(
            _("Task"), range(len(rows)), format_func=lambda n: said[n],
            key="milestone_task_of",
        )  # fmt: skip
        day = st.date_input(
            _("Done on"), value=state.today(), format="DD/MM/YYYY", key="milestone_task_on"
        )
        if st.form_submit_button(_("Save the task")):
            row = rows[at]
            key = {name: getattr(row, name) for name in contracts()["milestone_tasks"].key}
            done = day.isoformat() if day else ""
            why = _("Task entered by form")
            return _Entered("milestone_tasks", key, {"done_on": done}, why)
    return None


def _told_apart(labels: list[str]) -> list[str]:
    """Return labels of which no two are alike: a select box knows its options by their labels."""
    _ = state.wording()
    seen: dict[str, int] = {}
    told = []
    for one in labels:
        seen[one] = seen.get(one, 0) + 1
        told.append(one if seen[one] == 1 else f"{one} · {_.number(seen[one])}")
    return told


def _save(entered: _Entered) -> None:
    """Check as a file is checked, and write one batch; what is wrong is said and nothing written.

    What was typed stays in the form: it is the session's until the save succeeds.
    """
    try:
        checked = check_correction(
            state.store(), entered.table, entered.key, entered.values,
            reason=entered.why, today=state.today(),
        )  # fmt: skip
        if checked.refused:
            st.error(state.wording()("This value is refused; nothing was changed."))
            contract = contracts()[entered.table]
            show_problems(without_file(checked.problems), contract, key="milestone_problems")
            return
        st.session_state[_TOLD] = correct(state.store(), checked)
    except UserError as fault:
        st.error(plain(state.wording().say(fault.said)))
        return
    st.rerun()
