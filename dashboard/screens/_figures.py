"""Headline figures as a row of tiles: label, value, what stands behind it."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.reports.headline import headlines

Tile = tuple[str, str, str]


def tiles(figures: Sequence[Tile]) -> None:
    """Draw tiles; each is a label, a value with its unit, and one line behind it."""
    drawn = "".join(
        f'<div class="jz-figure"><dt>{html.escape(label)}</dt>'
        f'<dd class="key">{html.escape(value)}</dd><dd>{html.escape(behind)}</dd></div>'
        for label, value, behind in figures
    )
    st.html(f'<dl class="jz-figures">{drawn}</dl>')


def headline_tiles(row: Any) -> list[Tile]:
    """Return the five headline figures of a row of `headline_figures`."""
    return [(one.label, one.value, one.behind) for one in headlines(row, state.wording())]
