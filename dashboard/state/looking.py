"""The view that the URL holds: read, and changed.

The URL is the only memory of a view (language, place, days, indicator): a link reopens the same
figures, and the browser's *Back* works. Widgets are set from the URL before they are drawn and
write to it when they change; nothing else keeps a choice.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.settings import installed_regions, look_at
from dashboard.state.reading import is_server, reader, regions_of, sees
from dashboard.state.views import View, in_own_region, read_view, region_of

_looked_at: ContextVar[View | None] = ContextVar("looked_at", default=None)


def view() -> View:
    """Return the view that the URL holds; what it says of unknown places or days is dropped.

    Its region is the one in force from then on: a reader who may not look at it gets the first.
    """
    held = _looked_at.get()
    if held is not None:
        return held
    found = read_view(st.query_params.to_dict(), lambda: st.context.locale or "")
    if len(installed_regions()) > 1:
        found = in_own_region(found, regions())
        look_at(region_of(found))
    if found.commune and is_server() and not sees(found.commune):
        return replace(found, commune=None)
    return found


@contextmanager
def one_view() -> Iterator[None]:
    """Read the view once for what is drawn meanwhile: each cell of a table asks for its words."""
    before = _looked_at.set(view())
    try:
        yield
    finally:
        _looked_at.reset(before)


def regions() -> tuple[str, ...]:
    """Return the regions that the reader may look at, the home region first."""
    return regions_of(reader())


def go(**changes: Any) -> None:
    """Change the view; the rest of the URL stays. For callbacks: the rerun follows by itself."""
    changed = replace(view(), **changes)
    _looked_at.set(None)
    st.query_params.from_dict(changed.params())
