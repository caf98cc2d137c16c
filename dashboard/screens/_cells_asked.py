"""Cells that find or may name a person: the analyst edits, drops or keeps them."""

from __future__ import annotations

import hashlib

import streamlit as st

from dashboard import state
from dashboard.errors import Problem
from dashboard.intake.cell_answers import CellAnswers, CellPlace
from dashboard.intake.importing import Checked
from dashboard.screens._text import note
from dashboard.wording import N_

_ASKED = ("personal_data.perhaps_a_name", "personal_data.cell")
_SHOWN = 20
_CHOICES = {
    "edit": N_("Write it again"),
    "drop": N_("Drop the cell"),
    "keep": N_("It names no person"),
}


def told_cells(content: bytes) -> CellAnswers:
    """Return what was answered for the cells of a file in this session."""
    told: dict[str, CellAnswers] = st.session_state.get("cells_told", {})
    return told.get(hashlib.sha256(content).hexdigest(), CellAnswers())


def ask_cells(checked: Checked, *, key: str) -> None:
    """Draw the cells that have to be answered; an answer checks the file again."""
    _ = state.wording()
    asked = [one for one in checked.every_problem if one.code in _ASKED and one.row and one.column]
    if not asked:
        return
    own = f"{key}_{checked.sha256[:12]}_cell"
    st.subheader(_("Cells that find or may name a person"))
    note(
        _("Write the function instead of the name, or drop the cell: the rest of the file goes on.")
    )
    with st.form(f"{own}s_asked"):
        for one in asked[:_SHOWN]:
            _ask(checked, one, f"{own}_{one.row}_{one.column}")
        st.form_submit_button(
            _("Check again with these answers"),
            on_click=_note_answers,
            args=(checked, asked[:_SHOWN], own),
        )


def _ask(checked: Checked, one: Problem, key: str) -> None:
    _ = state.wording()
    column = checked.contract.by_name.get(one.column or "")
    label = column.labels[_.language] if column else one.column or ""
    choices = [c for c in _CHOICES if c != "keep" or one.code == _ASKED[0]]
    st.radio(
        _("Row {row}, {column}", row=one.row, column=label),
        choices,
        format_func=lambda choice: _(_CHOICES[choice]),
        key=f"{key}_choice",
        horizontal=True,
    )
    st.text_input(
        _("New text"), value=_cell(checked, one), key=f"{key}_text", label_visibility="collapsed"
    )


def _cell(checked: Checked, one: Problem) -> str:
    """Return the cell as the sender wrote it: shown to the analyst alone, kept nowhere."""
    at = {p.column: index for index, p in enumerate(checked.mapping.columns) if p.is_taken}
    index = at.get(one.column)
    line = next((line for line in checked.sheet.lines if line.row == one.row), None)
    return str(line.cells[index] or "") if line is not None and index is not None else ""


def _note_answers(checked: Checked, asked: list[Problem], own: str) -> None:
    before = checked.file.cells
    edited, dropped, kept = dict(before.edited), set(before.dropped), set(before.kept)
    for one in asked:
        place: CellPlace = (one.row or 0, one.column or "")
        key = f"{own}_{one.row}_{one.column}"
        choice = st.session_state.get(f"{key}_choice")
        if choice == "drop":
            dropped.add(place)
        elif choice == "keep":
            kept.add(place)
        elif choice == "edit":
            edited[place] = st.session_state.get(f"{key}_text", "")
    told = st.session_state.setdefault("cells_told", {})
    told[checked.sha256] = CellAnswers(edited, frozenset(dropped), frozenset(kept))
