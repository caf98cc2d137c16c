"""Readiness against electoral weight: the list to act on first, the square, the map, its table."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.layers import readiness_layer
from dashboard.figures.map_table import MapTable
from dashboard.figures.priority_layer import (
    LAYER,
    pair_words,
    priority_layer,
    priority_square,
    weight_words,
)
from dashboard.figures.tables import Table, TableColumn, records, table
from dashboard.readiness.priority import weight_bands
from dashboard.screens import _columns as columns
from dashboard.screens._export import export_buttons
from dashboard.screens._map import MapChoice, readiness_map
from dashboard.screens._map_files import map_files
from dashboard.screens._menu import script
from dashboard.screens._profile import for_files
from dashboard.screens._region_map import open_commune
from dashboard.screens._table import show_table
from dashboard.screens._text import note, numbered, sentence
from dashboard.wording import Language, wording

_QUESTION = "electoral_priority"
_FIRST = 10


def priority_part() -> None:
    """Draw the list beside the square and the map, and all of them as a table."""
    _ = state.wording()
    rows = state.answer(_QUESTION)
    here = of_view(rows)
    with st.container(key="home"):
        drawn, beside = st.columns([2, 1])
    with beside:
        first_part(here)
        caption = _("Communes by readiness and electoral weight")
        st.html(priority_square(here, caption, _))
    with drawn, st.container(key="priority_map"):
        choice = _map(rows)
        if choice.selected:
            label = _("Open the sheet of this commune")
            st.page_link(script("commune"), label=label, query_params=state.view().params())
    _told(here)
    listed = priority_rows(here)
    if st.toggle(_("Show all communes as a table"), key="priority_all"):
        show_table(listed, key="priority", selected=state.view().commune, on_pick=open_commune)
    known, name = for_files(_QUESTION), "jahiziya-act-first"
    export_buttons(
        priority_rows(of_view(known)),
        name=name,
        key="priority_export",
        more=lambda: map_files(
            _map_of(known, _.language), choice.layer, name=name, province=state.view().province
        ),
    )


def of_view(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the communes of the view's province, without arrondissements."""
    province = state.view().province
    shown = rows[(rows["grain"] == "commune") & (rows["state"] != "not_applicable")]
    return shown[shown["province_code"] == province] if province else shown


def first_part(rows: pd.DataFrame) -> None:
    """List the communes to act on first, the heaviest before, with the next step of each."""
    _ = state.wording()
    st.subheader(_("Act first"))
    first = rows[rows["priority"] == "act_first"]
    if first.empty:
        note(_("No commune here is both weak and of large weight."))
    else:
        numbered([_line(row) for row in records(first.head(_FIRST))])
    more = len(first) - _FIRST
    if more > 0:
        note(_.count("{n} more stands in the table.", "{n} more stand in the table.", more))
    silent = rows[rows["priority"] == "silent"]
    if not silent.empty:
        names = _.join(columns.local(row, "name") for row in records(silent))
        sentence(
            _("Of large weight and not assessable, so perhaps weak: {communes}. Next step: send "
              "the monthly return.", communes=names)
        )  # fmt: skip


def priority_rows(rows: pd.DataFrame) -> Table:
    """Return the communes, those to act on first before: class, weight, pair, next step."""
    _ = state.wording()
    return table(
        rows,
        [
            columns.name_column(_("Commune")),
            columns.name_column(_("Province or prefecture"), "province_name"),
            columns.text_column(_("Readiness and weight"), _pair),
            columns.class_column(_("Class of the low end")),
            columns.range_column(_("Range of the score, of 100")),
            columns.number_column(_("Reliability, of 100"), "reliability"),
            TableColumn(
                _("Electoral weight, persons"),
                lambda row: weight_words(row, _),
                lambda row: int(row.weight),
                kind="number",
            ),
            columns.step_column(_("Next step")),
        ],
        caption=_("Readiness and electoral weight, commune by commune"),
        id_column="unit_code",
    )


def _told(rows: pd.DataFrame) -> None:
    """Say what the weights are, where they fall back on adults, and where the bands lie."""
    _ = state.wording()
    adults = int((rows["weight_of"] == "adults").sum())
    if adults:
        sentence(
            _.count(
                "In {n} commune the voters registered are not reported: its adults (census of 2024,"
                " estimate) stand for them. Next step: report its electorate.",
                "In {n} communes the voters registered are not reported: their adults (census of"
                " 2024, estimate) stand for them. Next step: report their electorate.",
                adults,
            )
        )
    _small, medium, large = weight_bands()
    note(
        _("Electoral weight: small under {medium} voters, large from {large} on. Low readiness: "
          "the classes not ready and weak of the low end; high: good and ready. The bands are own "
          "choices. On a phone the list stands for the map.",
          medium=medium.low, large=large.low)
    )  # fmt: skip


def _map(rows: pd.DataFrame) -> MapChoice:
    now = state.view()
    key = (state.data_version(), state.profile(), now.day, now.known_at, state.scope())
    layer = now.layer if now.layer in (LAYER, "readiness") else LAYER
    return readiness_map(
        _map_table(key, now.lang, rows),
        layer=layer,
        province=now.province,
        selected=now.commune,
        wording=state.wording(),
        key="priority_drawn",
        on_choice=_follow,
    )


@st.cache_resource(show_spinner=False, max_entries=16)
def _map_table(key: tuple[Hashable, ...], language: Language, _rows: pd.DataFrame) -> MapTable:
    return _map_of(_rows, language)


def _map_of(rows: pd.DataFrame, language: Language) -> MapTable:
    words, rows = wording(language), rows.sort_values("unit_code")
    known = rows.assign(territory_code=rows["unit_code"])
    layers = (priority_layer(rows, words), readiness_layer(known, words, rows["profile"].iloc[0]))
    return MapTable(tuple(rows["unit_code"]), layers)


def _follow(choice: MapChoice) -> None:
    state.go(layer=None if choice.layer == LAYER else choice.layer, commune=choice.selected)


def _line(row: Any) -> str:
    _ = state.wording()
    place = _("{commune}, {province}", commune=columns.local(row, "name"),
              province=columns.local(row, "province_name"))  # fmt: skip
    step = _.inside(columns.step_words(row))
    return _("{place}: {step}. {weight}; score: {range}, of 100.", place=place, step=step,
             weight=weight_words(row, _), range=columns.range_words(row))  # fmt: skip


def _pair(row: Any) -> str:
    _ = state.wording()
    if pd.isna(row.readiness_no):
        return columns.state_words(row.state)
    return pair_words(int(row.weight_no), int(row.readiness_no), _)
