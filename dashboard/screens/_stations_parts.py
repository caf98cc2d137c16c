"""The parts of the page of polling stations: figures, the list on A4, provinces, the entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.elections.stations import (
    Network,
    Posted,
    missing_places,
    network,
    posted,
    sums_given,
)
from dashboard.reports.printed_list import Section, printed_list
from dashboard.screens import _unit_columns as units
from dashboard.screens._about import about_lines
from dashboard.screens._export import FileForm, export_buttons
from dashboard.screens._figures import tiles
from dashboard.screens._nothing import nothing
from dashboard.screens._row_entry import new_row, tell_saved
from dashboard.screens._stations_tables import network_rows, place_rows, printed_rows
from dashboard.screens._table import show_table
from dashboard.screens._text import note, sentence
from dashboard.territory.register import register

_FIELDS = ("territory_code", "counted_on", "stations", "agents_assigned", "agents_trained",
           "reserve_agents")  # fmt: skip


def reserve_share() -> float:
    """Return the reserve aimed at, by station, 0..1."""
    return state.settings().polling_reserve_share


def figure_tiles(sums: Network) -> None:
    """Draw stations named and trained, the reserve, and how many places that is of."""
    _ = state.wording()
    known = units.places_words(sums.places_known, sums.places)
    named = sums.assigned / sums.stations if sums.stations else None
    trained = sums.trained / sums.trained_of if sums.trained_of else None
    tiles(
        [
            (
                _("Stations with a representative named"),
                units.of_words(sums.assigned, sums.stations),
                _.join([_.share(named), known]),
            ),
            (
                _("Stations whose representative is trained"),
                units.of_words(sums.trained, sums.trained_of),
                _.join([_.share(trained), _("of the stations that say it")]),
            ),
            (
                _("Representatives in reserve"),
                units.of_words(sums.reserve, sums.reserve_wanted),
                _(
                    "aimed at: {share} of the stations, rounded up place by place",
                    share=_.share(reserve_share()),
                ),
            ),
        ]
    )


def places_part(rows: Mapping[str, Any], within: str, election: str) -> None:
    """Draw the places, those without representatives first, and the lists they leave as."""
    _ = state.wording()
    listed = place_rows(posted(rows, within, reserve_share()), election)
    show_table(listed, key="stations")
    name = f"jahiziya-stations-{within}"
    export_buttons(
        listed,
        name=name,
        key="stations_export",
        more=partial(_printed, rows, within, election, name),
    )
    note(_("The printable list opens in the browser: one sheet a province, to print from there."))
    for one in sums_given(rows, within, reserve_share()):
        sentence(_sum_words(one))


def _printed(rows: Mapping[str, Any], within: str, election: str, name: str) -> list[FileForm]:
    """Return the list to print: a sheet a province."""
    _ = state.wording()
    inside = register().units_within(within)
    codes = [one.code for one in register().provinces() if one.code in inside] or [within]
    told = [*about_lines(_("Polling stations, {election}", election=election)), _target()]
    sections = [_section(rows, code) for code in codes]
    made = partial(printed_list, sections, told, _)
    return [FileForm(_("Printable list (A4)"), f"{name}.html", "text/html", made)]


def provinces_part(rows: Mapping[str, Any], election: str) -> None:
    """Draw the sums of the provinces."""
    _ = state.wording()
    st.header(_("Which provinces have the most stations without a representative?"))
    found = [network(place.code, rows, reserve_share()) for place in register().provinces()]
    listed = network_rows(found, election)
    show_table(listed, key="stations_provinces", searchable=False, height=720)
    export_buttons(
        listed, name="jahiziya-stations-provinces", key="stations_provinces_export"
    )  # fmt: skip


def entry_part(election_id: str | None) -> None:
    """Draw the form of one count of a place, or of a province as the sum of its places."""
    _ = state.wording()
    tell_saved("polling_coverage")
    if election_id is None:
        nothing(
            _("No election of this kind is stored: enter it in the calendar of elections first."),
            "elections",
        )
        return
    note(_("Deputies count in the reserve: no place has more representatives than stations."))
    new_row("polling_coverage", _FIELDS, {"election_id": election_id})


def scope_note() -> None:
    """Say what this page aims at, and what it never holds."""
    _ = state.wording()
    note(_target())
    note(
        _("Posts are counted, nobody is named. Turnout on polling day and voters' data are not "
          "kept here.")
    )  # fmt: skip


def _target() -> str:
    _ = state.wording()
    return _(
        "{assumption} Reserve: {share} of the stations of each place, rounded up.",
        assumption=state.settings().assumptions["polling_reserve"][_.language],
        share=_.share(reserve_share()),
    )


def _section(rows: Mapping[str, Any], province: str) -> Section:
    _ = state.wording()
    sums = network(province, rows, reserve_share())
    left: Sequence[Posted] = missing_places(posted(rows, province, reserve_share()))
    name = register().unit_name(province, _.language)
    finding = _.join(
        [
            _.count("{n} station without a representative", "{n} stations without a representative",
                    sums.missing),
            units.places_words(sums.places_known, sums.places),
        ]
    )  # fmt: skip
    title = _("{province}: where representatives are missing", province=name)
    return Section(title, finding, printed_rows(left))


def _sum_words(one: Posted) -> str:
    _ = state.wording()
    return _(
        "{province} is given as one sum: {named} of {stations} stations on {day}. Ask for it place "
        "by place.",
        province=units.unit_name(one.unit_code),
        named=_.number(one.assigned),
        stations=_.number(one.stations),
        day=_.date(one.counted_on),
    )
