"""Three things to do now, and what changed since last time: the right and the foot of home."""

from __future__ import annotations

import datetime as dt
import html
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.followup.briefing import happenings
from dashboard.readiness.actions import actions
from dashboard.readiness.first_things import Thing, due_on, first_things
from dashboard.screens._columns import number
from dashboard.screens._menu import page_title, script
from dashboard.screens._text import note
from dashboard.state.plans import region_portfolio
from dashboard.territory.register import register

_NAMED = 3
# Where each kind of action is done; what is not named here is done where the plan is.
_DONE_ON = {
    "send_return": "quality", "programme_founding": "agenda", "set_new_date": "agenda",
    "hold_founding": "coverage", "renew": "coverage", "hold_meeting": "meetings",
    "send_counts": "candidates", "cover_seats": "candidates", "complete_files": "candidates",
    "name_representatives": "stations", "train_representatives": "stations",
    "close_constraint": "constraints",
}  # fmt: skip


def three_things(next_meeting_on: dt.date | None) -> None:
    """Draw the kinds of action that bring most for a day's work: what, where, who, by when."""
    _ = state.wording()
    plan = region_portfolio()
    things = first_things(plan.chosen)
    if not things:
        note(_("No action changes these figures: the election is past, or nothing is left to do."))
        return
    by, is_meeting = due_on(state.view().day, next_meeting_on)
    due = _("By {day}, the next regional meeting", day=by) if is_meeting else _("By {day}", day=by)
    for place, thing in enumerate(things, start=1):
        _thing(place, thing, due)
    note(
        _(
            "The kinds of action that bring most for a day's work in the plan of {days} "
            "person-days. Points: low end of the range, average adult there.",
            days=round(plan.days),
        )
    )
    if not is_meeting:
        note(_("No regional meeting is planned: the day is the end of next month."))
    now = replace(state.view(), province=None, commune=None)
    st.page_link(script("actions"), label=_("See the whole plan"), query_params=now.params())


def _thing(place: int, thing: Thing, due: str) -> None:
    _ = state.wording()
    brought = _(
        "{days} person-days bring {points} points.",
        days=round(thing.days), points=round(thing.points_per_adult, 1),
    )  # fmt: skip
    lines = (_("Who: {who}.", who=_who(thing)), f"{due}.", brought)
    said = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    title = html.escape(f"{_.isolate(str(place))}. {_what(thing)}")
    st.html(f'<div class="jz-thing"><h3>{title}</h3>{said}</div>')
    page = _DONE_ON.get(thing.action, "actions")
    now = replace(state.view(), province=None, commune=None)
    label = _("Where it is done: {page}", page=page_title(page))
    st.page_link(script(page), label=label, query_params=now.params())


def _what(thing: Thing) -> str:
    """Return the action with how many places it is for, and the first of them by name."""
    _, known = state.wording(), register()
    names = [known.unit_name(one.bundle.unit.code, _.language) for one in thing.chosen]
    rest = len(names) - _NAMED
    listed = _.join(names[:_NAMED])
    if rest > 0:
        listed = _.count("{names} and {n} more", "{names} and {n} more", rest, names=listed)
    action = actions()[thing.action].name(_.language)
    return _("{action}: {places}", action=action, places=listed)


def _who(thing: Thing) -> str:
    _ = state.wording()
    found = [
        _("{province} ({n})", province=register().unit_name(code, _.language), n=n)
        for code, n in thing.provinces()
    ]
    return _("provincial secretariats of {provinces}", provinces=_.join(found))


def what_changed(row: Any, since: dt.date, scores: tuple[Any, Any]) -> None:
    """Draw what happened after a day, from the stored rows, and what became of readiness.

    Args:
        row: of `briefing_counts`, of the region.
        since: the day after which it counts.
        scores: the region's rows of `province_table` then and now.
    """
    _ = state.wording()
    lines = [_readiness(*scores), *happenings(row, since, _)]
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    st.html(f'<ul class="jz-sentences">{items}</ul>')
    now = replace(state.view(), since=since, province=None, commune=None)
    with st.container(horizontal=True):
        label = _("See it province by province")
        st.page_link(script("briefing"), label=label, query_params=now.params())
        label = _("See both days side by side")
        st.page_link(script("compare"), label=label, query_params=now.params())


def _readiness(then: Any, now: Any) -> str:
    _ = state.wording()
    before, after = number(then.score), number(now.score)
    if before is None or after is None:
        return _("Readiness: not known on one of the two days, so that nothing is compared.")
    if round(after, 1) == round(before, 1):
        return _("Readiness: {n} on both days.", n=_.number(after, 1))
    return _(
        "Readiness, score of 100: from {before} to {after} ({change}).",
        before=round(before, 1), after=round(after, 1), change=_.signed(after - before, 1),
    )  # fmt: skip
