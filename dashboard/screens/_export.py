"""The one way a table leaves the app: its own CSV and XLSX, with source, day and notice."""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.figures.tables import Table
from dashboard.readiness.method import method
from dashboard.reports.table_file import csv_file, xlsx_file

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export_buttons(rows: Table, *, name: str, key: str) -> None:
    """Draw two buttons; the files are made when one is pressed."""
    _ = state.wording()
    about, day = about_lines(rows.caption), state.view().day.isoformat()
    with st.container(horizontal=True):
        st.download_button(
            _("Download CSV"),
            data=lambda: csv_file(rows, about, _),
            file_name=f"{name}-{day}.csv",
            mime="text/csv",
            key=f"{key}_csv",
            on_click="ignore",
        )
        st.download_button(
            _("Download XLSX"),
            data=lambda: xlsx_file(rows, about, _),
            file_name=f"{name}-{day}.xlsx",
            mime=_XLSX,
            key=f"{key}_xlsx",
            on_click="ignore",
        )


def about_lines(title: str) -> list[str]:
    """Return what a file says of itself: title, days, method, source, and the demo notice."""
    _ = state.wording()
    now = state.view()
    known = _.date(now.known_at) if now.known_at else _("now")
    lines = [
        f"{title}. {state.region_name()}.",
        _("Facts up to {day}, as known on {known}.", day=now.day, known=known),
        _("Readiness method {version}.", version=method().version),
        _("Counts of persons: 1 to 9 are shown as fewer than 10, the others to the nearest 5."),
    ]
    if state.is_synthetic():
        lines.insert(0, _("Demonstration data: these figures are synthetic."))
    return lines
