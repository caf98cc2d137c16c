"""Channels: who carries our needs to the ministries, and what came back?"""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.screens._channels_entry import entry_part
from dashboard.screens._channels_parts import (
    boards_part,
    chain_part,
    matrix_part,
    share_sentence,
    uncarried_part,
)
from dashboard.screens._channels_tables import request_rows, sector_rows
from dashboard.screens._correction import correction
from dashboard.screens._export import export_buttons
from dashboard.screens._nothing import nothing
from dashboard.screens._opening import filters, opening, province_name
from dashboard.screens._table import show_table
from dashboard.screens._text import finding, note, sentence

QUESTIONS = (
    "liaison_register",
    "liaison_matrix",
    "sector_list",
    "advocacy_register",
    "advocacy_steps",
    "advocacy_uncarried",
    "channel_shares",
)


def summary(requests: pd.DataFrame, needs: pd.DataFrame) -> str:
    """Return how many requests wait for an answer, and how many answers were never fed back."""
    _ = state.wording()
    waiting = int(requests["waiting_days"].notna().sum())
    kept = int((needs["step"] == "answered").sum())
    return " ".join(
        [
            _.count(
                "{n} request waits for its answer.", "{n} requests wait for their answer.", waiting
            ),
            _.count(
                "{n} answer has not been fed back to who asked.",
                "{n} answers have not been fed back to who asked.",
                kept,
            ),
        ]
    )


def requests_part(rows: pd.DataFrame, *, is_province: bool) -> None:
    """Draw the requests that wait, or all of them."""
    _ = state.wording()
    everything = st.toggle(_("Show those answered or closed too"), key="requests_all")
    shown = rows if everything else rows[rows["waiting_days"].notna()]
    if shown.empty:
        nothing(
            _("No request waits here: enter one below, or bring in a file."), "liaison_requests"
        )
        return
    show_table(request_rows(shown, with_summary=is_province), key="requests")
    exported = partial(request_rows, shown, with_summary=False)
    export_buttons(exported, name="jahiziya-requests", key="requests_export")
    correction("liaison_requests", shown)


_ = state.wording()
now = state.view()
question = (
    _("Who carries the needs of {province} to the ministries, and what came back?",
      province=province_name())
    if now.province
    else _("Who carries our needs to the ministries, and what came back?")
)  # fmt: skip
opening("channels", question, when_empty=lambda: entry_part(pd.DataFrame(), pd.DataFrame()))
filters()
answered = state.answers(QUESTIONS)
requests, needs = answered["liaison_register"], answered["advocacy_register"]
uncarried = answered["advocacy_uncarried"]
if now.province:
    requests = requests[requests["province_code"] == now.province]
    needs = needs[needs["province_code"] == now.province]
    uncarried = uncarried[uncarried["province_code"] == now.province]
is_province = now.province is not None
finding(summary(requests, needs))
st.header(_("Which sectors have answered which province?"))
sentence(share_sentence(answered["channel_shares"], "liaison_answered"))
matrix_part(answered["liaison_matrix"])
requests_part(requests, is_province=is_province)
st.header(_("How far was each need carried?"))
sentence(share_sentence(answered["channel_shares"], "advocacy_fed_back"))
chain_part(answered["advocacy_steps"])
boards_part(needs, is_province=is_province)
st.header(_("Whom have we carried nothing for?"))
uncarried_part(uncarried)
st.header(_("Enter what came in"))
entry_part(requests, needs)
st.header(_("Which sectors are on the list?"))
show_table(sector_rows(answered["sector_list"]), key="sectors")
if not is_province:
    note(_("The line of each request or need is read on the page of its province."))
