"""The tables of a commune's sheet: every figure with its day, its source and its batch."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard import state
from dashboard.figures.tables import Table, TableColumn, table
from dashboard.screens import _columns as columns
from dashboard.territory.register import register
from dashboard.wording import N_
from dashboard.wording.terms import STATUS_WORDS

_OUTCOMES = {
    "held": N_("held"),
    "planned": N_("planned"),
    "postponed": N_("postponed"),
    "cancelled": N_("cancelled"),
    "unknown": N_("outcome unknown"),
}


def indicator_rows(rows: pd.DataFrame) -> Table:
    """Return the indicators that are built: value or why not, weight, points, day, freshness."""
    _ = state.wording()
    shown = rows[rows["w"].notna() | rows["value"].notna()]
    return table(
        shown,
        [
            columns.label_column(_("Indicator"), "name"),
            columns.label_column(_("Pillar"), "pillar_name"),
            TableColumn(
                _("Value"), _value_words, lambda row: columns.number(row.value), kind="number"
            ),
            _where_known(columns.number_column(_("Points of 100"), "points")),
            columns.share_column(_("Weight"), "w"),
            columns.date_column(_("True on"), "true_on"),
            _where_known(columns.share_column(_("Freshness"), "freshness")),
        ],
        caption=_("Indicators"),
        id_column="indicator",
    )


def body_rows(rows: pd.DataFrame) -> Table:
    """Return the bodies seated on the commune, in it or covering it, with their dates."""
    _ = state.wording()
    return table(
        rows,
        [
            columns.text_column(
                _("Body"), lambda row: columns.value_words("structures", "kind", row.kind)
            ),
            columns.name_column(_("Seat"), "seat_name"),
            columns.text_column(_("Status"), lambda row: _(STATUS_WORDS[row.status])),
            columns.date_column(_("Planned on"), "planned_on"),
            columns.date_column(_("Founded on"), "founded_on"),
            columns.date_column(_("Renewed on"), "renewed_on"),
            columns.date_column(_("Mandate ends on"), "term_ends_on"),
            TableColumn(
                _("Offices filled"), _offices, lambda row: columns.number(row.offices_filled)
            ),
            columns.date_column(_("Reported on"), "reported_on"),
            columns.text_column(_("Source"), columns.source_words),
        ],
        caption=_("Bodies seated here or covering it"),
        id_column="structure_id",
    )


def member_rows(rows: pd.DataFrame, *, is_exact: bool) -> Table:
    """Return membership by month; exact counts only on the screen of who may see them."""
    _ = state.wording()
    listed = [
        TableColumn(_("Month"), lambda row: _.month(row.period), lambda row: row.period),
        columns.text_column(_("Territory"), lambda row: _place(row.territory_code)),
        columns.persons_column(_("Members"), "members"),
        columns.persons_column(_("Women"), "women"),
        columns.persons_column(_("Under 35"), "under_35"),
        columns.text_column(_("Source"), columns.source_words),
    ]
    if is_exact:
        label = _("Members, exact value, not to be passed on")
        listed.insert(3, columns.number_column(label, "members_exact"))
    return table(rows, listed, caption=_("Members, month by month"), id_column="period")


def meeting_rows(rows: pd.DataFrame) -> Table:
    """Return meetings of the bodies here, the newest first."""
    _ = state.wording()
    return table(
        rows,
        [
            columns.date_column(_("Day"), "day_on"),
            columns.text_column(
                _("Body"), lambda row: columns.value_words("meetings", "body_kind", row.body_kind)
            ),
            columns.name_column(_("Seat"), "body_name"),
            columns.text_column(
                _("Kind"), lambda row: columns.value_words("meetings", "kind", row.kind)
            ),
            columns.text_column(_("Outcome"), _outcome),
            columns.persons_column(_("Present"), "attendees_total"),
            columns.date_column(_("Minutes filed on"), "minutes_filed_on"),
            columns.text_column(_("Source"), columns.source_words),
        ],
        caption=_("Meetings"),
        id_column="meeting_id",
    )


def decision_rows(rows: pd.DataFrame) -> Table:
    """Return decisions for this territory, what is due first."""
    _ = state.wording()
    return table(
        rows,
        [
            columns.text_column(_("Decision"), lambda row: columns.text(row.summary)),
            columns.text_column(
                _("Owner"),
                lambda row: columns.value_words("decisions", "owner_function", row.owner_function),
            ),
            columns.date_column(_("Due on"), "due_on"),
            columns.date_column(_("Done on"), "done_on"),
            columns.text_column(
                _("Status"), lambda row: columns.value_words("decisions", "status", row.status)
            ),
            columns.text_column(_("Source"), columns.source_words),
        ],
        caption=_("Decisions"),
        id_column="decision_id",
    )


def _place(code: str) -> str:
    return register().unit_name(code, state.view().lang)


def _outcome(row: Any) -> str:
    _ = state.wording()
    return _(_OUTCOMES[row.outcome]) if isinstance(row.outcome, str) else _("not reported")


def _where_known(column: TableColumn) -> TableColumn:
    """Return the column, empty where the value already says why there is none."""
    return replace(
        column, shown=lambda row: "" if isinstance(row.state, str) else column.shown(row)
    )


def _value_words(row: Any) -> str:
    _ = state.wording()
    if isinstance(row.state, str):
        return columns.state_words(row.state)
    value = columns.number(row.value)
    return _.share(value) if row.unit == "share" else _.number(value, 1)


def _offices(row: Any) -> str:
    _ = state.wording()
    filled, total = columns.number(row.offices_filled), columns.number(row.offices_total)
    if filled is None or total is None:
        return _("not reported")
    return _("{n} of {all}", n=int(filled), all=int(total))
