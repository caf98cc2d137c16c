"""The map of communes as the readiness and province pages show it, with its twin table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from typing import cast

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.layers import (
    census_layers,
    coverage_layer,
    indicator_layers,
    readiness_layer,
)
from dashboard.figures.map_table import Layer, MapTable
from dashboard.figures.robustness_layer import robustness_layer
from dashboard.figures.tables import Table, TableColumn, table
from dashboard.readiness.profiles_said import ORGANISATIONAL
from dashboard.screens._about import about
from dashboard.screens._choices import days_offered
from dashboard.screens._export import FileForm, download, table_files
from dashboard.screens._map import MapChoice, PageShown, readiness_map
from dashboard.screens._map_files import map_files
from dashboard.screens._map_words import twin_rows
from dashboard.screens._part import choose_layer
from dashboard.screens._robust import LAYER as ROBUSTNESS
from dashboard.screens._robust import asked, robust_rows
from dashboard.screens._table import show_table
from dashboard.screens._text import note
from dashboard.state.ahead import ask_ahead
from dashboard.territory.register import register
from dashboard.wording import Language, Wording, wording

_AHEAD_OF = "months_asked_ahead_of"
QUESTIONS = ("readiness_map", "commune_table", "indicator_map", "headline_figures")


def commune_map(*, is_whole: bool = False, shown: PageShown | None = None) -> MapChoice:
    """Draw the map for the view; what is chosen on it goes to the URL.

    The map of the whole region stays whole, whichever province the view is in. `shown`: where
    the page is chosen in the browser.
    """
    now = state.view()
    choice = readiness_map(
        map_table(),
        layer=now.layer or "readiness",
        province=None if is_whole else now.province,
        selected=now.commune,
        wording=state.wording(),
        shown=shown,
        on_choice=_follow,
    )
    _unmatched(choice)
    return choice


def twin(choice: MapChoice) -> None:
    """Offer the figures of the map as a table, and the map as files."""
    _ = state.wording()
    with st.container(horizontal=True, vertical_alignment="center", key="twin_bar"):
        is_shown = st.toggle(_("Show as a table"), key="show_twin", width="content")
        map_download(choice)
    if is_shown:
        shown = _twin_table(map_table(), choice.layer)
        show_table(shown, key="twin", selected=state.view().commune, on_pick=open_commune)


def map_download(choice: MapChoice) -> None:
    """Draw the list of files of the map: its table, its picture, its outlines with figures.

    A layer that holds candidacies has none until nominations close.
    """
    layer = choice.layer

    def files() -> list[FileForm]:
        known, name = map_table(is_for_files=True), f"jahiziya-{layer}"
        if is_withheld(map_table().layer(layer), known):
            return []
        rows = _twin_table(known, layer)
        told = about(rows.caption, has_reliability=bool(known.layer(layer).reliability))
        return [
            *table_files(rows, told, name=name),
            *map_files(known, layer, name=name, province=state.view().province),
        ]

    download(files, key="map_export")


def is_withheld(shown: Layer, for_files: MapTable) -> bool:
    """Return whether files hold nothing of a layer of which the screen shows values."""
    known = [layer for layer in for_files.layers if layer.id == shown.id]
    has_values = any(shown.state(code) is None for code in shown.values)
    return has_values and not any(
        layer.state(code) is None for layer in known for code in layer.values
    )


def _twin_table(known: MapTable, layer_id: str) -> Table:
    _ = state.wording()
    rows = twin_rows(known, layer_id, _names(), _)
    province, layer = state.view().province, known.layer(layer_id)
    if province:
        rows = rows[rows["code"].map(lambda code: province_of(code) == province)]
    columns = [
        _text(_("Commune"), "name"),
        _text(_("Province or prefecture"), "province"),
        TableColumn(
            f"{layer.label} ({layer.unit})" if layer.unit else layer.label,
            lambda row: row.value,
            lambda row: layer.values.get(row.code) if layer.state(row.code) is None else None,
            kind="number",
        ),
        _text(_("Class"), "class_word"),
        TableColumn(_("True on"), lambda row: row.date, lambda row: layer.day(row.code)),
        TableColumn(
            _("Reliability"),
            lambda row: row.reliability,
            lambda row: layer.reliability.get(row.code),
            kind="number",
        ),
    ]
    return table(rows, columns, caption=layer.label, id_column="code")


def map_table(*, is_for_files: bool = False, day: dt.date | None = None) -> MapTable:
    """Return the layers of the view's days in the reader's language: the same object each rerun.

    A table for files leaves candidacies out until nominations close. `day`: in the place of the
    view's; the layer of verdicts is not looked at there.
    """
    on = day or state.view().day
    of = (*asked(is_for_files=is_for_files), on, state.scope(), _is_sure_shown(on))
    return _map_table(of, state.view().lang, on, is_for_files=is_for_files)


@st.cache_resource(show_spinner=False, max_entries=64)
def _map_table(
    of: tuple[Hashable, ...], language: Language, on: dt.date, *, is_for_files: bool
) -> MapTable:
    sees = state.may_see_candidacies() and not is_for_files
    words, rows = wording(language), state.answers(QUESTIONS, days=(on,), sees_candidacies=sees)
    readiness, *indicators = layers_of_kind(
        state.profile(),
        rows["readiness_map"],
        rows["indicator_map"],
        state.answer("indicator_catalogue", days=(on,)),
        words,
    )
    layers = (
        readiness,
        *(_sure(words, is_for_files) if _is_sure_shown(on) else []),
        coverage_layer(rows["commune_table"], rows["indicator_map"], words),
        *indicators,
        *census_layers((*register().communes(), *register().arrondissements()), words),
    )
    return MapTable(tuple(rows["readiness_map"]["unit_code"]), layers)


def layers_of_kind(
    profile: str,
    scores: pd.DataFrame,
    facts: pd.DataFrame,
    catalogue: pd.DataFrame,
    words: Wording,
) -> list[Layer]:
    """Return the layers that depend on the kind of election: readiness, then the indicators.

    Args:
        profile: What the rows are of.
        scores: `readiness_map`.
        facts: `indicator_map`.
        catalogue: `indicator_catalogue`.
        words: The reader's language.
    """
    below = facts[facts["grain"].isin(["commune", "arrondissement"])]
    return [readiness_layer(scores, words, profile), *indicator_layers(below, catalogue, words)]


def months_ahead() -> None:
    """Let what the map asks be asked for every month offered, once for each the reader comes to.

    Who changes the place or the kind stays in the month: nothing is asked for that.
    """
    if st.session_state.get(_AHEAD_OF) == state.view().day:
        return
    st.session_state[_AHEAD_OF] = state.view().day
    of_election = () if state.profile() == ORGANISATIONAL else ("elections_prepared",)
    ask_ahead((*QUESTIONS, "indicator_catalogue", *of_election), days_offered())


def _is_sure_shown(on: dt.date) -> bool:
    """Return whether the layer of verdicts is looked at: it costs ten thousand scores."""
    return state.view().layer == ROBUSTNESS and state.view().day == on


def _sure(words: Wording, is_for_files: bool) -> list[Layer]:
    found = robust_rows(is_for_files=is_for_files)
    seen = set(state.answer("readiness_map")["unit_code"])
    return [robustness_layer(found[found["unit_code"].isin(seen)], words)]


def open_commune(code: str) -> None:
    """Select a commune, from a table or the map."""
    state.go(commune=code)


def province_of(code: str) -> str | None:
    """Return the province a commune lies in."""
    place = register().place(code)
    return place.province_code if place else None


def _follow(choice: MapChoice) -> None:
    choose_layer(None if choice.layer == "readiness" else choice.layer, choice.selected)


def _names() -> dict[str, tuple[str, str]]:
    language, known = state.view().lang, register()
    places = (*known.communes(), *known.arrondissements())
    return {
        one.code: (one.name(language), known.unit_name(cast("str", one.province_code), language))
        for one in places
    }


def _text(label: str, column: str) -> TableColumn:
    return TableColumn(
        label,
        lambda row: str(getattr(row, column)),
        lambda row: getattr(row, column) or None,
    )


def _unmatched(choice: MapChoice) -> None:
    _ = state.wording()
    missing = choice.unmatched
    if missing.rows:
        codes = _.join(_.isolate(code) for code in missing.rows)
        note(_("Rows without a shape on the map: {codes}.", codes=codes))
    if missing.shapes:
        codes = _.join(_.isolate(code) for code in missing.shapes)
        note(_("Shapes without a row: {codes}.", codes=codes))
