"""An agenda on the page: what it reaches, day by day, on the map, what has no place, and files."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.map_table import MapTable
from dashboard.figures.tables import Table, TableColumn, table
from dashboard.figures.tours import KIND_WORDS, stop_rows, tour_map
from dashboard.planning.kept import Tour
from dashboard.planning.rules import assumptions
from dashboard.planning.tour import Unplaced, clock
from dashboard.planning.value import capacity_bound, weight_placed
from dashboard.reports.calendar_file import calendar_file
from dashboard.reports.tour_files import tour_events, tour_pages
from dashboard.screens import _columns as columns
from dashboard.screens._about import about_lines
from dashboard.screens._export import export_buttons
from dashboard.screens._figures import tiles
from dashboard.screens._map import readiness_map
from dashboard.screens._table import show_table
from dashboard.screens._text import finding, note
from dashboard.screens._tours_asked import named
from dashboard.territory.register import register


def show_tour(tour: Tour, *, version: int = 0) -> None:
    """Draw an agenda; `version` is that of the saved one, 0 before it is saved."""
    _ = state.wording()
    _headline(tour)
    if tour.agenda.outings:
        listed = agenda_rows(tour)
        show_table(listed, key="tour_agenda")
        _downloads(tour, listed, version)
        st.header(_("On the map"))
        readiness_map(_map(tour), layer="team", wording=_, key="tour_map")
    _left_out(tour)
    for line in assumed(tour):
        note(line)


def agenda_rows(tour: Tour) -> Table:
    """Return the agenda as a table, a row a meeting, by day, team and hour."""
    _ = state.wording()
    return table(
        pd.DataFrame(stop_rows(tour.request, tour.agenda)),
        [
            columns.date_column(_("Day"), "day"),
            columns.text_column(_("Commune"), lambda row: named(tour.request, row.visit_id)),
            columns.text_column(_("Team"), lambda row: _.isolate(row.team_id)),
            _clock(_("Starts at"), "starts_at"),
            _clock(_("Ends at"), "ends_at"),
            columns.text_column(_("What"), lambda row: _(KIND_WORDS[row.kind])),
            columns.number_column(_("Weight"), "weight"),
            _clock(_("Leaves home"), "leaves_at"),
            columns.number_column(_("Minutes of road"), "travel_minutes"),
            _clock(_("Back home"), "returns_at"),
        ],
        caption=_("Agenda by day and team"),
        id_column="visit_id",
    )


def assumed(tour: Tour) -> list[str]:
    """Return what the agenda takes for granted, a sentence each."""
    _, rules = state.wording(), tour.request.rules
    said = assumptions()
    shares = {name: _.share(getattr(rules, f"{name}_share")) for name in ("gain", "adults", "late")}
    overdue = _.share(rules.overdue_share)
    values: dict[str, dict[str, Any]] = {
        "travel": {"factor": _.number(rules.road_factor, 2), "speed": _.number(rules.speed_kmh)},
        f"market_{rules.market}": {},
        "holidays": {},
        "worth": {"hours": _.number(rules.worth_hours), "late": shares["late"]},
        "weight": {"gain": shares["gain"], "adults": shares["adults"], "late": overdue},
    }
    if rules.friday_ends_at:
        values["friday"] = {"time": _.isolate(clock(rules.friday_ends_at))}
    if not tour.travel.is_estimated:
        del values["travel"]
    return [said[name][_.language].format(**filled) for name, filled in values.items()]


def _headline(tour: Tour) -> None:
    _ = state.wording()
    wanted = [one for one in tour.request.visits if one.kind != "appointment"]
    held = [one for one in wanted if one.visit_id in tour.agenda.places()]
    finding(
        _.count(
            "{n} commune of {all} has its day; the agenda is the best found, not proven best.",
            "{n} communes of {all} have their day; the agenda is the best found, not proven best.",
            len(held),
            all=len(wanted),
        )
    )
    bound = capacity_bound(tour.request, tour.travel)
    last = max((one.day for one in tour.agenda.outings), default=None)
    tiles(
        [
            (
                _("Weight placed"),
                _.share(weight_placed(tour.request, tour.agenda) / bound if bound else None),
                _("of the most that the teams' hours can hold"),
            ),
            (_("Days out"), _.number(len(tour.agenda.outings)), _("by all teams")),
            (
                _("Hours of road"),
                _.number(tour.agenda.road_minutes / 60),
                _("estimated") if tour.travel.is_estimated else _("from the uploaded times"),
            ),
            (_("Last day out"), _.date(last, "medium"), _("of the agenda")),
        ]
    )


def _left_out(tour: Tour) -> None:
    _ = state.wording()
    st.header(_("Without a day"))
    if not tour.agenda.unplaced:
        note(_("Every commune asked for has its day."))
        return
    listed = unplaced_rows(tour)
    show_table(listed, key="tour_unplaced", height=320)
    export_buttons(listed, name="jahiziya-agenda-left-out", key="tour_unplaced_export")


def unplaced_rows(tour: Tour) -> Table:
    """Return what has no place, the heaviest first: why, and what would help."""
    _ = state.wording()
    by_id: dict[str, Unplaced] = {one.visit_id: one for one in tour.agenda.unplaced}
    rows = pd.DataFrame(
        [{"visit_id": one, "weight": tour.request.visit[one].weight} for one in by_id]
    )
    return table(
        rows,
        [
            columns.text_column(_("Commune"), lambda row: named(tour.request, row.visit_id)),
            columns.number_column(_("Weight"), "weight"),
            columns.text_column(_("Why"), lambda row: _.say(by_id[row.visit_id].said)),
            columns.text_column(
                _("What would help"), lambda row: _.say(by_id[row.visit_id].remedy)
            ),
        ],
        caption=_("Communes without a day"),
        id_column="visit_id",
    )


def _downloads(tour: Tour, listed: Table, version: int) -> None:
    _ = state.wording()
    about = [*about_lines(_("Agenda")), *assumed(tour)]
    teams = [None, *dict.fromkeys(one.team_id for one in tour.agenda.outings)]
    export_buttons(listed, name="jahiziya-agenda", key="tour_export")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        team = st.selectbox(_("Calendar of"), teams, key="tour_calendar_of",
                            format_func=lambda one: one or _("all teams"))  # fmt: skip
        st.download_button(
            _("Download calendar (ICS)"),
            calendar_file(
                tour_events(tour, _, team_id=team), name=_("Agenda"), sequence=version,
                made_at=dt.datetime.now(dt.UTC).replace(tzinfo=None),
            ),
            file_name=f"jahiziya-agenda-{team or 'teams'}.ics", mime="text/calendar",
            on_click="ignore",
        )  # fmt: skip
        st.download_button(
            _("Download pages to print"), tour_pages(tour, _, about),
            file_name="jahiziya-agenda.html", mime="text/html", on_click="ignore",
        )  # fmt: skip


def _clock(label: str, field: str) -> TableColumn:
    _ = state.wording()
    return TableColumn(
        label, lambda row: _.isolate(clock(getattr(row, field))), lambda row: getattr(row, field)
    )


def _map(tour: Tour) -> MapTable:
    """Return the map of the agenda: the same object each rerun, so its text is made once."""
    language = state.view().lang
    kept = st.session_state.get("tour_map_of")
    if kept is None or kept[0] is not tour or kept[1] != language:
        known = register()
        codes = tuple(one.code for one in (*known.communes(), *known.arrondissements()))
        made = tour_map(tour.request, tour.agenda, codes, state.wording())
        kept = st.session_state["tour_map_of"] = (tour, language, made)
    found: MapTable = kept[2]
    return found
