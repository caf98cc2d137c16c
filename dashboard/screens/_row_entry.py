"""A short form for one row of a register: a new one, or what happened to one that is there.

The cells go the way of every file: the same checks, one batch that can be undone. What is refused
says why in a sentence, and what was typed stays in the form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.contracts import Column, Contract, contracts
from dashboard.errors import UserError
from dashboard.followup.numbering import next_number
from dashboard.intake.correction import current_row
from dashboard.intake.entered import CellAt, EntrySender, check_entered, commit_entered
from dashboard.screens._drafts import drop_draft, keep_draft, typed_choice, typed_day, typed_text
from dashboard.screens._text import plain
from dashboard.territory.places import COUNTRY
from dashboard.territory.register import register
from dashboard.wording.terms import LEVEL_WORDS

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
            name: _place(plain(contract.by_name[name].labels[_.language]), f"{key}_{name}",
                         with_country=with_country)
            if name == contract.place
            else _field(contract.by_name[name], f"{key}_{name}", known.get(name))
            for name in fields
        }  # fmt: skip
        if st.session_state.get(f"{key}_asks"):
            label = _("I have read it again: it names no person")
            values["names_nobody"] = st.checkbox(label, key=f"{key}_nobody")
        pressed = st.form_submit_button(_("Save"), type="primary")
    return values if pressed else None


def _field(column: Column, key: str, now: Any) -> Any:
    _ = state.wording()
    label = plain(column.labels[_.language])
    if column.values:
        words = {code: one.labels[_.language] for code, one in column.by_code.items()}
        first = now or column.default or None
        return _choice(label, words, key, is_needed=column.required, first=first)
    if column.type == "date":
        latest = state.today() if column.past else None
        return st.date_input(
            label, value=typed_day(key, now), format="DD/MM/YYYY", max_value=latest, key=key
        )
    if column.most is not None and column.least is not None:
        words = {str(n): _.number(n) for n in range(column.least, column.most + 1)}
        first = None if now is None else str(now)
        return _choice(label, words, key, is_needed=column.required, first=first)
    about = plain(column.about[_.language])
    text = typed_text(key, "" if now is None else str(now))
    most = column.max_length or None
    return st.text_input(label, value=text, max_chars=most, help=about, key=key)


def _place(label: str, key: str, *, with_country: bool) -> str | None:
    """Draw the choice of a place of the view: a province and its communes, or the whole region."""
    _ = state.wording()
    now = state.view()
    region = state.settings().region_code
    inside = register().units_within(now.province or region)
    named = [one.code for one in (*register().communes(), *register().arrondissements())]
    above = [now.province] if now.province else [region, *(p.code for p in register().provinces())]
    codes = [*above, *(code for code in named if code in inside)]
    if with_country:
        codes.append(COUNTRY)
    return _choice(label, place_labels(codes), key, is_needed=True, first=codes[0])


def place_labels(codes: Sequence[str]) -> dict[str, str]:
    """Return a label of its own for each place: Fès is a prefecture, and a commune in it.

    The box knows an option by its words alone: two that read alike would be one.
    """
    _ = state.wording()
    names = {code: register().unit_name(code, _.language) for code in codes}
    alike = {name for name, n in Counter(names.values()).items() if n > 1}
    return {code: _told_apart(code, name) if name in alike else name
            for code, name in names.items()}  # fmt: skip


def _told_apart(code: str, name: str) -> str:
    _ = state.wording()
    place = register().place(code)
    if place is None:
        return name
    parts = [name, _(LEVEL_WORDS[place.level])]
    if place.province_code and place.province_code != code:
        parts.append(register().unit_name(place.province_code, _.language))
    return _.join(parts)


def _choice(
    label: str, words: dict[str, str], key: str, *, is_needed: bool, first: str | None = None
) -> str | None:
    """Draw a choice of codes by their words; nothing is chosen for the reader but `first`."""
    _ = state.wording()
    return st.selectbox(
        label,
        list(words),
        index=typed_choice(key, words, first),
        format_func=lambda code: words[code],
        placeholder=_("Choose") if is_needed else _("Not said"),
        key=key,
    )


def _save(contract: Contract, row: dict[str, Any], *, key: str) -> None:
    _ = state.wording()
    keeps = row.pop("names_nobody", False)
    nobody: frozenset[CellAt] = frozenset(
        (contract.table, 1, one.name) for one in contract.columns if keeps and one.max_length
    )
    sender = EntrySender(today=state.today(), names_nobody=nobody)
    try:
        checked = check_entered(state.store(), {contract.table: [row]}, sender)
        if checked.refused:
            _tell_refused(contract, checked.errors, key=key)
            return
        number = commit_entered(state.store(), checked)
    except UserError as fault:
        st.error(plain(_.say(fault.said)))
        return
    st.session_state[f"{key}_saved"] = number
    drop_draft(key)
    _forget(key)
    st.rerun()


def _tell_refused(contract: Contract, errors: Sequence[tuple[str, Any]], *, key: str) -> None:
    """Say each fault in a sentence beside its field's name; nothing was stored."""
    _ = state.wording()
    for _table, one in errors:
        column = contract.by_name.get(one.column or "")
        where = f"{column.labels[_.language]}: " if column else ""
        st.error(plain(f"{where}{_.say(one.message)} {_.say(one.remedy) if one.remedy else ''}"))
    st.caption(_("Nothing was stored."))
    if any(one.code == _SEEMS_A_NAME for _table, one in errors):
        st.session_state[f"{key}_asks"] = True


def _forget(key: str) -> None:
    """Empty the form that was saved."""
    for name in [one for one in st.session_state if str(one).startswith(f"{key}_")]:
        if name != f"{key}_saved":
            del st.session_state[name]
