"""Agenda of the next meeting: what must the next meeting settle?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.tables import Table, TableColumn, records, table
from dashboard.followup.body_asked import body_asked
from dashboard.followup.next_agenda import QUESTIONS, agenda_paper
from dashboard.followup.paper import Paper, PaperSection, as_message, label, place_name
from dashboard.reports.paper_docx import paper_docx
from dashboard.reports.paper_pdf import paper_pdf
from dashboard.screens._about import about_paper
from dashboard.screens._frame import end
from dashboard.screens._leaving import file_button
from dashboard.screens._menu import script
from dashboard.screens._message import show_message
from dashboard.screens._opening import filters, opening
from dashboard.screens._table import show_table
from dashboard.screens._text import finding, note, sentence
from dashboard.territory.register import register
from dashboard.wording import Language, wording

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Body = tuple[str, str]


def heads(province: str | None) -> list[Body]:
    """Return whose agenda can be made even if none is stored: the region's, or its provinces'."""
    region, seen = state.settings().region_code, state.scope()
    if province:
        return [("provincial_secretariat", province)] if state.sees(province) else []
    if region in seen:
        return [("regional_secretariat", region)]
    return [("provincial_secretariat", code) for code in seen]


def choices(rows: pd.DataFrame, province: str | None) -> list[Body]:
    """Return the bodies of the region, or of the reader's provinces or one of them."""
    first = heads(province)
    units = {unit for _kind, unit in first}
    inside = rows["province_code"]
    mine = inside.isna() if state.settings().region_code in units else inside.isin(units)
    found = [(row.kind, row.unit_code) for row in records(rows[mine])]
    return [*(one for one in first if one not in found), *found]


def choose(bodies: list[Body]) -> Body:
    """Draw the choice of the body whose meeting it is."""
    _ = state.wording()
    said = {
        one: _("{body}: {place}", body=label("structures", "kind", one[0], _),
               place=place_name(one[1], _))
        for one in bodies
    }  # fmt: skip
    at = st.selectbox(
        _("Body that meets"), range(len(bodies)), format_func=lambda n: said[bodies[n]],
        key=f"next_meeting_body_{state.view().province}",
    )  # fmt: skip
    return bodies[at]


def asked(body: Body) -> dict[str, pd.DataFrame]:
    """Return the answers for one body, of its own territory alone."""
    kind, unit = body
    found = dict(state.answers(QUESTIONS, body_kind=kind, territory=unit))
    inside, around = register().units_within(unit), register().containers_of(unit)
    tasks, coming = found["milestone_tasks_due"], found["milestones_coming"]
    found["milestone_tasks_due"] = tasks[tasks["territory_code"].isin(inside)]
    found["milestones_coming"] = coming[coming["territory_code"].isin(inside | around)]
    since = body_asked(found["next_meeting_body"]).last_held_on or state.view().day
    moved = state.answers(("next_meeting_movements",), territory=unit, since=since)
    return found | moved


def section_table(section: PaperSection) -> Table:
    """Return the rows of a section as a table of the page."""
    rows = pd.DataFrame([{"at": n} for n in range(len(section.rows))])

    def column(number: int, head: str) -> TableColumn:
        def cell(row: Any) -> str:
            return str(section.rows[row.at][number])

        return TableColumn(head, cell, lambda row: cell(row) or None)

    heads = [column(number, head) for number, head in enumerate(section.headers)]
    return table(rows, heads, caption=section.title)


@st.cache_data(show_spinner=False, max_entries=64)
def made(content: str, language: Language, form: str, _paper: Paper) -> bytes:
    """Return the paper in a form, made once for the same content."""
    make: Mapping[str, Any] = {"pdf": paper_pdf, "docx": paper_docx}
    return bytes(make[form](_paper, wording(language)))


def downloads(paper: Paper) -> None:
    """Draw the buttons that hold the agenda as PDF and as DOCX."""
    _ = state.wording()
    with st.container(horizontal=True):
        for form, text, mime in (
            ("pdf", _("Download PDF"), "application/pdf"),
            ("docx", _("Download DOCX"), DOCX),
        ):
            file_button(
                text, made(repr(paper), _.language, form, paper),
                name=f"jahiziya-next-meeting-{state.view().day.isoformat()}.{form}",
                mime=mime, key=f"next_meeting_{form}",
            )  # fmt: skip


_ = state.wording()
now = state.view()
opening("next_meeting", _("What must the next meeting settle?"))
filters()
bodies = choices(state.answer("next_meeting_bodies"), now.province)
if not bodies:
    note(_("This province lies outside your territories: choose one of yours above."))
    end()
body = choose(bodies)
answers = asked(body)
notice = _("Demonstration data: these figures are synthetic.") if state.is_synthetic() else ""
about = [
    *about_paper(),
    _("For the members of this body alone: do not pass it on."),
]
paper = agenda_paper(
    body_asked(answers["next_meeting_body"]), answers, _, about=about, notice=notice
)
finding(paper.lines[0])
for line in paper.lines[1:]:
    sentence(line)
if body_asked(answers["next_meeting_body"]).next_on is None:
    st.page_link(script("meetings"), label=_("Plan the meeting"), query_params=now.params())
downloads(paper)
for place, section in enumerate(paper.sections):
    st.header(section.title)
    for line in section.sentences:
        sentence(line)
    if section.rows:
        show_table(section_table(section), key=f"next_meeting_{place}", height=360)
note(_("An overdue decision is carried to the next meeting of the body that took it; no row is "
       "written for that."))  # fmt: skip
if st.toggle(_("Copy as message"), key="next_meeting_message"):
    show_message(as_message(paper, _))
