"""The one button by which a file leaves: where the reader may take one, and written down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from dashboard import state
from dashboard.settings import for_this_region
from dashboard.state.audit import leaving


def file_button(
    label: str,
    make: Callable[[], bytes] | bytes,
    *,
    name: str,
    mime: str,
    key: str,
    width: Literal["content", "stretch"] = "content",
) -> None:
    """Draw a button that gives a file; nothing for a reader who may not take figures along.

    `make` is called in another thread when the button is pressed: it knows nothing of the session
    but the region.
    """
    if not state.may("export"):
        return
    st.download_button(
        label,
        data=leaving(name, for_this_region(make) if callable(make) else lambda: make),
        file_name=name,
        mime=mime,
        key=key,
        on_click="ignore",
        width=width,
    )
