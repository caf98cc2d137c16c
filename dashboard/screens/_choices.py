"""What a page is looked at by, chosen in the browser: place, days, and the kind of election.

A list each, drawn by the map's own script: a choice paints the map at once where the browser holds
what it shows, then the page follows. Other pages draw the same choices as select boxes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.figures.static_files import drawing_of
from dashboard.readiness.profiles_said import ORGANISATIONAL, PROFILES
from dashboard.screens._map import loader, static_files, table_of
from dashboard.state.picking import Choice, follow
from dashboard.territory.register import register

_KEY = "choices"
_NAMES = ("province", "as_of", "known_at", "profile")  # of the view
_MONTHS = 36  # month ends that a day is chosen from

# As high as it gets, so that nothing moves when the lists come.
_component = st.components.v2.component(
    "jahiziya_choices",
    html="<style>.pick{min-height:68px}@media(max-width:640px){.pick{min-height:336px}}</style>"
    '<div class="cm pick"></div>',
    js=loader("choices"),
)


def province_choice() -> Choice:
    """Return the choice of a province; None is the whole region."""
    _ = state.wording()
    return Choice(
        "province",
        _("Province or prefecture"),
        [None, *(place.code for place in register().provinces())],
        lambda code: register().unit_name(code, _.language) if code else _("Whole region"),
    )


def day_choices() -> list[Choice]:
    """Return the choices of the two days a figure depends on: true on, and known on."""
    _, kept = state.wording(), state.view()
    months = [None, *month_ends(state.today(), _MONTHS)]
    as_of = months if kept.as_of in months else [kept.as_of, *months]
    known = months if kept.known_at in months else [kept.known_at, *months]
    return [
        Choice("as_of", _("Facts up to"), as_of, lambda day: _.date(day) if day else _("Today")),
        Choice("known_at", _("As known on"), known, lambda day: _.moment(day) if day else _("Now")),
    ]


def profile_choice() -> Choice:
    """Return the choice of organisational readiness or a kind of election."""
    _ = state.wording()
    return Choice(
        "profile",
        _("Readiness for"),
        [None, *(name for name in PROFILES if name != ORGANISATIONAL)],
        lambda name: _(PROFILES[name or ORGANISATIONAL]),
    )


def days_offered() -> list[dt.date]:
    """Return today and the month ends that a day is chosen from, the newest first."""
    return [state.today(), *month_ends(state.today(), _MONTHS)]


def days_beside() -> list[dt.date]:
    """Return the days beside the view's among those it can be chosen from, the older first."""
    offered, here = days_offered(), state.view().day
    if here not in offered:
        return []
    at = offered.index(here)
    return [*offered[at + 1 : at + 2], *offered[max(0, at - 1) : at]]


def month_ends(day: dt.date, count: int) -> list[dt.date]:
    """Return the last days of the months before a day, the newest first."""
    first = day.replace(day=1)
    ends = []
    for _step in range(count):
        ends.append(first - dt.timedelta(days=1))
        first = ends[-1].replace(day=1)
    return ends


def choices() -> None:
    """Draw every choice of the page in the browser; what is chosen goes to the URL."""
    _, drawn, page, files = state.wording(), _drawn(), page_of(), static_files()
    fields = [
        {
            "name": one.name,
            "label": one.label,
            "options": [[code, one.shown(value)] for code, value in one.by_code().items()],
            "code": one.current(),
            "home": _on_map(one.name, None),
        }
        for one in drawn
    ]
    _component(
        key=_KEY,
        data={
            "js": files.map_js,
            "geo": files.geometries[drawing_of("territory")],
            "lang": _.language,
            "dir": _.direction,
            "n": page["n"],
            "of": page["of"],
            "beside": [table_of(beside) for beside in pages_beside().values()],
            "fields": fields,
        },
        default={"sel": None},
        on_sel_change=lambda: follow(drawn, _chosen()),
    )


def page_of() -> dict[str, Any]:
    """Return what the view is of, as the browser compares it.

    `of` says for whom and of which data; `n` how often the reader chose in the lists here.
    """
    now = state.view()
    page = {name: _on_map(name, getattr(now, name)) for name in _NAMES}
    return {**page, "n": _chosen().get("n", 0), "of": _for_whom()}


def pages_beside() -> dict[dt.date, dict[str, Any]]:
    """Return the same for the days beside the view's."""
    page = page_of()
    return {day: {**page, "as_of": str(day)} for day in days_beside()}


def _drawn() -> list[Choice]:
    return [province_choice(), *day_choices(), profile_choice()]


def _on_map(name: str, value: Any) -> str | None:
    """Return a choice as maps compare it: what None stands for is said."""
    alone: dict[str, Any] = {
        "province": state.only_province(),
        "as_of": state.today(),
        "known_at": "",
        "profile": ORGANISATIONAL,
    }
    meant = alone[name] if value is None else value
    return None if meant is None else str(meant)


def _chosen() -> dict[str, Any]:
    return (st.session_state.get(_KEY) or {}).get("sel") or {}


def _for_whom() -> str:
    given = (state.data_version(), state.may_see_candidacies(), state.scope(), state.view().lang)
    return hashlib.sha256(repr(given).encode()).hexdigest()[:12]
