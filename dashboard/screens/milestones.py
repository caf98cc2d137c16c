"""Milestones: what is coming, and is each task on time?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.screens._correction import correction
from dashboard.screens._export import export_buttons
from dashboard.screens._milestone_entry import entry_part
from dashboard.screens._milestone_tables import (
    cards,
    members_rows,
    milestone_rows,
    owner_rows,
    task_rows,
)
from dashboard.screens._nothing import nothing
from dashboard.screens._opening import filters, opening
from dashboard.screens._table import show_table
from dashboard.screens._text import drawing, finding, note, sentence
from dashboard.territory.register import register

QUESTIONS = ("milestones_coming", "milestone_tasks_due")


def summary(coming: pd.DataFrame, tasks: pd.DataFrame) -> str:
    """Return how many are ahead, how many have no date, and how many tasks are late."""
    _ = state.wording()
    dated = int(coming["state"].isin(["confirmed", "expected"]).sum())
    undated = int((coming["state"] == "undated").sum())
    late = int((tasks["state"] == "late").sum())
    said = [
        _.count("{n} milestone lies ahead with a date.",
                "{n} milestones lie ahead with a date.", dated),
        _.count("{n} has no date yet.", "{n} have no date yet.", undated),
        _.count("{n} task is late.", "{n} tasks are late.", late),
    ]  # fmt: skip
    return " ".join(said)


def gaps(coming: pd.DataFrame, tasks: pd.DataFrame) -> None:
    """Say what waits for a date, what has no outcome, and what no task was planned for."""
    _ = state.wording()
    waiting = int((tasks["state"] == "waiting").sum())
    if (coming["state"] == "undated").any():
        sentence(
            _("Tasks of a milestone without a date wait for it: give it a day below, and each is "
              "due so many days before.")
        )  # fmt: skip
    if waiting:
        sentence(_.count("{n} task waits for a date.", "{n} tasks wait for a date.", waiting))
    gone = int((coming["state"] == "gone_by").sum())
    if gone:
        sentence(
            _.count(
                "{n} milestone has gone by without an outcome: report whether it was held.",
                "{n} milestones have gone by without an outcome: report whether they were held.",
                gone,
            )
        )
    bare = int((coming["tasks"].eq(0) & coming["state"].ne("held")).sum())
    if bare:
        sentence(
            _.count("{n} milestone has no task yet: add its tasks below or by file.",
                    "{n} milestones have no task yet: add their tasks below or by file.", bare)
        )  # fmt: skip


def tasks_part(tasks: pd.DataFrame) -> None:
    """Draw the tasks, the late first; those of one province where it is chosen."""
    _ = state.wording()
    st.header(_("Which tasks are late, and who owns them?"))
    if tasks.empty:
        nothing(_("No task of a milestone is stored here."), "milestone_tasks")
        return
    show_table(task_rows(tasks, is_export=False), key="milestone_tasks", height=420)
    export_buttons(
        task_rows(tasks, is_export=True), name="jahiziya-milestone-tasks", key="tasks_export"
    )
    show_table(owner_rows(tasks), key="milestone_owners", searchable=False, height=320)


_ = state.wording()
now = state.view()
opening(
    "milestones",
    _("What is coming, and is each task on time?"),
    when_empty=lambda: entry_part(pd.DataFrame(), pd.DataFrame()),
)
filters()
answered = state.answers(QUESTIONS)
coming, tasks = answered["milestones_coming"], answered["milestone_tasks_due"]
if now.province:
    tasks = tasks[tasks["province_code"] == now.province]
    near = register().containers_of(now.province) | register().units_within(now.province)
    coming = coming[coming["territory_code"].isin(near)]
finding(summary(coming, tasks))
gaps(coming, tasks)
if coming.empty:
    nothing(
        _("No milestone is stored: enter the first below, with or without its date."), "milestones"
    )
else:
    drawing(cards(coming))
    listed = milestone_rows(coming)
    show_table(listed, key="milestones_list")
    export_buttons(listed, name="jahiziya-milestones", key="milestones_export")
    tasks_part(tasks)
    st.header(_("Who is expected, and how much does the region weigh?"))
    show_table(members_rows(coming), key="milestone_members", searchable=False, height=360)
    note(
        _("Weight: this territory's part of the members of the same milestone around it, only "
          "where both numbers are known. Counts of persons are published: fewer than 10, else to "
          "the nearest 5.")
    )  # fmt: skip
st.header(_("Enter what is known"))
entry_part(coming, tasks)
correction("milestones", coming)
