"""Electorate: how many adults are registered to vote, and where are they missing?"""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.elections.rolls import Roll, roll_of, rolls
from dashboard.figures.tables import records
from dashboard.readiness.method import goals
from dashboard.screens._correction import correction
from dashboard.screens._electorate_tables import (
    change_words,
    place_rows,
    points,
    signed_share,
    sum_rows,
)
from dashboard.screens._export import export_buttons
from dashboard.screens._figures import tiles
from dashboard.screens._nothing import nothing
from dashboard.screens._opening import filters, opening
from dashboard.screens._own_part import own_view
from dashboard.screens._row_entry import new_row, tell_saved
from dashboard.screens._table import show_table
from dashboard.screens._text import finding, note, sentence
from dashboard.screens._unit_columns import places_words
from dashboard.territory.register import register

_FIELDS = ("territory_code", "counted_on", "registered", "registered_women")


def summary(sums: Roll) -> str:
    """Return how many are registered, of how many adults, on which day, and what is unknown."""
    _ = state.wording()
    if sums.registered is None:
        return _("No electoral roll is reported here: the rate is unknown.")
    said = [
        _("{n} registered voters for {adults} adults of 18 and over where a roll is reported: "
          "{rate}.", n=_.number(sums.registered), adults=_.number(sums.adults),
          rate=_.share(sums.rate)),
        _("Oldest roll: {day}.", day=sums.counted_on),
    ]  # fmt: skip
    silent = sums.places - sums.places_known
    if silent:
        said.append(_.count("{n} place is not reported.", "{n} places are not reported.", silent))
    return " ".join(said)


def figure_tiles(sums: Roll) -> None:
    """Draw the rate, what the target asks for, women beside men, and the change."""
    _ = state.wording()
    target = _("target: {share} of adults", share=_.share(sums.target)) if sums.target else ""
    by_sex = _("women {women}, men {men}", women=_.share(sums.women_rate),
               men=_.share(sums.men_rate))  # fmt: skip
    again = _("of the places that have both rolls")
    change = "" if sums.change is None else signed_share(sums.change)
    short = _.number(sums.short)
    tiles(
        [
            (_("Registered, of adults"), _.share(sums.rate, 1),
             places_words(sums.places_known, sums.places)),
            (_("Registrations to the target"), short, target),
            (_("Women less men"), points(sums.gap), by_sex),
            (_("Since the roll before"),
             change or _("no roll before"),
             _.join([change_words(sums), again]) if change else ""),
        ]
    )  # fmt: skip


def above_part(listed: list[Roll]) -> None:
    """Say how many places are above 100 %, and why that can be true."""
    _ = state.wording()
    above = sum(row.is_above for row in listed)
    if above:
        sentence(
            _.count("{n} place has more registered than adults.",
                    "{n} places have more registered than adults.", above)
        )  # fmt: skip
    note(
        _("A rate above 100 % is shown as it is: people stay registered where they no longer live, "
          "and the census counts where they live. Adults are an estimate from the census of 2024, "
          "nationals and foreigners not told apart.")
    )  # fmt: skip


def target_note() -> None:
    """Say the targets of the method by milieu, and what an absent roll means."""
    _ = state.wording()
    goal = goals()["registration_rate"]
    if goal.urban and goal.rural:
        note(
            _("Target of the method, an own choice: {urban} of adults in urban communes, {rural} "
              "in rural ones.", urban=_.share(goal.urban[1]), rural=_.share(goal.rural[1]))
        )  # fmt: skip
    note(_("A place with no roll is unknown, never zero."))


def provinces_part(rows: dict[str, Any]) -> None:
    """Draw the sums of the provinces."""
    _ = state.wording()
    st.header(_("Which provinces are furthest from the target?"))
    found = [roll_of(one.code, rows) for one in register().provinces()]
    show_table(sum_rows(found), key="electorate_provinces", searchable=False, height=720)
    export_buttons(
        sum_rows(found, for_file=True),
        name="jahiziya-electorate-provinces",
        key="electorate_provinces_export",
    )


def entry_part() -> None:
    """Draw the form of one roll."""
    _ = state.wording()
    st.header(_("Enter a roll"))
    tell_saved("electorate")
    new_row("electorate", _FIELDS)


_ = state.wording()
opening(
    "electorate",
    _("How many adults are registered to vote, and where are they missing?"),
    when_empty=entry_part,
)
filters()
now = own_view()
answer = state.answer("rolls_counted")
within = now.province or state.settings().region_code
inside = register().units_within(within)
rows = {row.territory_code: row for row in records(answer)}
sums, listed = roll_of(within, rows), rolls(rows, within)
finding(summary(sums))
if sums.registered is None:
    nothing(_("Send the electoral roll of each commune, as it is published."), "electorate")
figure_tiles(sums)
above_part(listed)
show_table(place_rows(listed), key="electorate")
for_file = partial(place_rows, listed, for_file=True)
export_buttons(for_file, name=f"jahiziya-electorate-{within}", key="electorate_export")
target_note()
if not now.province:
    provinces_part(rows)
entry_part()
correction("electorate", answer[answer["territory_code"].isin(inside)])
