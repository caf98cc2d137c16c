"""Compare: what differs between two days or two provinces?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.tables import records
from dashboard.screens._choices import month_ends
from dashboard.screens._columns import number
from dashboard.screens._compare_rows import Side, compared_rows, difference_words, figures
from dashboard.screens._export import export_buttons
from dashboard.screens._frame import days, province_picker
from dashboard.screens._opening import opening
from dashboard.screens._profile import election_note, for_files, profile_picker
from dashboard.screens._region_map import open_commune
from dashboard.screens._standing import measure
from dashboard.screens._table import show_table
from dashboard.screens._text import finding, note
from dashboard.screens._two_maps import QUESTIONS as MAP_QUESTIONS
from dashboard.screens._two_maps import MapSide, map_of, two_maps
from dashboard.screens._whatif_shown import changed_rows, compared
from dashboard.state.picking import pick
from dashboard.territory.register import register

QUESTIONS = (*MAP_QUESTIONS, "headline_figures")
_MONTHS_BACK = 36
Answers = Mapping[str, pd.DataFrame]


def other_picker() -> str | None:
    """Draw the choice of another province; None compares two days."""
    _ = state.wording()
    mine = state.view().province
    codes = [None, *(one.code for one in register().provinces() if one.code != mine)]
    pick(
        "other",
        _("Compare with"),
        codes,
        lambda code: register().unit_name(code, _.language) if code else _("An earlier day"),
    )
    return state.view().other if state.view().other in codes else None


def since_picker() -> dt.date:
    """Draw the choice of the earlier day."""
    _ = state.wording()
    now = state.view()
    choices = [one for one in month_ends(state.today(), _MONTHS_BACK) if one < now.day]
    choices = choices or month_ends(now.day, _MONTHS_BACK)
    chosen = now.since if now.since and now.since < now.day else choices[min(1, len(choices) - 1)]
    offered = [chosen, *(one for one in choices if one != chosen)]
    day: dt.date = pick("since", _("Earlier day"), offered, _.date)
    return day


def side(name: str, code: str, answers: Answers) -> Side:
    """Return one place of some answers."""
    counts, stood = answers["headline_figures"], answers["province_table"]
    return Side(
        name,
        records(counts[counts["unit_code"] == code])[0],
        records(stood[stood["unit_code"] == code])[0],
    )


def for_file(moment: dict[str, list[dt.date]]) -> Answers:
    """Return the answers of a day as files may hold them."""
    return {
        "headline_figures": state.answer("headline_figures", **moment),
        "province_table": for_files("province_table", **moment),
    }


def said(before: Side, after: Side) -> str:
    """Return the finding: both scores and what lies between them."""
    _ = state.wording()
    score = figures()[0]
    if number(before.stood.score) is None or number(after.stood.score) is None:
        return _("Too little is known on one side to compare scores.")
    return _(
        "Score of 100: {first}, {before}; {second}, {after}. Difference: {change}.",
        first=before.name, before=round(before.stood.score, 1),
        second=after.name, after=round(after.stood.score, 1),
        change=difference_words(score, before, after),
    )  # fmt: skip


def figures_part(sides: tuple[Side, Side], files: tuple[Side, Side]) -> None:
    """Draw the figures of both sides with their differences, and offer them as a file."""
    _ = state.wording()
    st.header(_("Which figures differ, and by how much?"))
    caption = _("{first} and {second}", first=sides[0].name, second=sides[1].name)
    show_table(compared_rows(*sides, caption), key="compared", searchable=False)
    note(
        _(
            "Counts are of what is known; where not as many are known on both sides, their shares "
            "are compared. Both sides as known on the same day."
        )
    )
    listed = compared_rows(*files, caption)
    export_buttons(listed, name="jahiziya-compare", key="compared_export")


def classes_part(then: pd.DataFrame, today: pd.DataFrame, since: dt.date) -> None:
    """List the communes whose class is another than on the earlier day."""
    _ = state.wording()
    now = state.view()
    st.header(_("Which communes changed class?"))
    rows = compared(then, today)
    rows = rows if now.province is None else rows[rows["province_code"] == now.province]
    heads = [
        _("Class on {day}", day=since), _("Class on {day}", day=now.day),
        _("Low end on {day}", day=since), _("Low end on {day}", day=now.day),
    ]  # fmt: skip
    listed = changed_rows(rows, _("Places whose class changes"), heads)
    if listed.ids:
        show_table(listed, key="changed_classes", on_pick=open_commune)
    else:
        note(_("No class changes."))


def two_days(place: str, since: dt.date) -> None:
    """Compare a place with itself on an earlier day."""
    _, now = state.wording(), state.view()
    then, today = state.answers(QUESTIONS, days=[since]), state.answers(QUESTIONS)
    names = (_.date(since), _.date(now.day))
    sides = (side(names[0], place, then), side(names[1], place, today))
    finding(said(*sides))
    asked = (now.known_until, state.scope(), state.may_see_candidacies())
    st.header(_("The two maps, side by side"))
    two_maps(
        MapSide(names[0], map_of((since, *asked), then), now.province, since),
        MapSide(names[1], map_of((now.day, *asked), today), now.province),
        key="compare",
    )
    earlier, later = for_file({"days": [since]}), for_file({})
    figures_part(sides, (side(names[0], place, earlier), side(names[1], place, later)))
    classes_part(then["readiness_map"], today["readiness_map"], since)


def two_places(place: str, other: str) -> None:
    """Compare a province, or the region, with another province on the same day."""
    _, now = state.wording(), state.view()
    today = state.answers(QUESTIONS)
    names = [register().unit_name(code, _.language) for code in (place, other)]
    sides = (side(names[0], place, today), side(names[1], other, today))
    finding(said(*sides))
    asked = (now.day, now.known_until, state.scope(), state.may_see_candidacies())
    drawn = map_of(asked, today)
    st.header(_("The two maps, side by side"))
    two_maps(MapSide(names[0], drawn, now.province), MapSide(names[1], drawn, other), key="compare")
    held = for_file({})
    figures_part(sides, (side(names[0], place, held), side(names[1], other, held)))


_ = state.wording()
opening("compare", _("What differs between two days or two provinces?"))
with st.container(horizontal=True, key="filters"):
    province_picker()
    other = other_picker()
    since = None if other else since_picker()
    days()
    profile_picker()
election_note()
note(f"{measure()}.")
here = state.view().province or state.settings().region_code
if other:
    two_places(here, other)
elif since:
    two_days(here, since)
