"""Save everything to one file: a verified copy of the database."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from dashboard import state
from dashboard.screens._text import note
from dashboard.settings import default_database
from dashboard.store import backup
from dashboard.store.backup_keeper import standing, told


def save_everything() -> None:
    """Offer the whole database as one file, copied and read back when the button is pressed."""
    _ = state.wording()
    if state.is_server():  # a server saves by itself, into the folder of its settings
        return
    note(
        _(
            "The file holds every batch, undone ones too, and exact counts. "
            "Keep it where only the secretariat can read it."
        )
    )
    st.download_button(
        _("Save everything to one file"),
        data=_copy,
        file_name=f"jahiziya-{state.today().isoformat()}.duckdb",
        mime="application/octet-stream",
        on_click="ignore",
    )
    note(_("To bring it back: jahiziya restore FILE, with the dashboard closed."))
    tell_backups()


def tell_backups() -> None:
    """Say when the last good backup was made by itself, and what is wrong with the next."""
    place = default_database()
    for said in told(standing(place), place):
        note(state.wording().say(said))


def _copy() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "jahiziya.duckdb"
        backup(state.store(), file)
        return file.read_bytes()
