"""A part of a page that is drawn anew alone: its choices do not send the whole page again.

A part looks up who reads as the page does, and its faults are said as the page says them. Links
drawn before a choice was made in a part still say what the page was drawn with: `carried` reads
them as meaning what is chosen now, unless the reader went back.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import state
from dashboard.access.roles import Reader
from dashboard.errors import UserError
from dashboard.state.faults import lost

_DRAWN_WITH, _CHOSEN = "layer_drawn_with", "layer_chosen_in_a_part"


def part(draw: Callable[..., None]) -> Callable[..., None]:
    """Return a function that draws a part of a page; a choice in it draws the part alone."""

    def guarded(who: Reader | None, *given: Any) -> None:
        if not state.is_still(who):
            st.rerun()
        try:
            with state.one_view():
                draw(*given)
        except Exception as fault:
            tell(fault, who)

    drawn = st.fragment(functools.wraps(draw)(guarded))
    return functools.wraps(draw)(lambda *given: drawn(state.reader(), *given))


def tell(fault: Exception, who: Reader | None) -> None:
    """Say a fault in a sentence; make the page anew where it comes from a change of the reader.

    A fault of ours is in the log whole; the reader is shown no traceback.
    """
    if isinstance(fault, UserError):
        st.error(state.wording().say(fault.said))
        return
    if not state.is_still(who):  # what may be seen changed while the page was made
        st.rerun()
    logging.getLogger("jahiziya").error("a page failed", exc_info=fault)
    st.error(our_fault(fault))


def our_fault(fault: BaseException | None = None) -> str:
    """Return what is said when the product itself fails, or the server that holds the data."""
    _ = state.wording()
    away = lost(fault)
    if away is not None:
        return _.say(away)
    return _(
        "Something failed on our side; nothing was changed. Reload the page. If it fails again, "
        "tell whoever keeps the dashboard what you did: the log has the details."
    )


def choose_layer(layer: str | None, commune: str | None) -> None:
    """Write what is chosen on a map to the URL; remember it for links that are drawn already."""
    st.session_state[_CHOSEN] = (st.session_state.get(_DRAWN_WITH), layer)
    state.go(layer=layer, commune=commune)


def carried() -> None:
    """Begin a run of the whole page: links drawn before mean the layer that is chosen now."""
    drawn_with, chosen = st.session_state.pop(_CHOSEN, (None, None))
    context = get_script_run_ctx()
    went_back = context is not None and context.is_history_navigation
    if chosen != drawn_with and state.view().layer == drawn_with and not went_back:
        state.go(layer=chosen)
    st.session_state[_DRAWN_WITH] = state.view().layer
