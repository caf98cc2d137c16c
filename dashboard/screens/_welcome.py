"""What an empty database shows first: how to bring data in."""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.screens._menu import script
from dashboard.screens._nothing import first_templates
from dashboard.screens._text import finding, numbered


def welcome(page: str) -> None:
    """Say in three steps how figures come to be on a page, with its templates."""
    _ = state.wording()
    finding(_("This database is empty: no figure is shown, because none is known."))
    numbered(
        [
            _("Take a template on the page Data: one file per table, with your communes' names."),
            _("Fill it in any spreadsheet. An empty cell means not reported, never zero."),
            _("Import it there. You see what it changes before it counts, and can undo it."),
        ]
    )
    first_templates(page)
    st.page_link(script("data"), label=_("Bring data in"), query_params=state.view().params())
