"""The page *Readiness* with its frame and filters, and nothing else: the empty rerun.

The bench copies `dashboard/app.py` beside it, so header, notices and footer are the product's own.
"""

import streamlit as st

from dashboard import state
from dashboard.screens._choices import choices
from dashboard.screens._frame import breadcrumb

_ = state.wording()
breadcrumb("readiness")
st.title(_("Where are we ready, and what comes next?"))
choices()
st.button("again")
st.session_state["runs"] = st.session_state.get("runs", 0) + 1
st.text(f"run {st.session_state['runs']}")
