"""Readiness: where are we ready, and what comes next?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import state
from dashboard.figures.tables import records
from dashboard.reports.brief import standing
from dashboard.screens._choices import choices
from dashboard.screens._columns import local, step_words
from dashboard.screens._figures import headline_tiles, tiles
from dashboard.screens._kinds import page_shown, values_held
from dashboard.screens._menu import script
from dashboard.screens._message import message_part, tile_lines
from dashboard.screens._nothing import nothing
from dashboard.screens._opening import opening, province_name
from dashboard.screens._part import part
from dashboard.screens._profile import election_note, for_files
from dashboard.screens._region_map import QUESTIONS, commune_map, months_ahead, twin
from dashboard.screens._robust import switch
from dashboard.screens._standing import state_of_region
from dashboard.screens._text import finding, note, numbered
from dashboard.state.places import rows_of

_FIRST_PLACES = 5
_TOLD = ["name_ar", "name_fr", "province_name_ar", "province_name_fr", "next_step", "next_step_on"]


def region_message() -> list[str]:
    """Return what a message says: the finding, the figures, readiness without candidacies."""
    stood = for_files("province_table")
    row = records(stood[stood["unit_code"] == (now.province or state.settings().region_code)])[0]
    return [state_of_region(headline), *tile_lines(headline_tiles(headline)), standing(row, _)]


def first_places(rows: pd.DataFrame, province: str | None) -> None:
    """List the communes to turn to first: the lowest low end, with the next step of each."""
    _ = state.wording()
    st.header(_("Where to go first"))
    lines = []
    is_here = rows["grain"] == "commune"
    if province:
        is_here &= rows["province_code"] == province
    for row in records(rows[_TOLD].iloc[np.flatnonzero(is_here)[:_FIRST_PLACES]]):
        place = _(
            "{commune}, {province}",
            commune=local(row, "name"),
            province=local(row, "province_name"),
        )
        lines.append(_("{place}: {step}", place=place, step=_.inside(step_words(row))))
    numbered(lines)
    note(_("In order of the low end of the range: communes that have not reported come first."))


@part
def map_with_twin(drawn_for: str | None, below: DeltaGenerator) -> None:
    """Draw the map, and under it the table of its figures; another commune is another page."""
    now = state.view()
    if now.commune != drawn_for:
        st.rerun()
    choice = commune_map(shown=page_shown())
    switch()
    if choice.selected:
        sheet = state.wording()("Open the sheet of this commune")
        st.page_link(script("commune"), label=sheet, query_params=now.params())
    with below:
        twin(choice)


_ = state.wording()
opening("readiness", _("Where are we ready, and what comes next?"))
choices()
rows = state.answers(QUESTIONS)
now = state.view()
here = rows["headline_figures"]
headline = records(rows_of(now.province or state.settings().region_code, here))[0]
with st.container():  # one element, whatever it says: what comes after it keeps its place
    election_note()
    finding(state_of_region(headline))
    if not headline.communes_known:
        said = _("Send the secretariats that are planned or founded, with their days.")
        nothing(said, "structures")
    tiles(headline_tiles(headline))
with st.container(key="list_first"):
    drawn, beside = st.columns([3, 1])
below = st.container()
with drawn:  # before what stands beside it: the map is what is waited for
    map_with_twin(now.commune, below)
with beside:
    first_places(rows["commune_table"], now.province)
message_part(province_name() or state.region_name(), region_message)
values_held()
months_ahead()
