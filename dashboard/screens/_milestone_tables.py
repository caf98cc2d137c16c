"""The milestones as cards and tables: day, countdown between named days, tasks, members."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd

from dashboard import state
from dashboard.access.small_counts import shown
from dashboard.figures.tables import Table, TableColumn, records, table
from dashboard.followup.next_agenda import MILESTONE_STATES
from dashboard.followup.paper import label, place_name
from dashboard.screens import _columns as columns
from dashboard.wording import N_

TASK_STATES = {
    "late": N_("late"),
    "due": N_("ahead"),
    "waiting": N_("waits for the date"),
    "done": N_("done"),
}
_STEPS = {
    "undated": N_("Give it a date"),
    "expected": N_("Confirm the date"),
    "gone_by": N_("Report whether it was held"),
    "held": N_("Nothing is due"),
}


def cards(coming: pd.DataFrame) -> str:
    """Return what is not held yet as cards: its day, how far it is, and what is late."""
    _ = state.wording()
    items = "".join(
        f'<div class="jz-figure"><dt>{html.escape(row.title)}</dt>'
        f'<dd class="key">{html.escape(day_words(row))}</dd>'
        f"<dd>{html.escape(countdown(row))}</dd><dd>{html.escape(late_words(row))}</dd></div>"
        for row in records(coming)
        if row.state != "held"
    )
    return f'<dl class="jz-figures jz-nine">{items}</dl>' if items else ""


def day_words(row: Any) -> str:
    """Return the day of a milestone, or that it has none yet."""
    _ = state.wording()
    happens = columns.day(row.happens_on)
    return _.date(happens, "medium") if happens else _("no date yet")


def countdown(row: Any) -> str:
    """Return the days between two named days: never «in 47 days» of a page read later."""
    _ = state.wording()
    today, happens = columns.day(row.as_of), columns.day(row.happens_on)
    if happens is not None:
        n, first, last = abs((happens - today).days), min(today, happens), max(today, happens)
    else:
        first, last = columns.day(row.announced_on), today
        if first is None:
            return _("Announced, on no day that is stored.")
        n = (last - first).days
        return _.count("Announced on {first}; {n} day to {last} without a date.",
                       "Announced on {first}; {n} days to {last} without a date.",
                       n, first=first, last=last)  # fmt: skip
    return _.count("{n} day from {first} to {last}.", "{n} days from {first} to {last}.",
                   n, first=first, last=last)  # fmt: skip


def late_words(row: Any) -> str:
    """Return how many of a milestone's tasks are done and late."""
    _ = state.wording()
    if not row.tasks:
        return _("No task is planned.")
    return _("{done} of {all} tasks done, {late} late.", done=int(row.tasks_done),
             all=int(row.tasks), late=int(row.tasks_late))  # fmt: skip


def milestone_rows(coming: pd.DataFrame) -> Table:
    """Return every milestone: dated or not, tasks by state, next step."""
    _ = state.wording()
    return table(
        coming,
        [
            columns.text_column(_("Milestone"), lambda row: row.title),
            columns.text_column(
                _("Kind"), lambda row: columns.value_words("milestones", "kind", row.kind)
            ),
            columns.text_column(_("Territory"), lambda row: place_name(row.territory_code, _)),
            TableColumn(_("Day"), day_words, lambda row: columns.day(row.happens_on)),
            columns.text_column(_("State"), lambda row: _(MILESTONE_STATES[row.state])),
            columns.number_column(_("Tasks late"), "tasks_late"),
            columns.number_column(_("Tasks ahead"), "tasks_due"),
            columns.number_column(_("Tasks waiting"), "tasks_waiting"),
            columns.number_column(_("Tasks done"), "tasks_done"),
            columns.text_column(_("Next step"), _step),
            columns.text_column(_("Source"), columns.source_words),
        ],
        caption=_("The milestones, those ahead first"),
        id_column="milestone_id",
    )


