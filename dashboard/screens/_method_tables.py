"""The tables of the method page: what counts and how much, and one score worked out."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.tables import Table, TableColumn, table
from dashboard.readiness.explaining import Explanation, explain
from dashboard.readiness.method import goals
from dashboard.readiness.steps_said import indicator_name, value_said
from dashboard.screens import _columns as columns
from dashboard.screens._explained import steps_of
from dashboard.screens._export import export_buttons
from dashboard.screens._nothing import nothing
from dashboard.screens._table import show_table
from dashboard.screens._text import finding, note
from dashboard.territory.register import register


def indicators() -> None:
    """Draw every indicator with its weights, floor, target and rhythm in the profile."""
    _ = state.wording()
    st.header(_("What counts, and how much?"))
    rows = state.answer("indicator_catalogue")
    listed = indicator_table(rows[rows["pillar_weight"].notna()])
    show_table(listed, key="method_indicators", searchable=False, height=640)
    export_buttons(listed, name=f"jahiziya-method-{state.profile()}", key="method_export")
    note(_("An indicator without a weight is shown and counts nothing."))


def indicator_table(rows: pd.DataFrame) -> Table:
    """Return the indicators of a profile, by pillar, the heaviest first."""
    _ = state.wording()
    return table(
        rows,
        [
            columns.label_column(_("Indicator"), "name"),
            columns.label_column(_("Pillar"), "pillar_name"),
            _weight(_("Weight in a commune"), "weight_commune"),
            _weight(_("Weight above"), "weight_above"),
            columns.text_column(_("Floor"), lambda row: _goal(row, "floor", 0)),
            columns.text_column(
                _("Target in a commune"), lambda row: _goal(row, "target_commune", 1)
            ),
            columns.text_column(_("Target above"), lambda row: _goal(row, "target_above", 1)),
            columns.number_column(_("Rhythm, days"), "rhythm_days"),
        ],
        caption=_("Indicators"),
        id_column="indicator",
    )


def example() -> None:
    """Work out one real score: the commune of the view, else the middle one of the place."""
    _ = state.wording()
    code = _example_code()
    st.header(_("How does that look for one commune?"))
    if code is None:
        nothing(
            _("Nothing is known of any commune on this day: there is nothing to work out."),
            "structures",
            "membership",
            "meetings",
        )
        return
    rows = steps_of(code)
    found = explain(rows)
    assert found is not None
    name = register().unit_name(code, _.language)
    show_table(_worked(rows, name), key="method_example", searchable=False)
    known = float((rows["w"] * rows["k"]).sum())
    low = float(rows["low_part"].sum())
    finding(_worked_sentence(found, name, low, known))
    note(
        _(
            "With the {n} unknown points the range goes from {low} to {high}.",
            n=_.number(found.unknown, 1),
            low=_.number(low, 1),
            high=_.number(low + found.unknown, 1),
        )
    )


def _worked_sentence(found: Explanation, name: str, low: float, known: float) -> str:
    _ = state.wording()
    said = {"commune": name, "low": _.number(low, 1), "known": _.number(known, 2)}
    if found.of == "low":
        return _(
            "{commune}: points times weight add up to {low}, the low end; a known weight of "
            "{known} is too little for a score.",
            **said,
        )
    return _(
        "{commune}: points times weight add up to {low}, over a known weight of {known}: "
        "the score is {score}.",
        score=_.number(found.total, 1),
        **said,
    )


def _worked(rows: pd.DataFrame, name: str) -> Table:
    _ = state.wording()
    return table(
        rows,
        [
            columns.text_column(_("Indicator"), lambda row: indicator_name(row, _)),
            columns.text_column(_("Value"), _value),
            _if_known(_("Points of 100"), lambda row: row.points, 1),
            columns.share_column(_("Weight"), "w"),
            TableColumn(
                _("Known share"),
                lambda row: _.share(row.k) if row.is_applicable else "",
                lambda row: row.k if row.is_applicable else None,
                kind="number",
            ),
            _if_known(_("Points times weight"), lambda row: row.low_part, 1),
        ],
        caption=name,
        id_column="indicator",
    )


def _example_code() -> str | None:
    """Return the commune of the view, else the middle one with a score, or known in part."""
    now, rows = state.view(), state.answer("commune_table")
    if now.province:
        rows = rows[rows["province_code"] == now.province]
    scored, known = rows[rows["score"].notna()], rows[rows["known_weight"] > 0]
    rows = known if scored.empty else scored
    if now.commune in set(rows["unit_code"]):
        return now.commune
    return None if rows.empty else str(rows.iloc[len(rows) // 2]["unit_code"])


def _value(row: Any) -> str:
    if not row.is_applicable:
        return columns.state_words("not_applicable")
    return value_said(row, state.wording()) if row.k else columns.state_words("no_data")


def _if_known(label: str, of: Any, decimals: int) -> TableColumn:
    _ = state.wording()
    return TableColumn(
        label,
        lambda row: _.number(of(row), decimals) if row.k else "",
        lambda row: of(row) if row.k else None,
        kind="number",
    )


def _weight(label: str, field: str) -> TableColumn:
    _ = state.wording()

    def shown(row: Any) -> str:
        weight = columns.number(getattr(row, field))
        return _.share(weight, 1) if weight else ""

    return TableColumn(label, shown, lambda row: columns.number(getattr(row, field)), kind="number")


def _goal(row: Any, field: str, place: int) -> str:
    """Return a floor or a target; by milieu where the method has one for each."""
    _, goal = state.wording(), goals()[row.indicator]
    if goal.urban and goal.rural:
        return _(
            "urban {urban}, rural {rural}",
            urban=_.share(goal.urban[place]),
            rural=_.share(goal.rural[place]),
        )
    value = getattr(goal, field)
    if value is None:
        return ""
    return _.share(value) if row.unit == "share" else _.number(value, 1)
