"""The one way figures leave a page: a list of files, each with source, day, method and notice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from dashboard import state
from dashboard.figures.tables import Table
from dashboard.reports.about import AboutLine
from dashboard.screens._about import about
from dashboard.screens._leaving import file_button
from dashboard.screens._text import note
from dashboard.wording import Wording

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class FileForm:
    """One file that can be had: what the button says, its name, its type, and how it is made.

    It is made when it is asked for, in another thread: `make` knows nothing of the session.
    """

    label: str
    name: str
    mime: str
    make: Callable[[], bytes]


def export_buttons(
    rows: Table | Callable[[], Table],
    *,
    name: str,
    key: str,
    scenario: str | None = None,
    scores: str = "",
    confidential: bool = False,
    regions: Sequence[str] = (),
    more: Callable[[], Sequence[FileForm]] = tuple,
) -> None:
    """Draw the list of files that hold the table, and `more`: those of its map.

    `rows` is called where the table is not the screen's: when the list is opened, not before.
    `scenario` is the stamp of a scenario's method: the file then says that it is one. `scores` is
    what the file says of its scores where they are not those of the view's profile. What is
    `confidential` says so too. `regions` are those it is of, where not the view's alone.
    """

    def files() -> list[FileForm]:
        _ = state.wording()
        held = rows() if callable(rows) else rows
        rated = any(_("Reliability") in header for header in held.headers)
        told = about(
            held.caption,
            scenario,
            scores,
            has_reliability=rated,
            is_confidential=confidential,
            regions=regions,
        )
        return [*table_files(held, told, name=name), *more()]

    download(files, key=key)


def table_files(rows: Table, told: Sequence[AboutLine], *, name: str) -> list[FileForm]:
    """Return the files of a table; `told` is what they say of themselves."""
    # Heavy to load: only where files are asked for.
    from dashboard.reports.table_file import csv_file, xlsx_file

    _ = state.wording()
    return [
        FileForm(_("Table (XLSX)"), f"{name}.xlsx", XLSX, partial(xlsx_file, rows, told, _)),
        FileForm(_("Table (CSV)"), f"{name}.csv", "text/csv", partial(csv_file, rows, told, _)),
    ]


def withheld(_: Wording) -> str:
    """Return why a file is not offered."""
    return _(
        "Candidacies are confidential until nominations close: files and prints leave them out."
    )


@st.fragment
def download(
    files: Callable[[], Sequence[FileForm]],
    *,
    key: str,
    label: str = "",
    also: Callable[[], None] | None = None,
) -> None:
    """Draw the button that opens the list of files: nothing is asked or made before that.

    Each file is named with the view's day. `also` draws what the browser makes by itself: the
    picture of a chart. No file at all: the list says why.
    """
    if not state.may("export"):
        return
    _, day = state.wording(), state.view().day.isoformat()
    opened = st.popover(label or _("Download"), key=f"{key}_files", on_change="rerun")
    if not opened.open:
        return
    with opened, st.container(gap="xxsmall"):
        forms = files()
        if not forms and also is None:
            note(withheld(_))
        for form in forms:
            stem, _dot, kind = form.name.rpartition(".")
            file_button(
                form.label,
                form.make,
                name=f"{stem}-{day}.{kind}",
                mime=form.mime,
                key=f"{key}_{kind}",
                width="stretch",
            )
        if also is not None:
            also()
