"""Provinces: how does each stand, and which of its communes come first?"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.layers import COVERAGE
from dashboard.figures.tables import Table, records, table
from dashboard.readiness.caps import cap_sentence
from dashboard.reports.brief import standing
from dashboard.screens import _columns as columns
from dashboard.screens._brief import papers
from dashboard.screens._explained import explained, what_changed
from dashboard.screens._export import export_buttons
from dashboard.screens._figures import headline_tiles, tiles
from dashboard.screens._history import history
from dashboard.screens._message import message_part, tile_lines
from dashboard.screens._nine import small_multiples
from dashboard.screens._opening import filters, opening, province_name
from dashboard.screens._part import part
from dashboard.screens._profile import election_note, for_files, profile_picker
from dashboard.screens._province_plan import QUESTIONS as PLAN_QUESTIONS
from dashboard.screens._province_plan import plan_part
from dashboard.screens._region_map import QUESTIONS, commune_map, map_download, open_commune
from dashboard.screens._table import show_table
from dashboard.screens._text import finding, note
from dashboard.screens._workbook import workbook_button
from dashboard.state.places import rows_of


def open_province(code: str) -> None:
    """Filter by the province pressed."""
    state.go(province=code, commune=None)


def province_rows(rows: pd.DataFrame) -> Table:
    """Return the table of provinces: class, range, what is known, the main indicators."""
    _ = state.wording()
    return table(
        rows[rows["grain"] == "province"],
        [
            *columns.standing_columns(_("Province or prefecture")),
            columns.number_column(_("Local secretariat, 0 to 1"), "secretariat", 2),
            columns.share_column(_("Met in 90 days"), "recent_meeting"),
            columns.number_column(_("Members per 1,000 adults"), "members_per_1000", 1),
        ],
        caption=_("Provinces and prefectures"),
        id_column="unit_code",
    )


def commune_rows(rows: pd.DataFrame) -> Table:
    """Return the table of a province's communes, the least ready by its low end first."""
    _ = state.wording()
    return table(
        rows,
        [
            columns.text_column(_("Commune"), commune_name),
            columns.class_column(_("Class")),
            columns.score_column(_("Score of 100 (range)")),
            columns.number_column(_("Reliability of 100"), "reliability"),
            columns.text_column(_("Local body"), coverage_words),
            columns.persons_column(_("Members"), "members"),
            columns.number_column(_("Adults, census 2024"), "adults"),
            columns.step_column(_("Next step")),
        ],
        caption=_("Communes"),
        id_column="unit_code",
    )


def communes_for_files() -> Table:
    """Return the table of the province's communes as files may hold it."""
    known = for_files("commune_table")
    return commune_rows(known[known["province_code"] == now.province])


def commune_name(row: Any) -> str:
    """Return the name of a commune; an arrondissement is called one."""
    _ = state.wording()
    name = columns.local(row, "name")
    return _("{name} (arrondissement)", name=name) if row.grain == "arrondissement" else name


def coverage_words(row: Any) -> str:
    """Return what stands on a commune; unknown where nothing says."""
    _ = state.wording()
    return _(COVERAGE[row.coverage]) if isinstance(row.coverage, str) else _("not reported")


def province_message() -> list[str]:
    """Return what a message says: class, range and reliability without candidacies, figures."""
    stood, here = for_files("province_table"), state.answer("headline_figures")
    row = records(stood[stood["unit_code"] == now.province])[0]
    figures = records(here[here["unit_code"] == now.province])[0]
    return [standing(row, _), *tile_lines(headline_tiles(figures))]


@part
def province_map(drawn_for: str | None) -> None:
    """Draw the map of the province with its files; another commune is another page."""
    if state.view().commune != drawn_for:
        st.rerun()
    map_download(commune_map())


_ = state.wording()
now = state.view()
question = (
    _("How does {province} stand, and which commune comes first?", province=province_name())
    if now.province
    else _("How does each province stand?")
)
opening("province", question)
filters(profile_picker)
election_note()
place: dict[str, Any] = {"territory": state.settings().region_code} if now.province else {}
asked = ("score_steps", *QUESTIONS, *PLAN_QUESTIONS) if now.province else ()
stood = state.answers(("province_table", *asked), **place)
provinces = stood["province_table"]
if now.province is None:
    listed = province_rows(provinces)
    show_table(listed, key="provinces", on_pick=open_province)
    for row in records(provinces[provinces["grain"] == "province"]):
        limited = cap_sentence(row.class_limited_by, row.grain)
        if limited and columns.is_limited(row):
            note(_("{what}: {figures}", what=columns.local(row, "name"), figures=_(limited)))
    export_buttons(
        lambda: province_rows(for_files("province_table")),
        name="jahiziya-provinces",
        key="provinces_export",
    )
    small_multiples(provinces)
    papers()
else:
    here = stood["headline_figures"]
    finding(standing(records(provinces[provinces["unit_code"] == now.province])[0], _))
    tiles(headline_tiles(records(here[here["unit_code"] == now.province])[0]))
    steps = rows_of(now.province, stood["score_steps"])
    explained(steps)
    st.header(_("Which commune comes first?"))
    known = stood["commune_table"]
    listed = commune_rows(known[known["province_code"] == now.province])
    show_table(listed, key="communes", selected=now.commune, on_pick=open_commune)
    export_buttons(communes_for_files, name=f"jahiziya-{now.province}", key="communes_export")
    province_map(now.commune)
    plan_part(now.province, stood)
    what_changed(now.province, steps)
    history(now.province)
    papers()
    st.header(_("Can the scores be checked by hand?"))
    workbook_button(now.province, key="scores_workbook")
    message_part(province_name(), province_message)
