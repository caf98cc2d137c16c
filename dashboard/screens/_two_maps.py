"""Two maps of the communes: as things are, and as they would be. On a phone one at a time."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.layers import coverage_layer, readiness_layer
from dashboard.figures.map_table import Layer, MapTable
from dashboard.screens._map import readiness_map
from dashboard.wording import Language, wording

QUESTIONS = ("readiness_map", "commune_table", "indicator_map", "province_table")
Answers = Mapping[str, pd.DataFrame]


def before_and_after(before: MapTable, after: MapTable) -> None:
    """Draw both maps side by side; a narrow screen shows the one that is chosen."""
    _ = state.wording()
    labels = {"before": _("As it is"), "after": _("As it would be")}
    with st.container(key="pair_choice"):
        chosen = st.segmented_control(
            _("Map"), list(labels), format_func=labels.__getitem__, default="after", key="pair"
        )
    now = state.view()
    with st.container(key=f"pair_{chosen or 'after'}"):
        for column, name, drawn in zip(st.columns(2), labels, (before, after), strict=True):
            with column:
                st.subheader(labels[name])
                readiness_map(
                    drawn,
                    layer="readiness",
                    province=now.province,
                    wording=_,
                    key=f"map_{name}",
                )


def map_of(key: Hashable, answers: Answers, extra: tuple[Layer, ...] = ()) -> MapTable:
    """Return the layers readiness and coverage of answers: the same object for the same key."""
    return _map_of((key, state.data_version(), state.profile()), state.view().lang, answers, extra)


@st.cache_resource(show_spinner=False, max_entries=16)
def _map_of(
    key: tuple[Hashable, ...], language: Language, _answers: Answers, _extra: tuple[Layer, ...]
) -> MapTable:
    words, rows = wording(language), _answers["readiness_map"]
    layers = (
        *_extra,
        readiness_layer(rows, words, state.profile()),
        coverage_layer(_answers["commune_table"], _answers["indicator_map"], words),
    )
    return MapTable(tuple(rows["unit_code"]), layers)
