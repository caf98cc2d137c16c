"""Audit: who saw and did what?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.tables import Table, TableColumn, table
from dashboard.screens import _columns as columns
from dashboard.screens._export import export_buttons
from dashboard.screens._saving import tell_backups
from dashboard.screens._table import show_table
from dashboard.screens._text import finding, note
from dashboard.store.audit import ACTIONS, audit_rows, audited, newest_digest
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
    "reopened": N_("opened a warning again"),
    "refused": N_("was refused"),
    "signed_in": N_("signed in"),
    "forgotten": N_("closed entries before"),
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


def chosen(label: str, values: Sequence[Any], shown: Any, key: str) -> Any:
    """Draw a choice of one value or of all."""
    _ = state.wording()
    return st.selectbox(
        label, [None, *values], format_func=lambda one: shown(one) if one else _("All"), key=key
    )


def grouped(digest: str) -> str:
    """Return a digest in groups of eight, to be compared by eye and to fit a phone."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


_ = state.wording()
st.title(_("Who saw and did what?"))
state.write_down()
accounts, days = audited(state.store())
with st.container(horizontal=True, key="filters"):
    account = chosen(_("Account"), accounts, str, "audit_account")
    action = chosen(_("What it did"), ACTIONS, lambda one: _(WORDS[one]), "audit_action")
    day = chosen(_("Day (UTC)"), days, _.date, "audit_day")
found = audit_rows(state.store(), account=account, action=action, day=day, most=_MOST)
digest = newest_digest(state.store())
if found.empty:
    note(_("Nothing of this is written down."))
else:
    finding(
        _.count("{n} entry is shown, the newest first.", "{n} entries are shown, the newest first.",
                len(found))
    )  # fmt: skip
    listed = entries(found)
    show_table(listed, key="entries", height=600)
    if len(found) == _MOST:
        note(_("Older entries are not listed: choose an account, an action or a day."))
    export_buttons(listed, name="jahiziya-audit", key="audit_export")
    note(
        _("Seal of the newest entry: {digest}. Note it elsewhere: whoever changes the audit cannot "
          "change your note. `jahiziya check` finds an entry that was changed.",
          digest=_.isolate(grouped(str(digest))))
    )  # fmt: skip
months = state.settings().audit_keep_months
note(
    _.count("Entries older than {n} month are closed: the seal they ended in stays.",
            "Entries older than {n} months are closed: the seal they ended in stays.", months)
)  # fmt: skip
tell_backups()
note(_("No names and no content: accounts are ids, the role file alone says whose they are."))
