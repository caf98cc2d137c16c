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
parts = {
    "import": (_("Bring data in"), import_form),
    "return": (_("Monthly return"), return_form),
    "batches": (_("Batches and undo"), batch_list),
    "templates": (_("Templates"), template_form),
    "dictionary": (_("Dictionary"), dictionary_text),
    "save": (_("Backup"), save_everything),
}
breadcrumb("data")
st.title(_("What came in, and what would this file change?"))
chosen = st.segmented_control(
    _("Part of the page"),
    list(parts),
    format_func=lambda part: parts[part][0],
    default="import",
    required=True,
    key="part",
    label_visibility="collapsed",
)
parts[chosen][1]()
