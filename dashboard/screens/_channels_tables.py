"""Requests to the sectors and needs carried, as tables, and the words of their rows."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import state
from dashboard.figures.tables import Table, TableColumn, table
from dashboard.screens import _columns as columns
from dashboard.screens._constraints_tables import place_words
from dashboard.territory.register import register
from dashboard.wording import N_

STEP_WORDS = {
    "need": N_("Need raised, with no parliamentarian yet"),
    "parliamentarian": N_("With a parliamentarian"),
    "ministry": N_("At the ministry"),
    "answered": N_("Answered, not fed back"),
    "fed_back": N_("Fed back to who raised it"),
}
_NEXT = {
    "need": N_("Find a parliamentarian who takes it up"),
    "parliamentarian": N_("Take it to the ministry"),
    "ministry": N_("Ask for the answer"),
    "answered": N_("Tell the commune what came back"),
    "fed_back": N_("Nothing is due"),
}
_SECTOR_STATES = {
    "listed": N_("on the list"),
    "ended": N_("no longer on the list"),
    "ahead": N_("on the list later"),
}


def request_rows(rows: pd.DataFrame, *, with_summary: bool) -> Table:
    """Return the requests, those waiting longest first; `with_summary` on a province's page."""
    _ = state.wording()
    return table(
        rows,
        [
            columns.text_column(_("Place"), place_words),
            columns.value_column(_("Sector"), "liaison_requests.sector_code", "sector_code"),
            *([columns.said_column(_("Request"), "summary")] if with_summary else []),
            TableColumn(_("Days"), _request_days, _request_n, "number"),
            columns.text_column(_("Next step"), _request_step),
            columns.value_column(_("State"), "liaison_requests.status", "state"),
            columns.date_column(_("Sent on"), "opened_on"),
            columns.value_column(
                _("Channel"), "liaison_requests.channel", "channel", _("not said")
            ),
        ],
        caption=_("Requests to the sectors, those waiting longest first"),
        id_column="request_id",
    )


def need_rows(rows: pd.DataFrame, caption: str, *, with_summary: bool) -> Table:
    """Return the needs, those waiting longest first; `with_summary` on a province's page."""
    _ = state.wording()
    return table(
        rows,
        [
            columns.text_column(_("Place"), place_words),
            columns.value_column(_("Sector"), "liaison_requests.sector_code", "sector_code"),
            *([columns.said_column(_("Need"), "summary")] if with_summary else []),
            columns.number_column(_("Days at this step"), "waiting_days"),
            columns.text_column(_("Next step"), lambda row: _(_NEXT[row.step])),
            columns.date_column(_("Raised on"), "need_on"),
            columns.date_column(_("This step since"), "step_on"),
            columns.value_column(_("Channel"), "advocacy_items.channel", "channel", _("not said")),
            columns.text_column(_("Outcome"), _outcome),
        ],
        caption=caption,
        id_column="item_id",
    )


def uncarried_rows(rows: pd.DataFrame) -> Table:
    """Return the communes or sectors no need was carried for, those with waiting needs first."""
    _ = state.wording()
    return table(
        rows,
        [
            columns.text_column(_("Commune or sector"), _subject),
            columns.text_column(_("Province or prefecture"), _province),
            columns.number_column(_("Needs waiting"), "waiting"),
            columns.day_column(_("Last carried on"), "last_carried_on", _("No day stored")),
            columns.text_column(_("How sure"), _how_sure),
            columns.text_column(_("Next step"), _uncarried_step),
        ],
        caption=_("Never carried in the last 12 months"),
        id_column="subject",
    )


def sector_rows(rows: pd.DataFrame) -> Table:
    """Return the dated list of sectors, the newest first."""
    _ = state.wording()
    return table(
        rows,
        [
            columns.name_column(_("Sector")),
            columns.date_column(_("Valid from"), "valid_from"),
            columns.day_column(_("Valid to"), "valid_to", _("open")),
            columns.text_column(_("State"), lambda row: _(_SECTOR_STATES[row.state])),
        ],
        caption=_("The list of sectors, dated"),
        id_column="sector_code",
    )


def sector_words(row: Any) -> str:
    """Return the name of the sector of a request or a need."""
    return columns.value_words("liaison_requests", "sector_code", row.sector_code)


def _request_n(row: Any) -> Any:
    waiting = columns.number(row.waiting_days)
    return columns.number(row.answer_days) if waiting is None else waiting


def _request_days(row: Any) -> str:
    _ = state.wording()
    waiting, answered = columns.number(row.waiting_days), columns.number(row.answer_days)
    if waiting is not None:
        return _.count("waiting for {n} day", "waiting for {n} days", int(waiting))
    if answered is not None:
        return _.count("answered after {n} day", "answered after {n} days", int(answered))
    return _("not reported")


def _request_step(row: Any) -> str:
    _ = state.wording()
    if row.state == "answered":
        return _("Tell those who asked what came back")
    if row.state == "closed":
        return _("Say on which day it was answered, or that it was not")
    if row.is_late:
        return _("Remind the sector, or carry it through a parliamentarian")
    return _("Forward it to the sector") if row.state == "open" else _("Wait for the answer")


def _outcome(row: Any) -> str:
    _ = state.wording()
    if row.step not in ("answered", "fed_back"):
        return _("no answer yet")
    return columns.value_words("advocacy_items", "outcome", row.outcome) or _("not said")


def _subject(row: Any) -> str:
    _ = state.wording()
    if row.kind == "sector":
        return columns.value_words("liaison_requests", "sector_code", row.subject)
    return register().unit_name(row.subject, _.language)


def _province(row: Any) -> str:
    _ = state.wording()
    if not isinstance(row.province_code, str):
        return state.region_name()
    return register().unit_name(row.province_code, _.language)


def _how_sure(row: Any) -> str:
    _ = state.wording()
    return _("every month is reported") if row.is_known else _("some months are not reported")


def _uncarried_step(row: Any) -> str:
    _ = state.wording()
    if row.waiting:
        return _("Find a parliamentarian for the need that waits")
    return _("Ask which need comes first there")
