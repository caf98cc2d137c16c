"""One checked file on the page: how it was read, what it asks, its problems, what it changes."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.contracts import Contract, contracts
from dashboard.figures.tables import table
from dashboard.intake.importing import Checked, Preview
from dashboard.intake.likely_table import table_of_headers
from dashboard.screens import _columns as columns
from dashboard.screens._cell_words import cell_words, key_words
from dashboard.screens._cells_asked import ask_cells
from dashboard.screens._headers_asked import ask_headers
from dashboard.screens._places_asked import ask_places
from dashboard.screens._problems import show_problems
from dashboard.screens._reading_asked import how_read
from dashboard.screens._returned import returned_button
from dashboard.screens._table import show_table
from dashboard.screens._text import aside, finding

ALONE = "import"
TABLE_CHOSEN = "import_table"
_SHOWN_CHANGES = 200


def show_file(checked: Checked, *, key: str) -> None:
    """Draw a checked file; `key` tells its widgets from those of the other files of the upload."""
    _ = state.wording()
    how_read(checked, key=key)
    _hint_at_table(checked, key)
    ask_headers(checked, key=key)
    ask_places(checked, key=key)
    if checked.refused and checked.mapping.asked:
        aside(_("Confirm the headers above first: then the rows can be read."))
    elif checked.refused:
        st.error(
            _("This file is refused; nothing was changed. Errors: {n}.", n=checked.error_count)
        )
    show_problems(checked.problems, checked.contract, key=f"{key}_problems")
    returned_button(checked, key=f"{key}_returned")
    ask_cells(checked, key=key)
    if not checked.refused:
        _preview(checked, key)


def _hint_at_table(checked: Checked, key: str) -> None:
    """Say that the headers are those of another table, and offer to read the file as that one."""
    _ = state.wording()
    likely = table_of_headers(checked.sheet.header, checked.table) if checked.refused else None
    if likely is None:
        return
    title = contracts()[likely].title[_.language]
    aside(_("These headers are those of another table: {table}. Choose it above.", table=title))
    if key == ALONE:
        st.button(
            _("Read the file as {table}", table=title),
            key=f"{key}_other_table",
            type="primary",
            on_click=lambda: st.session_state.update({TABLE_CHOSEN: likely}),
        )


def _preview(checked: Checked, key: str) -> None:
    _ = state.wording()
    finding(counts_said(checked.preview))
    if checked.pending:
        waiting = _.count(
            "{n} row waits for what it refers to: kept aside, not counted.",
            "{n} rows wait for what they refer to: kept aside, not counted.",
            len(checked.pending),
        )
        aside(waiting)
    _changes(checked.contract, checked.preview, key)


def counts_said(counts: Preview) -> str:
    """Return what a file would do to rows, in words."""
    _ = state.wording()
    said = {
        _.count("{n} new row", "{n} new rows", counts.new): counts.new,
        _.count("{n} row changed", "{n} rows changed", counts.changed): counts.changed,
        _.count("{n} row unchanged", "{n} rows unchanged", counts.unchanged): counts.unchanged,
        _.count("{n} row removed", "{n} rows removed", counts.removed): counts.removed,
        _.count("{n} cell erased", "{n} cells erased", counts.erased): counts.erased,
    }
    return _.join([text for text, n in said.items() if n] or [next(iter(said))])


def _changes(contract: Contract, counts: Preview, key: str) -> None:
    """Show the cells that change; whoever imports a territory's counts sees them exact."""
    _ = state.wording()
    if not counts.changes:
        return
    rows = pd.DataFrame(
        [
            {
                "row": one.row,
                "key": _key_said(contract, one.key),
                "column": contract.by_name[one.column].labels[_.language],
                "old": cell_words(contract.by_name[one.column], one.old),
                "new": cell_words(contract.by_name[one.column], one.new),
            }
            for one in counts.changes[:_SHOWN_CHANGES]
        ]
    )
    listed = [
        columns.number_column(_("Row"), "row"),
        columns.text_column(_("Key"), lambda row: row.key),
        columns.text_column(_("Column"), lambda row: row.column),
        columns.text_column(_("Was"), lambda row: row.old),
        columns.text_column(_("Becomes"), lambda row: row.new),
    ]
    show_table(
        table(rows, listed, caption=_("Cells that change")), key=f"{key}_changes", height=320
    )


def _key_said(contract: Contract, key: Sequence[object]) -> str:
    """Return a key in words; an id that the product issued says what it is of."""
    values = dict(zip(contract.key, key, strict=True))
    return key_words(contract, values)
