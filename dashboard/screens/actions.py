"""Actions: what do we do first with the days we have?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.tables import records
from dashboard.readiness.caps import cap_sentence
from dashboard.readiness.gains import Gain
from dashboard.readiness.portfolio import Portfolio, worth
from dashboard.screens._actions_words import catalogue_rows, gain_rows
from dashboard.screens._export import export_buttons
from dashboard.screens._figures import tiles
from dashboard.screens._frame import days, end, province_picker
from dashboard.screens._opening import opening
from dashboard.screens._profile import election_note, profile_picker
from dashboard.screens._region_map import open_commune
from dashboard.screens._table import show_table
from dashboard.screens._text import finding, note
from dashboard.screens._two_maps import QUESTIONS, before_and_after, map_of
from dashboard.state.plans import USUAL_DAYS, answers_after, plan_of, view_gains, view_portfolio
from dashboard.state.views import MOST_DAYS
from dashboard.territory.register import register


def budget_input() -> int:
    """Draw the choice of a number of person-days; the URL keeps it."""
    _ = state.wording()
    given = state.view().budget
    st.session_state["budget"] = USUAL_DAYS if given is None else given
    return int(
        st.number_input(
            _("Person-days we have"),
            min_value=0,
            max_value=MOST_DAYS,
            step=10,
            key="budget",
            on_change=lambda: state.go(budget=st.session_state["budget"]),
        )
    )


def totals(plan: Portfolio, budget: int, before: Any, after: Any) -> None:
    """Draw what the plan takes and what it brings."""
    _ = state.wording()
    name = register().unit_name(before.unit_code, _.language)
    risen = sum((one.after.class_no or 0) > (one.before.class_no or 0) for one in plan.chosen)
    tiles(
        [
            (
                _("Person-days used"),
                _.number(plan.days, 1),
                _("of {budget}", budget=budget),
            ),
            (
                _("Places with something to do"),
                _.number(len(plan.chosen)),
                _.count("{n} rises to a better class", "{n} rise to a better class", risen),
            ),
            (
                _("Points for the average adult there"),
                _.number(plan.points_per_adult, 1),
                _("in the low end of the range"),
            ),
            (
                _("Low end of {place}", place=name),
                _.number(after.low, 1),
                _("{before} today", before=round(before.low, 1)),
            ),
        ]
    )


def how_sure(plan: Portfolio) -> None:
    """Say what was maximised, and whether a better choice could exist."""
    _ = state.wording()
    note(
        _(
            "What counts is the sum of points gained in the low end, each place weighed by its "
            "adults, with at most one bundle of actions a place."
        )
    )
    if plan.is_proven:
        note(_("Proven: no other choice within these days brings more (solver HiGHS)."))
    else:
        note(
            _(
                "Not proven: the time for the search was over. A better choice could bring at most "
                "{share} more.",
                share=_.share(plan.gap, 1),
            )
        )
    note(
        _(
            "Efforts are own choices. A meeting of a body that covers several communes is counted "
            "once for each that is chosen; the map counts what it brings to all."
        )
    )


def why_not_more(plan: Portfolio, known: Sequence[Gain]) -> None:
    """Say what holds back: caps that stay, days that lack, returns that are missing."""
    _ = state.wording()
    st.header(_("Why not more?"))
    for limit, count in sorted(_capped(plan).items()):
        note(_("{limit} Places chosen where this stays: {count}.", limit=_(limit), count=count))
    best: dict[str, Gain] = {}
    for one in sorted(known, key=lambda each: (-worth(each), each.bundle.days)):
        if one.bundle.unit.grain != "province":
            best.setdefault(one.bundle.unit.code, one)
    useful = [one for one in best.values() if one.points > 0]
    note(
        _(
            "Person-days for all that could be done here: {days}; places: {count}.",
            days=round(sum(one.bundle.days for one in useful)),
            count=len(useful),
        )
    )
    silent = [one for one in known if one.bundle.is_report and one.points_at_most > 0]
    if silent:
        note(
            _.count(
                "{n} place has a return to send: what it will say counts nothing here.",
                "{n} places have a return to send: what they will say counts nothing here.",
                len({one.bundle.unit.code for one in silent}),
            )
        )


def _capped(plan: Portfolio) -> Counter[str]:
    limits = (cap_sentence(one.after.limited_by, one.bundle.unit.grain) for one in plan.chosen)
    return Counter(one for one in limits if one)


def plan_part(plan: Portfolio, budget: int) -> None:
    """Draw the plan as a table with its file."""
    _ = state.wording()
    caption = _("What to do first")
    if not plan.chosen:
        note(_("Nothing fits: no action here brings a point within these days."))
        return
    show_table(gain_rows(plan.chosen, caption), key="plan", on_pick=open_commune)
    for_file = view_portfolio(budget, is_for_files=True)
    export_buttons(gain_rows(for_file.chosen, caption), name="jahiziya-plan", key="plan_export")


def provinces_part(known: Sequence[Gain]) -> None:
    """Draw what only provinces can do: not part of the plan of communes."""
    _ = state.wording()
    listed = [one for one in known if one.bundle.unit.grain == "province"]
    if not listed:
        return
    st.header(_("What only a province can do"))
    listed.sort(key=lambda one: (-one.points_per_day, one.bundle.code))
    rows = gain_rows(listed, _("Actions of provinces"))
    show_table(rows, key="province_actions", searchable=False, height=320)
    note(_("Their points are the province's own; they are not part of the plan above."))


def _standing(rows: pd.DataFrame) -> Any:
    code = state.view().province or state.settings().region_code
    return records(rows[rows["unit_code"] == code])[0]


_ = state.wording()
opening("actions", _("What do we do first with the days we have?"))
with st.container(horizontal=True, key="filters"):
    budget = budget_input()
    province_picker()
    days()
    profile_picker()
election_note()
known = [
    one for one in view_gains() if state.view().province in (None, one.bundle.unit.province_code)
]
if not known:
    note(_("No action changes these figures: the election is past, or nothing is left to do."))
    end()
plan = view_portfolio(budget)
done = plan_of(plan.chosen)
now, then = state.answers(QUESTIONS), answers_after(QUESTIONS, done)
before, after = _standing(now["province_table"]), _standing(then["province_table"])
finding(
    _(
        "With {budget} person-days: {points} points more for the average adult where we act.",
        budget=budget,
        points=round(plan.points_per_adult, 1),
    )
)
totals(plan, budget, before, after)
plan_part(plan, budget)
how_sure(plan)
st.header(_("Before and after"))
asked = (state.view().day, state.view().known_until, state.scope())
before_and_after(map_of((*asked, ()), now), map_of((*asked, done), then))
why_not_more(plan, known)
provinces_part(known)
st.header(_("The actions and their effort"))
show_table(catalogue_rows(), key="catalogue", searchable=False, height=420)
note(_("Efforts are own choices, to be changed in data/reference/actions.csv."))
