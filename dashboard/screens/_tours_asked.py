"""The form of a tour: dates, communes, rules and fixed appointments → a request and its road."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import DeletedFile

from dashboard import state
from dashboard.errors import Said, UserError
from dashboard.planning.days import days_of
from dashboard.planning.rules import Market, Rules, holidays_between, shipped_rules
from dashboard.planning.tour import Kind, Pin, Team, TourRequest, Visit, clock
from dashboard.planning.travel import Travel, estimated
from dashboard.planning.travel_file import uploaded
from dashboard.planning.unit_name import telling_name
from dashboard.planning.wanted import markets_of, teams_of, wanted_visits
from dashboard.screens._tours_teams import ask_teams, commune_words, communes
from dashboard.wording import N_

_WEEKS = 6
_USUAL, _MOST = 40, 120
_MARKETS: dict[Market, str] = {
    "avoid": N_("No founding assembly on market day"),
    "prefer": N_("Rather on market day"),
    "ignore": N_("Market days do not matter"),
}
_FRIDAYS = (720, 750, 780, 0)


def ask_tour(rows: dict[str, pd.DataFrame]) -> TourRequest:
    """Draw the form and return what it asks for, not yet checked.

    Args:
        rows: the answers to `commune_table`, `tour_teams` and `tour_markets`.
    """
    first, last = _ask_days()
    rules = shipped_rules()
    teams = ask_teams(teams_of(rows["tour_teams"]), _campaign(first, last))
    rules = _ask_rules(rules)
    closed = _ask_closed(first, last)
    visits = (*_ask_visits(rows["commune_table"], rules), *_ask_appointments(first, teams))
    markets = markets_of(rows["tour_markets"])
    return TourRequest(first, last, teams, visits, rules, markets, closed)


def _campaign(first: dt.date, last: dt.date) -> list[dt.date]:
    return list(days_of(TourRequest(first, last, (), (), shipped_rules())))


def road_of(request: TourRequest) -> Travel:
    """Return the road between all that a request names: the uploaded matrix, else the estimate.

    Raises:
        UserError: a team has no home commune, or the file is refused.
    """
    for team in request.teams:
        if not team.home_code:
            raise UserError(Said("Team {team} has no home commune. Choose one.", team=team.team_id))
    codes = [*(team.home_code for team in request.teams)]
    codes += [visit.unit_code for visit in request.visits]
    file = st.session_state.get("tour_matrix")
    if file is None:
        return estimated(codes, request.rules)
    if isinstance(file, DeletedFile):
        raise UserError(
            Said("The server that held the file of travel times stopped. Give the file again.")
        )
    return uploaded(file.getvalue(), codes, request.rules)


def _ask_days() -> tuple[dt.date, dt.date]:
    _ = state.wording()
    today = state.today()
    with st.container(horizontal=True):
        first = st.date_input(_("First day"), today + dt.timedelta(1), key="tour_first",
                              format="DD/MM/YYYY")  # fmt: skip
        last = st.date_input(_("Last day"), today + dt.timedelta(7 * _WEEKS), key="tour_last",
                             format="DD/MM/YYYY")  # fmt: skip
    return first, last


def _ask_visits(rows: pd.DataFrame, rules: Rules) -> tuple[Visit, ...]:
    """Ask what for and how many; the heaviest visits come first."""
    _ = state.wording()
    names: dict[Kind, str] = {"founding": _("Found a secretariat"), "visit": _("Visit a body")}
    st.header(_("Communes to go to"))
    kinds = st.multiselect(_("What for"), list(names), ["founding"], lambda one: names[one],
                           key="tour_kinds", placeholder=_("Choose"))  # fmt: skip
    province = state.view().province
    here = rows if province is None else rows[rows["province_code"] == province]
    wanted = wanted_visits(here, rules, kinds=kinds)
    most = int(st.number_input(_("Communes at most, the heaviest first"), 0, _MOST, _USUAL,
                               key="tour_most"))  # fmt: skip
    by_code = {one.unit_code: one for one in wanted}
    left = st.multiselect(_("Leave out"), list(by_code), format_func=commune_words(),
                          key="tour_left", placeholder=_("Choose communes"))  # fmt: skip
    return tuple(one for one in wanted if one.unit_code not in left)[:most]


def _ask_rules(rules: Rules) -> Rules:
    _ = state.wording()
    with st.expander(_("Road, hours and market days")):
        with st.container(horizontal=True):
            factor = st.number_input(_("Road factor"), 1.0, 3.0, rules.road_factor, 0.05,
                                     key="tour_factor")  # fmt: skip
            speed = st.number_input(_("Mean speed (km/h)"), 10, 120, int(rules.speed_kmh), 5,
                                    key="tour_speed")  # fmt: skip
        st.file_uploader(
            _("Travel times instead (CSV: origin, destination, minutes)"), key="tour_matrix"
        )
        starts = st.selectbox(_("The day starts at"), range(420, 661, 30), 4, clock,
                              key="tour_starts")  # fmt: skip
        friday = st.selectbox(
            _("On Fridays home by"), _FRIDAYS, _FRIDAYS.index(rules.friday_ends_at),
            lambda one: clock(one) if one else _("as on other days"), key="tour_friday",
        )  # fmt: skip
        market = st.selectbox(
            _("Market days"), list(_MARKETS), list(_MARKETS).index(rules.market),
            lambda one: _(_MARKETS[one]), key="tour_market",
        )  # fmt: skip
    return replace(rules, road_factor=factor, speed_kmh=speed, day_starts_at=starts,
                   friday_ends_at=friday, market=market)  # fmt: skip


def _ask_closed(first: dt.date, last: dt.date) -> dict[dt.date, str]:
    """Ask for the days on which nobody travels; holidays of fixed date are closed to begin with."""
    _ = state.wording()
    if last < first:
        return {}
    holidays = holidays_between(first, last, _.language)

    def words(day: dt.date) -> str:
        return _("{day}: {name}", day=day, name=holidays[day]) if day in holidays else _.date(day)

    days = _campaign(first, last)
    chosen = st.multiselect(_("Unavailable days"), days, list(holidays), words,
                            key=f"tour_closed_{first}_{last}",
                            placeholder=_("Choose days"))  # fmt: skip
    return {day: holidays.get(day, "") for day in chosen}


def _ask_appointments(first: dt.date, teams: tuple[Team, ...]) -> tuple[Visit, ...]:
    _ = state.wording()
    with st.expander(_("Fixed appointments")):
        count = int(st.number_input(_("Number of fixed appointments"), 0, 20, 0,
                                    key="tour_fixed"))  # fmt: skip
        asked = [_ask_appointment(number, first, teams) for number in range(count)]
    return tuple(one for one in asked if one is not None)


def _ask_appointment(number: int, first: dt.date, teams: tuple[Team, ...]) -> Visit | None:
    _ = state.wording()
    key = f"tour_fixed_{number}"
    with st.container(horizontal=True, key=key):
        place = st.selectbox(_("Commune"), communes(), None, commune_words(), key=f"{key}_place",
                             placeholder=_("Choose a commune"))  # fmt: skip
        team = st.selectbox(_("Team"), [one.team_id for one in teams], key=f"{key}_team")
        day = st.date_input(_("Day"), first, key=f"{key}_day", format="DD/MM/YYYY")
        start = st.selectbox(_("Hour"), range(420, 1201, 15), 12, clock, key=f"{key}_hour")
        minutes = st.number_input(_("Minutes"), 15, 480, 60, 15, key=f"{key}_minutes")
    if place is None or team is None:
        return None
    pin = Pin(team, day, start)
    name = f"appointment-{number + 1}"
    return Visit(name, place, "appointment", int(minutes), pin=pin)


def named(request: TourRequest, visit_id: str) -> str:
    """Return the name of a visit's commune."""
    return telling_name(request.visit[visit_id].unit_code, state.view().lang)
