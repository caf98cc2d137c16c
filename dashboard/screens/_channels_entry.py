"""What is entered on the page of channels: requests, needs, their answers, and the sectors."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.tables import records
from dashboard.screens import _columns as columns
from dashboard.screens._channels_tables import STEP_WORDS, sector_words
from dashboard.screens._constraints_tables import place_words
from dashboard.screens._row_entry import changed_row, new_row, what_is_entered
from dashboard.screens._text import note

_REQUEST = ("territory_code", "sector_code", "opened_on", "channel", "summary")
_NEED = ("territory_code", "sector_code", "need_on", "summary", "mp_on", "channel")
_SECTOR = ("sector_code", "name_ar", "name_fr", "name_en", "valid_from", "valid_to")
_AFTER = {
    "need": ("mp_on", "channel"),
    "parliamentarian": ("ministry_on",),
    "ministry": ("answered_on", "outcome"),
    "answered": ("fed_back_on", "outcome"),
}


def entry_part(requests: pd.DataFrame, needs: pd.DataFrame) -> None:
    """Draw the forms: a request, its answer, a need, its next step, a sector of the list."""
    _ = state.wording()
    words = {
        "request": _("A request"),
        "answer": _("An answer of a sector"),
        "need": _("A need"),
        "step": _("The next step of a need"),
        "sector": _("A sector of the list"),
    }
    chosen = what_is_entered(("liaison_requests", "advocacy_items", "sectors"), words)
    if chosen == "request":
        new_row("liaison_requests", _REQUEST, {"status": "open"})
    elif chosen == "answer":
        _answer(requests)
    elif chosen == "need":
        new_row("advocacy_items", _NEED)
    elif chosen == "step":
        _step(needs)
    elif chosen == "sector":
        note(
            _(
                "A sector that changes its name is entered anew from the day on; one that ends "
                "gets its last day: enter it again with its first day."
            )
        )
        new_row("sectors", _SECTOR)


def _answer(requests: pd.DataFrame) -> None:
    _ = state.wording()
    by_id = {row.request_id: row for row in records(requests) if _waits(row)}
    if not by_id:
        note(_("No request waits here."))
        return
    words = {one: _row(row, "opened_on") for one, row in by_id.items()}
    chosen = st.selectbox(
        _("Request"), list(words), format_func=lambda one: words[one], key="answer_row"
    )
    key = {"request_id": chosen}
    changed_row("liaison_requests", key, ("answered_on",), {"status": "answered"})


def _step(needs: pd.DataFrame) -> None:
    _ = state.wording()
    by_id = {row.item_id: row for row in records(needs) if row.step in _AFTER}
    if not by_id:
        note(_("No need waits here."))
        return
    words = {one: _row(row, "need_on") for one, row in by_id.items()}
    chosen = st.selectbox(
        _("Need"), list(words), format_func=lambda one: words[one], key="step_row"
    )
    step = by_id[chosen].step
    note(_(STEP_WORDS[step]))
    changed_row("advocacy_items", {"item_id": chosen}, _AFTER[step])


def _waits(row: Any) -> bool:
    return columns.number(row.waiting_days) is not None


def _row(row: Any, day: str) -> str:
    _ = state.wording()
    number = f" ({_.number(row.number)})" if row.number > 1 else ""
    on = _.date(columns.day(getattr(row, day)), "medium")
    return _.join([place_words(row), sector_words(row), on]) + number
