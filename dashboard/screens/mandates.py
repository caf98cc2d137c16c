"""Seats held: in which councils does the party sit, and where does it preside?"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.contracts import contracts
from dashboard.elections.councils import Council, Held, councils, gaps_first, held_in
from dashboard.elections.seat_rule import seat_rules
from dashboard.elections.units import units
from dashboard.figures.tables import records
from dashboard.screens._correction import correction
from dashboard.screens._election_asked import FIRST
from dashboard.screens._export import export_buttons
from dashboard.screens._mandates_tables import council_rows, kind_rows, kind_words, province_rows
from dashboard.screens._nothing import nothing
from dashboard.screens._opening import filters, opening
from dashboard.screens._own_part import own_view
from dashboard.screens._results_part import results_part
from dashboard.screens._row_entry import new_row, tell_saved
from dashboard.screens._row_fields import place_labels
from dashboard.screens._table import show_table
from dashboard.screens._text import finding, note, sentence
from dashboard.state.picking import pick
from dashboard.territory.register import register

_FIELDS = ("term_start", "counted_on", "seats", "party_seats", "party_women", "party_presidency")
KINDS = tuple(contracts()["mandates"].by_name["council_kind"].by_code)


def kind_picker() -> None:
    """Draw the choice of a kind of council; the view holds it as the kind of election."""
    _ = state.wording()
    listed = [FIRST, *(code for code in KINDS if code != FIRST)]
    words = {code: kind_words(code) for code in listed}
    pick("profile", _("Council"), listed, lambda code: words[code])


def all_councils(rows: pd.DataFrame) -> dict[str, dict[str, Council]]:
    """Return the units of every kind of council with what is reported of each."""
    day = state.view().day
    found = {}
    for kind in KINDS:
        own = {row.unit_code: row for row in records(rows[rows["council_kind"] == kind])}
        found[kind] = councils(kind, units(kind, day.year, seat_rules()), own, day)
    return found


def inside(found: Mapping[str, Council], within: str) -> list[Council]:
    """Return the units of a territory, and the larger ones that hold what no unit says."""
    codes = register().units_within(within)
    return [row for code, row in found.items() if code in codes]


def sums_of(kind: str, rows: list[Council], within: str) -> Held:
    """Return the sums over units: a larger one is added only for those in it that say nothing."""
    used = {row.summed_in for row in rows} - {None}
    own = {one.unit_code for one in units(kind, state.view().day.year, seat_rules())}
    return held_in(kind, within, [row for row in rows if row.unit_code in own | used])


def summary(kind: str, sums: Held) -> str:
    """Return the seats held, those of women, presidencies, and what is not reported."""
    _ = state.wording()
    name = kind_words(kind)
    if not sums.known:
        return _("{council}: no seat held is reported here.", council=name)
    said = [
        _("{council}: {held} of {seats} seats in the units reported.", council=name, held=sums.held,
          seats=sums.seats)
    ]  # fmt: skip
    if sums.presided is not None:
        said.append(
            _.count("The party presides over {n} council.", "The party presides over {n} councils.",
                    sums.presided)
        )  # fmt: skip
    if sums.women_of:
        said.append(_("Women hold {n} of the {of} seats whose report says it.", n=sums.women,
                      of=sums.women_of))  # fmt: skip
    silent = sums.units - sums.known
    if silent:
        said.append(_.count("{n} unit is not reported.", "{n} units are not reported.", silent))
    return " ".join(said)


def provinces_part(kind: str, rows: list[Council]) -> None:
    """Draw the sums of the provinces."""
    _ = state.wording()
    st.header(_("How do the provinces compare?"))
    sums = []
    for place in register().provinces():
        here = [row for row in rows if row.unit_code in register().units_within(place.code)]
        if here:
            sums.append(sums_of(kind, here, place.code))
    if not sums:
        note(_("No unit of this council lies in one province."))
        return
    listed = province_rows(sums, kind)
    show_table(listed, key="mandates_provinces", searchable=False)
    export_buttons(
        listed, name=f"jahiziya-mandates-provinces-{kind}", key="mandates_provinces_export"
    )  # fmt: skip


def entry_part(kind: str, within: str) -> None:
    """Draw the form of one count of a council."""
    _ = state.wording()
    st.header(_("Enter a count"))
    tell_saved("mandates")
    inside = register().units_within(within)
    listed = units(kind, state.view().day.year, seat_rules())
    codes = [one.unit_code for one in listed if one.unit_code in inside]
    if not codes:
        note(_("No unit of this council lies here."))
        return
    names = place_labels(codes)
    code = st.selectbox(
        _("Unit"), codes, format_func=lambda one: names[one], key=f"mandate_unit_{kind}"
    )
    new_row("mandates", _FIELDS, {"council_kind": kind, "unit_code": code})


_ = state.wording()
now = state.view()
kind = now.profile if now.profile in KINDS else FIRST
within = now.province or state.settings().region_code
opening(
    "mandates",
    _("In which councils does the party hold seats, and where does it preside?"),
    when_empty=lambda: entry_part(kind, within),
)
filters(kind_picker)
now = own_view()
within = now.province or state.settings().region_code
held = state.answer("seats_held")
found = all_councils(held)
here = {code: inside(rows, within) for code, rows in found.items()}
sums = sums_of(kind, here[kind], within)
finding(summary(kind, sums))
if not sums.known:
    nothing(_("Send the seats that the party holds in each council."), "mandates")
kinds_listed = kind_rows([sums_of(code, rows, code) for code, rows in here.items() if rows])
show_table(kinds_listed, key="mandates_kinds", searchable=False)
export_buttons(kinds_listed, name="jahiziya-mandates-kinds", key="mandates_kinds_export")
sentence(_("Public counts: seats, not persons. A presidency is counted where a unit is a council."))
listed = council_rows(gaps_first(here[kind]), kind)
show_table(listed, key="mandates")
export_buttons(listed, name=f"jahiziya-mandates-{kind}", key="mandates_export")
shown = held[
    (held["council_kind"] == kind) & held["unit_code"].isin(register().units_within(within))
]
correction("mandates", shown)
if not now.province:
    provinces_part(kind, here[kind])
results_part()
entry_part(kind, within)
