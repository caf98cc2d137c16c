"""Data: what came in, what would this file change, and how is it undone?"""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.screens._batches import batch_list
from dashboard.screens._frame import breadcrumb
from dashboard.screens._import import import_form
from dashboard.screens._return import return_form
from dashboard.screens._saving import save_everything
from dashboard.screens._templates import dictionary_text, template_form

_ = state.wording()
# A preview and the list of batches show what is stored of every territory.
sees_all = state.sees(state.settings().region_code)
offered = {
    "import": (_("Bring data in"), import_form, sees_all and state.may("import")),
    "return": (_("Monthly return"), return_form, state.may("report")),
    "batches": (_("Batches and undo"), batch_list, sees_all and state.may("undo")),
    "templates": (_("Templates"), template_form, True),
    "dictionary": (_("Dictionary"), dictionary_text, True),
    "save": (_("Backup"), save_everything, not state.is_server()),
}
parts = {name: (label, draw) for name, (label, draw, is_open) in offered.items() if is_open}
breadcrumb("data")
st.title(_("What came in, and what would this file change?"))
chosen = st.segmented_control(
    _("Part of the page"),
    list(parts),
    format_func=lambda part: parts[part][0],
    default=next(iter(parts)),
    required=True,
    key="part",
    label_visibility="collapsed",
)
parts[chosen if chosen in parts else next(iter(parts))][1]()
