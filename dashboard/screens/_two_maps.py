"""Two maps of the communes side by side. On a phone one at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.layers import coverage_layer, readiness_layer
from dashboard.figures.map_table import Layer, MapTable
from dashboard.screens._map import readiness_map
from dashboard.wording import Language, wording

QUESTIONS = ("readiness_map", "commune_table", "indicator_map", "province_table")
Answers = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class MapSide:
    """One of two maps: its heading, what it draws, the province it shows alone, its day."""

    label: str
    drawn: MapTable
    province: str | None = None
    day: dt.date | None = None


def before_and_after(before: MapTable, after: MapTable) -> None:
    """Draw the map as it is beside the map as it would be."""
    _, province = state.wording(), state.view().province
    two_maps(
        MapSide(_("As it is"), before, province), MapSide(_("As it would be"), after, province)
    )


def two_maps(before: MapSide, after: MapSide, *, key: str = "map") -> None:
    """Draw two maps side by side; a narrow screen shows the one that is chosen."""
    _ = state.wording()
    sides = {"before": before, "after": after}
    with st.container(key="pair_choice"):
        chosen = st.segmented_control(
            _("Map"), list(sides), format_func=lambda name: sides[name].label, default="after",
            key=f"pair_{key}",
        )  # fmt: skip
    with st.container(key=f"pair_{chosen or 'after'}"):
        for column, (name, side) in zip(st.columns(2), sides.items(), strict=True):
            with column:
                st.subheader(side.label)
                readiness_map(
                    side.drawn,
                    layer="readiness",
                    province=side.province,
                    wording=_,
                    key=f"{key}_{name}",
                    day=side.day,
                )


def map_of(key: Hashable, answers: Answers, extra: tuple[Layer, ...] = ()) -> MapTable:
    """Return the layers readiness and coverage of answers: the same object for the same key."""
    asked = (key, state.data_version(), state.profile(), state.scope())
    return _map_of(asked, state.view().lang, answers, extra)


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
