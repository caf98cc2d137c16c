"""What a province's page says of its secretariats: who is covered, and by when all would be."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.tables import records
from dashboard.planning.provinces import outlook
from dashboard.screens._coverage_parts import all_of
from dashboard.screens._menu import page_title, script
from dashboard.screens._pace_words import finish_words, observed_words
from dashboard.screens._text import sentence

QUESTIONS = ("coverage_groups", "founding_pace")


def plan_part(province: str, rows: dict[str, pd.DataFrame]) -> None:
    """Draw the coverage and the pace of a province in a few lines, with links to the rest.

    `rows` answers `QUESTIONS`.
    """
    _ = state.wording()
    now = state.view()
    st.header(_("Who is covered, and when would all be?"))
    counts = all_of(rows["coverage_groups"])
    said = _.count(
        "Of {n} commune: {own} with its own secretariat, {other} covered by another body, "
        "{none} without a body, {unknown} unknown.",
        "Of {n} communes: {own} with their own secretariat, {other} covered by another body, "
        "{none} without a body, {unknown} unknown.",
        int(counts.communes),
        own=int(counts.communes_own),
        other=int(counts.communes_other + counts.communes_part),
        none=int(counts.communes_none),
        unknown=int(counts.communes_unknown),
    )
    sentence(said)
    paces = rows["founding_pace"]
    row = records(paces[paces["unit_code"] == province])[0]
    # Nothing is asked by a day here: only what the pace says by itself is told.
    found = outlook(row, provinces=1, as_of=now.day, until=now.day)
    sentence(f"{observed_words(found)} {finish_words(found)}")
    with st.container(horizontal=True):
        for page in ("coverage", "pace", "agenda"):
            st.page_link(script(page), label=page_title(page), query_params=now.params())
