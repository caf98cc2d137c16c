"""The parts of the page of decisions: ageing, what was done in time, and the papers' way down."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.tables import records
from dashboard.followup.paper import place_name
from dashboard.screens import _columns as columns
from dashboard.screens._correction import correction
from dashboard.screens._decisions_tables import OPEN, rate_rows
from dashboard.screens._directive_tables import (
    STATES,
    cascade_rows,
    of_place,
    paper_rows,
    paper_words,
    province_grid,
)
from dashboard.screens._export import export_buttons
from dashboard.screens._figures import Tile, tiles
from dashboard.screens._nothing import nothing
from dashboard.screens._row_fields import told_apart
from dashboard.screens._table import show_table
from dashboard.screens._text import drawing, note, sentence
from dashboard.wording import N_

_STATES = {
    "open": N_("Not done yet"),
    "late": N_("Overdue"),
    "done": N_("Done"),
    "dropped": N_("Dropped"),
    "all": N_("All of them"),
}


def state_filter() -> str:
    """Draw the choice of a state; what is not done yet comes first."""
    _ = state.wording()
    return st.selectbox(
        _("State"), list(_STATES), format_func=lambda one: _(_STATES[one]), key="decisions_state"
    )


def of_state(rows: pd.DataFrame, chosen: str) -> pd.DataFrame:
    """Return the decisions of a state chosen by `state_filter`."""
    if chosen == "all":
        return rows
    if chosen == "late":
        return rows[rows["days_late"] > 0]
    return rows[rows["state"].isin(OPEN if chosen == "open" else (chosen,))]


def ages_part(rows: pd.DataFrame) -> None:
    """Draw how many decisions are open by their age, in the place of the view."""
    _ = state.wording()
    tiles([_age(row) for row in records(_here(rows))])
    note(
        _("Days from the decision to {day}, of those not done; the classes of age are an own "
          "choice.", day=state.view().day)
    )  # fmt: skip


def rates_part(rows: pd.DataFrame) -> None:
    """Draw the share done by its day: in the place of the view, by province, function, body."""
    _ = state.wording()
    st.header(_("How many were done by their day?"))
    here = _here(rows)
    (whole,) = records(here[here["part"] == "all"])
    sentence(_rate_sentence(whole))
    words = {"owner": _("By owner"), "all": _("By province"), "body": _("By body")}
    part = st.segmented_control(
        _("How many were done by their day?"), list(words), default="owner", key="rates_part",
        format_func=lambda one: words[one], label_visibility="collapsed",
    ) or "owner"  # fmt: skip
    if part == "all":
        shown = rows[(rows["part"] == "all") & (rows["grain"] == "province")]
    else:
        shown = here[here["part"] == part]
    if shown.empty:
        note(_("No decision came due here."))
        return
    drawn = rate_rows(shown, part)
    show_table(drawn, key=f"decision_rates_{part}", height=420)
    export_buttons(drawn, name="jahiziya-decision-rates", key=f"rates_export_{part}")
    note(
        _("Done by the due day, of all that came due: dropped ones and those without a due day are "
          "left out, those done on no known day are not in time. Those of places whose months are "
          "not reported are kept apart.")
    )  # fmt: skip


def papers_part(papers: pd.DataFrame, stood: pd.DataFrame, reach: pd.DataFrame) -> None:
    """Draw the papers, each over the provinces, and the way down of one of them."""
    _ = state.wording()
    st.header(_("How far have communiqués and directives come down?"))
    if papers.empty:
        nothing(_("No paper is stored: enter the first below, or bring in a file."), "directives")
        return
    sentence(_papers_sentence(stood))
    place = state.view().province or state.settings().region_code
    papers = of_place(papers, reach, place)
    listed = paper_rows(papers)
    show_table(listed, key="papers", height=420)
    export_buttons(listed, name="jahiziya-directives", key="papers_export")
    correction("directives", papers)
    drawing(province_grid(papers, stood, reach))
    note(
        _("Discussed: a meeting held there lists the paper, or decided on it. Silent: every month "
          "due since it was issued is returned, and no meeting lists it. A return does not ask "
          "which papers were discussed: enter it below.")
    )  # fmt: skip
    _cascade(papers, stood)


def _cascade(papers: pd.DataFrame, stood: pd.DataFrame) -> None:
    _ = state.wording()
    followed = records(papers[papers["units"].notna()])
    if not followed:
        return
    said = told_apart({n: paper_words(row) for n, row in enumerate(followed)})
    counts: dict[str | None, str] = {None: _("Any state"), **{c: _(w) for c, w in STATES.items()}}
    with st.container(horizontal=True):
        at = st.selectbox(_("Paper"), list(said), format_func=lambda n: said[n], key="paper")
        chosen = st.selectbox(
            _("State there"), list(counts), format_func=lambda one: counts[one], key="paper_state"
        )
    mine = stood[stood["directive_id"] == followed[at].directive_id]
    shown = mine if chosen is None else mine[mine["state"] == chosen]
    if shown.empty:
        note(_("No place is in this state."))
        return
    drawn = cascade_rows(shown, _("The way down of one paper: {title}", title=followed[at].title))
    show_table(drawn, key="cascade", height=420)
    export_buttons(drawn, name="jahiziya-cascade", key="cascade_export")


def _here(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["unit_code"] == (state.view().province or state.settings().region_code)]


def _age(row: Any) -> Tile:
    _ = state.wording()
    low, high = int(row.from_days), columns.number(row.to_days)
    label = (
        _("{low} to {high} days", low=low, high=int(high))
        if high is not None
        else _.count("{n} day or more", "{n} days or more", low)
    )
    late = _.count("{n} overdue", "{n} overdue", int(row.overdue_count))
    undated = int(row.undated_count)
    said = [late, _.count("{n} without a due day", "{n} without a due day", undated)]
    return label, _.number(int(row.open_count)), _.join(said if undated else said[:1])


def _rate_sentence(row: Any) -> str:
    _ = state.wording()
    place = place_name(row.unit_code, _)
    if not row.due:
        if row.is_known and not row.due_unknown:
            return _("{place}: no decision came due in the 12 months up to {day}.",
                     place=place, day=state.view().day)  # fmt: skip
        return _("{place}: the share is not known, months are not reported. Declare them by "
                 "the table of returns.", place=place)  # fmt: skip
    return _(
        "{place}: {n} of {all} decisions that came due in the 12 months up to {day} were done by "
        "their day ({share}).",
        place=place, n=int(row.on_time), all=int(row.due), day=state.view().day,
        share=_.share(row.on_time / row.due),
    )  # fmt: skip


def _papers_sentence(stood: pd.DataFrame) -> str:
    _ = state.wording()
    own = stood[stood["grain"] == "province"]
    silent = own[own["state"] == "silent"]
    return _.count(
        "{n} pair of paper and province is silent, of {all}.",
        "{n} pairs of paper and province are silent, of {all}.",
        len(silent),
        all=len(own),
    )
