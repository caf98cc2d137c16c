"""The parts of the page of seats: the map, the rule, the communes that change, the entry."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import state
from dashboard.elections.seat_rule import SeatRules, changes
from dashboard.elections.seat_table import SeatRow
from dashboard.figures.map_table import MapTable
from dashboard.figures.seat_layers import commune_layers, seat_layers
from dashboard.screens._export import export_buttons
from dashboard.screens._map import readiness_map
from dashboard.screens._map_files import map_download
from dashboard.screens._nothing import nothing
from dashboard.screens._row_entry import changed_row, new_row, tell_saved
from dashboard.screens._row_fields import place_labels
from dashboard.screens._seats_tables import band_rows, change_rows
from dashboard.screens._table import show_table
from dashboard.screens._text import note, sentence
from dashboard.territory.register import register
from dashboard.wording import Language, wording

MAPPED = {"legislative": "legislative", "regional": "regional", "communal": "territory"}
_FIELDS = ("seats", "seats_reserved_women", "is_estimate", "source")


def seat_map(kind: str, rows: Sequence[SeatRow], rules: SeatRules) -> str | None:
    """Draw the map of the units; return the unit chosen on it. No map where units overlap."""
    if kind not in MAPPED:
        return None
    version = (state.data_version(), state.view().day, state.view().known_until, state.scope())
    shown = _map_table((*version, kind, rules), state.view().lang, kind, rows, rules)
    province = state.view().province if kind == "communal" else None
    choice = readiness_map(
        shown,
        layer=shown.layers[0].id,
        province=province,
        wording=state.wording(),
        key=f"seats_map_{kind}",
    )
    map_download(
        shown,
        choice.layer,
        name=f"jahiziya-{choice.layer.replace('_', '-')}",
        key=f"seats_map_{kind}_export",
        province=province,
    )
    return choice.selected


@st.cache_resource(show_spinner=False, max_entries=16)
def _map_table(
    of: tuple[object, ...],
    language: Language,
    kind: str,
    _rows: Sequence[SeatRow],
    _rules: SeatRules,
) -> MapTable:
    words = wording(language)
    drawn = [
        row for row in _rows if row.unit.unit_code.startswith(f"{kind}:") or kind == "communal"
    ]
    layers = seat_layers(kind, drawn, words)
    if kind == "communal":
        moved = {one.unit_code: one for one in changes(register().communes(), _rules)}
        layers += commune_layers(drawn, moved, words)
    codes = tuple(row.unit.unit_code for row in drawn)
    return MapTable(codes, tuple(layers), MAPPED[kind])


def rule_part(rules: SeatRules) -> None:
    """Say how seats are estimated, what in it is doubtful, and which communes change."""
    _ = state.wording()
    st.header(_("What does the rule rest on?"))
    sentence(
        _("Seats by bands of population; the list ballot above {threshold} inhabitants, the "
          "uninominal one up to them; census of {census}.",
          threshold=rules.list_above, census=_.isolate(str(rules.census)))
    )  # fmt: skip
    sentence(
        _("In a commune of the uninominal ballot {n} seats reserved for women come on top; in one "
          "of the list ballot they are taken out of the seats, and their number was not found.",
          n=rules.women_uninominal)
    )  # fmt: skip
    note(state.settings().assumptions["ballot_census"][_.language])
    note(
        _("Threshold: method.csv. Census and reserved seats: settings. Fès, divided into "
          "arrondissements, and the communes of a méchouar stand in council_exceptions.csv.")
    )  # fmt: skip
    show_table(band_rows(), key="bands", searchable=False, height=460)


def changes_part(rules: SeatRules) -> None:
    """List the communes that change band or ballot between the censuses, of the view."""
    _ = state.wording()
    st.header(_("Which communes change band or ballot between 2014 and 2024?"))
    here = state.view().province
    places = [
        one
        for one in state.seen_places()
        if one.level == "commune" and here in (None, one.province_code)
    ]
    found = changes(places, rules)
    ballots = sum(one.changes_ballot for one in found)
    said = [
        _.count("{n} commune changes band.", "{n} communes change band.", len(found)),
        _.count("{n} of them changes ballot.", "{n} of them change ballot.", ballots),
    ]
    sentence(" ".join(said))
    if found:
        listed = change_rows(found)
        show_table(listed, key="band_changes", height=460)
        export_buttons(listed, name="jahiziya-bands", key="bands_export")


def entry_part(election_id: str | None, rows: Sequence[SeatRow]) -> None:
    """Draw the form that gives the seats of a unit; what is given stands before the estimate."""
    _ = state.wording()
    tell_saved("seats")
    if election_id is None:
        nothing(
            _("No election of this kind is stored: enter it in the calendar of elections first."),
            "elections",
        )
        return
    codes = [row.unit.unit_code for row in rows]
    if not codes:
        return
    names, by_code = place_labels(codes), {row.unit.unit_code: row for row in rows}
    code = st.selectbox(
        _("Unit"), codes, format_func=lambda one: names[one], key=f"seat_unit_{election_id}"
    )
    key = {"election_id": election_id, "unit_code": code}
    if by_code[code].given is None:
        new_row("seats", _FIELDS, key)
    else:
        changed_row("seats", key, _FIELDS)
