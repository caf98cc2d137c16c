"""Checks a file once for the same answers, tells how far it is, and lets it be stopped."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import streamlit as st

from dashboard import state
from dashboard.intake.importing import Checked, File, check
from dashboard.screens._cells_asked import told_cells
from dashboard.screens._file_told import FileTold, tell, told_of
from dashboard.screens._text import aside

_LARGE = 2 * 2**20  # bytes from which a check takes long enough to be told of


def check_once(file: File, note: str | None) -> Checked | None:
    """Return the check of a file; None when the analyst has stopped it.

    Any other touch of the page runs it again: the check is kept until an answer, the mode or the
    data change. Leaving the page, or *Stop*, ends the reading.
    """
    told, cells = told_of(file.content), told_cells(file.content)
    sha256 = hashlib.sha256(file.content).hexdigest()
    asked = (sha256, file.table, file.mode, file.scope, note, told, cells, state.data_version())
    kept = st.session_state.get("import_checked")
    if kept is not None and kept[0] == asked:
        checked: Checked = kept[1]
        return checked
    if told.is_stopped:
        _stopped(sha256)
        return None
    told_of_progress = st.empty()
    progress = _progress(told_of_progress, sha256) if len(file.content) > _LARGE else None
    checked = _check(file, note, told, progress)
    told_of_progress.empty()
    st.session_state["import_checked"] = (asked, checked)
    return checked


def _check(
    file: File, note: str | None, told: FileTold, progress: Callable[[int], object] | None
) -> Checked:
    return check(
        state.store(), file.table, file.content,
        file_name=file.file_name, mode=file.mode, scope=file.scope, note=note,
        today=state.today(), encoding=told.encoding, sheet=told.sheet,
        mapping=told.mapping or None, places=told.places, cells=told_cells(file.content),
        progress=progress,
    )  # fmt: skip


def _progress(place: st.delta_generator.DeltaGenerator, sha256: str) -> Callable[[int], object]:
    """Return what tells how many rows are read; a press of *Stop* ends the run that reads."""
    _ = state.wording()
    with place.container():
        line = st.empty()
        line.write(_("Reading the file…"))
        st.button(_("Stop"), on_click=tell, args=(sha256,), kwargs={"is_stopped": True})
    return lambda rows: line.write(_("Rows read: {n}.", n=rows))


def _stopped(sha256: str) -> None:
    _ = state.wording()
    aside(_("The check was stopped; nothing was changed."))
    st.button(_("Check this file"), on_click=tell, args=(sha256,), kwargs={"is_stopped": False})
