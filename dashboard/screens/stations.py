"""Polling stations: where is no representative of the party named, and where are they trained?"""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.elections.stations import Network, network
from dashboard.readiness.method import profiles
from dashboard.screens._correction import correction
from dashboard.screens._election_asked import (
    by_election_unit,
    by_unit,
    election_asked,
    kind_asked,
    kind_shown,
)
from dashboard.screens._elections_words import election_name
from dashboard.screens._frame import end
from dashboard.screens._nothing import nothing
from dashboard.screens._opening import filters, opening
from dashboard.screens._own_part import is_elsewhere, own_view
from dashboard.screens._stations_parts import (
    entry_part,
    figure_tiles,
    places_part,
    provinces_part,
    reserve_share,
    scope_note,
)
from dashboard.screens._text import finding, note
from dashboard.territory.register import register

QUESTIONS = ("elections_counted", "stations_counted")


def summary(name: str, sums: Network) -> str:
    """Return how many stations have nobody, of how many reported, and what is not reported."""
    _ = state.wording()
    if not sums.stations:
        return _("{election}: no polling station is reported here.", election=name)
    said = [
        _.count(
            "{election}: of {n} station reported, {named} with a representative named.",
            "{election}: of {n} stations reported, {named} with a representative named.",
            sums.stations,
            election=name,
            named=sums.assigned,
        ),
        _.count("{n} station has nobody.", "{n} stations have nobody.", sums.missing),
    ]
    silent = sums.places - sums.places_known
    if silent:
        said.append(_.count("{n} place is not reported.", "{n} places are not reported.", silent))
    return " ".join(said)


_ = state.wording()
opening(
    "stations",
    _("At which polling stations has the party nobody yet?"),
    when_empty=lambda: entry_part(None),
)
# The kinds whose readiness weighs polling stations: the others are indirect, or of chambers.
offered = [code for code, one in profiles().items() if "polling" in one.pillar_weights]
filters(lambda: kind_asked(offered))
kind, now = kind_shown(offered), own_view()
answered = state.answers(QUESTIONS)
chosen = election_asked(answered["elections_counted"], kind)
if chosen is None:
    finding(_("No election of this kind is stored."))
    entry_part(None)
    end()
by_election = by_election_unit(chosen)
if is_elsewhere(by_election):
    end()
within = by_election or now.province or state.settings().region_code
counted = by_unit(answered["stations_counted"], chosen.election_id, "territory_code")
name = election_name(chosen.election_id)
sums = network(within, counted, reserve_share())
finding(summary(name, sums))
if not counted:
    nothing(
        _("Send the count of stations and of representatives of each commune."), "polling_coverage"
    )
if chosen.is_past:
    note(_("This election is past: the figures stay as at polling day."))
figure_tiles(sums)
places_part(counted, within, name)
scope_note()
if not (now.province or by_election):
    provinces_part(counted, name)
st.header(_("Enter a count"))
entry_part(chosen.election_id)
rows = answered["stations_counted"]
rows = rows[rows["election_id"] == chosen.election_id]
correction("polling_coverage", rows[rows["territory_code"].isin(register().units_within(within))])
