"""The election a page looks at: its choice, its dates, and who may see its candidacies."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import state
from dashboard.figures.tables import records
from dashboard.readiness.profiles_said import ORGANISATIONAL, PROFILES
from dashboard.screens._choices import profile_choice
from dashboard.screens._columns import day
from dashboard.screens._text import note
from dashboard.state.picking import pick_one

SCORES_ALONE = frozenset({"province_table", "commune_table", "readiness_map", "score_series"})


def profile_picker() -> str:
    """Draw the choice of organisational readiness or a kind of election; return its profile."""
    pick_one(profile_choice())
    return state.profile()


def election_note() -> None:
    """Say which election is prepared and what is known of its dates; nothing with none chosen."""
    if state.profile() == ORGANISATIONAL:
        return
    row = records(state.answer("elections_prepared"))[0]
    note(" ".join(_said(row)))


def for_files(name: str, **parameters: Any) -> pd.DataFrame:
    """Return an answer as files and prints may hold it: without confidential candidacies.

    Organisational scores weigh none of them: what holds scores alone is not asked again.
    """
    if state.profile() == ORGANISATIONAL and name in SCORES_ALONE:
        return state.answer(name, **parameters)
    return state.answer(name, sees_candidacies=False, **parameters)


def is_confidential() -> bool:
    """Return whether the scores of the view weigh candidacies that no file may hold yet."""
    if state.profile() == ORGANISATIONAL:
        return False
    return bool(records(state.answer("elections_prepared"))[0].is_confidential)


def profile_line() -> str:
    """Return what a file says of its scores: their profile, and whether candidacies are in."""
    _ = state.wording()
    name = _(PROFILES[state.profile()])
    if is_confidential():
        return _("Scores: {profile}, without candidacies.", profile=_.inside(name))
    return _("Scores: {profile}.", profile=_.inside(name))


def election_name() -> str:
    """Return the election of the view: kind and cycle, its kind alone where none is listed."""
    _, row = state.wording(), records(state.answer("elections_prepared"))[0]
    return _election(row) if isinstance(row.election_id, str) else _(PROFILES[row.profile])


def _election(row: Any) -> str:
    """Return an election's name: its kind and its cycle, which the id holds."""
    _ = state.wording()
    cycle = _.isolate(row.election_id.partition(".")[2])
    return _("{kind} {cycle}", kind=_(PROFILES[row.profile]), cycle=cycle)


def _said(row: Any) -> list[str]:
    _ = state.wording()
    polling_on = day(row.polling_on)
    if not isinstance(row.election_id, str):
        return [_("No election of this kind is listed: what depends on one is unknown.")]
    name = _election(row)
    if polling_on is None:
        said = [_("{election}: the date is not published.", election=name)]
    elif row.is_past:
        said = [
            _(
                "{election}, held on {day}: the figures stay as at polling day.",
                election=name,
                day=polling_on,
            )
        ]
    else:
        said = [_("{election}: polling on {day}.", election=name, day=polling_on)]
    if row.is_confidential:
        said.append(
            _(
                "Candidacies are confidential until nominations close: files and prints leave "
                "them out."
            )
        )
    return said
