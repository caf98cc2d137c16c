"""The teams of a tour, as the table `teams` gives them, open to change for one agenda."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import streamlit as st

from dashboard import state
from dashboard.contracts import reference_list
from dashboard.planning.tour import Team
from dashboard.territory.register import register

_MOST_TEAMS = 9
_BLANK = ("saturday", "sunday")


def ask_teams(known: tuple[Team, ...], days: Sequence[dt.date]) -> tuple[Team, ...]:
    """Draw the teams and return them; with none known, one more is added by the number.

    `days` are those of the campaign, for the days on which one team does not travel.
    """
    _ = state.wording()
    st.header(_("Teams"))
    count = st.number_input(
        _("Number of teams"), 0, _MOST_TEAMS, min(len(known), _MOST_TEAMS), key="tour_teams"
    )
    return tuple(_ask_team(number, known, days) for number in range(int(count)))


def communes() -> list[str]:
    """Return the codes a team may leave from: communes, and arrondissements."""
    language = state.view().lang
    return [one.code for one in sorted(state.seen_places(), key=lambda one: one.name(language))]


def commune_words() -> Callable[[str], str]:
    """Return what writes the name of a commune with its province: names repeat."""
    _ = state.wording()

    def words(code: str) -> str:
        place = register().place(code)
        province = (place.province_code if place else None) or ""
        name = register().unit_name(code, _.language)
        return _(
            "{commune}, {province}",
            commune=name,
            province=register().unit_name(province, _.language),
        )

    return words


def weekday_words() -> dict[str, str]:
    """Return the names of the days of the week by code, Monday first."""
    language = state.view().lang
    return {one.code: one.labels[language] for one in reference_list("weekdays")}


def _ask_team(number: int, known: tuple[Team, ...], days: Sequence[dt.date]) -> Team:
    _ = state.wording()
    given = known[number] if number < len(known) else None
    team_id = given.team_id if given else _free_name(number, known)
    places, names = communes(), weekday_words()
    key = f"tour_team_{team_id}"
    label = _("Team {team}", team=team_id)
    if given:
        label = _.join([label, register().unit_name(given.home_code, _.language)])
    with st.expander(label, expanded=given is None):
        at = places.index(given.home_code) if given and given.home_code in places else None
        home = st.selectbox(
            _("Home commune"), places, at, commune_words(), key=f"{key}_home",
            placeholder=_("Choose a commune"),
        )  # fmt: skip
        chosen = [one for one in names if one in (given.weekdays if given else _BLANK)]
        weekdays = st.multiselect(
            _("Working days"), list(names), chosen, lambda one: names[one], key=f"{key}_days",
            placeholder=_("Choose days"),
        )  # fmt: skip
        with st.container(horizontal=True):
            hours = st.number_input(
                _("Hours a day"), 1, 24, given.hours_a_day if given else 8, key=f"{key}_hours"
            )
            meetings = st.number_input(
                _("Meetings a day"), 1, 12, given.meetings_a_day if given else 2,
                key=f"{key}_meetings",
            )  # fmt: skip
        away = st.multiselect(
            _("Days this team is away"), list(days), [], _.date, placeholder=_("Choose days"),
            key=f"{key}_away_{days[0]}_{days[-1]}" if days else f"{key}_away",
        )  # fmt: skip
    return Team(
        team_id, home or "", frozenset(weekdays), int(hours), int(meetings), frozenset(away)
    )


def _free_name(number: int, known: tuple[Team, ...]) -> str:
    taken = {team.team_id for team in known}
    name = f"team-{number + 1}"
    return name if name not in taken else f"team-{number + 1}b"
