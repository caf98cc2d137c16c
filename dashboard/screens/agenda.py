"""Agenda: what is planned, and what is late?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.screens._agenda_parts import calendar_part, rotation_part
from dashboard.screens._agenda_tables import agenda_rows
from dashboard.screens._columns import day
from dashboard.screens._export import export_buttons
from dashboard.screens._menu import script
from dashboard.screens._nothing import nothing
from dashboard.screens._opening import filters, opening, province_name
from dashboard.screens._table import show_table
from dashboard.screens._text import finding, sentence
from dashboard.territory.register import register

QUESTIONS = ("agenda", "rotation_hosts", "target_days")


def summary(rows: pd.DataFrame) -> str:
    """Return how much is late, and what lies ahead, in two sentences."""
    _ = state.wording()
    coming = rows[rows["state"] == "coming"]
    late = _.count(
        "{n} founding or renewal is late.",
        "{n} foundings and renewals are late.",
        int((rows["state"] == "late").sum()),
    )
    if coming.empty:
        return f"{late} {_('Nothing lies ahead.')}"
    ahead = _.count(
        "{n} appointment lies ahead, on {day}.",
        "{n} appointments lie ahead, the next on {day}.",
        len(coming),
        day=day(coming["day_on"].min()),
    )
    return f"{late} {ahead}"


def left_out(rows: pd.DataFrame) -> None:
    """Say which meetings have no outcome, and what has no day, with the way to give it one."""
    _ = state.wording()
    silent = int((rows["state"] == "unreported").sum())
    if silent:
        sentence(
            _.count(
                "{n} meeting has gone by without an outcome: report whether it was held.",
                "{n} meetings have gone by without an outcome: report whether they were held.",
                silent,
            )
        )
        label = _("Report what became of them")
        st.page_link(script("meetings"), label=label, query_params=state.view().params())
    undated = int((rows["state"] == "undated").sum())
    if undated:
        sentence(
            _.count(
                "{n} local secretariat not founded has no day yet.",
                "{n} local secretariats not founded have no day yet.",
                undated,
            )
        )
        label = _("Give them a day: plan the tours")
        st.page_link(script("tours"), label=label, query_params=state.view().params())


def open_seat(subject: str) -> None:
    """Select the commune a row is about; a seat above the commune has no sheet to open."""
    unit = seats.get(subject)
    if unit is not None and register().is_unit(unit):
        state.go(commune=unit)


_ = state.wording()
now = state.view()
question = (
    _("What is on the agenda of {province}, and what is late?", province=province_name())
    if now.province
    else _("What is on the agenda, and what is late?")
)
opening("agenda", question)
filters()
answered = state.answers(QUESTIONS)
rows = answered["agenda"]
if now.province:
    rows = rows[rows["province_code"] == now.province]
seats: dict[str, str] = dict(zip(rows["subject"], rows["unit_code"], strict=True))
finding(summary(rows))
left_out(rows)
listed = agenda_rows(rows, named=now.province is None)
if listed.ids:
    show_table(listed, key="agenda_list", on_pick=open_seat)
    export_buttons(listed, name="jahiziya-agenda", key="agenda_export")
else:
    nothing(
        _("Nothing has a day here: send the days planned for foundings and meetings."),
        "structures",
        "meetings",
    )
st.header(_("What does the month hold?"))
calendar_part(rows, answered["target_days"])
rotation_part(answered["rotation_hosts"])
