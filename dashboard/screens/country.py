"""The kingdom: how does each region stand?"""

from __future__ import annotations

from collections.abc import Hashable

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.layers import readiness_layer
from dashboard.figures.map_table import MapTable
from dashboard.figures.tables import Table, table
from dashboard.screens import _columns as columns
from dashboard.screens._export import export_buttons
from dashboard.screens._frame import days, end
from dashboard.screens._map import MapChoice, readiness_map
from dashboard.screens._menu import script
from dashboard.screens._table import show_table
from dashboard.screens._text import finding, note
from dashboard.screens._welcome import welcome
from dashboard.state.kingdom import answers_by_region
from dashboard.wording import Language, wording

QUESTIONS = ("province_table", "headline_figures")


def of_regions() -> pd.DataFrame:
    """Return a row for each region the reader may look at: readiness and communes covered."""
    parts = []
    for code, found in answers_by_region(QUESTIONS).items():
        stood, headline = found["province_table"], found["headline_figures"]
        covered = headline[["unit_code", "communes_covered"]]
        parts.append(stood[stood["unit_code"] == code].merge(covered, on="unit_code", how="left"))
    return pd.concat(parts, ignore_index=True).sort_values("unit_code")


def region_rows(rows: pd.DataFrame) -> Table:
    """Return the table of regions: class, range, what is known, communes with a secretariat."""
    _ = state.wording()
    return table(
        rows,
        [
            *columns.standing_columns(_("Region")),
            columns.number_column(_("Communes with a secretariat"), "communes_covered"),
        ],
        caption=_("Regions"),
        id_column="unit_code",
    )


def look_at(code: str) -> None:
    """Look at a region from now on."""
    state.go(region=code, province=None, commune=None, other=None)


def chosen_on_map(choice: MapChoice) -> None:
    """Look at the region pressed on the map."""
    if choice.selected:
        look_at(choice.selected)


@st.cache_resource(show_spinner=False, max_entries=16)
def map_table(of: Hashable, language: Language, _rows: pd.DataFrame) -> MapTable:
    """Return the map of regions: the same object until a region's figures change."""
    told = _rows.assign(territory_code=_rows["unit_code"], next_step=None, true_on=None)
    layer = readiness_layer(told, wording(language), state.profile())
    return MapTable(tuple(_rows["unit_code"]), (layer,), geometry="country")


def known_and_covered(rows: pd.DataFrame) -> str:
    """Return what is known of the kingdom's communes in a sentence."""
    _ = state.wording()
    return _(
        "Communes known: {known} of {all}. With a local secretariat: {covered}.",
        known=int(rows["communes_known"].sum()),
        all=int(rows["communes"].sum()),
        covered=int(rows["communes_covered"].sum()),
    )


_ = state.wording()
st.title(_("How does each region stand?"))
if state.is_empty(state.regions()):
    welcome("country")
    end()
with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
    days()
with st.spinner(_("Asking every region…")):
    rows = of_regions()
finding(known_and_covered(rows))
drawn, beside = st.columns([3, 4])
here = state.settings().region_code
with drawn:
    held = rows[
        ["unit_code", "low", "high", "class_no", "class_limited_by", "reliability", "state"]
    ]
    key = tuple(map(tuple, held.astype(str).to_numpy()))
    readiness_map(
        map_table((key, state.profile()), _.language, rows),
        layer="readiness",
        selected=here,
        wording=_,
        key="country_map",
        on_choice=chosen_on_map,
    )
with beside:
    listed = region_rows(rows)
    show_table(listed, key="regions", selected=here, on_pick=look_at)
    export_buttons(listed, name="jahiziya-regions", key="regions_export", regions=state.regions())
    name = state.region_name()
    st.page_link(
        script("readiness"),
        label=_("Open the communes of {region}", region=name),
        query_params=state.view().params(),
    )
note(
    _(
        "Each region is measured by itself: ranks and comparisons inside it are among its own "
        "communes. No score is given for the kingdom as a whole."
    )
)
