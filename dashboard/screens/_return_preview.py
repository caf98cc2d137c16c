"""What a checked return would change, table by table, and its commit."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.contracts import contracts
from dashboard.errors import UserError
from dashboard.figures.tables import table
from dashboard.intake.importing import Change, Preview
from dashboard.intake.monthly.returning import CheckedReturn, commit_return
from dashboard.screens import _columns as columns
from dashboard.screens._cell_words import cell_words
from dashboard.screens._problems import show_problems
from dashboard.screens._table import show_table
from dashboard.screens._text import finding, note, plain
from dashboard.territory.register import register

_SHOWN_CHANGES = 300
_ASKED = "personal_data.perhaps_a_name"


def show_checked(checked: CheckedReturn, on_done: Callable[[], None] | None = None) -> None:
    """Draw the problems of a return, what it would change, and the button that commits it."""
    _ = state.wording()
    finding(
        _(
            "{month}: {n} of {all} communes confirmed.",
            month=_.month(checked.filled.period), n=checked.confirmed, all=checked.communes,
        )
    )  # fmt: skip
    if checked.refused:
        st.error(
            _("This return is refused; nothing was changed. Errors: {n}.", n=checked.error_count)
        )
    _ask_names(checked)
    show_problems(checked.problems, key="return_problems")
    if checked.refused:
        return
    for name, preview in checked.previews.items():
        if checked.rows[name]:
            title = contracts()[name].title[_.language]
            note(_("{what}: {figures}", what=title, figures=_counts(preview)))
    _changes(checked)
    st.button(
        _("Import this return"), type="primary", on_click=_commit, args=(checked, on_done),
        width="stretch", key="return_commit",
    )  # fmt: skip


def tell_last() -> None:
    """Say what became of the return sent last."""
    _ = state.wording()
    told = st.session_state.pop("return_told", None)
    if told is None:
        return
    number, fault = told
    if fault is not None:
        st.error(plain(_.say(fault)))
        return
    st.success(
        _("Imported as batch {numbers}. It can be undone in the list of batches.",
          numbers=_.number(number))
    )  # fmt: skip


def _ask_names(checked: CheckedReturn) -> None:
    """A text that looks like a name is asked about: the answer is a row's number."""
    _ = state.wording()
    asked = [one.row for one in checked.problems if one.code == _ASKED and one.row is not None]
    rows = sorted({*asked, *checked.sender.names_nobody})
    if rows:
        st.multiselect(
            _("Rows whose text names no person"),
            rows,
            format_func=lambda row: _("row {row}", row=row),
            key="return_names_nobody",
            placeholder=_("Choose rows"),
        )


def _counts(counts: Preview) -> str:
    _ = state.wording()
    said = [
        _.count("{n} new row", "{n} new rows", counts.new),
        _.count("{n} row changed", "{n} rows changed", counts.changed),
        _.count("{n} row unchanged", "{n} rows unchanged", counts.unchanged),
    ]
    return _.join(said)


def _changes(checked: CheckedReturn) -> None:
    """Show the cells that change; whoever imports a territory's counts sees them exact."""
    _ = state.wording()
    found = [(name, one) for name, preview in checked.previews.items() for one in preview.changes][
        :_SHOWN_CHANGES
    ]
    if not found:
        return
    rows = pd.DataFrame(
        [
            {
                "place": _place(checked, name, one),
                "column": contracts()[name].by_name[one.column].labels[_.language],
                "old": cell_words(contracts()[name].by_name[one.column], one.old),
                "new": cell_words(contracts()[name].by_name[one.column], one.new),
            }
            for name, one in found
        ]
    )
    listed = [
        columns.text_column(_("What"), lambda row: row.place),
        columns.text_column(_("Column"), lambda row: row.column),
        columns.text_column(_("Was"), lambda row: row.old),
        columns.text_column(_("Becomes"), lambda row: row.new),
    ]
    show_table(
        table(rows, listed, caption=_("Cells that change")), key="return_changes", height=320
    )


def _place(checked: CheckedReturn, name: str, change: Change) -> str:
    place = contracts()[name].place
    row = next(one for one in checked.rows[name] if one.row == change.row)
    return register().unit_name(str(row.values[place]), state.wording().language)


def _commit(checked: CheckedReturn, on_done: Callable[[], None] | None) -> None:
    try:
        number = commit_return(state.store(), checked)
    except UserError as fault:
        st.session_state["return_told"] = (0, fault.said)
        return
    st.session_state["return_told"] = (number, None)
    st.session_state["returns_done"] = st.session_state.get("returns_done", 0) + 1
    if on_done is not None:
        on_done()
