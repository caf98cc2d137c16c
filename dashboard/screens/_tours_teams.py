"""The teams of a tour, as the table `teams` gives them, open to change for one agenda."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard import state
from dashboard.contracts import reference_list
from dashboard.planning.tour import Team
from dashboard.territory.register import register

_MOST_TEAMS = 9
_BLANK = ("saturday", "sunday")


def ask_teams(known: tuple[Team, ...]) -> tuple[Team, ...]:
    """Draw the teams and return them; with none known, one more is added by the number."""
    _ = state.wording()
    st.header(_("Teams"))
    count = st.number_input(
        _("Number of teams"), 0, _MOST_TEAMS, min(len(known), _MOST_TEAMS), key="tour_teams"
    )
    return tuple(_ask_team(number, known) for number in range(int(count)))


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


def _ask_team(number: int, known: tuple[Team, ...]) -> Team:
    _ = state.wording()
    given = known[number] if number < len(known) else None
    team_id = given.team_id if given else _free_name(number, known)
    places, days = communes(), weekday_words()
    key = f"tour_team_{team_id}"
    with st.expander(_("Team {team}", team=team_id), expanded=given is None):
        at = places.index(given.home_code) if given and given.home_code in places else None
        home = st.selectbox(
            _("Home commune"), places, at, commune_words(), key=f"{key}_home",
            placeholder=_("Choose a commune"),
        )  # fmt: skip
        chosen = [one for one in days if one in (given.weekdays if given else _BLANK)]
        weekdays = st.multiselect(
            _("Working days"), list(days), chosen, lambda one: days[one], key=f"{key}_days",
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
    return Team(team_id, home or "", frozenset(weekdays), int(hours), int(meetings))


def _free_name(number: int, known: tuple[Team, ...]) -> str:
    taken = {team.team_id for team in known}
    name = f"team-{number + 1}"
    return name if name not in taken else f"team-{number + 1}b"
