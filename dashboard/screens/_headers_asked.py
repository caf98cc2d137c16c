"""Headers that are not the table's own: the analyst says which column each is, once."""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.contracts import Contract
from dashboard.errors import UserError
from dashboard.intake.importing import Checked
from dashboard.intake.mapping import LEFT_OUT, HeaderProposal, confirm_mapping
from dashboard.screens._file_told import tell, told_of
from dashboard.screens._text import note, plain
from dashboard.store import Store


def ask_headers(checked: Checked, *, key: str) -> None:
    """Draw the headers that a person must decide on, and those taken as decided before."""
    _ = state.wording()
    taken = checked.mapping.remembered
    if taken:
        named = _.join(_.isolate(one.header) for one in taken)
        note(_("Taken as you confirmed before: {headers}.", headers=named))
    asked = checked.mapping.asked
    if not asked:
        return
    own = f"{key}_{checked.sha256[:12]}_header"
    st.subheader(_("Which column is each of these?"))
    with st.form(f"{own}s_asked"):
        for number, one in enumerate(asked):
            _ask(checked.contract, one, f"{own}_{number}")
        st.form_submit_button(
            _("Confirm, and remember it for such files"),
            on_click=_confirm,
            args=(state.store(), checked, asked, own),
        )


def _ask(contract: Contract, one: HeaderProposal, key: str) -> None:
    _ = state.wording()
    columns = [*contract.by_name, LEFT_OUT]
    proposed = one.column or next((name for name, _likeness in one.alternatives), LEFT_OUT)
    st.selectbox(
        plain(_("Header {header}", header=one.header)),
        columns,
        index=columns.index(proposed) if proposed in columns else len(columns) - 1,
        format_func=lambda name: _column_words(contract, name),
        key=key,
    )


def _column_words(contract: Contract, name: str) -> str:
    _ = state.wording()
    return contract.by_name[name].labels[_.language] if name else _("Leave this column out")


def _confirm(store: Store, checked: Checked, asked: tuple[HeaderProposal, ...], own: str) -> None:
    chosen = {one.header: st.session_state[f"{own}_{number}"] for number, one in enumerate(asked)}
    decided = checked.mapping.decisions | told_of(checked.file.content).mapping | chosen
    try:
        confirm_mapping(store, checked.contract, checked.sheet.header, decided, checked.account)
    except UserError as fault:
        st.session_state["import_told"] = ("error", fault.said, ())
        return
    tell(checked.sha256, mapping=decided)
