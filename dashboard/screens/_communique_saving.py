"""What is ticked of a communiqué's draft goes in as one batch, or is refused in sentences."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import state
from dashboard.contracts import contracts
from dashboard.errors import UserError
from dashboard.followup.communique_entry import entered
from dashboard.followup.communiques import MEETING, Accepted
from dashboard.screens._row_entry import save_rows
from dashboard.screens._text import plain


def save(key: str, shown: Sequence[tuple[Accepted, bool]]) -> None:
    """Commit what is ticked as one batch, or say why it is refused."""
    _ = state.wording()
    accepted = [one for one, ticked in shown if ticked]
    if not accepted:
        st.error(_("Nothing is ticked: tick what is to be followed up. Nothing was stored."))
        return
    meeting = next(one.values for one, _ticked in shown if one.key == MEETING)
    try:
        rows = entered(state.store(), accepted, meeting)
    except UserError as fault:
        st.error(plain(_.say(fault.said)))
        st.caption(_("Nothing was stored."))
        return
    save_rows(
        rows,
        key=key,
        names_nobody=bool(st.session_state.get(f"{key}_nobody")),
        row_words=lambda table, at: _row_words(table, at, accepted),
    )


def ask_nobody(key: str) -> None:
    """Draw, once a text was asked about, the tick that it names no person."""
    if st.session_state.get(f"{key}_asks"):
        _ = state.wording()
        st.checkbox(_("I have read it again: it names no person"), key=f"{key}_nobody")


def _row_words(table: str, at: int, accepted: Sequence[Accepted]) -> str:
    """Return what a row is called on the page: its table, and its number there."""
    _ = state.wording()
    title = contracts()[table].title[_.language]
    mine = [one for one in accepted if one.table == table]
    if at > len(mine) or "_" not in mine[at - 1].key:
        return title
    return f"{title} {_.number(int(mine[at - 1].key.rsplit('_', 1)[1]))}"
