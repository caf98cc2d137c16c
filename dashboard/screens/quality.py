"""Quality: who has reported, and what looks unusual?"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.contracts import contracts
from dashboard.figures.tables import Table, TableColumn, table
from dashboard.readiness.open_warnings import WARNINGS
from dashboard.screens import _columns as columns
from dashboard.screens._export import export_buttons
from dashboard.screens._message import show_message
from dashboard.screens._opening import filters, opening
from dashboard.screens._secretary_message import message
from dashboard.screens._table import show_table
from dashboard.screens._text import finding, note
from dashboard.screens._warnings import grouped, warnings_part
from dashboard.territory.register import register

QUESTIONS = (
    "quality_returns",
    "quality_missing",
    "quality_changes",
    "quality_acknowledged",
    "open_warnings",
)


def open_quality(code: str) -> None:
    """Filter by the province pressed."""
    state.go(province=code, commune=None)


def summary(returns: pd.DataFrame) -> str:
    """Return who has sent the month that is due, in one sentence."""
    _ = state.wording()
    whole = returns.assign(is_whole=returns["communes_returned"] == returns["communes"])
    by_province = whole.groupby("province_code")["is_whole"].all()
    return _.count(
        "{n} of {all} provinces has sent the whole return of {month}.",
        "{n} of {all} provinces have sent the whole return of {month}.",
        int(by_province.sum()),
        all=len(by_province),
        month=_.month(columns.day(returns["due_month"].iloc[0])),
    )


def province_summary(returns: pd.DataFrame, missing: pd.DataFrame) -> str:
    """Return how many communes of a province have sent the month that is due."""
    _ = state.wording()
    communes = int(returns["communes"].iloc[0])
    return _.count(
        "{n} commune of {all} has sent the whole return of {month}.",
        "{n} communes of {all} have sent the whole return of {month}.",
        communes - len(missing),
        all=communes,
        month=_.month(columns.day(returns["due_month"].iloc[0])),
    )


def return_rows(returns: pd.DataFrame, *, named: bool) -> Table:
    """Return the last return of each table, and how much of the due month is in.

    `named`: of several provinces, with their names.
    """
    _ = state.wording()
    return table(
        returns,
        [
            *([columns.name_column(_("Province or prefecture"))] if named else []),
            columns.text_column(
                _("Table"), lambda row: contracts()[row.table_name].title[_.language]
            ),
            _last_column(),
            columns.date_column(_("Received on"), "received_on"),
            columns.text_column(
                _("Expected"),
                lambda row: _.count("every {n} day", "every {n} days", int(row.rhythm_days)),
            ),
            columns.text_column(_("State"), late_words),
            TableColumn(
                _("Communes returned"),
                lambda row: _("{n} of {all}", n=row.communes_returned, all=row.communes),
                lambda row: row.communes_returned / row.communes,
                kind="number",
            ),
        ],
        caption=_("Returns by province and table"),
        id_column="province_code",
    )


def _last_column() -> TableColumn:
    _ = state.wording()

    def said(row: Any) -> str:
        month = columns.day(row.last_month)
        return _.month(month) if month else _("nothing yet")

    return TableColumn(_("Last return"), said, lambda row: columns.day(row.last_month))


def late_words(row: Any) -> str:
    """Return whether a return is late, and by how much."""
    _ = state.wording()
    since = columns.number(row.days_since)
    if since is None:
        return _("nothing yet")
    if not row.is_late:
        return _("in time")
    return _.count(
        "late by {n} day", "late by {n} days", int(since - row.rhythm_days)
    )  # fmt: skip


def missing_rows(missing: pd.DataFrame) -> Table:
    """Return the communes whose return of the due month has not come."""
    _ = state.wording()
    titles = {name: one.title[_.language] for name, one in contracts().items()}
    return table(
        missing,
        [
            columns.name_column(_("Commune")),
            columns.text_column(
                _("Missing"), lambda row: _.join(titles[name] for name in row.tables)
            ),
        ],
        caption=_("Not returned yet"),
        id_column="unit_code",
    )


def change_rows(changes: pd.DataFrame) -> Table:
    """Return the unusual changes of membership, in published figures."""
    _ = state.wording()
    return table(
        changes,
        [
            columns.name_column(_("Commune")),
            TableColumn(
                _("Month"),
                lambda row: _.month(columns.day(row.month)),
                lambda row: columns.day(row.month),
            ),
            columns.persons_column(_("Was"), "previous_published"),
            columns.persons_column(_("Becomes"), "published"),
            columns.share_column(_("Change"), "change"),
        ],
        caption=_("Members changed by more than 30 % since the last figure"),
    )


def changes_part(changes: pd.DataFrame) -> None:
    """Draw the unusual changes."""
    _ = state.wording()
    st.header(_("Unusual changes"))
    if changes.empty:
        note(_("No figure changed by more than 30 %."))
    else:
        show_table(change_rows(changes), key="quality_changes", height=320)


def province_part(returns: pd.DataFrame, missing: pd.DataFrame, opened: pd.DataFrame) -> None:
    """Draw what a province has not sent, and the words to ask for it."""
    _ = state.wording()
    if not missing.empty:
        show_table(missing_rows(missing), key="quality_missing", height=320)
    st.header(_("A message to the provincial secretary"))
    warned: dict[str, list[str]] = {}
    for one in grouped(opened):
        names = warned.setdefault(_(WARNINGS[one.code]), [])
        for unit in one.units:
            name = register().unit_name(unit, _.language)
            names += [] if name in names else [name]
    show_message(message(returns, missing, warned))


def _here(rows: pd.DataFrame, province: str | None) -> pd.DataFrame:
    return rows if province is None else rows[rows["province_code"] == province]


_ = state.wording()
opening("quality", _("Who has reported, and what looks unusual?"))
filters()
chosen = state.view().province
answers = {name: _here(rows, chosen) for name, rows in state.answers(QUESTIONS).items()}
sent, lacking = answers["quality_returns"], answers["quality_missing"]
finding(province_summary(sent, lacking) if chosen else summary(sent))
listed = return_rows(sent, named=chosen is None)
pick = None if chosen else open_quality
show_table(listed, key="quality_returns", searchable=chosen is None, on_pick=pick)
export_buttons(listed, name="jahiziya-returns", key="quality_export")
if chosen:
    province_part(sent, lacking, answers["open_warnings"])
else:
    note(_("Choose a province to see what is missing and the message to its secretary."))
warnings_part(answers["open_warnings"], answers["quality_acknowledged"])
changes_part(answers["quality_changes"])
