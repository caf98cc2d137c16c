"""The parts of the page of coverage: figures, map, lists, and the list on A4."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.coverage_layers import coverage_layers
from dashboard.figures.map_table import MapTable
from dashboard.figures.tables import Table, records
from dashboard.planning.method import LivingRule, living_rules, planning_method
from dashboard.reports.printed_list import Section, printed_list
from dashboard.screens._about import about_lines
from dashboard.screens._bodies_tables import days_words, file_rows, life_rows, living_rows
from dashboard.screens._coverage_tables import fault_rows, group_rows, place_rows
from dashboard.screens._export import FileForm, export_buttons
from dashboard.screens._figures import Tile
from dashboard.screens._map import MapChoice, readiness_map
from dashboard.screens._map_files import map_download
from dashboard.screens._nothing import nothing
from dashboard.screens._region_map import open_commune
from dashboard.screens._table import show_table
from dashboard.screens._text import note, numbered
from dashboard.territory.register import register
from dashboard.wording import Language, wording


def coverage_tiles(counts: Any, bodies: pd.DataFrame) -> list[Tile]:
    """Return how many communes have what, and how many bodies stand on paper."""
    _ = state.wording()
    units = _("{n} of {all} units", n=int(counts.units_own), all=int(counts.units))
    own = _("{n} of {all}", n=int(counts.communes_own), all=int(counts.communes))
    partly = _.count(
        "{n} commune partly covered", "{n} communes partly covered", int(counts.communes_part)
    )
    return [
        (_("With their own secretariat"), own, units),
        (_("Covered by another body"), _.number(counts.communes_other), partly),
        (_("No local body"), _.number(counts.communes_none), _("communes, known to have none")),
        (_("Unknown"), _.number(counts.communes_unknown), _("communes, never reported")),
        _adults_tile(counts),
        _paper_tile(bodies),
    ]


def _adults_tile(counts: Any) -> Tile:
    _ = state.wording()
    covered, known = int(counts.adults_covered), int(counts.adults_known)
    said = _("{n} adults of {all} known", n=covered, all=known)
    return _("Adults in covered communes"), _.share(_covered_share(counts)), said


def _paper_tile(bodies: pd.DataFrame) -> Tile:
    _ = state.wording()
    judged = bodies["verdict"].dropna()
    unknown = int((judged == "unknown").sum())
    said = _("of {all} bodies founded, {n} unknown", all=len(judged), n=unknown)
    return _("On paper only"), _.number((judged == "on_paper").sum()), said


def _covered_share(row: Any) -> float | None:
    return row.adults_covered / row.adults_known if row.adults_known else None


def coverage_map() -> MapChoice:
    """Draw the map of who has a secretariat; what is chosen on it goes to the URL."""
    now = state.view()
    shown = _map_table(state.data_version(), now.day, now.known_until, state.scope(), now.lang)
    choice = readiness_map(
        shown,
        layer=now.layer or "coverage",
        province=now.province,
        selected=now.commune,
        wording=state.wording(),
        key="coverage_map",
        on_choice=_follow,
    )
    map_download(
        shown,
        choice.layer,
        name=f"jahiziya-{choice.layer}",
        key="coverage_map_export",
        province=now.province,
    )
    return choice


@st.cache_resource(show_spinner=False, max_entries=16)
def _map_table(
    version: tuple[str, int, int],
    as_of: dt.date,
    known_at: dt.datetime | None,
    seen: tuple[str, ...],
    language: Language,
) -> MapTable:
    rows = state.answer("coverage_units").sort_values("unit_code")
    return MapTable(tuple(rows["unit_code"]), coverage_layers(rows, wording(language)))


def _follow(choice: MapChoice) -> None:
    state.go(layer=None if choice.layer == "coverage" else choice.layer, commune=choice.selected)


def places_part(rows: pd.DataFrame) -> None:
    """Draw the places, the empty ones first, and the lists they leave as."""
    _ = state.wording()
    now = state.view()
    listed = place_rows(rows, named=now.province is None)
    show_table(listed, key="coverage_places", selected=now.commune, on_pick=open_commune)
    name = f"jahiziya-coverage-{now.province or state.settings().region_code}"
    export_buttons(
        listed, name=name, key="coverage_export", more=partial(_printed, rows, listed.caption, name)
    )
    note(_("The printable list opens in the browser: one sheet a province, to print from there."))


def _section(rows: pd.DataFrame, province: str) -> Section:
    _ = state.wording()
    left = rows[rows["is_place"] & (rows["state"] != "own")]
    name = register().unit_name(province, _.language)
    finding = _.count(
        "{n} place of {all} has no secretariat of its own.",
        "{n} places of {all} have no secretariat of their own.",
        len(left),
        all=int(rows["is_place"].sum()),
    )
    caption = _("The empty ones first, the most adults first")
    listed = place_rows(left, named=False, caption=caption)
    return Section(_("{province}: where to found", province=name), finding, listed)


def _printed(rows: pd.DataFrame, caption: str, name: str) -> list[FileForm]:
    """Return the list to print: a sheet a province."""
    _, now = state.wording(), state.view()
    codes = [one.code for one in register().provinces() if now.province in (None, one.code)]
    sections = [_section(rows[rows["province_code"] == code], code) for code in codes]
    made = partial(printed_list, sections, about_lines(caption), _)
    return [FileForm(_("Printable list (A4)"), f"{name}.html", "text/html", made)]


def groups_part(rows: pd.DataFrame) -> None:
    """Draw the counts by province, milieu and band of population."""
    _ = state.wording()
    within = state.view().province or state.settings().region_code
    _table_part(group_rows(rows, within=within), key="coverage_groups", is_long=False)
    note(_("Shares of adults are of the communes known. Fès counts by the adults it has covered."))


def living_part(bodies: pd.DataFrame) -> None:
    """Draw which bodies stand on paper, why, and the rules, the same for every province."""
    _ = state.wording()
    _table_part(living_rows(bodies), key="coverage_living")
    says = planning_method()
    note(
        _(
            "On paper: the rules broken weigh {least} or more, their days of grace over. Unknown: "
            "they would if what is not reported were broken too; silence alone never puts a body "
            "on paper. The rules are own choices, the same for every province.",
            least=_.number(says.paper_from_weight, 2),
        )
    )
    numbered([_rule_words(rule) for rule in living_rules().values()])


def life_part(bodies: pd.DataFrame) -> None:
    """Draw where each body stands in its life."""
    _ = state.wording()
    _table_part(life_rows(bodies), key="coverage_life")
    note(state.settings().assumptions["local_secretariat_months"][_.language])
    note(
        _(
            "Days planned are counted from the organisational note; without its day they are not "
            "known. A mandate is said to be soon over {n} days before its end.",
            n=planning_method().expiry_alarm_days,
        )
    )


def file_part(bodies: pd.DataFrame) -> None:
    """Draw the founding file of each body."""
    _ = state.wording()
    _table_part(file_rows(bodies), key="coverage_file")
    note(_("Missing: no day of filing has been reported. The papers themselves are not kept here."))


def faults_part(rows: pd.DataFrame) -> None:
    """Draw bodies that cover nothing and places covered twice."""
    _ = state.wording()
    if rows.empty:
        note(_("No body covers nothing, and no place is covered twice."))
    else:
        _table_part(fault_rows(rows), key="coverage_faults", is_long=False)


def _table_part(rows: Table, *, key: str, is_long: bool = True) -> None:
    _ = state.wording()
    if not rows.ids:
        nothing(_("No local secretariat is reported here."), "structures")
        return
    show_table(rows, key=key, searchable=is_long)
    export_buttons(rows, name=f"jahiziya-{key.replace('_', '-')}", key=f"{key}_export")


def _rule_words(rule: LivingRule) -> str:
    _ = state.wording()
    return _(
        "{rule}: weighs {weight}, grace of {days}.",
        rule=rule.name(_.language),
        weight=_.number(rule.weight, 2),
        days=days_words(rule.grace_days),
    )


def here(rows: pd.DataFrame, province: str | None) -> pd.DataFrame:
    """Return the rows of a province, or all."""
    return rows if province is None else rows[rows["province_code"] == province]


def all_of(groups: pd.DataFrame) -> Any:
    """Return the counts of the province or region looked at."""
    within = state.view().province or state.settings().region_code
    rows = groups[(groups["within_code"] == within) & (groups["dimension"] == "all")]
    return records(rows)[0]
