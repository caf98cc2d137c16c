"""Method: how is readiness computed, and how far can it be trusted?"""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.screens import _method_parts as parts
from dashboard.screens import _method_robust as robust
from dashboard.screens import _method_tables as tables
from dashboard.screens._opening import filters, opening
from dashboard.screens._profile import election_note, profile_picker
from dashboard.screens._text import finding, note
from dashboard.screens._workbook import workbook_button

# What the page holds, in order; each draws its own heading.
PARTS = (
    parts.steps,
    tables.example,
    tables.indicators,
    parts.unknowns,
    parts.caps,
    parts.class_table,
    parts.reliability,
    robust.ranks,
    robust.effects,
    robust.belonging,
    parts.sources,
)


def checked_by_hand() -> None:
    """Offer the workbook of the province chosen, or say that one must be chosen."""
    _ = state.wording()
    st.header(_("Can the scores be checked by hand?"))
    province = state.view().province
    if province:
        workbook_button(province, key="method_workbook")
    else:
        note(_("Choose a province above: its scores come as a workbook with every formula."))


_ = state.wording()
opening("method", _("How is readiness computed, and how far can it be trusted?"))
filters(profile_picker)
election_note()
finding(
    _(
        "Readiness says, from 0 to 100, how much of what the party set itself is done, and how "
        "much of that is known."
    )
)
for part in PARTS:
    part()
checked_by_hand()
