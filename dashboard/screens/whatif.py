"""What if: what would change if weights, targets or facts were otherwise?"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.errors import Said
from dashboard.figures.tables import records
from dashboard.readiness.what_if import scenario_faults
from dashboard.screens._export import export_buttons
from dashboard.screens._figures import tiles
from dashboard.screens._frame import end
from dashboard.screens._map import readiness_map
from dashboard.screens._opening import filters, opening
from dashboard.screens._profile import election_name, election_note, for_files, profile_picker
from dashboard.screens._region_map import open_commune
from dashboard.screens._table import show_table
from dashboard.screens._text import aside, finding, note
from dashboard.screens._two_maps import QUESTIONS, map_of
from dashboard.screens._whatif_form import aims_form, facts_form, weights_form
from dashboard.screens._whatif_kept import kept_scenarios, saving
from dashboard.screens._whatif_shown import (
    changed_rows,
    compared,
    difference_layer,
    how_many_change,
)
from dashboard.state.scenarios import answers_in, draft
from dashboard.territory.register import register


def form(catalogue: pd.DataFrame) -> dict[str, str]:
    """Draw the form; return the words of what it names, by code."""
    _ = state.wording()
    weighing = catalogue[catalogue["weight_commune"].notna() | catalogue["weight_above"].notna()]
    names = dict(zip(weighing["indicator"], weighing[f"name_{_.label_language}"], strict=True))
    with st.expander(_("Weights of the pillars"), expanded=True):
        weights_form(catalogue)
    with st.expander(_("Floors and targets"), expanded=bool(draft().aims)):
        aims_form(catalogue, names)
    with st.expander(_("What would be done, or so"), expanded=bool(draft().done or draft().values)):
        facts_form(names)
        note(
            _(
                "An action taken as done counts in its commune and in all that is above it; a "
                "value taken as so counts in that place alone."
            )
        )
    return names


def refused(catalogue: pd.DataFrame, names: dict[str, str]) -> list[Said]:
    """Return why the scenario cannot be worked out."""
    _ = state.wording()
    facts = state.answer("indicator_map")
    seats = facts[(facts["indicator"] == "seats_covered") & facts["state"].isna()]
    known = set(seats["unit_code"])
    places = {unit: register().unit_name(unit, _.language) for unit, *_rest in draft().values}
    return scenario_faults(
        draft(),
        catalogue,
        election=election_name(),
        has_seats={unit: unit in known for unit in places},
        names=names | places,
    )


def shown(before: dict[str, pd.DataFrame], after: dict[str, pd.DataFrame]) -> None:
    """Draw what the scenario changes."""
    _ = state.wording()
    rows = compared(before["readiness_map"], after["readiness_map"])
    code = state.view().province or state.settings().region_code
    now, then = _row(before["province_table"], code), _row(after["province_table"], code)
    moved = how_many_change(rows)
    finding(
        _(
            "Communes that rise to a better class: {rise}; that fall: {fall}.",
            rise=moved["rise"],
            fall=moved["fall"],
        )
    )
    name = register().unit_name(code, _.language)
    tiles(
        [
            (
                _("Low end of {place}", place=name),
                _.number(then.low, 1),
                _("{before} today", before=round(now.low, 1)),
            ),
            (
                _("Score of {place}", place=name),
                _.number(then.score, 1),
                _("{before} today", before=_.number(now.score, 1)),
            ),
        ]
    )
    st.header(_("Where it changes"))
    asked = (state.view().day, state.view().known_until, state.scope(), draft().text())
    readiness_map(
        map_of(asked, after, (difference_layer(rows, _),)),
        layer="difference",
        province=state.view().province,
        wording=_,
        key="map_difference",
    )
    _classes_part(rows)


def _classes_part(rows: pd.DataFrame) -> None:
    _ = state.wording()
    st.header(_("Which classes change"))
    caption = _("Places whose class changes")
    listed = changed_rows(_here(rows), caption)
    if not listed.ids:
        note(_("No class changes."))
        return
    show_table(listed, key="changed", on_pick=open_commune)
    after = answers_in(("readiness_map",), draft(), is_for_files=True)["readiness_map"]
    for_file = changed_rows(_here(compared(for_files("readiness_map"), after)), caption)
    export_buttons(
        for_file, name="jahiziya-scenario", key="changed_export", scenario=draft().stamp()
    )


def _here(rows: pd.DataFrame) -> pd.DataFrame:
    province = state.view().province
    return rows if province is None else rows[rows["province_code"] == province]


def _row(rows: pd.DataFrame, code: str) -> Any:
    return records(rows[rows["unit_code"] == code])[0]


_ = state.wording()
opening("whatif", _("What would change if…?"))
filters(profile_picker)
election_note()
kept_scenarios()
catalogue = state.answer("indicator_catalogue")
names = form(catalogue)
saving()
if draft().is_empty:
    note(_("Change a weight, a target or a fact: nothing is otherwise yet. No data change."))
    end()
faults = refused(catalogue, names)
for fault in faults:
    st.error(_.say(fault))
if faults:
    note(_("The method in force stays as it is."))
    end()
aside(
    _(
        "Scenario, not the published figures. Method {stamp}, made from published counts.",
        stamp=_.isolate(draft().stamp()),
    )
)
shown(state.answers(QUESTIONS), answers_in(QUESTIONS, draft()))
