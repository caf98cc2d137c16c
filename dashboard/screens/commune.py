"""Commune: what is known of it, since when, from whom, and what comes next?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.tables import Table, records
from dashboard.readiness.caps import cap_sentence
from dashboard.readiness.open_warnings import WARNINGS
from dashboard.readiness.profiles_said import ORGANISATIONAL
from dashboard.reports.brief import standing as standing_line
from dashboard.screens import _columns as columns
from dashboard.screens._bodies_tables import file_rows, living_rows
from dashboard.screens._brief import papers
from dashboard.screens._correction import correction
from dashboard.screens._correction_behind import correction_of_indicators
from dashboard.screens._explained import explained, what_changed
from dashboard.screens._export import export_buttons
from dashboard.screens._figures import tiles
from dashboard.screens._frame import days, end, province_picker
from dashboard.screens._history import history
from dashboard.screens._message import message_part
from dashboard.screens._next_actions import next_actions
from dashboard.screens._nothing import nothing
from dashboard.screens._opening import opening
from dashboard.screens._peers import peers
from dashboard.screens._profile import election_note, for_files, profile_picker
from dashboard.screens._robust import sureness
from dashboard.screens._sheet import (
    body_rows,
    decision_rows,
    indicator_rows,
    meeting_rows,
    member_rows,
)
from dashboard.screens._table import show_table
from dashboard.screens._text import aside, finding, note
from dashboard.state.picking import pick
from dashboard.state.places import rows_of
from dashboard.territory.register import register

_OF_PLACE = (
    "commune_table",
    "territory_indicators",
    "territory_bodies",
    "territory_members",
    "territory_meetings",
    "territory_decisions",
    "open_warnings",
    "score_steps",
    "peers",
)
_OF_REGION = ("body_life", "score_parts")


def commune_picker() -> None:
    """Draw the choice of a commune, of the province chosen or of all."""
    _ = state.wording()
    known, now = register(), state.view()
    places = [place for place in state.seen_places() if now.province in (None, place.province_code)]
    places.sort(key=lambda place: place.name(_.language))
    pick(
        "commune",
        _("Commune"),
        [None, *(place.code for place in places)],
        lambda code: known.unit_name(code, _.language) if code else _("Choose a commune"),
    )


def standing(row: Any) -> None:
    """Draw the score with its range, class, reliability and next step."""
    _ = state.wording()
    score = columns.number(row.score)
    tiles(
        [
            (_("Readiness"), columns.class_words(row), _("class of the low end of the range")),
            (
                _("Score"),
                _.number(round(score)) if score is not None else _("Not assessable"),
                _("of 100; range {range}", range=columns.range_words(row)),
            ),
            (
                _("Reliability"),
                _.number(round(row.reliability)),
                _("of 100; {share} of the weights known", share=_.share(row.known_weight)),
            ),
            (
                _("Adults of 18 and over"),
                _.number(row.adults),
                _("estimate from the census of 2024"),
            ),
        ]
    )
    limited = cap_sentence(row.class_limited_by, row.grain)
    if limited:
        note(_(limited))
    if row.next_step == "none" and state.profile() != ORGANISATIONAL:
        finding(_("Nothing is due in the organisation; for this election, see the best actions."))
        return
    finding(_("Next step: {step}.", step=_.inside(columns.step_words(row))))


def commune_message(code: str) -> list[str]:
    """Return what a message says of the commune, without candidacies: standing, next step."""
    _ = state.wording()
    row = records(rows_of(code, for_files("commune_table")))[0]
    said = [standing_line(row, _)]
    if row.next_step != "none":
        said.append(_("Next step: {step}.", step=_.inside(columns.step_words(row))))
    return said


def warnings(rows: pd.DataFrame) -> None:
    """List the open warnings on the values used here."""
    _ = state.wording()
    said = {_(WARNINGS[code]) for code in rows["code"]}
    for one in sorted(said):
        aside(one)


def indicators_for_files(code: str) -> Table:
    """Return the indicators of the commune as files may hold them."""
    rows = for_files("territory_indicators", territory=state.settings().region_code)
    return indicator_rows(rows_of(code, rows))


def section(
    title: str,
    rows: Table,
    *,
    empty: str,
    key: str,
    file: Callable[[], Table] | None = None,
    of: str = "",
) -> None:
    """Draw one part of the sheet, or the sentence that says why it is empty.

    `file` gives what the download holds where that is not what the screen shows; `of` is the table
    whose template is offered where there is nothing.
    """
    st.header(title)
    if rows.ids:
        show_table(rows, key=key, searchable=False, height=420)
        name = f"jahiziya-{state.view().commune}-{key}"
        export_buttons(file or rows, name=name, key=f"{key}_export")
    elif of:
        nothing(empty, of)
    else:
        note(empty)


_ = state.wording()
now = state.view()
question = (
    _(
        "What is known of {commune}, and what comes next?",
        commune=register().unit_name(now.commune, _.language),
    )
    if now.commune
    else _("Which commune do you want to see?")
)
opening("commune", question)
with st.container(horizontal=True, key="filters"):
    province_picker()
    commune_picker()
    days()
    profile_picker()
election_note()
if now.commune is None:
    note(_("Choose a commune here, on the map or in a table."))
    end()
of_region = state.answers(
    (*_OF_PLACE, *_OF_REGION),
    territory=state.settings().region_code,
    exact=state.may_see_exact(),
)
answers = {name: rows_of(now.commune, of_region[name]) for name in _OF_PLACE}
standing(records(answers["commune_table"])[0])
warnings(answers["open_warnings"])
explained(answers["score_steps"])
peers(answers["peers"])
sureness(now.commune)
next_actions(now.commune)
section(
    _("Indicators"),
    indicator_rows(answers["territory_indicators"]),
    file=partial(indicators_for_files, now.commune),
    empty=_("No indicator applies here."),
    key="indicators",
)
correction_of_indicators(now.commune)
section(
    _("Bodies seated here or covering it"),
    body_rows(answers["territory_bodies"]),
    empty=_("No body is reported here. Next step: programme a founding date."),
    key="bodies",
    of="structures",
)
correction("structures", answers["territory_bodies"])
lives = of_region["body_life"]
lives = lives[lives["structure_id"].isin(answers["territory_bodies"]["structure_id"])]
section(
    _("Living or on paper"),
    living_rows(lives),
    empty=_("No founded body stands here: there is nothing to judge."),
    key="living",
)
section(
    _("Founding file"),
    file_rows(lives),
    empty=_("No founding has begun here. Next step: programme a founding date."),
    key="founding_file",
)
section(
    _("Members, month by month"),
    member_rows(answers["territory_members"], is_exact=state.may_see_exact()),
    file=partial(member_rows, answers["territory_members"], is_exact=False),
    empty=_("No membership is reported here: unknown, not zero."),
    key="members",
    of="membership",
)
correction("membership", answers["territory_members"])
section(
    _("Meetings"),
    meeting_rows(answers["territory_meetings"]),
    empty=_("No meeting is reported here: unknown, not zero, unless a return says none."),
    key="meetings",
    of="meetings",
)
correction("meetings", answers["territory_meetings"])
section(
    _("Decisions"),
    decision_rows(answers["territory_decisions"]),
    empty=_("No decision concerns this commune."),
    key="decisions",
    of="decisions",
)
what_changed(now.commune, answers["score_steps"])
history(now.commune)
papers()
message_part(register().unit_name(now.commune, _.language), partial(commune_message, now.commune))
