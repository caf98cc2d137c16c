"""Coverage: which communes have their secretariat, and which only on paper?"""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard import state
from dashboard.screens._coverage_parts import (
    all_of,
    coverage_map,
    coverage_tiles,
    faults_part,
    file_part,
    groups_part,
    here,
    life_part,
    living_part,
    places_part,
)
from dashboard.screens._figures import tiles
from dashboard.screens._menu import script
from dashboard.screens._message import message_part, tile_lines
from dashboard.screens._neighbours_part import neighbours_part
from dashboard.screens._nothing import nothing
from dashboard.screens._opening import filters, opening, province_name
from dashboard.screens._text import finding

QUESTIONS = ("coverage_units", "coverage_groups", "coverage_faults", "body_life")


def summary(row: Any) -> str:
    """Return what the page says in one sentence."""
    _ = state.wording()
    return _.count(
        "{n} commune has no local body; {own} of {all} have their own secretariat, {other} are "
        "covered by another body, {unknown} are unknown.",
        "{n} communes have no local body; {own} of {all} have their own secretariat, {other} are "
        "covered by another body, {unknown} are unknown.",
        int(row.communes_none),
        own=int(row.communes_own),
        all=int(row.communes),
        other=int(row.communes_other),
        unknown=int(row.communes_unknown),
    )


_ = state.wording()
now = state.view()
question = (
    _("Which communes of {province} have their secretariat?", province=province_name())
    if now.province
    else _("Which communes have their secretariat, and which only on paper?")
)
opening("coverage", question)
filters()
rows = state.answers(QUESTIONS)
units, bodies, faults = (
    here(rows[question], now.province)
    for question in ("coverage_units", "body_life", "coverage_faults")
)
counts = all_of(rows["coverage_groups"])
finding(summary(counts))
if counts.communes_unknown == counts.communes:
    nothing(_("Send the secretariats that are planned or founded, with their days."), "structures")
figures = coverage_tiles(counts, bodies)
tiles(figures)
parts = {
    "places": (_("Empty places first"), lambda: places_part(units)),
    "groups": (_("By group"), lambda: groups_part(rows["coverage_groups"])),
    "living": (_("Living or on paper"), lambda: living_part(bodies)),
    "life": (_("Life and mandate"), lambda: life_part(bodies)),
    "file": (_("Founding file"), lambda: file_part(bodies)),
    "neighbours": (_("Neighbour help"), lambda: neighbours_part(units, rows["body_life"])),
    "faults": (_("To be checked ({n})", n=len(faults)), lambda: faults_part(faults)),
}
with st.container(key="map_last"):
    choice = coverage_map()
    if choice.selected:
        sheet = _("Open the sheet of this commune")
        st.page_link(script("commune"), label=sheet, query_params=now.params())
chosen = st.segmented_control(
    _("Part of the page"),
    list(parts),
    format_func=lambda part: parts[part][0],
    default="places",
    required=True,
    key="coverage_part",
    label_visibility="collapsed",
)
parts[chosen][1]()
message_part(
    _("Coverage: {place}", place=province_name() or state.region_name()),
    lambda: [summary(counts), *tile_lines(figures)],
)
