"""The meetings, their attendance and the pace of the bodies as tables, and the words of a row."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard import state
from dashboard.access.small_counts import MASKED_VALUE
from dashboard.figures.tables import Table, TableColumn, table
from dashboard.screens import _columns as columns
from dashboard.screens._agenda_tables import REPORT_OUTCOME
from dashboard.territory.register import register
from dashboard.wording import N_

_TABLE = "meetings"
UNKNOWN = N_("outcome not reported")
PACE_WORDS = {
    "kept": N_("at the pace decided"),
    "behind": N_("behind"),
    "unknown": N_("unknown: months not reported"),
    "no_rhythm": N_("unknown: no pace decided"),
}
_CAPACITIES = {
    "attendees_parliamentarians": N_("Parliamentarians"),
    "attendees_provincial_secretaries": N_("Provincial secretaries"),
    "attendees_regional_secretariat": N_("Members of the regional secretariat"),
    "attendees_council_presidents": N_("Presidents of communal councils"),
}


def meeting_rows(rows: pd.DataFrame, *, is_export: bool = False) -> Table:
    """Return the meetings, those without an outcome first; a file says the source of each too."""
    _ = state.wording()
    behind = [
        columns.text_column(_("Hosted by"), _host),
        columns.text_column(_("Source"), columns.source_words),
    ]
    return table(
        rows,
        [
            columns.text_column(_("Seat"), seat_words),
            columns.text_column(_("Body"), body_words),
            columns.date_column(_("Day"), "day_on"),
            columns.text_column(_("State"), state_words),
            columns.text_column(_("Next step"), step_words),
            columns.text_column(_("Kind"), kind_words),
            TableColumn(_("Minutes"), minutes_words, lambda row: columns.day(row.minutes_due_on)),
            TableColumn(
                _("Decisions"), _decisions, lambda row: columns.number(row.decisions), "number"
            ),
            *(behind if is_export else []),
        ],
        caption=_("Meetings, those without an outcome first"),
        id_column="meeting_id",
    )


def attendance_rows(rows: pd.DataFrame) -> Table:
    """Return who was there at each meeting held: persons published, offices as reported."""
    _ = state.wording()
    return table(
        rows,
        [
            columns.text_column(_("Seat"), seat_words),
            columns.text_column(_("Body"), body_words),
            columns.date_column(_("Held on"), "held_on"),
            columns.persons_column(_("Present"), "attendees_total"),
            columns.persons_column(_("Of whom women"), "attendees_women"),
            *(_capacity_column(_(words), name) for name, words in _CAPACITIES.items()),
        ],
        caption=_("Attendance by capacity, the newest first"),
        id_column="meeting_id",
    )


def _capacity_column(label: str, name: str) -> TableColumn:
    """Offices as reported; where few persons were there, as published: they would tell how few."""
    offices, persons = columns.number_column(label, name), columns.persons_column(label, name)

    def words(row: Any) -> str:
        is_few = columns.number(row.attendees_total) == MASKED_VALUE
        return (persons if is_few else offices).shown(row)

    return replace(offices, shown=words)


def pace_rows(rows: pd.DataFrame, *, is_export: bool = False) -> Table:
    """Return the bodies with what is expected, the furthest behind first; a file its source too."""
    _ = state.wording()
    source = columns.said_column(_("Where the pace comes from"), "rhythm_source")
    return table(
        rows,
        [
            columns.text_column(_("Seat"), seat_words),
            columns.text_column(_("Body"), body_words),
            columns.text_column(_("Pace"), lambda row: _(PACE_WORDS[row.state])),
            columns.text_column(_("Next step"), _pace_step),
            columns.number_column(_("Held in 12 months"), "held"),
            columns.number_column(_("Expected in 12 months"), "expected"),
            columns.number_column(_("Missing"), "missing"),
            columns.number_column(_("Months not reported"), "unreported_months"),
            columns.date_column(_("Last held on"), "last_held_on"),
            *([source] if is_export else []),
        ],
        caption=_("The pace of the bodies, the furthest behind first"),
    )


def seat_words(row: Any) -> str:
    """Return the name of the body's seat, with its province where it lies in one."""
    _ = state.wording()
    code = row.body_unit_code if hasattr(row, "body_unit_code") else row.unit_code
    name = register().unit_name(code, _.language)
    place = register().place(code)
    if place is None or not place.province_code or place.province_code == code:
        return name
    return _.join([name, register().unit_name(place.province_code, _.language)])


def body_words(row: Any) -> str:
    """Return the kind of the body, with its label where the seat has several of the kind."""
    kind = columns.value_words(_TABLE, "body_kind", row.body_kind)
    label = columns.text(row.structure_label if hasattr(row, "structure_label") else row.label)
    return state.wording().join([kind, label]) if label else kind


def kind_words(row: Any) -> str:
    """Return the kind of the meeting."""
    return columns.value_words(_TABLE, "kind", row.kind)


def state_words(row: Any) -> str:
    """Return what is known of a meeting on the day asked about."""
    if row.state == "unknown":
        return state.wording()(UNKNOWN)
    return columns.value_words(_TABLE, "status", row.state)


def minutes_words(row: Any) -> str:
    """Return where the minutes stand; of a meeting that was not held there are none."""
    _ = state.wording()
    if row.minutes == "filed":
        return _("filed on {day}", day=_.date(columns.day(row.minutes_filed_on), "medium"))
    if row.minutes == "late":
        due = _.date(columns.day(row.minutes_due_on), "medium")
        return _("late: due on {day}, no filing reported", day=due)
    if row.minutes == "not_due":
        return _("not due before {day}", day=_.date(columns.day(row.minutes_due_on), "medium"))
    return _("none is due")


def step_words(row: Any) -> str:
    """Return what comes next of a meeting."""
    _ = state.wording()
    day, as_of = columns.day(row.day_on), columns.day(row.as_of)
    if row.state == "unknown":
        return _(REPORT_OUTCOME)
    if row.state == "cancelled":
        return _("Plan another meeting")
    if row.state == "postponed" and day < as_of:
        return _("Say what became of it, or give it a new day")
    if row.state != "held":
        return _("Hold it on {day}, and report it", day=day)
    if row.minutes == "late":
        return _("File its minutes")
    if columns.number(row.attendees_total) is None:
        return _("Report how many were present")
    if row.minutes == "not_due":
        return _("File its minutes by {day}", day=columns.day(row.minutes_due_on))
    return _("Nothing is due")


def row_words(row: Any) -> str:
    """Return what a meeting is known by: body, seat, day."""
    _ = state.wording()
    on = _.date(columns.day(row.day_on), "medium")
    return _.join([body_words(row), seat_words(row), kind_words(row), on])


def _decisions(row: Any) -> str:
    _ = state.wording()
    n = columns.number(row.decisions)
    if n is None:
        return _("not held")
    return _.number(int(n)) if n else _("none stored")


def _host(row: Any) -> str:
    if not isinstance(row.host_territory_code, str):
        return ""
    return register().unit_name(row.host_territory_code, state.view().lang)


def _pace_step(row: Any) -> str:
    _ = state.wording()
    if row.state == "behind":
        return _.count("Call {n} meeting more", "Call {n} meetings more", int(row.missing))
    if row.state == "unknown":
        return _.count(
            "Report the meetings of {n} month", "Report the meetings of {n} months",
            int(row.unreported_months),
        )  # fmt: skip
    if row.state == "no_rhythm":
        return _("Say how many meetings a year are expected: table of rhythms, page Data")
    return _("Keep the pace")
