"""Pace: when will every commune have its secretariat?"""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.tables import records
from dashboard.planning.method import planning_method
from dashboard.planning.provinces import Outlook, outlook
from dashboard.screens._export import export_buttons
from dashboard.screens._frame import days, province_picker
from dashboard.screens._message import message_part
from dashboard.screens._nothing import nothing
from dashboard.screens._opening import opening, province_name
from dashboard.screens._pace_parts import (
    delay_part,
    pace_figure,
    pace_tiles,
    province_rows,
)
from dashboard.screens._pace_words import (
    finish_words,
    needed_words,
    observed_words,
    own_words,
    unknown_words,
)
from dashboard.screens._table import show_table
from dashboard.screens._text import finding, note, sentence
from dashboard.screens._until import until_notes, until_picker

QUESTIONS = ("founding_pace", "founding_delays", "founding_agenda", "target_days")


def open_province(code: str) -> None:
    """Filter by the province pressed."""
    state.go(province=code, commune=None)


def outlooks(rows: pd.DataFrame, until: dt.date) -> dict[str, Outlook]:
    """Return the outlook of the region and of each province, by code."""
    provinces, as_of = int((rows["grain"] == "province").sum()), state.view().day
    return {
        row.unit_code: outlook(
            row, provinces=provinces if row.grain == "region" else 1, as_of=as_of, until=until
        )
        for row in records(rows)
    }


_ = state.wording()
now = state.view()
question = (
    _("When will every commune of {province} have its secretariat?", province=province_name())
    if now.province
    else _("When will every commune have its secretariat?")
)
opening("pace", question)
rows = state.answers(QUESTIONS)
with st.container(horizontal=True, key="filters"):
    province_picker()
    until = until_picker(rows["target_days"])
    days()
until_notes(rows["target_days"])
found = outlooks(rows["founding_pace"], until)
here = found[now.province or state.settings().region_code]
agenda, waited = rows["founding_agenda"], rows["founding_delays"]
if now.province:
    agenda = agenda[agenda["province_code"] == now.province]
    waited = waited[waited["province_code"] == now.province]
finding(finish_words(here))
if here.unknown == here.places:
    nothing(_("Send the secretariats that are planned or founded, with their days."), "structures")
pace_tiles(here, until)
told = (observed_words(here), needed_words(here, until), own_words(here), unknown_words(here))
said_of_pace = [said for said in told if said]
for said in said_of_pace:
    sentence(said)
pace_figure(here, agenda, until)
st.header(_("And in each province?"))
by_then = rows["founding_agenda"]
by_then = by_then[pd.to_datetime(by_then["planned_on"]) <= pd.Timestamp(until)]
sums = by_then.groupby("province_code")["empty_places"].sum()
planned = {str(code): int(n) for code, n in sums.items()}
provinces = [one for code, one in found.items() if code != state.settings().region_code]
listed = province_rows(provinces, planned)
show_table(listed, key="pace_provinces", selected=now.province, height=720, on_pick=open_province)
export_buttons(listed, name="jahiziya-pace", key="pace_export")
delay_part(waited)
message_part(
    _("Pace: {place}", place=province_name() or state.region_name()),
    lambda: [finish_words(here), *said_of_pace],
)
note(planning_method().notes[_.language])
note(
    _(
        "A place is a commune, or an arrondissement of Fès. One founding is taken to cover one "
        "place: one body for a whole cercle would end sooner."
    )
)
