"""Headline figures as a row of tiles: label, value, what stands behind it."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.access.small_counts import shown_sum
from dashboard.screens._columns import number

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
    _ = state.wording()
    known = _("of {known} communes known, {all} in all", known=row.communes_known, all=row.communes)
    return [
        (_("With their own secretariat"), _.number(row.communes_own), known),
        (_("Communes covered"), _.number(row.communes_covered), known),
        (
            _("Adults in covered communes"),
            _.share(row.covered_adults_share),
            _("{n} adults of {all} known", n=row.adults_covered, all=row.adults_known),
        ),
        (
            _("Bodies that met in 90 days"),
            _.number(row.bodies_met),
            _(
                "of {known} bodies known, {all} founded",
                known=row.bodies_known,
                all=row.bodies_founded,
            ),
        ),
        _members(row),
    ]


def _members(row: Any) -> Tile:
    _ = state.wording()
    known = _(
        "in {known} of {all} communes", known=row.communes_members_known or 0, all=row.communes
    )
    total = number(row.members)
    if not total:
        return _("Members known"), shown_sum(total, 0, _), known
    margin = _("± {margin}", margin=int(row.members_margin))
    return _("Members known"), _("≈ {n}", n=int(total)), _.join([margin, known])
