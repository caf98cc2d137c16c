"""What is entered about milestones: a day or an outcome, a task done, a milestone, a task."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.contracts import contracts
from dashboard.figures.tables import records
from dashboard.followup.paper import place_name
from dashboard.screens._row_entry import changed_row, new_row, what_is_entered
from dashboard.screens._row_fields import told_apart
from dashboard.screens._text import note

_MILESTONE = (
    "kind",
    "territory_code",
    "cycle",
    "title",
    "date_status",
    "happens_on",
    "announced_on",
    "members_expected",
)
_TASK = ("territory_code", "summary", "owner_function", "days_before")


def entry_part(coming: pd.DataFrame, tasks: pd.DataFrame) -> None:
    """Draw the choice of what is entered, its form, and what the last one wrote."""
    _ = state.wording()
    words = {
        "date": _("A day, or what became of it"),
        "done": _("A task that is done"),
        "new": _("A new milestone"),
        "task": _("A task it needs"),
    }
    chosen = what_is_entered(("milestones", "milestone_tasks"), words)
    if chosen == "date":
        _date(coming)
    elif chosen == "done":
        _done(coming, tasks)
    elif chosen == "new":
        new_row("milestones", _MILESTONE, with_country=True)
    elif chosen == "task":
        _task(coming)


def _date(coming: pd.DataFrame) -> None:
    _ = state.wording()
    milestone = _milestone(coming)
    if milestone is not None:
        note(_("Every task moves with this day: it is due so many days before it."))
        key = {"milestone_id": milestone.milestone_id}
        changed_row("milestones", key, ("date_status", "happens_on", "members_confirmed"))


def _done(coming: pd.DataFrame, tasks: pd.DataFrame) -> None:
    _ = state.wording()
    left = records(tasks[tasks["state"] != "done"])
    if not left:
        note(_("No task is left to do here."))
        return
    titles = dict(zip(coming["milestone_id"], coming["title"], strict=True))
    words = {
        n: _.join([place_name(row.territory_code, _), row.summary, titles[row.milestone_id]])
        for n, row in enumerate(left)
    }
    said = told_apart(words)
    at = st.selectbox(_("Task"), list(said), format_func=lambda n: said[n], key="task_row")
    key = {name: getattr(left[at], name) for name in contracts()["milestone_tasks"].key}
    changed_row("milestone_tasks", key, ("done_on",))


def _task(coming: pd.DataFrame) -> None:
    milestone = _milestone(coming)
    if milestone is not None:
        new_row("milestone_tasks", _TASK, {"milestone_id": milestone.milestone_id})


def _milestone(coming: pd.DataFrame) -> Any | None:
    """Draw the choice of a milestone; None where none is stored."""
    _ = state.wording()
    rows = records(coming)
    if not rows:
        note(_("No milestone is stored: enter it first."))
        return None
    said = told_apart({n: row.title for n, row in enumerate(rows)})
    return rows[
        st.selectbox(_("Milestone"), list(said), format_func=lambda n: said[n], key="milestone_row")
    ]
