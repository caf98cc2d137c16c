"""Checks an upload once for the same answers, tells how far it is, and lets it be stopped."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from dashboard import state
from dashboard.intake.cell_answers import CellAnswers
from dashboard.intake.importing import Checked, File, check_many
from dashboard.screens._cells_asked import told_cells
from dashboard.screens._file_told import FileTold, tell, told_of
from dashboard.screens._text import aside

_KEPT = "import_checked"
_LARGE = 2 * 2**20  # bytes from which a check takes long enough to be told of


def check_once(files: Sequence[File], note: str | None) -> list[Checked] | None:
    """Return the check of the files of an upload; None when the analyst has stopped it.

    Any other touch of the page runs it again: the check is kept until an answer, the mode or the
    data change. Leaving the page, or *Stop*, ends the reading.
    """
    told = [(told_of(one.content), told_cells(one.content)) for one in files]
    hashes = [hashlib.sha256(one.content).hexdigest() for one in files]
    said = [(one.table, one.file_name, one.mode, one.scope) for one in files]
    asked = (hashes, said, note, told, state.data_version())
    kept = st.session_state.get(_KEPT)
    if kept is not None and kept[0] == asked:
        checked: list[Checked] = kept[1]
        return checked
    if any(one.is_stopped for one, _cells in told):
        _stopped(hashes)
        return None
    is_large = sum(len(one.content) for one in files) > _LARGE
    told_of_progress = st.empty()
    progress = _progress(told_of_progress, hashes) if is_large else None
    answered = [_answered(file, *one) for file, one in zip(files, told, strict=True)]
    checked = check_many(state.store(), answered, note=note, today=state.today(), progress=progress)
    told_of_progress.empty()
    st.session_state[_KEPT] = (asked, checked)
    return checked


def _answered(file: File, told: FileTold, cells: CellAnswers) -> File:
    return replace(
        file, encoding=told.encoding, sheet=told.sheet, mapping=told.mapping or None,
        places=told.places, cells=cells,
    )  # fmt: skip


def _tell_all(hashes: Sequence[str], *, is_stopped: bool) -> None:
    for sha256 in hashes:
        tell(sha256, is_stopped=is_stopped)


def _progress(
    place: st.delta_generator.DeltaGenerator, hashes: Sequence[str]
) -> Callable[[int], object]:
    """Return what tells how many rows are read; a press of *Stop* ends the run that reads."""
    _ = state.wording()
    with place.container():
        line = st.empty()
        line.write(_("Reading the file…"))
        st.button(_("Stop"), on_click=_tell_all, args=(hashes,), kwargs={"is_stopped": True})
    return lambda rows: line.write(_("Rows read: {n}.", n=rows))


def _stopped(hashes: Sequence[str]) -> None:
    _ = state.wording()
    aside(_("The check was stopped; nothing was changed."))
    st.button(
        _("Check this file"), on_click=_tell_all, args=(hashes,), kwargs={"is_stopped": False}
    )
