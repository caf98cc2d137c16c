"""How sure a page's figures are when the choices of the method are moved."""

from __future__ import annotations

from collections.abc import Hashable

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.tables import records
from dashboard.readiness.robustness import VERDICTS, Parts, choices, parts_of, robustness
from dashboard.screens._part import choose_layer
from dashboard.screens._text import finding

LAYER = "robustness"
_GRAINS = ("commune", "arrondissement")


def robust_rows(*, is_for_files: bool = False) -> pd.DataFrame:
    """Return interval of ranks, chances of classes and verdict of each commune and arrondissement.

    Communes are compared with communes, arrondissements with arrondissements, over the whole
    region whatever the reader may see of it. Files leave candidacies out.
    """
    return _robust(asked(is_for_files=is_for_files), is_for_files=is_for_files)


def parts(grain: str, *, is_for_files: bool = False) -> Parts:
    """Return what the scores of a grain are made of, for the analysis."""
    sees = state.may_see_candidacies() and not is_for_files
    rows = state.answer("score_parts", scope=[state.settings().region_code], sees_candidacies=sees)
    return parts_of(rows, (grain,))


def asked(*, is_for_files: bool = False) -> tuple[Hashable, ...]:
    """Return what the analysis of a page depends on: the key of what is kept of it."""
    now = state.view()
    sees = state.may_see_candidacies() and not is_for_files
    return (state.data_version(), now.day, now.known_until, state.profile(), sees)


def switch() -> None:
    """Draw the switch that shows on the map how sure each class is."""
    _ = state.wording()
    st.session_state["show_sure"] = state.view().layer == LAYER
    st.toggle(
        _("Show how sure each class is"),
        key="show_sure",
        on_change=lambda: choose_layer(
            LAYER if st.session_state["show_sure"] else None, state.view().commune
        ),
    )


def sureness(code: str) -> None:
    """Say between which ranks a commune stays whatever other choices one prefers."""
    _ = state.wording()
    found = robust_rows()
    here = records(found[found["unit_code"] == code])
    if not here or here[0].verdict in ("not_assessable", "not_applicable"):
        return
    row, given = here[0], choices()
    finding(
        _(
            "{verdict}: with other weights and targets its rank stays between {low} and {high} in "
            "{share} of trials; at most weak in {weak}, at least good in {good}.",
            verdict=_(VERDICTS[row.verdict]),
            low=int(row.rank_low),
            high=int(row.rank_high),
            share=_.share(given.interval_high - given.interval_low),
            weak=_.share(row.class_1 + row.class_2),
            good=_.share(row.class_4 + row.class_5),
        )
    )


@st.cache_resource(show_spinner=False, max_entries=16)
def _robust(of: tuple[Hashable, ...], *, is_for_files: bool) -> pd.DataFrame:
    return pd.concat(
        [robustness(parts(grain, is_for_files=is_for_files)) for grain in _GRAINS],
        ignore_index=True,
    )
