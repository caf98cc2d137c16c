"""Their file back: a button that gives the sender's own file with a column of what is wrong."""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.figures import tokens
from dashboard.intake.importing import Checked
from dashboard.intake.returned_file import XLSX, returned_file, returned_name
from dashboard.screens._text import note


def returned_button(checked: Checked, *, key: str) -> None:
    """Draw the download of the file with its errors and warnings, row by row."""
    _ = state.wording()
    if not checked.every_problem:
        return
    if not checked.sheet.header:
        note(_("This file could not be read as a table: there is no row to mark in it."))
        return
    name = returned_name(checked, _)
    st.download_button(
        _("Download your file with what to correct in each row"),
        data=lambda: returned_file(checked, _, fill=tokens.colour("readiness.1"))[0],
        file_name=name,
        mime=XLSX if name.endswith(".xlsx") else "text/csv",
        key=key,
        on_click="ignore",
    )
