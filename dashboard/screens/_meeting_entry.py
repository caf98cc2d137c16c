"""What is entered about meetings: one held with its decisions, one planned, an outcome, minutes.

The meeting and its decisions are one form and go in as one batch: all of it, or nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.contracts import contracts
from dashboard.figures.tables import records
from dashboard.followup.meeting_entry import is_said, last_number, meeting_and_decisions
from dashboard.screens._drafts import keep_draft
from dashboard.screens._meeting_form import FORM, body, decision, happened, host, known_body
from dashboard.screens._meetings_tables import row_words
from dashboard.screens._row_entry import changed_row, save_rows, what_is_entered
from dashboard.screens._row_fields import field, told_apart
from dashboard.screens._text import note

_MOST, _USUAL = 10, 3  # decisions that the form has room for, and that it begins with
_OUTCOME = ("status", "held_on", "planned_on", "attendees_total", "attendees_women")
_NEARBY = "meeting.planned_nearby"
_NEW = "new"  # what the id column takes for «another one»


def entry_part(rows: pd.DataFrame, seats: Collection[str] = ()) -> None:
    """Draw the choice of what is entered, its form, and what the last one wrote.

    Args:
        rows: the meetings of the view, of `meeting_register`; those that wait are offered.
        seats: units that bodies sit on, offered beside the places of the view.
    """
    _ = state.wording()
    words = {
        "held": _("A meeting held, and its decisions"),
        "planned": _("A meeting planned"),
        "outcome": _("What became of a planned meeting"),
        "minutes": _("Minutes that were filed"),
    }
    chosen = what_is_entered(("meetings",), words)
    if chosen == "held":
        _held(rows, seats)
    elif chosen == "planned":
        _planned(seats)
    elif chosen == "outcome":
        _changed(_waiting(rows), _OUTCOME, _("No planned meeting waits here."))
    elif chosen == "minutes":
        owed = rows[rows["minutes"].isin(["late", "not_due"])] if len(rows) else rows
        _changed(records(owed), ("minutes_filed_on",), _("No meeting here waits for its minutes."))


def _held(rows: pd.DataFrame, seats: Collection[str]) -> None:
    """Draw the form of a meeting held, a new one or one that was planned, and its decisions."""
    _ = state.wording()
    waiting = {row.meeting_id: row for row in _waiting(rows)}
    words = {_NEW: _("One that was not planned here"), **_words(waiting)}
    with st.container(horizontal=True):
        which = st.selectbox(
            _("Which meeting?"), list(words), format_func=lambda one: words[one],
            key=f"{FORM}_which",
        )  # fmt: skip
        room = st.selectbox(_("Room for decisions"), range(_MOST + 1), index=_USUAL,
                            format_func=_.number, key=f"{FORM}_room", width=200)  # fmt: skip
    was = waiting.get(which)
    keep_draft(FORM, {"meeting": which})
    with st.form(FORM, border=True):
        meeting = body(seats) if was is None else known_body(was)
        meeting |= happened(was)
        decisions = [decision(n) for n in range(1, room + 1)]
        if room:
            note(_("A decision without a place is carried out where the body sits."))
        slot = st.container()
        ticks = _ticks(slot, ())
        pressed = st.form_submit_button(_("Save"), type="primary")
    if ticks.get("another"):
        meeting["meeting_id"] = _NEW
    if pressed:
        _save(meeting, decisions, names_nobody=ticks.get("nobody", False))
        _ticks(slot, ticks)


def _ticks(slot: Any, drawn: Collection[str]) -> dict[str, bool]:
    """Draw the ticks that a refusal asked for, but those drawn; return what each says."""
    _ = state.wording()
    asked = {
        "nobody": ("asks", _("I have read it again: it names no person")),
        "another": ("nearby", _("It is another meeting than the one planned")),
    }
    return {
        name: slot.checkbox(label, key=f"{FORM}_{name}")
        for name, (why, label) in asked.items()
        if st.session_state.get(f"{FORM}_{why}") and name not in drawn
    }


def _save(
    meeting: Mapping[str, Any], decisions: Sequence[Mapping[str, Any]], *, names_nobody: bool
) -> None:
    """Commit the meeting and its decisions together, or say why nothing is stored."""
    _ = state.wording()
    known = meeting.get("meeting_id")
    before = last_number(state.store(), known) if known else 0
    filled = [n for n, one in enumerate(decisions, 1) if is_said(one)]
    faults = save_rows(
        meeting_and_decisions(meeting, decisions, decided_before=before),
        key=FORM,
        names_nobody=names_nobody,
        row_words=lambda table, row: _("Decision {n}", n=filled[row - 1])
        if table == "decisions" else "",
    )  # fmt: skip
    if _NEARBY in faults:
        st.session_state[f"{FORM}_nearby"] = True
        note(_("If it is that one, choose it under «Which meeting?»; if not, tick that it is "
               "another."))  # fmt: skip


def _planned(seats: Collection[str]) -> None:
    """Draw the form of a meeting to come: who, when, where."""
    _ = state.wording()
    by_name = contracts()["meetings"].by_name
    keep_draft(FORM, {"meeting": "planned"})
    with st.form(FORM, border=True):
        meeting = body(seats) | {"status": "planned"}
        first, second = st.columns(2)
        with first:
            meeting["planned_on"] = field(by_name["planned_on"], f"{FORM}_planned_on")
        with second:
            meeting["host_territory_code"] = host()
        pressed = st.form_submit_button(_("Save"), type="primary")
    if pressed:
        save_rows({"meetings": [meeting]}, key=FORM, names_nobody=False)


def _changed(waiting: Sequence[Any], fields: Sequence[str], none: str) -> None:
    """Draw the choice of a meeting and the form that says what happened to it."""
    _ = state.wording()
    if not waiting:
        note(none)
        return
    words = _words({row.meeting_id: row for row in waiting})
    chosen = st.selectbox(
        _("Which meeting?"), list(words), format_func=lambda one: words[one], key="changed_meeting"
    )
    changed_row("meetings", {"meeting_id": chosen}, fields)


def _words(rows: Mapping[str, Any]) -> dict[str, str]:
    return told_apart({code: row_words(row) for code, row in rows.items()})


def _waiting(rows: pd.DataFrame) -> list[Any]:
    return [row for row in records(rows) if row.state in ("unknown", "planned", "postponed")]
