"""The tasks before elections as files: tables, a calendar, and lists to tick on A4."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from dashboard import state
from dashboard.elections.countdown import SOON_DAYS, Line, soon
from dashboard.reports.calendar_file import Event, calendar_file
from dashboard.reports.printed_list import Section, printed_list
from dashboard.screens._about import about_lines
from dashboard.screens._countdown_tables import (
    anchor_name,
    anchor_words,
    for_words,
    legal_day,
    line_rows,
    owner_words,
    short_rows,
    task_name,
)
from dashboard.screens._export import FileForm, export_buttons
from dashboard.screens._opening import province_name
from dashboard.screens._text import note

_HOUR = dt.time(9)
_LENGTH = dt.timedelta(hours=1)


def files_part(found: Sequence[Line]) -> None:
    """Draw the downloads; candidacies that are confidential are in none of them."""
    _ = state.wording()
    now = state.view()
    place = now.province or state.settings().region_code
    name = f"jahiziya-countdown-{place}"
    caption = _("Tasks before the elections, the late first")
    told = _("The tasks and their days are suggestions, assumptions and no law. Candidacies that "
             "are confidential are left out.")  # fmt: skip
    export_buttons(
        line_rows(found, caption),
        name=name,
        key="countdown_export",
        scores=told,
        more=partial(_files, found, caption, told, name),
    )
    note(
        _("The calendar holds the days that are known: those of tasks not done, and the legal days "
          "they count back from. The list holds what is late or due within {n} days, with boxes "
          "to tick. Where candidacies stand is in none of the files.", n=SOON_DAYS)
    )  # fmt: skip


def _files(found: Sequence[Line], caption: str, told: str, name: str) -> list[FileForm]:
    """Return the calendar and the list to print."""
    _ = state.wording()
    made_at = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    calendar = partial(calendar_file, events(found), name=_("Countdown"), made_at=made_at)
    printed = partial(printed_list, [section(found)], about_lines(caption, scores=told), _)
    return [
        FileForm(_("Calendar (ICS)"), f"{name}.ics", "text/calendar", calendar),
        FileForm(_("Printable list (A4)"), f"{name}.html", "text/html", printed),
    ]


def events(found: Sequence[Line]) -> list[Event]:
    """Return a calendar entry for each task with a day that is not done, and each legal day."""
    place = state.view().province or state.settings().region_code
    dated = [one for one in found if one.due_on is not None and one.state != "done"]
    made = [_task_event(one, place) for one in dated]
    legal = {_legal_id(one): one for one in found if legal_day(one) is not None}
    return [*made, *(_legal_event(uid, one) for uid, one in legal.items())]


def section(found: Sequence[Line]) -> Section:
    """Return the printed list of the view: what is late or due soon."""
    _ = state.wording()
    now = state.view()
    near = [one for one in found if soon(one, now.day)]
    finding = _.count(
        "{n} task is late or due within {days} days of {day}.",
        "{n} tasks are late or due within {days} days of {day}.",
        len(near), days=SOON_DAYS, day=now.day,
    )  # fmt: skip
    name = province_name() or state.region_name()
    title = _("{place}: what to do before the elections", place=name)
    return Section(title, finding, short_rows(near, _("The late first")))


def _task_event(line: Line, place: str) -> Event:
    _ = state.wording()
    assert line.due_on is not None
    start = dt.datetime.combine(line.due_on, _HOUR)
    of = line.row.election_id if isinstance(line.row.election_id, str) else int(line.row.cycle)
    notes = _("{owner}. Before: {legal}. A suggestion, an assumption and no law.",
              owner=owner_words(line), legal=anchor_words(line))  # fmt: skip
    title = _("{what}: {of}", what=task_name(line), of=for_words(line))
    uid = f"task-{of}-{line.row.task}-{place}@jahiziya"
    return Event(uid, start, start + _LENGTH, title, notes=notes)


def _legal_id(line: Line) -> str:
    of = line.row.election_id if isinstance(line.row.election_id, str) else int(line.row.cycle)
    return f"legal-{of}-{line.row.anchor}@jahiziya"


def _legal_event(uid: str, line: Line) -> Event:
    _ = state.wording()
    day = legal_day(line)
    assert day is not None
    start = dt.datetime.combine(day, _HOUR)
    title = _("{what}: {of}", what=anchor_name(line.row), of=for_words(line))
    return Event(uid, start, start + _LENGTH, title, notes=anchor_words(line))
