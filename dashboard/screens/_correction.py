"""«This figure is wrong»: where a figure comes from, all it ever was, and a form to correct it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.contracts import Column, Contract, contracts
from dashboard.errors import UserError
from dashboard.figures.tables import Table, records, table
from dashboard.intake.correction import (
    LONGEST_REASON,
    batch_row,
    check_correction,
    correct,
    correctable,
    current_row,
    figure_history,
    without_file,
)
from dashboard.screens import _columns as columns
from dashboard.screens._cell_words import account_words, cell_words, key_words
from dashboard.screens._drafts import drop_draft, keep_draft, typed_text
from dashboard.screens._problems import show_problems
from dashboard.screens._table import show_table
from dashboard.screens._text import note, plain
from dashboard.wording import N_

_STATES = {"accepted": N_("counts"), "undone": N_("undone")}


def correction(name: str, rows: pd.DataFrame) -> None:
    """Draw the switch that opens the batch row of a figure and its correction form.

    Args:
        name: the table of the contracts the rows come from.
        rows: the rows of the screen, with the key of that table.
    """
    _ = state.wording()
    tell_last(name)
    if (
        rows.empty
        or not state.may_correct()
        or not st.toggle(_("Correct a figure"), key=f"correct_{name}")
    ):
        return
    contract = contracts()[name]
    with st.container(border=True):
        row_and_figure(contract, [row._asdict() for row in records(rows)])


def row_and_figure(contract: Contract, rows: Sequence[Mapping[str, Any]]) -> None:
    """Draw the choice of a row and of its figure, then what is known of it and the form."""
    _ = state.wording()
    words = _row_words(contract, rows)
    chosen = st.selectbox(
        _("Row"), range(len(rows)), format_func=lambda at: words[at],
        key=f"correct_{contract.table}_row",
    )  # fmt: skip
    facts = {column.name: column for column in correctable(contract)}
    figure = st.selectbox(
        _("Figure"),
        list(facts),
        format_func=lambda one: facts[one].labels[_.language],
        key=f"correct_{contract.table}_figure",
    )
    _figure(contract, {name: rows[chosen][name] for name in contract.key}, figure)


def _figure(contract: Contract, key: dict[str, Any], figure: str) -> None:
    _ = state.wording()
    now = current_row(state.store(), contract.table, key)
    found = batch_row(state.store(), contract.table, key)
    if now is None or found is None:
        note(_("This row is not there any more: somebody removed or undid it."))
        return
    note(_("It now says: {value}.", value=cell_words(contract.by_name[figure], now.get(figure))))
    note(
        _(
            "Newest batch of this row: {number}, accepted on {day} by {account}.",
            number=found.batch_no, day=found.accepted_at.date(),
            account=account_words(found.account),
        )
    )  # fmt: skip
    if found.file_name and found.row_no:
        note(_("File {file}, row {row}.", file=found.file_name, row=found.row_no))
    told = figure_history(state.store(), contract.table, key, figure)
    show_table(
        _history(told, contract.by_name[figure]),
        key=f"history_{contract.table}",
        searchable=False,
        height=200,
    )
    _right_value(contract, key, figure)


def _right_value(contract: Contract, key: dict[str, Any], figure: str) -> None:
    """Draw the form that says what is right, and why."""
    _ = state.wording()
    own = f"correct_{contract.table}"
    keep_draft(own, {**key, "figure": figure})
    with st.form(f"{own}_form", border=False):
        value = st.text_input(
            _("Right value (a dash erases to not reported)"), typed_text(f"{own}_value"),
            key=f"{own}_value",
        )  # fmt: skip
        reason = st.text_input(
            _("Why is it wrong?"),
            typed_text(f"{own}_reason", most=LONGEST_REASON),
            max_chars=LONGEST_REASON,
            key=f"{own}_reason",
            help=_("The reason stays in the list of batches. No person's name."),
        )
        pressed = st.form_submit_button(_("Commit the correction"), type="primary")
    if pressed:
        _commit(contract, key, {figure: value}, reason)


def _commit(contract: Contract, key: dict[str, Any], values: dict[str, str], reason: str) -> None:
    _ = state.wording()
    try:
        checked = check_correction(
            state.store(), contract.table, key, values, reason=reason, today=state.today()
        )
        if checked.refused:
            st.error(_("This value is refused; nothing was changed."))
            show_problems(
                without_file(checked.problems), contract, key=f"correct_{contract.table}_problems"
            )
            return
        number = correct(state.store(), checked)
    except UserError as fault:
        st.error(plain(_.say(fault.said)))
        return
    st.session_state[f"corrected_{contract.table}"] = number
    drop_draft(f"correct_{contract.table}")
    st.rerun()


def tell_last(name: str) -> None:
    """Say once that the correction of a table has been committed."""
    _ = state.wording()
    number = st.session_state.pop(f"corrected_{name}", None)
    if number is not None:
        st.success(
            _(
                "Corrected in batch {number}. It can be undone in the list of batches.",
                number=number,
            )
        )


def _history(rows: pd.DataFrame, figure: Column) -> Table:
    """Return every batch that gave the figure, the newest first."""
    _ = state.wording()
    return table(
        rows,
        [
            columns.number_column(_("Batch"), "batch_no"),
            columns.text_column(_("Was"), lambda row: cell_words(figure, row.old)),
            columns.text_column(_("Becomes"), lambda row: cell_words(figure, row.new)),
            columns.text_column(_("State"), lambda row: _(_STATES[row.state])),
            columns.date_column(_("Committed on"), "accepted_at"),
            columns.text_column(_("Account"), lambda row: account_words(row.account)),
            columns.text_column(_("File"), lambda row: _.isolate(columns.text(row.file_name))),
            columns.number_column(_("Row"), "row_no"),
            columns.text_column(_("Note"), lambda row: columns.text(row.note)),
        ],
        caption=_("Every batch that gave this figure, the newest first"),
        id_column="batch_no",
    )


def _row_words(contract: Contract, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what each row is known by; two that read alike are told apart by their ids."""
    _ = state.wording()
    said = [
        key_words(contract, {**row, "key_on": row.get("key_on") or row.get("day_on")})
        for row in rows
    ]
    return [
        one if said.count(one) == 1 else f"{one} · {_.isolate(str(row[contract.key[0]]))}"
        for one, row in zip(said, rows, strict=True)
    ]