def task_rows(tasks: pd.DataFrame, *, is_export: bool) -> Table:
    """Return the tasks, the late first; a line of text of a task never leaves in an export."""
    _ = state.wording()
    line = [columns.text_column(_("Task"), lambda row: row.summary)]
    return table(
        tasks,
        [
            *([] if is_export else line),
            columns.text_column(
                _("Milestone"), lambda row: columns.value_words("milestones", "kind", row.kind)
            ),
            columns.text_column(_("Place"), lambda row: place_name(row.territory_code, _)),
            columns.text_column(_("Owner"), _owner),
            TableColumn(_("Due on"), _due, lambda row: columns.day(row.due_on)),
            columns.number_column(_("Days before"), "days_before"),
            columns.text_column(_("State"), lambda row: _(TASK_STATES[row.state])),
            TableColumn(
                _("Late by"), _late, lambda row: columns.number(row.days_late), kind="number"
            ),
            columns.text_column(_("Source"), columns.source_words),
        ],
        caption=_("Tasks, the late first"),
        id_column="subject",
    )


def owner_rows(tasks: pd.DataFrame) -> Table:
    """Return the tasks of each function, by state."""
    _ = state.wording()
    counted = tasks.groupby(["owner_function", "state"]).size().unstack(fill_value=0)
    counted = counted.reindex(columns=list(TASK_STATES), fill_value=0).reset_index()
    return table(
        counted.sort_values(["late", "due"], ascending=False),
        [
            columns.text_column(_("Owner"), _owner),
            columns.number_column(_("Tasks late"), "late"),
            columns.number_column(_("Tasks ahead"), "due"),
            columns.number_column(_("Tasks waiting"), "waiting"),
            columns.number_column(_("Tasks done"), "done"),
        ],
        caption=_("Tasks by function"),
        id_column="owner_function",
    )


def members_rows(coming: pd.DataFrame) -> Table:
    """Return members expected and confirmed, women among them, and the territory's weight."""
    _ = state.wording()
    return table(
        coming,
        [
            columns.text_column(_("Milestone"), lambda row: row.title),
            columns.text_column(_("Territory"), lambda row: place_name(row.territory_code, _)),
            columns.number_column(_("Members expected"), "members_expected"),
            _persons(_("Members confirmed"), "members_confirmed"),
            columns.share_column(_("Confirmed of expected"), "confirmed_share"),
            _persons(_("Women among them"), "members_women"),
            columns.share_column(_("Share of women"), "women_share"),
            columns.share_column(_("Weight, expected"), "weight_expected"),
            columns.share_column(_("Weight, confirmed"), "weight_confirmed"),
            columns.text_column(_("Next step"), _members_step),
        ],
        caption=_("Members, milestone by milestone"),
        id_column="milestone_id",
    )


def _persons(title: str, field: str) -> TableColumn:
    _ = state.wording()
    return TableColumn(
        title, lambda row: shown(columns.number(getattr(row, field)), _),
        lambda row: columns.number(getattr(row, field)), kind="number",
    )  # fmt: skip


def _members_step(row: Any) -> str:
    _ = state.wording()
    if columns.number(row.members_expected) is None:
        return _("Report the members expected")
    if columns.number(row.members_confirmed) is None:
        return _("Report the members confirmed")
    return _("Nothing is due")


def _step(row: Any) -> str:
    _ = state.wording()
    if row.state in _STEPS:
        return _(_STEPS[row.state])
    return _("Finish the late tasks") if row.tasks_late else _("Follow the tasks")


def _owner(row: Any) -> str:
    return label("milestone_tasks", "owner_function", row.owner_function, state.wording())


def _due(row: Any) -> str:
    _ = state.wording()
    due = columns.day(row.due_on)
    return _.date(due, "medium") if due else _("waits for the date")


def _late(row: Any) -> str:
    _ = state.wording()
    late = columns.number(row.days_late)
    return _.count("{n} day", "{n} days", int(late)) if late else ""
