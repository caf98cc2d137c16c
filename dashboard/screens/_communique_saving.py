"""What is ticked of a communiqué's draft goes in as one batch, or is refused in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.contracts import contracts
from dashboard.errors import Problem, UserError
from dashboard.followup.communique_entry import entered
from dashboard.followup.communiques import MEETING, Accepted
from dashboard.intake.entered import EntrySender, check_entered, commit_entered
from dashboard.screens._communique_text import forget
from dashboard.screens._drafts import drop_draft
from dashboard.screens._text import plain

_SEEMS_A_NAME = "personal_data.perhaps_a_name"


def asks_nobody(key: str) -> bool:
    """Draw, once a text was asked about, the tick that it names no person."""
    if not st.session_state.get(f"{key}_asks"):
        return False
    label = state.wording()("I have read it again: it names no person")
    return st.checkbox(label, key=f"{key}_nobody")


def save(
    key: str,
    shown: Sequence[tuple[Accepted, bool]],
    *,
    names_nobody: bool,
) -> None:
    """Check what is ticked and commit it as one batch, or say why it is refused."""
    _ = state.wording()
    accepted = [one for one, ticked in shown if ticked]
    if not accepted:
        st.error(_("Nothing is ticked: tick what is to be followed up. Nothing was stored."))
        return
    meeting = next(one.values for one, _ticked in shown if one.key == MEETING)
    try:
        rows = entered(state.store(), accepted, meeting)
        nobody = frozenset(
            (name, at, column.name)
            for name, held in rows.items() for at in range(1, len(held) + 1)
            for column in contracts()[name].columns if names_nobody and column.max_length
        )  # fmt: skip
        sender = EntrySender(today=state.today(), names_nobody=nobody)
        checked = check_entered(state.store(), rows, sender)
        if checked.refused:
            _tell_refused(key, checked.errors, accepted)
            return
        number = commit_entered(state.store(), checked)
    except UserError as fault:
        st.error(plain(_.say(fault.said)))
        st.caption(_("Nothing was stored."))
        return
    drop_draft(key)
    forget()
    st.session_state["communique_saved"] = number
    st.rerun()


def _tell_refused(
    key: str, errors: Sequence[tuple[str, Problem]], accepted: Sequence[Accepted]
) -> None:
    """Say each fault in a sentence with its row and field; nothing was stored."""
    _ = state.wording()
    told = []
    for name, one in errors:
        column = contracts()[name].by_name.get(one.column or "")
        parts = [_row_words(name, one.row, accepted)]
        parts += [column.labels[_.language]] if column else []
        said = f"{_.join(parts)}: {_.say(one.message)} {_.say(one.remedy) if one.remedy else ''}"
        told.append(said)
    st.session_state[f"{key}_told"] = told
    if any(one.code == _SEEMS_A_NAME for _name, one in errors):
        st.session_state[f"{key}_asks"] = True
    st.rerun()


def tell_last(key: str) -> None:
    """Say once why the last attempt was refused."""
    for said in (told := st.session_state.pop(f"{key}_told", ())):
        st.error(plain(said))
    if told:
        st.caption(state.wording()("Nothing was stored."))


def _row_words(name: str, at: int | None, accepted: Sequence[Accepted]) -> str:
    """Return what a row is called on the page: its table, and its number there."""
    _ = state.wording()
    title: Mapping[str, Any] = contracts()[name].title
    mine = [one for one in accepted if one.table == name]
    if at is None or at > len(mine) or "_" not in mine[at - 1].key:
        return str(title[_.language])
    return f"{title[_.language]} {_.number(int(mine[at - 1].key.rsplit('_', 1)[1]))}"
