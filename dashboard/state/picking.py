"""A select box for one part of the view: it is set from the URL and writes to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import state


def pick(
    name: str,
    label: str,
    options: Sequence[Any],
    shown: Callable[[Any], str],
    **look: Any,
) -> Any:
    """Draw a select box for one part of the view; a choice goes to the URL.

    Args:
        name: The field of `View`.
        label: What the box chooses.
        options: Its values; None stands for *all* or *today*.
        shown: The words of a value.
        look: Further arguments of `st.selectbox`.
    """
    key = f"pick_{name}"
    current = getattr(state.view(), name)
    st.session_state[key] = _code(current if current in options else options[0])
    by_code = {_code(option): option for option in options}
    st.selectbox(
        label,
        list(by_code),
        format_func=lambda code: shown(by_code[code]),
        key=key,
        on_change=lambda: _chosen(name, by_code, st.session_state[key]),
        **look,
    )
    return by_code[st.session_state[key]]


def _chosen(name: str, by_code: Mapping[str, Any], code: str) -> None:
    """Write a choice to the URL; one that is not offered (any more) changes nothing."""
    drop = {"commune": None} if name == "province" else {}
    if code in by_code:
        state.go(**{**drop, name: by_code[code]})


def _code(option: Any) -> str:
    """Return an option as the box keeps it: None would be drawn as a box with nothing chosen."""
    return "all" if option is None else str(option)
