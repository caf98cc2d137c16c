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
        _entrance.turned_away()
        _entrance.entrance()
        st.stop()
    pages = {
        name: st.Page(
            _menu.script(name),
            title=_menu.page_title(name),
            url_path=name,
            default=name == _menu.HOME,
        )
        for name in _menu.allowed()
    }
    listed = list(pages.values())
    if _menu.HOME not in pages:  # an address without a page's name leads on to the first
        listed.insert(0, st.Page(_menu.lead_on, title=listed[0].title, default=True))
    page = st.navigation(listed, position="hidden")
    if page not in pages.values():
        page.run()
    current = next(name for name, one in pages.items() if one == page)
    state.store()
    _part.carried()
    with state.one_view():
        _frame.header(current)
        _frame.notices(current)
        state.delivered(current, _menu.asked())
        page.run()
        _frame.footer()
except Exception as fault:
    _part.tell(fault, who)
