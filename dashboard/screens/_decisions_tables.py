"""The register of decisions and their rates as tables, and the words of their rows."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import state
from dashboard.figures.tables import Table, TableColumn, table
from dashboard.followup.paper import label, place_name
from dashboard.screens import _columns as columns
from dashboard.wording import N_

_TABLE = "decisions"
OPEN = ("open", "in_progress")
_ENDED = {"done": N_("Done: nothing is due"), "dropped": N_("Dropped: nothing is due")}


def decision_rows(rows: pd.DataFrame, *, with_summary: bool) -> Table:
    """Return the register, the longest overdue first.

    `with_summary`: the line of each is shown, on a province's page alone and in no file.
    """
    _ = state.wording()
    line = [columns.said_column(_("Decision"), "summary")]
    return table(
        rows,
        [
            columns.value_column(_("Theme"), "decisions.theme", "theme"),
            *(line if with_summary else []),
            columns.text_column(_("Place"), lambda row: place_name(row.territory_code, _)),
            TableColumn(_("Late by"), late_words, _late, "number"),
            columns.text_column(_("Next step"), step_words),
            columns.value_column(_("Owner"), "decisions.owner_function", "owner_function"),
            columns.day_column(_("Due on"), "due_on", _("not said")),
            columns.text_column(_("State"), state_words),
            TableColumn(_("Age"), age_words, lambda row: columns.number(row.age_days), "number"),
            TableColumn(
                _("Carried"), _carried, lambda row: columns.number(row.carried_count), "number"
            ),
            columns.text_column(_("Body"), body_words),
            columns.date_column(_("Decided on"), "decided_on"),
            columns.text_column(_("Source"), columns.source_words),
        ],
        caption=_("Decisions, the longest overdue first"),
        id_column="decision_id",
    )  # fmt: skip


def rate_rows(rows: pd.DataFrame, part: str) -> Table:
    """Return how many decisions were done by their day: by unit, function or body."""
    _ = state.wording()
    first = {
        "all": columns.text_column(_("Province"), lambda row: place_name(row.unit_code, _)),
        "owner": columns.text_column(_("Owner"), lambda row: label(
            _TABLE, "owner_function", row.subject, _)),
        "body": columns.text_column(_("Body"), lambda row: _seated(
            row.subject, row.body_unit_code)),
    }  # fmt: skip
    return table(
        rows,
        [
            first[part],
            TableColumn(_("Done by their day"), share_words, _share, "number"),
            columns.number_column(_("Came due"), "due"),
            columns.number_column(_("In time"), "on_time"),
            columns.number_column(_("Done late"), "late"),
            columns.number_column(_("Not done"), "undone"),
            columns.number_column(_("Done, no day said"), "unsaid"),
            columns.number_column(_("Not reported: kept apart"), "due_unknown"),
        ],
        caption=_("Decisions that came due in the 12 months up to {day}", day=state.view().day),
    )


def share_words(row: Any) -> str:
    """Return the share done by its day, or why there is none."""
    _ = state.wording()
    share = _share(row)
    if share is not None:
        return _.share(share)
    return _("none came due") if row.is_known and not row.due_unknown else _("unknown")


def body_words(row: Any) -> str:
    """Return the body that decided, with its seat and what it is called there."""
    named = _seated(row.body_kind, row.body_unit_code)
    called = columns.text(row.structure_label)
    return state.wording().join([named, called]) if called else named


def late_words(row: Any) -> str:
    """Return by how many days a decision is late, or that nothing says."""
    _ = state.wording()
    late, after = columns.number(row.days_late), columns.number(row.done_late_days)
    if row.state in OPEN:
        if late is None:
            return _("unknown: no day is due")
        return _.count("{n} day", "{n} days", int(late)) if late else _("not late")
    if after:
        return _.count("done {n} day late", "done {n} days late", int(after))
    return _("ended")


def state_words(row: Any) -> str:
    """Return the state of a decision, with the day it was done on."""
    _ = state.wording()
    said, done = columns.value_words(_TABLE, "status", row.state), columns.day(row.done_on)
    return _.join([said, _.date(done, "medium")]) if done else said


def age_words(row: Any) -> str:
    """Return for how long a decision has been open, or how long it took."""
    _ = state.wording()
    age, taken = columns.number(row.age_days), columns.number(row.taken_days)
    if age is not None:
        return _.count("{n} day", "{n} days", int(age))
    if taken is not None:
        return _.count("done after {n} day", "done after {n} days", int(taken))
    return _("ended")


def step_words(row: Any) -> str:
    """Return what comes next of a decision."""
    _ = state.wording()
    due, coming = columns.day(row.due_on), columns.day(row.next_on)
    if row.state == "done" and columns.day(row.done_on) is None:
        return _("Say on which day it was done")
    if row.state in _ENDED:
        return _(_ENDED[row.state])
    if due is None:
        return _("Give it a due day")
    if not columns.number(row.days_late):
        return _("Do it by {day}", day=due)
    if coming:
        return _("Overdue: on the agenda of {day}", day=coming)
    return _("Overdue: plan the next meeting of its body, it comes first there")


def _late(row: Any) -> Any:
    return columns.number(row.days_late)


def _carried(row: Any) -> str:
    _ = state.wording()
    n = columns.number(row.carried_count)
    if n is None:
        return _("unknown") if row.state == "done" else _("ended")
    return _.count("{n} time", "{n} times", int(n)) if n else _("never")


def _seated(kind: Any, unit: Any) -> str:
    _ = state.wording()
    if not isinstance(kind, str):
        return _("not reported")
    return _("{body}: {place}", body=columns.value_words("meetings", "body_kind", kind),
             place=place_name(unit, _))  # fmt: skip


def _share(row: Any) -> float | None:
    return row.on_time / row.due if row.due else None
