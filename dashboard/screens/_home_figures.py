"""The five figures of the home page: what each is, how it moved, how far it is known."""

from __future__ import annotations

import datetime as dt
import html
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.screens._columns import day, number
from dashboard.screens._figures import headline_tiles
from dashboard.wording import Wording

# The indicator that says how far each of the headline figures is known, in their order.
_KNOWN_BY = ("secretariat", "secretariat", "secretariat", "recent_meeting", "members_per_1000")
_UP, _DOWN = "\u25b2", "\u25bc"


@dataclass(frozen=True)
class Moved:
    """How a figure moved: its words, and the colour that its direction has."""

    words: str
    look: str = ""


def five_figures(row: Any, facts: pd.DataFrame, moved: list[Moved] | None = None) -> None:
    """Draw the headline figures of a row; without what moved, its place is kept free.

    Args:
        row: of `headline_figures`, today.
        facts: `indicator_map` of the same unit.
        moved: what `movements` returns.
    """
    _ = state.wording()
    known = {one.indicator: one for one in facts.itertuples()}
    drawn = []
    for place, (label, value, behind) in enumerate(headline_tiles(row)):
        change = moved[place] if moved else Moved("\u00a0")
        sure = _reliability(known.get(_KNOWN_BY[place]), _)
        drawn.append(
            f'<div class="jz-figure"><dt>{html.escape(label)}</dt>'
            f'<dd class="key">{html.escape(value)}</dd>'
            f'<dd class="jz-moved {change.look}">{html.escape(change.words)}</dd>'
            f"<dd>{html.escape(behind)}</dd><dd><small>{html.escape(sure)}</small></dd></div>"
        )
    st.html(f'<dl class="jz-figures">{"".join(drawn)}</dl>')


def movements(now: Any, then: Any) -> list[Moved]:
    """Return how the headline figures moved between two rows of `headline_figures`."""
    return [
        _count(now, then, "communes_own", "communes_known"),
        _count(now, then, "communes_covered", "communes_known"),
        _share(now, then),
        _count(now, then, "bodies_met", "bodies_known"),
        _members(now, then),
    ]


def _count(now: Any, then: Any, field: str, base: str) -> Moved:
    """Return how a count moved: itself where as many are known, else its share of the known."""
    _ = state.wording()
    known_then, known_now = int(getattr(then, base)), int(getattr(now, base))
    if not known_then or not known_now:
        return Moved(_("not known then") if known_now else _("not known now"))
    before, after = int(getattr(then, field)), int(getattr(now, field))
    if known_then == known_now:
        return _moved(after - before, _.signed(after - before))
    points = round(100 * (after / known_now - before / known_then), 1)
    return _moved(
        points,
        _(
            "{points} points of those known ({n} of {known} then)",
            points=_.signed(points, 1), n=before, known=known_then,
        ),
    )  # fmt: skip


def _share(now: Any, then: Any) -> Moved:
    _ = state.wording()
    before, after = number(then.covered_adults_share), number(now.covered_adults_share)
    if before is None or after is None:
        return Moved(_("not known then") if before is None else _("not known now"))
    points = round(100 * (after - before), 1)
    return _moved(points, _("{n} points", n=_.signed(points, 1)))


def _members(now: Any, then: Any) -> Moved:
    """Return how the sum of published counts moved; within its margins nothing is claimed."""
    _ = state.wording()
    before, after = number(then.members), number(now.members)
    if before is None or after is None:
        return Moved(_("not known then") if before is None else _("not known now"))
    change = int(after) - int(before)
    margin = int(number(now.members_margin) or 0) + int(number(then.members_margin) or 0)
    if abs(change) <= margin:
        return Moved(_("{n}, within the margin", n=_.signed(change)) if change else _same())
    return _moved(change, _.signed(change))


def _moved(change: float, words: str) -> Moved:
    if not change:
        return Moved(_same())
    glyph = _UP if change > 0 else _DOWN
    return Moved(f"{glyph} {words}", "gain" if change > 0 else "loss")


def _same() -> str:
    _ = state.wording()
    return _("no change")


def _reliability(fact: Any, _: Wording) -> str:
    if fact is None or isinstance(fact.state, str):
        return _("Reliability: nothing is known")
    oldest: dt.date | None = day(fact.true_on)
    return _(
        "Reliability {n} of 100; oldest fact: {day}",
        n=round(fact.reliability),
        day=_.date(oldest, "medium"),
    )
