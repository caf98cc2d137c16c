"""Countdown: what must be done by when before the legal days of the elections?"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import state
from dashboard.elections.countdown import PRESSING, Line, lines
from dashboard.figures.tables import records
from dashboard.readiness.profiles_said import PROFILES
from dashboard.screens._countdown_files import files_part
from dashboard.screens._countdown_tables import line_rows, owner_rows, task_name
from dashboard.screens._elections_words import between
from dashboard.screens._matrix_parts import KINDS
from dashboard.screens._menu import script
from dashboard.screens._opening import filters, opening, province_name
from dashboard.screens._table import show_table
from dashboard.screens._text import finding, note, sentence
from dashboard.state.picking import pick

_QUESTION = "election_countdown"
_LISTS = "rolls"


def election_picker() -> None:
    """Draw the choice of all elections, or of one kind."""
    _ = state.wording()
    pick(
        "profile",
        _("Election"),
        [None, *KINDS],
        lambda kind: _(PROFILES[kind]) if kind else _("All elections"),
    )


def of_view(*, sees_candidacies: bool) -> list[Line]:
    """Return the tasks of the view: of one province or all, of one kind of election or all."""
    now = state.view()
    rows = state.answer(_QUESTION, profile=KINDS, sees_candidacies=sees_candidacies)
    if now.province:
        rows = rows[rows["unit_code"] == now.province]
    if now.profile:
        rows = rows[rows["profile"].isin([now.profile, _LISTS])]
    return lines(records(rows))


def summary(found: Sequence[Line]) -> str:
    """Return how many tasks are late, which comes next, and how many wait for a day."""
    _ = state.wording()
    late = sum(one.state in PRESSING for one in found)
    said = [
        _.count(
            "{n} task is late, or gone by with nothing reported.",
            "{n} tasks are late, or gone by with nothing reported.",
            late,
        )
    ]
    ahead = [one for one in found if one.state == "due" and one.due_on]
    if ahead and ahead[0].due_on:
        days = between(state.view().day, ahead[0].due_on)
        said.append(_("The next one due: {task}. {days}", task=task_name(ahead[0]), days=days))
    waiting = sum(one.state == "waiting" for one in found)
    if waiting:
        said.append(
            _.count("{n} task waits for a day that is not published.",
                    "{n} tasks wait for a day that is not published.", waiting)
        )  # fmt: skip
    return " ".join(said)


def part(title: str, found: Sequence[Line], *, key: str, nothing: str) -> None:
    """Draw a table of tasks under its title, or a line that says why there is none."""
    st.header(title)
    if found:
        show_table(line_rows(found, title), key=key, height=480)
    else:
        note(nothing)


def waiting_part(found: Sequence[Line]) -> None:
    """Draw what waits for a legal day, and lead to where the day is given."""
    _ = state.wording()
    part(_("What waits for a day?"), found, key="tasks_waiting", nothing=_("Nothing waits."))
    if found:
        sentence(
            _("Each is due so many days before its legal day: give the day in the calendar of "
              "elections once it is published. Until then it is neither late nor in time.")
        )  # fmt: skip
        st.page_link(
            script("elections"),
            label=_("Give a day in the calendar of elections"),
            query_params=state.view().params(),
        )


_ = state.wording()
question = (
    _("What must {province} do by when before the polling days?", province=province_name())
    if state.view().province
    else _("What must be done by when before the polling days?")
)
opening("countdown", question)
filters(election_picker)
found = of_view(sees_candidacies=state.may_see_own_candidacies())
finding(summary(found))
if all(one.row.profile != _LISTS for one in found):
    note(_("No legal day of the lists lies ahead in the reference file: add the next revision."))
part(
    _("What is late now?"),
    [one for one in found if one.state in PRESSING],
    key="tasks_late",
    nothing=_("Nothing is late on this day."),
)
part(
    _("What comes next?"),
    [one for one in found if one.state == "due"],
    key="tasks_due",
    nothing=_("No task with a day lies ahead: its legal day is not published."),
)
waiting_part([one for one in found if one.state == "waiting"])
done = [one for one in found if one.state == "done"]
if done:
    part(_("What is done?"), done, key="tasks_done", nothing="")
if found:
    st.header(_("Which level and function has what to do?"))
    show_table(owner_rows(found), key="tasks_owners", searchable=False, height=420)
st.header(_("Take it along"))
files_part(of_view(sees_candidacies=False))
note(
    _("The tasks and their days are suggestions of ours, assumptions and no law; they stand in "
      "election_tasks.csv. Done is read from what is reported, everywhere in the province; a task "
      "that no figure follows can be made a task of a milestone.")
)  # fmt: skip
