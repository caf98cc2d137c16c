"""Link to this view: which address reopens these very figures later?"""

from __future__ import annotations

import html

import streamlit as st

from dashboard import state
from dashboard.screens._menu import HOME, script
from dashboard.screens._message import copy_button
from dashboard.screens._text import note
from dashboard.state import View
from dashboard.state.links import address


def this_view(current: str, pinned: View) -> None:
    """Draw, inside a fragment, the link to a page's view with both days said, once it is opened.

    Args:
        current: the page's name.
        pinned: the view as the page was drawn: a batch that comes in later is not in it.
    """
    _ = state.wording()
    opened = st.popover(_("Link"), key="this_view", on_change="rerun")
    if not opened.open:
        return
    with opened:
        known = _.moment(pinned.known_at) if pinned.known_at else _("now")
        note(_("This link reopens the same figures later: facts up to {day}, as known on {known}.",
               day=pinned.day, known=known))  # fmt: skip
        link = address("" if current == HOME else current, pinned)
        st.html(f'<p class="jz-address" dir="ltr">{html.escape(link)}</p>')
        copy_button(_("Copy the link"), link, key="this_view_copied", is_address=True)
        st.page_link(script(current), label=_("Open it"), query_params=pinned.params())
        note(_("It opens on this server alone. In a message to others, send the figure as text."))
