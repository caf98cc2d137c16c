"""A short form for one row of a register: a new one, or what happened to one that is there.

The cells go the way of every file: the same checks, one batch that can be undone. What is refused
says why in a sentence, and what was typed stays in the form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.contracts import Contract, contracts
from dashboard.errors import Problem, UserError
from dashboard.followup.numbering import next_number
from dashboard.intake.correction import current_row
from dashboard.intake.entered import CellAt, EntrySender, check_entered, commit_entered
from dashboard.screens._cell_words import fault_words
from dashboard.screens._drafts import drop_draft, keep_draft
from dashboard.screens._row_fields import field, place
from dashboard.screens._text import note, plain

_SEEMS_A_NAME = "personal_data.perhaps_a_name"


def new_row(
    table: str,
    fields: Sequence[str],
    preset: Mapping[str, Any] | None = None,
    *,
    with_country: bool = False,
) -> None:
    """Draw a form that adds one row: its fields in order, the rest taken from `preset`.

    `with_country`: the kingdom is among the places, for what national bodies hold.
    """
    if not may_enter():
        return
    contract = contracts()[table]
    keep_draft(f"new_{table}")
    values = _form(contract, fields, key=f"new_{table}", with_country=with_country)
    if values is None:
        return
    row = {**(preset or {}), **values}
    if "number" in contract.natural_key:
        row["number"] = next_number(state.store(), table, row)
    _save(contract, row, key=f"new_{table}")


def changed_row(
    table: str,
    found_by: Mapping[str, Any],
    fields: Sequence[str],
    preset: Mapping[str, Any] | None = None,
) -> None:
    """Draw a form that says what happened to one row, found by its key, as it stands now."""
    if not may_enter():
        return
    contract = contracts()[table]
    key = f"changed_{table}"
    before = current_row(state.store(), table, found_by)
    if before is None:
        _ = state.wording()
        st.error(_("This row is not there any more: somebody removed or undid it."))
        return
    if st.session_state.get(f"{key}_row", found_by) != found_by:
        _forget(key)
    st.session_state[f"{key}_row"] = dict(found_by)
    keep_draft(key, found_by)
    values = _form(contract, fields, key=key, before=before)
    if values is None:
        return
    kept = {
        one.name: before[one.name]
        for one in contract.columns
        if (one.required or one.name in contract.key) and before.get(one.name) is not None
    }
    _save(contract, {**kept, **(preset or {}), **values}, key=key)


def may_enter() -> bool:
    """Return whether the reader enters anything; say it where not."""
    _ = state.wording()
    if not state.may("report"):
        note(_("Your account reads and enters nothing: ask whoever keeps the accounts."))
        return False
    return True


def what_is_entered(tables: Sequence[str], words: Mapping[str, str]) -> str | None:
    """Say what the last form of some tables wrote, and draw the choice of what is entered next.

    Returns a key of `words`; None before a choice, and for a reader who enters nothing.
    """
    _ = state.wording()
    if not may_enter():
        return None
    for table in tables:
        tell_saved(table)
    return st.segmented_control(
        _("Enter"), list(words), format_func=lambda one: words[one], key="enter_what"
    )


def tell_saved(table: str) -> None:
    """Say once that a form of a table was saved."""
    _ = state.wording()
    for key in (f"new_{table}", f"changed_{table}"):
        number = st.session_state.pop(f"{key}_saved", None)
        if number is not None:
            st.success(
                _(
                    "Saved in batch {number}. It can be undone in the list of batches.",
                    number=number,
                )
            )


def _form(
    contract: Contract,
    fields: Sequence[str],
    *,
    key: str,
    before: Mapping[str, Any] | None = None,
    with_country: bool = False,
) -> dict[str, Any] | None:
    """Draw the fields, holding what the row says now; return theirs once the button is pressed.

    A count of persons is never written into a field: left empty it stays as it is.
    """
    _ = state.wording()
    known = {
        name: value
        for name, value in (before or {}).items()
        if name in fields and contract.by_name[name].count_class != "person"
    }
    with st.form(key, border=True):
        values = {
            name: place(contract.by_name[name], f"{key}_{name}", with_country=with_country)
            if name == contract.place
            else field(contract.by_name[name], f"{key}_{name}", known.get(name))
            for name in fields
        }  # fmt: skip
        if st.session_state.get(f"{key}_asks"):
            label = _("I have read it again: it names no person")
            values["names_nobody"] = st.checkbox(label, key=f"{key}_nobody")
        pressed = st.form_submit_button(_("Save"), type="primary")
    return values if pressed else None


def _save(contract: Contract, row: dict[str, Any], *, key: str) -> None:
    keeps = bool(row.pop("names_nobody", False))
    save_rows({contract.table: [row]}, key=key, names_nobody=keeps)


def save_rows(
    entered: Mapping[str, Sequence[Mapping[str, Any]]],
    *,
    key: str,
    names_nobody: bool,
    row_words: Callable[[str, int], str] = lambda _table, _row: "",
) -> frozenset[str]:
    """Check what a form holds and commit it as one batch, or say why it is refused.

    Saved, the page runs anew; refused, the codes of the faults are returned.

    Args:
        entered: the rows by table, as `check_entered` takes them.
        key: of the form: it is emptied once saved.
        names_nobody: a person has read the texts again, and they name nobody.
        row_words: what a fault's row is called, where a form holds several.
    """
    _ = state.wording()
    nobody: frozenset[CellAt] = frozenset(
        (table, at, one.name)
        for table, rows in entered.items()
        for at in range(1, len(rows) + 1)
        for one in contracts()[table].columns
        if names_nobody and one.max_length
    )
    sender = EntrySender(today=state.today(), names_nobody=nobody)
    try:
        checked = check_entered(state.store(), entered, sender)
        if checked.refused:
            _tell_refused(checked.errors, row_words, key=key)
            return frozenset(one.code for _table, one in checked.errors)
        number = commit_entered(state.store(), checked)
    except UserError as fault:
        st.error(plain(_.say(fault.said)))
        return frozenset()
    st.session_state[f"{key}_saved"] = number
    drop_draft(key)
    _forget(key)
    return st.rerun()


def _tell_refused(
    errors: Sequence[tuple[str, Problem]], row_words: Callable[[str, int], str], *, key: str
) -> None:
    """Say each fault in a sentence beside its field's name; nothing was stored."""
    _ = state.wording()
    for table, one in errors:
        column = contracts()[table].by_name.get(one.column or "")
        label = column.labels[_.language] if column else ""
        where = _.join([part for part in (row_words(table, one.row or 1), label) if part])
        where = f"{where}: " if where else ""
        st.error(plain(f"{where}{fault_words(one, column)}"))
    st.caption(_("Nothing was stored."))
    if any(one.code == _SEEMS_A_NAME for _table, one in errors):
        st.session_state[f"{key}_asks"] = True


def _forget(key: str) -> None:
    """Empty the form that was saved."""
    for name in [one for one in st.session_state if str(one).startswith(f"{key}_")]:
        if name != f"{key}_saved":
            del st.session_state[name]
