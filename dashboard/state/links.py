"""Links that reopen the same figures later: both days are said in them."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

import streamlit as st

from dashboard.state import View, data_version, store, view
from dashboard.store.imports import newest_moment


@st.cache_resource(show_spinner=False, max_entries=8)
def _newest_moment(version: tuple[str, int, int]) -> dt.datetime | None:
    return newest_moment(store())


def pinned_view() -> View:
    """Return the view with its days said, so that its link reopens the same figures later.

    *Now* is pinned to the moment the data last changed: nothing that comes later counts.
    """
    moment = _newest_moment(data_version())
    return view().pinned(moment) if moment else view()


def address(page: str, shown: View) -> str:
    """Return the address of a view of a page on its server, `baseUrlPath` included.

    The first page has no name there: it is the empty one.
    """
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    path = "/".join(part for part in (base, page) if part)
    return f"/{path}?{urlencode(shown.params(), safe=':')}"
