"""Decisions: what was decided, and is it done?"""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.tables import records
from dashboard.screens._correction import correction
from dashboard.screens._decisions_entry import entry_part
from dashboard.screens._decisions_parts import (
    ages_part,
    of_state,
    papers_part,
    rates_part,
    state_filter,
)
from dashboard.screens._decisions_tables import OPEN, body_words, decision_rows
from dashboard.screens._export import export_buttons
from dashboard.screens._menu import script
from dashboard.screens._message import message_part
from dashboard.screens._nothing import nothing
from dashboard.screens._opening import filters, opening, province_name
from dashboard.screens._table import show_table
from dashboard.screens._text import finding, note

_BODY = ["body_kind", "body_unit_code", "structure_label"]  # what `body_words` says
QUESTIONS = (
    "decision_register",
    "decision_ages",
    "decision_rates",
    "directive_register",
    "directive_cascade",
    "directive_reach",
)


def summary(rows: pd.DataFrame) -> str:
    """Return how many decisions are not done, how many overdue, and by how long the longest."""
    _ = state.wording()
    left = rows[rows["state"].isin(OPEN)]
    if left.empty:
        return _("No decision that is stored waits to be done here.")
    late = left.loc[left["days_late"] > 0, "days_late"]
    said = [
        _.count("{n} decision is not done.", "{n} decisions are not done.", len(left)),
        _.count("{n} is overdue.", "{n} are overdue.", len(late)),
    ]
    if len(late):
        said.append(
            _.count("The longest is {n} day late.", "The longest is {n} days late.",
                    int(late.max()))
        )  # fmt: skip
    return " ".join(said)


def body_filter(rows: pd.DataFrame) -> str | None:
    """Draw the choice of the body that decided; None is every body."""
    _ = state.wording()
    named = sorted({body_words(row) for row in records(rows[_BODY])})
    options = [None, *named]
    return st.selectbox(
        _("Body that decided"), options, format_func=lambda one: one or _("Every body"),
        key=f"decisions_body_{state.view().province}",
    )  # fmt: skip


def register_part(rows: pd.DataFrame, *, is_province: bool) -> None:
    """Draw the register of one body or of all, by state, and where what is late goes next."""
    _ = state.wording()
    with st.container(horizontal=True):
        chosen, body = state_filter(), body_filter(rows)
    shown = of_state(rows, chosen)
    if body is not None:
        shown = shown[[body_words(row) == body for row in records(shown[_BODY])]]
    if shown.empty:
        nothing(
            _("No decision is in this state here: enter one below, or bring in a file."),
            "decisions",
        )
    else:
        show_table(decision_rows(shown, with_summary=is_province), key="decisions")
        exported = partial(decision_rows, shown, with_summary=False)
        export_buttons(exported, name="jahiziya-decisions", key="decisions_export")
    note(
        _("Carried: later meetings that its body held while it was overdue. Nothing is written for "
          "that: what is overdue opens the agenda of the next meeting of the body that decided.")
    )  # fmt: skip
    st.page_link(
        script("next_meeting"),
        label=_("Agenda of the next meeting"),
        query_params=state.view().params(),
    )
    if not is_province:
        note(_("The line of each decision is read on the page of its province."))
        shown = shown.drop(columns="summary")
    correction("decisions", shown)


_ = state.wording()
now = state.view()
question = (
    _("What was decided for {province}, and is it done?", province=province_name())
    if now.province
    else _("What was decided, and is it done?")
)
opening("decisions", question, when_empty=lambda: entry_part(pd.DataFrame(), pd.DataFrame()))
filters()
answered = state.answers(QUESTIONS)
rows, stood = answered["decision_register"], answered["directive_cascade"]
if now.province:
    rows = rows[rows["province_code"] == now.province]
    stood = stood[(stood["province_code"] == now.province) | (stood["grain"] == "region")]
finding(summary(rows))
ages_part(answered["decision_ages"])
register_part(rows, is_province=now.province is not None)
rates_part(answered["decision_rates"])
papers_part(answered["directive_register"], stood, answered["directive_reach"])
message_part(
    _("Decisions: {place}", place=province_name() or state.region_name()), lambda: [summary(rows)]
)
st.header(_("Enter what came in"))
entry_part(rows, answered["directive_register"])
