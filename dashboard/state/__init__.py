"""The session: who reads, the view that the URL holds, its language, the open store, answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import settings as settings_module
from dashboard import wording as wording_module
from dashboard.questions import QuestionError, parameters_of
from dashboard.readiness.profiles_said import ORGANISATIONAL
from dashboard.settings import Settings, default_store
from dashboard.state import asking
from dashboard.state.audit import delivered as _delivered
from dashboard.state.audit import noted, turned_away, write_down
from dashboard.state.looking import go, one_view, regions, view
from dashboard.state.reading import (
    is_server,
    is_signed_in,
    is_still,
    may,
    may_correct,
    may_see_own_candidacies,
    only_province,
    reader,
    scope,
    seen_places,
    seen_provinces,
    sees,
    sign_out,
    writer,
)
from dashboard.state.stored import Stored, stored
from dashboard.state.views import View, asked_in_vain, today
from dashboard.store import Store, touched
from dashboard.store.acknowledged import newest_acknowledgement
from dashboard.territory.register import register
from dashboard.wording import Wording

__all__ = [
    "View",
    "go",
    "is_server",
    "is_signed_in",
    "is_still",
    "may",
    "may_correct",
    "may_see_own_candidacies",
    "noted",
    "one_view",
    "only_province",
    "reader",
    "regions",
    "scope",
    "seen_places",
    "seen_provinces",
    "sees",
    "sign_out",
    "today",
    "turned_away",
    "view",
    "write_down",
]


def wording() -> Wording:
    """Return the wording of the reader's language."""
    return wording_module.wording(view().lang)


def settings() -> Settings:
    """Return the settings in force, for the region of the view."""
    view()
    return settings_module.settings()


@st.cache_resource(show_spinner=False)
def _open(place: str) -> Store:
    return Store.open(default_store())


def store() -> Store:
    """Return the process's one store.

    Raises:
        StoreBusyError: another process has the file open.
        StoreError: the file cannot be opened, or the server of a lake cannot be reached.
    """
    opened = _open(place=str(default_store()))  # a name: Streamlit would look it up each time
    return opened.written_by(writer()) if is_server() else opened


def answer(name: str, **parameters: Any) -> pd.DataFrame:
    """Ask one question for the view's days; see `answers`."""
    return answers((name,), **parameters)[name]


def answers(
    names: tuple[str, ...],
    *,
    days: Sequence[dt.date] = (),
    known_until: dt.datetime | None = None,
    **parameters: Any,
) -> dict[str, pd.DataFrame]:
    """Ask questions for the view's days, or for others, within the reader's scope.

    The answers are kept until a batch changes state. They are shared: never change one in place.
    Questions of readiness are asked for the profile of the view, with candidacies only where the
    reader may see them, unless `profile` or `sees_candidacies` say otherwise.
    """
    on, known_at, asked = as_asked(names, days, known_until, parameters)
    wanted = {name: asking.taken(asked, (name,)) for name in names}
    version = data_version()
    ask = partial(asking.ask, settings().region_code, store(), version, on, known_at, asked)
    return asking.shelf(version=version, as_of=on, known_at=known_at).take(wanted, ask)


def later(names: tuple[str, ...], **parameters: Any) -> Callable[[], dict[str, pd.DataFrame]]:
    """Return a function that asks as `answers` would now, when it is called, from any thread."""
    asked = as_asked(names, (), None, parameters)
    return partial(asking.ask_anew, settings().region_code, store(), *asked, names)


def as_asked(
    names: tuple[str, ...],
    days: Sequence[dt.date],
    known_until: dt.datetime | None,
    parameters: Mapping[str, Any],
) -> tuple[tuple[dt.date, ...], dt.datetime | None, tuple[tuple[str, Any], ...]]:
    now = view()
    given = {
        "profile": profile(),
        "sees_candidacies": may_see_candidacies(),
        "scope": scope(),
        **parameters,
    }
    unknown = set(parameters) - parameters_of(names)
    if unknown:
        raise QuestionError(f"{', '.join(names)}: not taken: {', '.join(sorted(unknown))}")
    asked = asking.taken(((key, _frozen(value)) for key, value in sorted(given.items())), names)
    return tuple(days) or (now.day,), known_until or now.known_until, asked


def series(name: str, days: Sequence[dt.date]) -> pd.DataFrame:
    """Ask one question for several days, as known at the view's; kept like `answers`."""
    return answers((name,), days=days)[name]


def data_version() -> tuple[str, int, int]:
    """Return what cached figures depend on: the database, its newest state and acknowledgement.

    Of several regions it is the newest state that touches the view's: what comes in for another
    leaves this one's figures as they are.
    """
    known, region = store(), settings().region_code
    newest = touched.state_of_region(known, region)
    return f"{default_store()} {region}", newest, newest_acknowledgement(known)


@st.cache_resource(show_spinner=False, max_entries=24)
def _stored(version: tuple[str, int, int], region: str) -> Stored:
    return stored(store(), region)


def _of_region(region: str) -> Stored:
    version = (str(default_store()), store().state_no(), 0)
    return _stored(version=version, region=region or settings().region_code)


def batches(region: str = "") -> pd.DataFrame:
    """Return the batches of the view's region, or of another, with their states, newest first."""
    return _of_region(region).batches


def is_synthetic(regions: Sequence[str] = ("",)) -> bool:
    """Return whether synthetic data counts in the regions shown: every page and file says so."""
    return any(_of_region(one).is_synthetic for one in regions)


def is_empty(regions: Sequence[str] = ("",)) -> bool:
    """Return whether no batch counts: the pages then say how to bring data in."""
    return all(_of_region(one).is_empty for one in regions)


def latest_batch_at(regions: Sequence[str] = ("",)) -> dt.datetime | None:
    """Return when the newest batch was committed, None when there is none."""
    found = [_of_region(one).latest_at for one in regions]
    return max((one for one in found if one), default=None)


def may_see_exact() -> bool:
    """Return whether the reader may see exact counts of persons: on a laptop, its own user may."""
    return may("exact")


def may_see_candidacies() -> bool:
    """Return whether the reader may see all candidacies before nominations close."""
    return may("candidacies") and scope() == (settings().region_code,)


def delivered(page: str, asked: str | None = None) -> None:
    """Write down, on a server, that a page goes out, and what the address asked for in vain."""
    now = view()
    refused = [f"page {asked}"] if asked and asked != page else []
    refused += asked_in_vain(st.query_params.to_dict(), now, regions())
    _delivered(page, now, refused)


def profile() -> str:
    """Return the profile of the view: organisational, or a kind of election."""
    return view().profile or ORGANISATIONAL


def region_name() -> str:
    """Return the region's name in the reader's language."""
    return register().unit_name(settings().region_code, view().lang)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
