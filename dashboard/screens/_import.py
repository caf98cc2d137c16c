"""Importing a file: choose, check, look at what it changes, commit."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.contracts import Contract, contracts
from dashboard.errors import UserError
from dashboard.figures.tables import table
from dashboard.intake.importing import Checked, File, Preview, commit
from dashboard.screens import _columns as columns
from dashboard.screens._cells_asked import ask_cells
from dashboard.screens._checking import check_once
from dashboard.screens._headers_asked import ask_headers
from dashboard.screens._impact import show_impact
from dashboard.screens._places_asked import ask_places
from dashboard.screens._problems import show_problems
from dashboard.screens._reading_asked import how_read
from dashboard.screens._returned import returned_button
from dashboard.screens._scope import chosen_scope
from dashboard.screens._table import show_table
from dashboard.screens._text import aside, finding, note
from dashboard.store import Mode, Scope
from dashboard.wording import N_

_MODES: dict[Mode, str] = {
    "upsert": N_("Add and correct: rows not in the file stay"),
    "replace": N_("Replace: rows of the scope that are not in the file go"),
    "remove": N_("Remove the rows named in the file"),
}
_SHOWN_CHANGES = 200


def import_form() -> None:
    """Draw the form and, for a file chosen, what it would change or why it is refused."""
    _ = state.wording()
    _tell_last()
    known = contracts()
    name = st.selectbox(
        _("Table"),
        list(known),
        format_func=lambda one: known[one].title[_.language],
        key="import_table",
    )
    contract = known[name]
    note(contract.about[_.language])
    mode: Mode = st.radio(
        _("What the file does"),
        list(_MODES),
        format_func=lambda one: _(_MODES[one]),
        key="import_mode",
    )
    scope = chosen_scope(contract) if mode == "replace" else None
    remark = st.text_input(_("Note for the list of batches"), key="import_note", max_chars=140)
    given = st.file_uploader(
        _("File (CSV, XLSX or ODS, at most {n} MB)", n=st.get_option("server.maxUploadSize")),
        key=f"import_file_{st.session_state.get('imports_done', 0)}",
    )
    if given is not None:
        _checked(contract, given.getvalue(), given.name, mode, scope, remark or None)


def _checked(
    contract: Contract, content: bytes, name: str, mode: Mode, scope: Scope | None, note: str | None
) -> None:
    _ = state.wording()
    file = File(contract.table, content, name, mode, scope)
    try:
        checked = check_once(file, note)
    except UserError as fault:
        st.error(_.say(fault.said))
        return
    if checked is None:
        return
    how_read(checked)
    ask_headers(checked)
    ask_places(checked)
    if checked.refused:
        st.error(
            _("This file is refused; nothing was changed. Errors: {n}.", n=checked.error_count)
        )
    show_problems(checked.problems, checked.contract, key="import_problems")
    returned_button(checked, key="import_returned")
    ask_cells(checked)
    if not checked.refused:
        _preview(checked)
        show_impact(checked)
        st.button(_("Import this file"), type="primary", on_click=_commit, args=(checked,))


def _preview(checked: Checked) -> None:
    _ = state.wording()
    counts = checked.preview
    said = [
        _.count("{n} new row", "{n} new rows", counts.new),
        _.count("{n} row changed", "{n} rows changed", counts.changed),
        _.count("{n} row unchanged", "{n} rows unchanged", counts.unchanged),
        _.count("{n} row removed", "{n} rows removed", counts.removed),
        _.count("{n} cell erased", "{n} cells erased", counts.erased),
    ]
    finding(_.join(said))
    if checked.pending:
        waiting = _.count(
            "{n} row waits for what it refers to: kept aside, not counted.",
            "{n} rows wait for what they refer to: kept aside, not counted.",
            len(checked.pending),
        )
        aside(waiting)
    _changes(checked.contract, counts)


def _changes(contract: Contract, counts: Preview) -> None:
    """Show the cells that change; whoever imports a territory's counts sees them exact."""
    _ = state.wording()
    if not counts.changes:
        return
    rows = pd.DataFrame(
        [
            {
                "row": one.row,
                "key": " · ".join(str(part) for part in one.key),
                "column": contract.by_name[one.column].labels[_.language],
                "old": _cell(one.old),
                "new": _cell(one.new),
            }
            for one in counts.changes[:_SHOWN_CHANGES]
        ]
    )
    listed = [
        columns.number_column(_("Row"), "row"),
        columns.text_column(_("Key"), lambda row: _.isolate(row.key)),
        columns.text_column(_("Column"), lambda row: row.column),
        columns.text_column(_("Was"), lambda row: row.old),
        columns.text_column(_("Becomes"), lambda row: row.new),
    ]
    show_table(
        table(rows, listed, caption=_("Cells that change")), key="import_changes", height=320
    )


def _cell(value: object) -> str:
    _ = state.wording()
    if value is None:
        return _("not reported")
    if isinstance(value, list | tuple):
        return _.join(_cell(one) for one in value)
    return _.isolate(str(value))


def _commit(checked: Checked) -> None:
    try:
        numbers = commit(state.store(), checked)
    except UserError as fault:
        st.session_state["import_told"] = ("error", fault.said, ())
        return
    st.session_state["import_told"] = ("done", None, tuple(numbers))
    st.session_state["imports_done"] = st.session_state.get("imports_done", 0) + 1


def _tell_last() -> None:
    _ = state.wording()
    told = st.session_state.pop("import_told", None)
    if told is None:
        return
    kind, said, numbers = told
    if kind == "error":
        st.error(_.say(said))
    elif numbers:
        named = _.join(_.number(one) for one in numbers)
        st.success(
            _(
                "Imported as batch {numbers}. It can be undone in the list of batches.",
                numbers=named,
            )
        )
    else:
        st.success(_("The rows are kept aside until what they refer to arrives."))
