"""The one way a table leaves the app: its own CSV and XLSX, with source, day and notice."""

from __future__ import annotations

import json
from collections.abc import Sequence

import streamlit as st

from dashboard import state
from dashboard.figures.tables import Table
from dashboard.readiness.method import method
from dashboard.reports.table_file import csv_file, xlsx_file
from dashboard.screens._profile import profile_line
from dashboard.wording import Language, wording

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export_buttons(
    rows: Table,
    *,
    name: str,
    key: str,
    scenario: str | None = None,
    scores: str = "",
    confidential: bool = False,
) -> None:
    """Draw two buttons that hold the table as CSV and as XLSX.

    `scenario` is the stamp of a scenario's method: the file then says that it is one. `scores` is
    what the file says of its scores where they are not those of the view's profile. What is
    `confidential` says so too.
    """
    _ = state.wording()
    about, day = about_lines(rows.caption, scenario, scores), state.view().day.isoformat()
    if confidential:
        about.insert(0, _("Confidential until nominations close: not to be passed on."))
    content = json.dumps([rows.headers, rows.cells, about], ensure_ascii=False, default=str)
    with st.container(horizontal=True):
        for kind, label, mime in (
            ("csv", _("Download CSV"), "text/csv"),
            ("xlsx", _("Download XLSX"), XLSX),
        ):
            st.download_button(
                label,
                data=_file(kind, content, _.language, rows, about),
                file_name=f"{name}-{day}.{kind}",
                mime=mime,
                key=f"{key}_{kind}",
                on_click="ignore",
            )


@st.cache_data(show_spinner=False, max_entries=128)
def _file(
    kind: str, content: str, language: Language, _rows: Table, _about: Sequence[str]
) -> bytes:
    """Return the file, made once for the same content: a link that is pressed late still works."""
    make = csv_file if kind == "csv" else xlsx_file
    return make(_rows, _about, wording(language))


def about_lines(title: str, scenario: str | None = None, scores: str = "") -> list[str]:
    """Return what a file says of itself: title, days, method, source, and the demo notice."""
    _ = state.wording()
    now = state.view()
    known = _.moment(now.known_at) if now.known_at else _("now")
    lines = [
        f"{title}. {state.region_name()}.",
        _("Facts up to {day}, as known on {known}.", day=now.day, known=known),
        _("Readiness method {version}.", version=_.isolate(scenario or method().version)),
        scores or profile_line(),
        _("Counts of persons: 1 to 9 are shown as fewer than 10, the others to the nearest 5."),
    ]
    if scenario:
        lines.insert(0, _("Scenario, not the published figures."))
    if state.is_synthetic():
        lines.insert(0, _("Demonstration data: these figures are synthetic."))
    return lines
