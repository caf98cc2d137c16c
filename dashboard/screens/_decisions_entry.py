"""What is entered about decisions and papers: a decision, its state, a paper, where discussed."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.tables import records
from dashboard.followup.paper import place_name
from dashboard.intake.correction import current_row
from dashboard.screens import _columns as columns
from dashboard.screens._decisions_tables import OPEN
from dashboard.screens._directive_tables import paper_words
from dashboard.screens._row_entry import changed_row, new_row, what_is_entered
from dashboard.screens._row_fields import told_apart
from dashboard.screens._text import note
from dashboard.state.places import rows_of
from dashboard.territory.register import register

_DECISION = ("theme", "summary", "owner_function", "territory_code", "due_on")
_PAPER = ("kind", "issued_on", "body", "title", "action", "due_on", "source_url")
_FINE = ("cercle", "commune", "arrondissement")


def entry_part(rows: pd.DataFrame, papers: pd.DataFrame) -> None:
    """Draw the choice of what is entered, its form, and what the last one wrote."""
    _ = state.wording()
    words = {
        "done": _("A decision that is done"),
        "state": _("Its state or its due day"),
        "new": _("A new decision"),
        "paper": _("A communiqué or directive"),
        "discussed": _("A paper that was discussed"),
    }
    chosen = what_is_entered(("decisions", "directives", "meetings"), words)
    if chosen == "done":
        _decision(rows, ("done_on",), {"status": "done"})
    elif chosen == "state":
        _decision(rows, ("status", "due_on"), {})
    elif chosen == "new":
        _new(papers)
    elif chosen == "paper":
        new_row("directives", _PAPER)
    elif chosen == "discussed":
        _discussed(papers)


def _decision(rows: pd.DataFrame, fields: tuple[str, ...], preset: dict[str, Any]) -> None:
    _ = state.wording()
    left = records(rows[rows["state"].isin(OPEN)]) if len(rows) else []
    if not left:
        note(_("No decision is open here."))
        return
    said = told_apart({n: decision_words(row) for n, row in enumerate(left)})
    at = st.selectbox(_("Decision"), list(said), format_func=lambda n: said[n], key="decision_row")
    changed_row("decisions", {"decision_id": left[at].decision_id}, fields, preset)


def _new(papers: pd.DataFrame) -> None:
    _ = state.wording()
    meeting = _meeting()
    if meeting is None:
        return
    paper = _paper(papers, _("Paper it carries out"), is_needed=False)
    applied = {} if paper is None else {"directive_id": paper.directive_id}
    new_row("decisions", _DECISION, {"meeting_id": meeting.meeting_id, "status": "open", **applied})


def _discussed(papers: pd.DataFrame) -> None:
    """Draw the choice of a paper and of a meeting held, and the button that puts them together."""
    _ = state.wording()
    paper = _paper(papers, _("Paper"), is_needed=True)
    meeting = _meeting() if paper is not None else None
    if paper is None or meeting is None:
        return
    key = {"meeting_id": meeting.meeting_id}
    now = current_row(state.store(), "meetings", key) or {}
    listed = list(now.get("directive_ids") or [])
    if paper.directive_id in listed:
        note(_("This meeting lists the paper already."))
        return
    changed_row("meetings", key, (), {"directive_ids": [*listed, paper.directive_id]})


def decision_words(row: Any) -> str:
    """Return what a decision is known by: place, the day it is due or was taken, and its theme.

    On the page of a province its line stands for the theme: nowhere else is it shown.
    """
    _ = state.wording()
    theme = columns.value_words("decisions", "theme", row.theme)
    what = row.summary if state.view().province else theme
    on = columns.day(row.due_on) or columns.day(row.decided_on)
    day = _.date(on, "medium") if on else ""
    return _.join([one for one in (place_name(row.territory_code, _), day, what) if one])


def _paper(papers: pd.DataFrame, label: str, *, is_needed: bool) -> Any | None:
    """Draw the choice of a paper; None where none is stored or chosen."""
    _ = state.wording()
    rows = records(papers)
    if not rows:
        if is_needed:
            note(_("No paper is stored: enter it first."))
        return None
    said = told_apart({n: paper_words(row) for n, row in enumerate(rows)})
    at = st.selectbox(
        label, list(said), index=0 if is_needed else None, format_func=lambda n: said[n],
        placeholder=_("None"), key=f"entry_paper_{is_needed}",
    )  # fmt: skip
    return None if at is None else rows[at]


def _meeting() -> Any | None:
    """Draw the choice of a meeting held in the place of the view; None where none is stored."""
    _ = state.wording()
    place = state.view().province or state.settings().region_code
    found = rows_of(place, state.answer("territory_meetings", territory=place))
    rows = [
        row
        for row in records(found[found["outcome"] == "held"])
        if state.view().province or not _is_fine(row.body_unit_code)
    ]
    if not rows:
        note(_("No meeting that was held is stored here: bring it in first, or choose a province."))
        return None
    said = told_apart({n: _meeting_words(row) for n, row in enumerate(rows)})
    at = st.selectbox(_("Meeting"), list(said), format_func=lambda n: said[n], key="entry_meeting")
    if not state.view().province:
        note(_("Meetings of local bodies are listed once their province is chosen above."))
    return rows[at]


def _meeting_words(row: Any) -> str:
    _ = state.wording()
    body = columns.value_words("meetings", "body_kind", row.body_kind)
    named = _("{body}: {place}", body=body, place=place_name(row.body_unit_code, _))
    return _.join([named, _.date(columns.day(row.day_on), "medium")])


def _is_fine(code: str) -> bool:
    place = register().place(code)
    return place is not None and place.level in _FINE
