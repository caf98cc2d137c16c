"""What is kept between questions: answers until the data change, and the tables they stand on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.questions import ask_many, parameters_of
from dashboard.questions.standing import OF_TABLES, Standing, may_stand, reads_elections
from dashboard.questions.together import ask_by_day, ask_by_profile
from dashboard.settings import in_region
from dashboard.state.shelf import Shelf, Shelves, Version
from dashboard.store import Store

Asked = tuple[tuple[str, Any], ...]


def shelf(version: Version, as_of: tuple[dt.date, ...], known_at: dt.datetime | None) -> Shelf:
    """Return the answers about one state of the data and one set of days."""
    return _shelves().of(version, as_of, known_at)


@st.cache_resource(show_spinner=False)
def _shelves() -> Shelves:
    return Shelves()


def ask(
    region: str,
    store: Store,
    version: Version,
    as_of: tuple[dt.date, ...],
    known_at: dt.datetime | None,
    asked: Asked,
    names: tuple[str, ...],
) -> dict[str, pd.DataFrame]:
    """Ask on tables that stand for the same days and reader, where the questions allow it.

    `version` says the region too: tables of one never serve another.
    """
    if not may_stand(names, as_of):
        return ask_anew(region, store, as_of, known_at, asked, names)
    of_tables = tuple((key, value) for key, value in asked if key in OF_TABLES)
    with in_region(region):
        standing = _standing(store, version, as_of, known_at, of_tables, reads_elections(names))
        return standing.ask(names, **dict(taken(asked, names)))


def ask_anew(
    region: str,
    store: Store,
    as_of: tuple[dt.date, ...],
    known_at: dt.datetime | None,
    asked: Asked,
    names: tuple[str, ...],
) -> dict[str, pd.DataFrame]:
    """Ask on tables built for this asking alone, for a region, from whatever thread."""
    with in_region(region):
        return ask_many(store, names, as_of=as_of, known_at=known_at, **dict(taken(asked, names)))


def ask_days(
    region: str,
    store: Store,
    days: Sequence[dt.date],
    known_at: dt.datetime | None,
    asked: Asked,
    names: tuple[str, ...],
) -> dict[dt.date, dict[str, pd.DataFrame]]:
    """Ask of each of several days what `ask_anew` does of one."""
    with in_region(region):
        return ask_by_day(store, names, as_of=days, known_at=known_at, **dict(taken(asked, names)))


def ask_profiles(
    region: str,
    store: Store,
    as_of: tuple[dt.date, ...],
    known_at: dt.datetime | None,
    asked: Asked,
    names: tuple[str, ...],
    profiles: Sequence[str],
) -> dict[str, dict[str, pd.DataFrame]]:
    """Ask for each of several profiles what `ask_anew` does for the one of `asked`."""
    given = {key: one for key, one in taken(asked, names) if key != "profile"}
    with in_region(region):
        return ask_by_profile(
            store, names, profiles=profiles, as_of=as_of, known_at=known_at, **given
        )


def taken(asked: Iterable[tuple[str, Any]], names: tuple[str, ...]) -> Asked:
    """Return of what is asked the parameters that questions take."""
    wanted = parameters_of(names)
    return tuple((key, value) for key, value in asked if key in wanted)


@st.cache_resource(show_spinner=False, max_entries=12)
def _standing(
    _store: Store,
    version: Version,
    as_of: tuple[dt.date, ...],
    known_at: dt.datetime | None,
    of_tables: Asked,
    elections: bool,
) -> Standing:
    return Standing(_store, as_of, known_at)
