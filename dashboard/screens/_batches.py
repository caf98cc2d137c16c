"""The list of batches: who sent what, when, what counts, and undo."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.contracts import contracts
from dashboard.errors import UserError
from dashboard.figures.tables import Table, records, table
from dashboard.screens import _columns as columns
from dashboard.screens._cell_words import account_words
from dashboard.screens._export import export_buttons
from dashboard.screens._table import show_table
from dashboard.screens._text import aside, note, plain
from dashboard.store import HangingError, pending, redo, remove_hanging, undo, undo_effect
from dashboard.wording import N_

_STATES = {"accepted": N_("counts"), "undone": N_("undone")}
_RECENT = 100


def batch_list() -> None:
    """Draw the batches, the newest first, with undo and redo of one."""
    _ = state.wording()
    _tell_last()
    rows = state.batches()
    if rows.empty:
        note(_("No batch has been imported yet."))
        return
    _undo_form(rows)
    _waiting()
    listed = batch_rows(rows)
    show_table(listed, key="batches")
    export_buttons(listed, name="jahiziya-batches", key="batches_export")


def batch_rows(rows: pd.DataFrame) -> Table:
    """Return the batches as a table."""
    _ = state.wording()
    titles = {name: contract.title[_.language] for name, contract in contracts().items()}
    return table(
        rows,
        [
            columns.number_column(_("Batch"), "batch_no"),
            columns.text_column(_("State"), lambda row: _(_STATES[row.state])),
            columns.text_column(_("Origin"), lambda row: _(columns.ORIGINS[row.origin])),
            columns.text_column(
                _("Tables"), lambda row: _.join(titles.get(name, name) for name in row.tables)
            ),
            columns.number_column(_("Rows"), "rows"),
            columns.date_column(_("Committed on"), "committed_at"),
            columns.text_column(_("File"), lambda row: _.isolate(columns.text(row.file_name))),
            columns.text_column(_("Account"), lambda row: account_words(row.account)),
            columns.text_column(_("Note"), lambda row: columns.text(row.note)),
        ],
        caption=_("Batches, the newest first"),
        id_column="batch_no",
    )


def _undo_form(rows: pd.DataFrame) -> None:
    _ = state.wording()
    recent = {(int(row.batch_no), row.state): row for row in records(rows.head(_RECENT))}
    with st.container(horizontal=True, vertical_alignment="bottom", key="undo"):
        number, now = st.selectbox(
            _("Batch to undo or redo"),
            list(recent),
            format_func=lambda one: _batch_words(recent[one]),
            key="undo_choice",
        )
        if now == "accepted":
            st.button(_("Undo this batch"), on_click=_change, args=("undo", number))
        else:
            st.button(_("Redo this batch"), on_click=_change, args=("redo", number))
    note(_consequences(number, now))


def _consequences(number: int, now: str) -> str:
    """Say what the button would do, before it is pressed."""
    _ = state.wording()
    becomes = "undone" if now == "accepted" else "accepted"
    try:
        effect = undo_effect(state.store(), number, becomes)
    except UserError as fault:
        return _.say(fault.said)
    if not (effect.gone or effect.back or effect.values):
        return _("No row and no value that counts would change.")
    said = []
    if effect.gone:
        said.append(_("rows that would count no more: {n}", n=effect.gone))
    if effect.back:
        said.append(_("rows that would count again: {n}", n=effect.back))
    if effect.values:
        said.append(_("values that would change to what other batches say: {n}", n=effect.values))
    return _("If you do: {what}.", what=_.join(said))


def _batch_words(row: Any) -> str:
    _ = state.wording()
    said = _("Batch {number} of {day}", number=int(row.batch_no), day=columns.day(row.committed_at))
    return _.join([said, _(_STATES[row.state]), _.isolate(columns.text(row.file_name))]).strip(
        "، ,"
    )


def _change(what: str, number: int) -> None:
    try:
        (undo if what == "undo" else redo)(state.store(), number)
    except HangingError as fault:
        st.session_state["batches_told"] = ("hanging", fault, number)
    except UserError as fault:
        st.session_state["batches_told"] = ("error", fault, number)
    else:
        st.session_state["batches_told"] = (what, None, number)
        st.session_state["undo_choice"] = (number, "undone" if what == "undo" else "accepted")


def _tell_last() -> None:
    _ = state.wording()
    what, fault, number = st.session_state.pop("batches_told", (None, None, 0))
    if what == "undo":
        st.success(
            _("Batch {number} is undone: it counts no more. It can be redone.", number=number)
        )
    elif what == "redo":
        st.success(_("Batch {number} counts again.", number=number))
    elif what == "removed":
        st.success(_("The rows are removed in a batch of their own, and the batch is undone."))
    elif fault is not None:
        st.error(plain(_.say(fault.said)))
        for problem in getattr(fault, "problems", ()):
            note(_.say(problem.message))
        if what == "hanging":
            st.button(
                _("Remove just these rows, then undo"),
                on_click=_remove_and_undo,
                args=(fault, number),
            )


def _remove_and_undo(fault: HangingError, number: int) -> None:
    try:
        remove_hanging(state.store(), fault.rows)
        undo(state.store(), number)
    except UserError as again:
        st.session_state["batches_told"] = ("error", again, number)
    else:
        st.session_state["batches_told"] = ("removed", None, number)


def _waiting() -> None:
    _ = state.wording()
    waiting = pending(state.store())
    if waiting:
        said = _.count(
            "{n} row waits for what it refers to and is not counted.",
            "{n} rows wait for what they refer to and are not counted.",
            len(waiting),
        )
        aside(said)
