"""Seats: how many are there to fill in each election, and how sure is that?"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.elections.kinds import kinds
from dashboard.elections.seat_rule import seat_rules
from dashboard.elections.seat_table import SeatRow, seat_rows, total
from dashboard.elections.units import known_total, units
from dashboard.figures.tables import records
from dashboard.intake.election_ids import election_of
from dashboard.screens._correction import correction
from dashboard.screens._elections_words import election_name, kind_words
from dashboard.screens._export import export_buttons
from dashboard.screens._opening import filters, opening
from dashboard.screens._own_part import own_view
from dashboard.screens._seats_parts import MAPPED, changes_part, entry_part, rule_part, seat_map
from dashboard.screens._seats_tables import unit_rows
from dashboard.screens._table import show_table
from dashboard.screens._text import finding, note, sentence
from dashboard.state.picking import pick
from dashboard.territory.register import register

QUESTIONS = ("elections_listed", "seats_given", "seats_held")
_FIRST = "communal"  # the kind shown when the view names none


def kind_picker() -> None:
    """Draw the choice of a kind of election; the view holds it."""
    _ = state.wording()
    offered = [_FIRST, *(code for code in kinds() if code != _FIRST)]
    words = {code: kind_words(code) for code in offered}
    pick("profile", _("Kind of election"), offered, lambda code: words[code])


def election_of_kind(rows: pd.DataFrame, kind: str) -> Any | None:
    """Return the next general election of a kind, else the last held; None where none is stored."""
    own = records(rows[(rows["kind"] == kind) & ~rows["is_by_election"]])
    ahead = [row for row in own if row.state != "held"]
    return next(iter([*ahead, *own]), None)


def summary(rows: list[SeatRow]) -> str:
    """Return the seats known, of how many units, and how many of them are estimates."""
    _ = state.wording()
    sums = total(rows)
    if not sums.known:
        return _("No seat of this election is known here: no source gives them.")
    said = [
        _.count(
            "{n} seat, in {known} of {all} units whose seats are known.",
            "{n} seats, in {known} of {all} units whose seats are known.",
            sums.seats,
            known=sums.known,
            all=sums.units,
        ),
        _.count("{n} unit has an estimate.", "{n} units have an estimate.", sums.estimates),
    ]
    if sums.given:
        said += [
            _.count("{n} unit has seats given.", "{n} units have seats given.", sums.given),
            _.count("{n} of them differs from the reference or rule.",
                    "{n} of them differ from the reference or rule.", sums.different),
        ]  # fmt: skip
    return " ".join(said)


def sums_given(given: pd.DataFrame, rows: list[SeatRow]) -> None:
    """Say what was given for units that hold some of those shown: not added to their parts."""
    _ = state.wording()
    single = {row.unit.unit_code for row in rows}
    above = {code for one in single for code in register().containers_of(one)} - single
    larger = [row for row in records(given) if row.unit_code in above]
    if larger:
        said = _.join(
            _("{place}: {n}", place=register().unit_name(row.unit_code, _.language), n=row.seats)
            for row in larger
        )
        note(_("Given as the sum of a larger unit, and not added to its parts: {list}.", list=said))


def known_note(kind: str, cycle: int) -> None:
    """Say what a source gives for the arrondissements together."""
    _ = state.wording()
    for place in register().communes():
        found = known_total(kind, place.code, cycle - 6) if kind == "arrondissement" else None
        if found:
            note(_("{place}, {cycle}: {n} seats in its arrondissements together ({source}).",
                   place=place.name(_.language), cycle=_.isolate(str(cycle - 6)), n=found[0],
                   source=found[1]))  # fmt: skip


_ = state.wording()
opening("seats", _("How many seats are there to fill, and how sure is that?"))
filters(kind_picker)
kind, now, rules = state.view().profile or _FIRST, own_view(), seat_rules()
answered = state.answers(QUESTIONS)
chosen = election_of_kind(answered["elections_listed"], kind)
said = election_of(chosen.election_id) if chosen else None
cycle = said.cycle if said else now.day.year
given = answered["seats_given"]
given = given[given["election_id"] == (chosen.election_id if chosen else "")]
held = answered["seats_held"]
rows = seat_rows(
    units(kind, cycle, rules), records(given), records(held[held["council_kind"] == kind])
)
if now.province:
    inside = register().units_within(now.province)
    rows = [row for row in rows if row.unit.unit_code in inside]
name = election_name(chosen.election_id) if chosen else kind_words(kind)
finding(f"{name}. {summary(rows)}")
sentence(_("Seats given by a file or a form stand before the estimate; both are shown."))
with st.container(key="map_last"):
    picked = seat_map(kind, rows, rules)
with_source = st.toggle(_("Show the sources too"), key="seats_sources")
show_table(unit_rows(rows, name, with_source=with_source), key="seats", selected=picked)
listed = unit_rows(rows, name, with_source=True)
export_buttons(listed, name=f"jahiziya-seats-{kind}", key="seats_export")
sums_given(given, rows)
known_note(kind, cycle)
note(_("Ballot and term: {source}.", source=kinds()[kind].source))
if kind not in MAPPED:
    note(_("No map: the units of this election do not lie side by side."))
if kind == "communal":
    changes_part(rules)
    rule_part(rules)
st.header(_("Give the seats of a unit"))
entry_part(chosen.election_id if chosen else None, rows)
correction("seats", given)
