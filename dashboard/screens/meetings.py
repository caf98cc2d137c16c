"""Meetings: who meets, and at the pace decided?"""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.screens._agenda_parts import rotation_part
from dashboard.screens._meeting_entry import entry_part
from dashboard.screens._meetings_months import months_part
from dashboard.screens._meetings_parts import (
    attendance_part,
    calendar_part,
    chosen_rows,
    list_part,
    pace_part,
)
from dashboard.screens._opening import filters, opening, province_name
from dashboard.screens._text import finding, sentence

QUESTIONS = (
    "meeting_register", "meeting_rhythms", "meeting_months", "rotation_hosts", "target_days",
)  # fmt: skip


def summary(rows: pd.DataFrame, day: dt.date) -> str:
    """Return how many were held lately, how many have no outcome, whose minutes are late."""
    _ = state.wording()
    late = rows["is_of_year"] & (rows["minutes"] == "late")
    said = [
        _.count("{n} meeting was held in the 90 days up to {day}.",
                "{n} meetings were held in the 90 days up to {day}.",
                int(rows["is_recent"].sum()), day=day),
        _.count("{n} has gone by without an outcome.", "{n} have gone by without an outcome.",
                int((rows["state"] == "unknown").sum())),
        _.count("Of the last 12 months the minutes of {n} are late.",
                "Of the last 12 months the minutes of {n} are late.", int(late.sum())),
    ]  # fmt: skip
    return " ".join(said)


def gaps(rows: pd.DataFrame) -> None:
    """Say how to end what has no outcome and what is late."""
    _ = state.wording()
    if (rows["state"] == "unknown").any():
        sentence(_("Report what became of each: in the monthly return, or by the form below."))
    if (rows["is_of_year"] & (rows["minutes"] == "late")).any():
        sentence(_("Ask the bodies for their minutes, and enter the day each was filed below."))


_ = state.wording()
now = state.view()
question = (
    _("Who meets in {province}, and at the pace decided?", province=province_name())
    if now.province
    else _("Who meets, and at the pace decided?")
)
opening("meetings", question, when_empty=lambda: entry_part(pd.DataFrame()))
filters()
answered = state.answers(QUESTIONS)
rows, paces = answered["meeting_register"], answered["meeting_rhythms"]
months = answered["meeting_months"]
if now.province:
    months = months[months["unit_code"] == now.province]
    rows = rows[rows["province_code"] == now.province]
    paces = paces[paces["province_code"] == now.province]
finding(summary(rows, now.day))
gaps(rows)
st.header(_("Which meetings were held, and which have no outcome?"))
chosen = chosen_rows(rows)
calendar_part(chosen, answered["target_days"])
list_part(chosen)
pace_part(paces)
months_part(months)
attendance_part(rows)
rotation_part(answered["rotation_hosts"])
st.header(_("Enter what happened"))
entry_part(rows, {*rows["body_unit_code"], *paces["unit_code"]})
