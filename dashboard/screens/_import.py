"""Importing: choose files and their tables, check them together, look at it all, commit as one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard import state
from dashboard.contracts import Contract, contracts
from dashboard.errors import UserError
from dashboard.intake.importing import Checked, File, commit
from dashboard.intake.likely_table import likely_table
from dashboard.screens._checked_file import ALONE, TABLE_CHOSEN, counts_said, show_file
from dashboard.screens._checking import check_once
from dashboard.screens._impact import show_impact
from dashboard.screens._lost_file import tell_lost
from dashboard.screens._scope import chosen_scope, scope_of
from dashboard.screens._text import aside, finding, note, plain
from dashboard.store import Mode
from dashboard.wording import N_

_MODES: dict[Mode, str] = {
    "upsert": N_("Add and correct: rows not in the file stay"),
    "replace": N_("Replace: rows of the scope that are not in the file go"),
    "remove": N_("Remove the rows named in the file"),
}


def import_form() -> None:
    """Draw the form and, for files chosen, what they would change or why they are refused."""
    _ = state.wording()
    _tell_last()
    uploader = f"import_file_{st.session_state.get('imports_done', 0)}"
    shown = st.session_state.get(uploader) or ()
    given = [one for one in shown if isinstance(one, UploadedFile)]  # not those that were lost
    tables = [_table_of_one()] if len(given) < 2 else []
    mode: Mode = st.radio(
        _("What the file does"),
        list(_MODES),
        format_func=lambda one: _(_MODES[one]),
        key="import_mode",
    )
    whole = st.container()
    remark = st.text_input(_("Note for the list of batches"), key="import_note", max_chars=140)
    st.file_uploader(
        _("Files (CSV, XLSX, XLS or ODS, at most {n} MB)", n=st.get_option("server.maxUploadSize")),
        accept_multiple_files=True,
        key=uploader,
    )
    tell_lost(uploader)
    if len(given) > 1:
        given = _once(given)
        note(_("Files of one upload are checked together and go in together, or none of them."))
        told = [_table_of(one.name, one.getvalue(), at) for at, one in enumerate(given)]
        if None in told:
            note(_("Choose the table of each file: then they are checked."))
            return
        tables = [name for name in told if name]
    scope = None
    if mode == "replace":
        with whole:
            scope = chosen_scope([contracts()[name] for name in tables])
    files = [
        File(table, one.getvalue(), one.name, mode, scope_of(contracts()[table], scope))
        for table, one in zip(tables, given, strict=False)
    ]
    if files:
        _checked(files, remark or None)


def _once(given: Sequence[UploadedFile]) -> list[UploadedFile]:
    """Return the files without those of the same bytes, which are told of."""
    _ = state.wording()
    kept: dict[bytes, UploadedFile] = {}
    for one in given:
        first = kept.setdefault(one.getvalue(), one)
        if first is not one:
            aside(_("{file} was given twice: it is taken once.", file=_.isolate(one.name)))
    return list(kept.values())


def _table_of_one() -> str:
    known = contracts()
    name = _choose_table(state.wording()("Table"), TABLE_CHOSEN, 0) or next(iter(known))
    note(known[name].about[state.wording().language])
    return name


def _table_of(name: str, content: bytes, at: int) -> str | None:
    """Ask which table a file of several is for; its own name proposes one, or none."""
    _ = state.wording()
    likely = likely_table(name)
    listed = list(contracts())
    key = f"import_table_{at}_{hashlib.sha256(content).hexdigest()[:12]}"
    return _choose_table(
        plain(_("Table of {file}", file=_.isolate(name))),
        key,
        listed.index(likely) if likely else None,
    )


def _choose_table(label: str, key: str, index: int | None) -> str | None:
    _ = state.wording()
    known: dict[str, Contract] = dict(contracts())
    chosen: str | None = st.selectbox(
        label,
        list(known),
        index=index,
        format_func=lambda one: known[one].title[_.language],
        key=key,
        placeholder=_("Choose"),
    )
    return chosen


def _checked(files: Sequence[File], remark: str | None) -> None:
    _ = state.wording()
    try:
        checked = check_once(files, remark)
    except UserError as fault:
        st.error(plain(_.say(fault.said)))
        return
    if checked is None:
        return
    if len(checked) == 1:
        show_file(checked[0], key=ALONE)
    else:
        _show_each(checked)
    if any(one.refused for one in checked):
        return
    show_impact(checked)
    many = len(checked)
    label = (
        _("Import this file")
        if many == 1
        else _.count("Import {n} file", "Import these {n} files", many)
    )
    st.button(label, type="primary", on_click=_commit, args=(checked,))


def _show_each(checked: Sequence[Checked]) -> None:
    """Draw every file in the order in which they go in, refused ones open."""
    _ = state.wording()
    refused = [one for one in checked if one.refused]
    if refused:
        named = _.join(_.isolate(one.file.file_name) for one in refused)
        said = _("Refused: {files}. None of the files of this upload goes in.", files=named)
        st.error(plain(said))
    else:
        finding(_.count("{n} file can go in.", "{n} files can go in, all of them or none.",
                        len(checked)))  # fmt: skip
    for number, one in enumerate(checked, 1):
        said = (
            _.count("{n} error", "{n} errors", one.error_count)
            if one.refused
            else counts_said(one.preview)
        )
        title = _("{n}. {file} → {table}: {what}", n=number, file=_.isolate(one.file.file_name),
                  table=one.contract.title[_.language], what=said)  # fmt: skip
        with st.expander(plain(title), expanded=one.refused or _asks(one)):
            show_file(one, key=f"import_{number}")


def _asks(one: Checked) -> bool:
    return bool(one.mapping.asked or one.places_asked or one.pending or one.warning_count)


def _commit(checked: Sequence[Checked]) -> None:
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
        st.error(plain(_.say(said)))
    elif numbers:
        named = _.join(_.number(one) for one in numbers)
        one = _("Imported as batch {numbers}. It can be undone in the list of batches.",
                numbers=named)  # fmt: skip
        many = _("Imported as batches {numbers}. Each can be undone in the list of batches.",
                 numbers=named)  # fmt: skip
        st.success(one if len(numbers) == 1 else many)
    else:
        st.success(_("The rows are kept aside until what they refer to arrives."))
