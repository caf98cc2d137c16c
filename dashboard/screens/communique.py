"""Communiqué: what does it say, and what do we follow up?"""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.screens._communique_draft import found_part, rows_part
from dashboard.screens._communique_text import read_again, saved_number, text_part
from dashboard.screens._menu import PAGES, page_title, script
from dashboard.screens._opening import opening
from dashboard.screens._text import finding, note


def told_saved() -> None:
    """Say once that rows of a communiqué were saved, and where each kind is followed up."""
    _ = state.wording()
    number = saved_number()
    if number is None:
        return
    st.success(
        _("Saved in batch {number}. It can be undone in the list of batches.", number=number)
    )
    now = state.view().params()
    with st.container(horizontal=True, key="communique_next"):
        for name in ("meetings", "decisions", "constraints", "milestones", "channels", "data"):
            if name in PAGES:
                st.page_link(script(name), label=page_title(name), query_params=now)


def reader_part() -> None:
    """Draw where a text is given; once it is read, its draft."""
    _ = state.wording()
    told_saved()
    draft = text_part()
    if draft is None:
        finding(_("No communiqué is read yet: paste its text, or choose its file."))
        note(
            _("The text stays on this page and is stored nowhere. What you accept goes in as one "
              "batch; names of persons are left out.")
        )  # fmt: skip
        return
    found_part(draft)
    rows_part(draft)
    read_again()


_ = state.wording()
opening(
    "communique",
    _("What does this communiqué say, and what do we follow up?"),
    when_empty=reader_part,
)
reader_part()
