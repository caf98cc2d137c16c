"""Briefing: what changed since a day, province by province?"""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.tables import Table, records, table
from dashboard.followup.briefing import briefing
from dashboard.followup.paper import Paper, PaperSection, as_message, place_name
from dashboard.readiness.explaining import Change, compare
from dashboard.screens import _columns as columns
from dashboard.screens._about import about_paper
from dashboard.screens._choices import month_ends
from dashboard.screens._export import export_buttons
from dashboard.screens._frame import days, province_picker
from dashboard.screens._menu import script
from dashboard.screens._message import show_message
from dashboard.screens._opening import opening, province_name
from dashboard.screens._table import show_table
from dashboard.screens._text import note
from dashboard.state.picking import pick
from dashboard.state.places import rows_of

_MONTHS_BACK = 24


def changes(since: dt.date, units: Iterable[str]) -> dict[str, Change | None]:
    """Return what moved the score of each of the units."""
    now, region = state.view(), state.settings().region_code
    then = dt.datetime.combine(since, dt.time.max)
    known_then = min(then, now.known_until) if now.known_until else then
    asked: tuple[dict[str, Any], ...] = (
        {"days": [since], "known_until": known_then}, {"days": [since]}, {},
    )  # fmt: skip
    moments = [
        state.answers(("score_steps",), territory=region, **one)["score_steps"] for one in asked
    ]
    return {unit: compare(*(rows_of(unit, rows) for rows in moments)) for unit in units}


def figures(rows: pd.DataFrame) -> Table:
    """Return the counts behind the sentences."""
    _ = state.wording()
    shown = {
        "founded": _("Founded"), "renewed": _("Renewed"), "lost": _("Lost"),
        "meetings_held": _("Meetings held"), "decisions_taken": _("Decisions taken"),
        "decisions_done": _("Decisions done"), "decisions_late": _("Decisions overdue now"),
        "constraints_raised": _("Constraints raised"),
        "constraints_closed": _("Constraints lifted"),
        "constraints_open": _("Constraints open now"),
        "communes_returned": _("Communes returned"),
    }  # fmt: skip
    return table(
        rows,
        [
            columns.text_column(_("Territory"), lambda row: place_name(row.unit_code, _)),
            *(columns.number_column(label, name) for name, label in shown.items()),
        ],
        caption=_("What changed, in figures"),
        id_column="unit_code",
    )


_ = state.wording()
now = state.view()
choices = month_ends(now.day, _MONTHS_BACK)
chosen = now.since if now.since and now.since < now.day else choices[1]
question = (
    _("What has changed in {province} since {day}?", province=province_name(), day=chosen)
    if now.province
    else _("What has changed since {day}, province by province?", day=chosen)
)
opening("briefing", question)
with st.container(horizontal=True, key="filters"):
    province_picker()
    since = pick(
        "since", _("Changed since"),
        [chosen, *(one for one in choices if one != chosen)], _.date, width=320,
    )  # fmt: skip
    days()
rows = state.answers(("briefing_counts",), since=since)["briefing_counts"]
if now.province:
    rows = rows[rows["unit_code"] == now.province]
moved = changes(since, rows["unit_code"])
sections = tuple(
    PaperSection(
        place_name(row.unit_code, _), tuple(briefing(row, moved.get(row.unit_code), since, _))
    )
    for row in records(rows)
)
for section in sections:
    items = "".join(f"<li>{html.escape(line)}</li>" for line in section.sentences)
    st.html(f'<h2>{html.escape(section.title)}</h2><ul class="jz-sentences">{items}</ul>')
note(
    _(
        "At most five sentences each, made from the rows stored; a figure of 0 counts rows, and "
        "says nothing of communes that sent no return."
    )
)
with st.container(horizontal=True):
    for page, label in (
        ("quality", _("See who has not reported")),
        ("next_meeting", _("See what the next meeting must settle")),
        ("constraints", _("See who must answer which constraint")),
    ):
        st.page_link(script(page), label=label, query_params=now.params())
st.header(_("The figures"))
listed = figures(rows)
show_table(listed, key="briefing_figures")
export_buttons(listed, name="jahiziya-briefing", key="briefing_export")
st.header(_("Copy as message"))
notice = _("Demonstration data: these figures are synthetic.") if state.is_synthetic() else ""
show_message(as_message(Paper(question, (), sections, tuple(about_paper()), notice), _))
