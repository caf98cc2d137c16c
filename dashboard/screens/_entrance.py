"""What stands before the pages on a server: sign in, or be told that the account is not known."""

from __future__ import annotations

import html

import streamlit as st

from dashboard import state
from dashboard.access.role_words import ROLES
from dashboard.screens._text import sentence
from dashboard.territory.register import whole_register
from dashboard.wording import language_name, languages


def entrance() -> None:
    """Draw the door: no figure, no name of a place, nothing but what to do."""
    _ = state.wording()
    with st.container(horizontal=True, gap="medium", key="languages"):
        for language in languages():
            name = html.escape(language_name(language))
            st.html(f'<a href="?lang={language}" lang="{language}">{name}</a>', width="content")
    st.title(_("Jahiziya"), anchor=False)
    if state.is_signed_in():
        sentence(
            _("Your account is not in the role file of this dashboard. Ask whoever keeps the "
              "accounts to enter it; then sign in again.")
        )  # fmt: skip
        st.button(_("Sign out"), on_click=state.sign_out, key="sign_out")
    else:
        sentence(_("Sign in with the account of your secretariat."))
        st.button(_("Sign in"), on_click=st.login, type="primary", key="sign_in")


def turned_away() -> None:
    """Write down that somebody signed in whom the role file does not know: no name, no address."""
    if state.is_signed_in():
        state.turned_away()


def whoami() -> None:
    """Draw who is signed in and what the account sees, with the way out; nothing on a laptop."""
    who = state.reader()
    if who is None or not state.is_server():
        return
    _ = state.wording()
    known = whole_register()  # an account may hold what is not of the region looked at
    places = _.join(known.unit_name(code, _.language) for code in who.territories)
    with st.popover(_.isolate(who.account), key="account"):
        sentence(_("{role}: {places}.", role=_(ROLES[who.role]), places=places))
        st.button(_("Sign out"), on_click=state.sign_out, key="sign_out")
