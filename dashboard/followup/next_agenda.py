"""The agenda of a body's next meeting, made from what is open: one paper, whatever its form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.followup.body_asked import BodyAsked, day, days_words
from dashboard.followup.paper import Paper, PaperSection, label, place_name
from dashboard.wording import N_, Wording

QUESTIONS = (
    "next_meeting_body",
    "next_meeting_decisions",
    "next_meeting_constraints",
    "next_meeting_answers",
    "milestones_coming",
    "milestone_tasks_due",
)
MOVEMENTS = {
    "founded": N_("Founded"),
    "renewed": N_("Renewed"),
    "dissolved": N_("Dissolved"),
    "dormant": N_("Dormant"),
    "expired": N_("Mandate over, not renewed"),
}
MILESTONE_STATES = {
    "confirmed": N_("date confirmed"),
    "expected": N_("date expected"),
    "undated": N_("no date yet"),
    "gone_by": N_("day gone by, outcome not reported"),
    "held": N_("held"),
}


def agenda_paper(
    body: BodyAsked,
    answers: Mapping[str, pd.DataFrame],
    words: Wording,
    *,
    about: Sequence[str] = (),
    notice: str = "",
) -> Paper:
    """Return the agenda of a body's next meeting.

    Args:
        body: whose meeting it is.
        answers: of `QUESTIONS`, and of `next_meeting_movements` since its last meeting held, all
            of its territory alone.
        words: the language.
        about: sentences on source and days.
        notice: what is said first when the data are synthetic.
    """
    sections = (
        _decisions(answers["next_meeting_decisions"], body, words),
        _constraints(answers["next_meeting_constraints"], words),
        _milestones(answers["milestones_coming"], words),
        _tasks(answers["milestone_tasks_due"], words),
        _answers(answers["next_meeting_answers"], words),
        _movements(answers["next_meeting_movements"], body, words),
    )
    title = words("Agenda of the next meeting")
    lines = (body.name(words), *days_words(body, words))
    return Paper(title, lines, sections, tuple(about), notice)


def _section(
    title: str,
    sentences: Sequence[str],
    rows: pd.DataFrame,
    columns: Mapping[str, Callable[[Any], str]],
) -> PaperSection:
    cells = tuple(
        tuple(write(row) for write in columns.values()) for row in rows.itertuples(index=False)
    )
    return PaperSection(title, tuple(sentences), tuple(columns) if cells else (), cells)


def _days_said(value: Any, words: Wording) -> str:
    return "" if pd.isna(value) else words.count("{n} day", "{n} days", int(value))


def _owed(first: str, table: str, words: Wording) -> dict[str, Callable[[Any], str]]:
    """Return the columns of what somebody owes: what, who, where, by when, how late."""
    return {
        first: lambda row: row.summary,
        words("Owner"): lambda row: label(table, "owner_function", row.owner_function, words),
        words("Place"): lambda row: place_name(row.territory_code, words),
        words("Due on"): lambda row: words.date(day(row.due_on), "medium"),
        words("Late by"): lambda row: _days_said(row.days_late, words),
    }


def _decisions(rows: pd.DataFrame, body: BodyAsked, words: Wording) -> PaperSection:
    late, undated = rows[rows["state"] == "late"], int((rows["state"] == "undated").sum())
    ahead = int((rows["state"] == "due").sum())
    said = [
        words.count("{n} decision of this body is overdue.",
                    "{n} decisions of this body are overdue.", len(late)),
        words.count("{n} more is open and not yet due.",
                    "{n} more are open and not yet due.", ahead),
    ]  # fmt: skip
    if undated:
        said.append(words.count("{n} open decision has no due day: give it one.",
                                "{n} open decisions have no due day: give them one.",
                                undated))  # fmt: skip
    if body.last_held_on is None and rows.empty:
        said = [words("No decision of this body is stored.")]
    return _section(
        words("Overdue decisions, carried"),
        said,
        late,
        _owed(words("Decision"), "decisions", words),
    )


def _constraints(rows: pd.DataFrame, words: Wording) -> PaperSection:
    mine = rows[rows["is_leveled"].astype(bool)]
    said = [
        words.count("{n} open constraint waits for an answer at this level.",
                    "{n} open constraints wait for an answer at this level.", len(mine)),
        words.count("{n} of them is overdue.", "{n} of them are overdue.",
                    int(mine["days_late"].notna().sum())),
    ]  # fmt: skip
    risen = int(mine["is_escalated"].sum())
    if risen:
        said.append(words.count("{n} comes up from the level below, which is late.",
                                "{n} come up from the level below, which is late.",
                                risen))  # fmt: skip
    unsaid = len(rows) - len(mine)
    if unsaid:
        said.append(words.count("{n} more has no level that must answer: choose it.",
                                "{n} more have no level that must answer: choose it.",
                                unsaid))  # fmt: skip
    table = "constraint_reports"
    return _section(
        words("Constraints to answer at this level"),
        said[:1] if rows.empty else said,
        mine,
        {
            words("Constraint"): lambda row: row.summary,
            words("Category"): lambda row: label(table, "category", row.category, words),
            words("Place"): lambda row: place_name(row.territory_code, words),
            words("Open for"): lambda row: _days_said(row.age_days, words),
            words("Late by"): lambda row: _days_said(row.days_late, words),
        },
    )


def _milestones(rows: pd.DataFrame, words: Wording) -> PaperSection:
    ahead = rows[rows["state"] != "held"]
    said = words.count("{n} milestone is not held yet.", "{n} milestones are not held yet.",
                       len(ahead))  # fmt: skip
    return _section(
        words("Milestones"),
        [said],
        ahead,
        {
            words("Milestone"): lambda row: row.title,
            words("Day"): lambda row: (
                words.date(day(row.happens_on), "medium")
                if day(row.happens_on)
                else words("no date yet")
            ),
            words("State"): lambda row: words(MILESTONE_STATES[row.state]),
        },
    )


def _tasks(rows: pd.DataFrame, words: Wording) -> PaperSection:
    late = rows[rows["state"] == "late"]
    said = words.count("{n} task of a milestone is late.", "{n} tasks of milestones are late.",
                       len(late))  # fmt: skip
    return _section(
        words("Late tasks of milestones"),
        [said],
        late,
        _owed(words("Task"), "milestone_tasks", words),
    )


def _answers(rows: pd.DataFrame, words: Wording) -> PaperSection:
    said = words.count(
        "{n} answer of a ministry has not been fed back to its territory.",
        "{n} answers of ministries have not been fed back to their territories.",
        len(rows),
    )
    return _section(
        words("Answers to feed back"),
        [said],
        rows,
        {
            words("Need"): lambda row: row.summary,
            words("Sector"): lambda row: _sector(row, words),
            words("Place"): lambda row: place_name(row.territory_code, words),
            words("Answered on"): lambda row: words.date(day(row.answered_on), "medium"),
            words("Waiting for"): lambda row: _days_said(row.days_waiting, words),
        },
    )


def _sector(row: Any, words: Wording) -> str:
    name = row.sector_ar if words.language == "ar" else row.sector_fr
    return name if isinstance(name, str) else row.sector_code


def _movements(rows: pd.DataFrame, body: BodyAsked, words: Wording) -> PaperSection:
    title = words("Local secretariats, since the last meeting")
    if body.last_held_on is None:
        return PaperSection(
            title, (words("No meeting held is stored: there is no day to count from."),)
        )
    said = words.count(
        "Since {day}, {n} movement of a local secretariat is stored.",
        "Since {day}, {n} movements of local secretariats are stored.",
        len(rows),
        day=body.last_held_on,
    )
    return _section(
        title,
        [said],
        rows,
        {
            words("Local secretariat"): lambda row: place_name(row.unit_code, words),
            words("What happened"): lambda row: words(MOVEMENTS[row.movement]),
            words("Day"): lambda row: words.date(day(row.moved_on), "medium"),
        },
    )
