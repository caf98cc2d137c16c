"""A month chosen by the reader, with what lies on its days and a legend of its glyphs."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.month_calendar import Entry, month_calendar
from dashboard.figures.tables import records
from dashboard.screens import _columns as columns

_MONTHS_BACK, _MONTHS_AHEAD = 12, 18
Legend = Sequence[tuple[str, str, str]]  # look, glyph and words of each kind of entry


def month_part(
    entries: Sequence[Entry], targets: pd.DataFrame, legend: Legend, *, key: str
) -> None:
    """Draw a month, chosen by the reader; days of elections and councils boxed.

    Args:
        entries: what has a day, of any month.
        targets: the rows of `target_days`.
        legend: what the glyphs mean, in the code's English.
        key: of the choice of a month.
    """
    _ = state.wording()
    as_of = state.view().day
    months = _months(as_of)
    chosen = st.selectbox(
        _("Month"), months, index=_MONTHS_BACK, format_func=_.month, key=key, width=320
    )
    here = [one for one in entries if one.on.replace(day=1) == chosen]
    drawn = month_calendar(
        chosen,
        here,
        _,
        caption=_.count("{n} appointment in {month}", "{n} appointments in {month}", len(here),
                        month=_.month(chosen)),
        today=as_of,
        boxed=_boxed(targets),
    )  # fmt: skip
    st.html(drawn + _legend(legend))


def _months(as_of: dt.date) -> list[dt.date]:
    first = as_of.year * 12 + as_of.month - 1
    numbers = range(first - _MONTHS_BACK, first + _MONTHS_AHEAD + 1)
    return [dt.date(n // 12, n % 12 + 1, 1) for n in numbers]


def _boxed(targets: pd.DataFrame) -> dict[dt.date, str]:
    """Return the days of elections and councils ahead, each with its occasion."""
    return {
        columns.day(row.target_on): columns.value_words(row.table_name, "kind", row.kind)
        for row in records(targets)
        if columns.day(row.target_on) is not None
    }


def _legend(legend: Legend) -> str:
    _ = state.wording()
    items = "".join(
        f'<li class="{look}"><i aria-hidden="true">{glyph}</i>{html.escape(_(words))}</li>'
        for look, glyph, words in legend
    )
    return f'<ul class="jz-month-legend">{items}</ul>'
