"""Audit: who saw and did what?"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.tables import Table, TableColumn, table
from dashboard.screens import _columns as columns
from dashboard.screens._saving import tell_backups
from dashboard.screens._table import show_table
from dashboard.screens._text import finding, note
from dashboard.store.audit import ACTIONS, audit_rows, newest_digest
from dashboard.wording import N_

WORDS = {
    "delivered": N_("was shown"),
    "exported": N_("took a file along"),
    "imported": N_("brought in"),
    "undone": N_("undid"),
    "redone": N_("redid"),
    "removed": N_("removed"),
    "corrected": N_("corrected"),
    "reported": N_("reported"),
    "planned": N_("saved a plan"),
    "acknowledged": N_("left a warning"),
    "refused": N_("was refused"),
    "signed_in": N_("signed in"),
    "forgotten": N_("forgot entries before"),
}
_MOST = 500


def entries(rows: pd.DataFrame) -> Table:
    """Return the entries as a table: when, which account, what, on what."""
    _ = state.wording()
    return table(
        rows,
        [
            TableColumn(
                _("When (UTC)"),
                lambda row: _("{day}, {time}", day=row.happened_at.date(),
                              time=_.isolate(f"{row.happened_at:%H:%M:%S}")),
                lambda row: row.happened_at,
            ),
            columns.text_column(_("Account"), lambda row: _.isolate(row.account)),
            columns.text_column(_("What it did"), lambda row: _(WORDS[row.action])),
            columns.text_column(_("On what"), lambda row: _.isolate(row.subject)),
        ],
        caption=_("Entries, the newest first"),
        id_column="entry_no",
    )  # fmt: skip


def chosen(label: str, values: tuple[str, ...], shown: Any, key: str) -> str | None:
    """Draw a choice of one value or of all."""
    _ = state.wording()
    return st.selectbox(
        label, [None, *values], format_func=lambda one: shown(one) if one else _("All"), key=key
    )


_ = state.wording()
st.title(_("Who saw and did what?"))
state.write_down()
action = chosen(_("What it did"), ACTIONS, lambda one: _(WORDS[one]), "audit_action")
found = audit_rows(state.store(), action=action, most=_MOST)
digest = newest_digest(state.store())
if found.empty:
    note(_("Nothing is written down yet."))
else:
    finding(
        _.count("{n} entry is shown, the newest first.", "{n} entries are shown, the newest first.",
                len(found))
    )  # fmt: skip
    show_table(entries(found), key="entries", height=600)
    note(
        _("Seal of the newest entry: {digest}. Note it elsewhere: whoever changes the audit cannot "
          "change your note. `jahiziya check` finds an entry that was changed.",
          digest=_.isolate(str(digest)))
    )  # fmt: skip
tell_backups()
note(_("No names and no content: accounts are ids, the role file alone says whose they are."))
