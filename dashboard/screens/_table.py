"""Mounts the table component: search and sort in the browser, a pressed row goes to a callback."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from dashboard import state
from dashboard.figures.tables import Table, asset
from dashboard.screens._text import note

MOST_ROWS = 2000  # that a browser is sent; a file holds them all
_FEW = 7  # rows that are seen at a glance: nothing to search or sort
_COMPONENT = st.components.v2.component(
    "jahiziya_table", html=asset("table.html"), css=asset("table.css"), js=asset("table.js")
)


def show_table(
    rows: Table,
    *,
    key: str,
    searchable: bool = True,
    selected: str | None = None,
    height: int = 560,
    on_pick: Callable[[str], None] | None = None,
) -> None:
    """Draw a table, to be searched and sorted where it is long.

    Pressing a row's name calls `on_pick` with its id before the rerun.
    """
    _ = state.wording()
    count = len(rows.ids)
    rows = replace(rows, ids=rows.ids[:MOST_ROWS], cells=rows.cells[:MOST_ROWS])
    labels = {
        "caption": rows.caption,
        "search": _("Search in the table"),
        "sort": _("Order"),
        "given": _("As given"),
        "count": _("{shown} of {all} rows", shown="#", all="#"),
        "none": _("Nothing matches."),
    }
    data = rows.payload() | {
        "labels": labels,
        "dir": _.direction,
        "lang": _.language,
        "selected": selected,
        "search": searchable and len(rows.ids) > _FEW,
        "height": height,
        "picks": on_pick is not None,
    }
    _COMPONENT(key=key, data=data, on_pick_change=lambda: _picked(key, on_pick))
    if count > MOST_ROWS:
        _tell_cut(count)


def _tell_cut(count: int) -> None:
    _ = state.wording()
    shown, every = _.number(MOST_ROWS), _.number(count)
    note(
        _("The first {shown} of {all} rows are shown. Narrow the view, or take the file: it "
          "holds them all.", shown=shown, all=every)
    )  # fmt: skip


def _picked(key: str, on_pick: Callable[[str], None] | None) -> None:
    chosen = st.session_state[key].get("pick")
    if chosen and on_pick is not None:
        on_pick(chosen)
