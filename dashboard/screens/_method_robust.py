"""Parts of the method page: how far its choices decide, and whether indicators belong together."""

from __future__ import annotations

import html
from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.tables import Table, records, table
from dashboard.readiness.robustness import (
    CHOICES_MOVED,
    Coherence,
    choices,
    coherence,
    finding_words,
    left_out,
    sensitivity,
)
from dashboard.screens import _columns as columns
from dashboard.screens._robust import asked, parts, robust_rows
from dashboard.screens._table import show_table
from dashboard.screens._text import finding, note


def ranks() -> None:
    """Say how many communes keep their class whatever weights, targets and sums one prefers."""
    _ = state.wording()
    st.header(_("Would other choices give other ranks?"))
    found = robust_rows()
    verdicts = found[found["unit_code"].isin(parts("commune").units)]["verdict"].value_counts()
    finding(
        _(
            "Communes surely weak: {weak}; surely ready: {ready}; undecided: {undecided}.",
            weak=int(verdicts.get("surely_weak", 0)),
            ready=int(verdicts.get("surely_ready", 0)),
            undecided=int(verdicts.get("undecided", 0)),
        )
    )
    given = choices()
    note(
        _(
            "{n} other methods are tried: weights drawn around those of the method, floors and "
            "targets moved by {shift}, pillars multiplied in place of added in {share} of trials. "
            "Surely means in {sure} of them. Undecided holds those surely middling too.",
            n=given.draws,
            shift=_.share(given.goalpost_shift),
            share=_.share(given.geometric_share),
            sure=_.share(given.sure_at),
        )
    )


def effects() -> None:
    """Draw what each of the method's choices does to the ranks, and each indicator's absence."""
    _ = state.wording()
    st.header(_("Which choice matters most?"))
    moved, without = _effects(asked())
    if moved.empty:
        note(_("Too few communes have a score for this to be worked out."))
        return
    most = records(moved.sort_values("total"))[-1]
    finding(_("Most depends on: {choice}.", choice=_.inside(_(CHOICES_MOVED[most.group]))))
    show_table(_choice_table(moved), key="method_choices", searchable=False)
    note(
        _(
            "Places are the mean shift of a commune's rank when that choice alone is moved. "
            "Effects are shares of the variance of the shift: alone, and with its interplay with "
            "others."
        )
    )
    show_table(_without_table(without), key="method_without", searchable=False, height=420)


def belonging() -> None:
    """Say which indicators repeat each other and which say nothing."""
    _ = state.wording()
    st.header(_("Do the indicators belong together?"))
    found = _coherence(asked())
    rows = state.answer("indicator_catalogue")
    names = dict(zip(rows["indicator"], rows[f"name_{_.label_language}"], strict=True))
    lines = [finding_words(one, names, _) for one in found.findings]
    if lines:
        items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
        st.html(f'<ul class="jz-sentences">{items}</ul>')
    else:
        note(_("No indicator repeats another and none is silent."))
    if found.alpha == found.alpha:
        note(
            _(
                "Cronbach's alpha: {alpha}. Near 1 the indicators tell one story, near 0 several.",
                alpha=_.number(found.alpha, 2),
            )
        )


@st.cache_resource(show_spinner=False, max_entries=8)
def _effects(of: tuple[Hashable, ...]) -> tuple[pd.DataFrame, pd.DataFrame]:
    made = parts("commune")
    return sensitivity(made), left_out(made)


@st.cache_resource(show_spinner=False, max_entries=8)
def _coherence(of: tuple[Hashable, ...]) -> Coherence:
    return coherence(parts("commune"))


def _choice_table(rows: pd.DataFrame) -> Table:
    _ = state.wording()
    return table(
        rows,
        [
            columns.text_column(_("Choice"), lambda row: _(CHOICES_MOVED[row.group])),
            columns.number_column(_("Places, this alone"), "alone", 1),
            columns.text_column(_("Effect alone"), lambda row: _between(row, "first")),
            columns.text_column(_("Effect with others"), lambda row: _between(row, "total")),
        ],
        caption=_("What each choice does to the ranks"),
        id_column="group",
    )


def _between(row: Any, effect: str) -> str:
    _ = state.wording()
    value, low, high = (getattr(row, f"{effect}{end}") for end in ("", "_low", "_high"))
    return _(
        "{value} (from {low} to {high})",
        value=_.share(value),
        low=_.share(low),
        high=_.share(high),
    )


def _without_table(rows: pd.DataFrame) -> Table:
    _ = state.wording()
    catalogue = state.answer("indicator_catalogue")
    names = dict(zip(catalogue["indicator"], catalogue[f"name_{_.label_language}"], strict=True))
    return table(
        rows.sort_values("mean_shift", ascending=False),
        [
            columns.text_column(_("Without this indicator"), lambda row: names[row.indicator]),
            columns.number_column(_("Mean shift, places"), "mean_shift", 1),
            columns.number_column(_("Largest shift, places"), "max_shift"),
        ],
        caption=_("What each indicator does to the ranks"),
        id_column="indicator",
    )
