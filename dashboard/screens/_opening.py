"""How a page begins: the way back, its question, what to do when nothing is stored, the filters."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard import state
from dashboard.screens._frame import breadcrumb, days, end, province_picker
from dashboard.screens._welcome import welcome
from dashboard.territory.register import register


def opening(page: str, question: str, *, when_empty: Callable[[], None] | None = None) -> None:
    """Draw the breadcrumb and the question as title; end here when no batch counts.

    Args:
        page: The page's name in the menu.
        question: What the page answers.
        when_empty: What is drawn beside the welcome when nothing is stored, before the end.
    """
    breadcrumb(page)
    st.title(question)
    if state.is_empty():
        welcome(page)
        if when_empty is not None:
            when_empty()
        end()


def filters(*more: Callable[[], object]) -> None:
    """Draw in one row the choice of a province, the two days, and what else a page chooses by."""
    with st.container(horizontal=True, key="filters"):
        for draw in (province_picker, days, *more):
            draw()


def province_name() -> str:
    """Return the name of the province the page is filtered by, empty for the whole region."""
    now = state.view()
    return register().unit_name(now.province, now.lang) if now.province else ""
