"""The app: `streamlit run dashboard/app.py`, or `jahiziya serve`."""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.screens import _entrance, _frame, _menu, _part

st.set_page_config(page_title="Jahiziya", layout="wide", initial_sidebar_state="collapsed")

who = None
try:
    _frame.style()
    who = state.reader()
    if who is None or not _menu.allowed():
        _entrance.entrance()
        st.stop()
    pages = {
        name: st.Page(
            _menu.script(name),
            title=_menu.page_title(name),
            url_path=name,
            default=number == 0,
        )
        for number, name in enumerate(_menu.allowed())
    }
    page = st.navigation(list(pages.values()), position="hidden")
    current = next(name for name, one in pages.items() if one == page)
    state.store()
    _part.carried()
    _frame.header(current)
    _frame.notices(current)
    state.delivered(current)
    page.run()
    _frame.footer()
except Exception as fault:
    _part.tell(fault, who)
