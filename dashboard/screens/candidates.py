"""Candidacies: where does the party stand, and which seats are left?

Confidential until nominations close: whoever may not see it gets a sentence, and no number.
"""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.elections.candidacies import gaps_first, stands, together
from dashboard.elections.kinds import kinds
from dashboard.elections.stand import Together
from dashboard.screens._candidates_parts import (
    entry_part,
    figure_tiles,
    provinces_part,
    series_part,
)
from dashboard.screens._candidates_tables import stand_rows
from dashboard.screens._correction import correction
from dashboard.screens._election_asked import (
    by_election_unit,
    by_unit,
    election_asked,
    kind_asked,
    kind_shown,
    seats_of,
)
from dashboard.screens._elections_words import election_name
from dashboard.screens._export import export_buttons
from dashboard.screens._frame import end
from dashboard.screens._nothing import nothing
from dashboard.screens._opening import filters, opening
from dashboard.screens._own_part import is_elsewhere, own_view
from dashboard.screens._table import show_table
from dashboard.screens._text import aside, finding, note, sentence
from dashboard.territory.register import register

QUESTIONS = ("elections_counted", "candidacies_counted", "seats_given")


def summary(name: str, sums: Together) -> str:
    """Return what is covered, of what, and what is left."""
    _ = state.wording()
    if not sums.seats_known:
        return _("{election}: no unit here says where the party stands, or its seats are unknown.",
                 election=name)  # fmt: skip
    said = [
        _.count(
            "{election}: of {n} seat in the units reported, {covered} covered.",
            "{election}: of {n} seats in the units reported, {covered} covered.",
            sums.seats_known,
            election=name,
            covered=sums.covered,
        ),
        _.count("{n} seat is left.", "{n} seats are left.", sums.gap),
    ]
    silent = sums.units - sums.units_known
    if silent:
        said.append(
            _.count("{n} unit is not reported.", "{n} units are not reported.", silent)
        )  # fmt: skip
    return " ".join(said)


_ = state.wording()
opening(
    "candidates",
    _("Where does the party stand, and which seats have no candidate yet?"),
    when_empty=lambda: entry_part(None, [], []),
)
offered = list(kinds())
filters(lambda: kind_asked(offered))
kind, now = kind_shown(offered), own_view()
elections = state.answer("elections_counted")
chosen = election_asked(elections, kind)
if chosen is None:
    finding(_("No election of this kind is stored."))
    entry_part(None, [], [])
    end()
is_confidential = bool(chosen.is_confidential)
if is_confidential and not state.may_see_own_candidacies():
    aside(
        _("Candidacies are confidential until nominations close. They are shown to the leadership, "
          "and to the officials of each unit; no figure of them is on this page or in its files.")
    )  # fmt: skip
    end()
if is_elsewhere(by_election_unit(chosen)):
    end()
# Its rows are of the reader's own units alone.
answered = state.answers(QUESTIONS, sees_candidacies=state.may_see_own_candidacies())
counted = by_unit(answered["candidacies_counted"], chosen.election_id, "unit_code")
given = by_unit(answered["seats_given"], chosen.election_id, "unit_code")
seats = seats_of(chosen, answered["seats_given"])
if now.province:
    inside = register().units_within(now.province)
    seats = [row for row in seats if row.unit.unit_code in inside]
codes = [row.unit.unit_code for row in seats]
found = stands(seats, counted, given)
sums = together(now.province or state.settings().region_code, found, codes)
name = election_name(chosen.election_id)
finding(summary(name, sums))
if not counted:
    nothing(_("Send the count of seats covered, unit by unit."), "candidacies")
if is_confidential:
    aside(_("Confidential until nominations close: counts only, not to be passed on."))
figure_tiles(sums)
ordered = gaps_first(found[code] for code in codes)
show_table(stand_rows(ordered, name), key="candidates")
export_buttons(
    stand_rows(ordered, name, for_file=True),
    name=f"jahiziya-candidacies-{kind}",
    key="candidates_export",
    confidential=is_confidential,
)
holders = {above for code in codes if (above := found[code].summed_in)}
larger = [found[code] for code in sorted(holders)]
for one in larger:
    sentence(
        _("{province} is given as one sum: {covered} of {seats} seats on {day}. Ask for it unit by "
          "unit.", province=register().unit_name(one.unit_code, now.lang),
          covered=one.covered if one.covered is not None else _("not reported"),
          seats=_.number(one.seats), day=one.counted_on or _("not reported"))
    )  # fmt: skip
note(
    _("Seats are those of the page Seats: given by a file or a form, else the estimate. Readiness "
      "counts a unit only once its seats are given.")
)  # fmt: skip
if not (now.province or by_election_unit(chosen)):
    provinces_part(found, codes, name, confidential=is_confidential)
series_part(seats, given, chosen.election_id, confidential=is_confidential)
st.header(_("Enter a count"))
# A by-election is of one unit: no province has a sum to give.
provinces = [place.code for place in register().provinces() if now.province in (None, place.code)]
entry_part(chosen.election_id, codes, [] if by_election_unit(chosen) else provinces)
rows = answered["candidacies_counted"]
rows = rows[rows["election_id"] == chosen.election_id]
correction("candidacies", rows[rows["unit_code"].isin(found)])
