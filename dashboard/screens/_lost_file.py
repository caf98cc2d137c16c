"""A file that a page still shows and that went with the server that had it."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.uploaded_file_manager import DeletedFile

from dashboard import state
from dashboard.screens._text import plain


def tell_lost(key: str) -> None:
    """Say it below the uploader of a key for as long as it shows such a file."""
    given = st.session_state.get(key)
    each = given if isinstance(given, list) else [given]
    if not any(isinstance(one, DeletedFile) for one in each):
        return
    _ = state.wording()
    st.error(
        plain(
            _(
                "The server that held this file stopped. If it was being imported, all of it is "
                "there or nothing. Take it away here and give it again: a file that is there is "
                "not taken twice."
            )
        )
    )
