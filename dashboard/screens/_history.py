"""How has the score moved? Month by month, recomputed with today's method."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.series_chart import Series, series_chart
from dashboard.figures.tables import Table, table
from dashboard.readiness.method import method
from dashboard.screens import _columns as columns
from dashboard.screens._chart import chart_download, show_chart
from dashboard.screens._choices import month_ends
from dashboard.screens._profile import for_files, is_confidential
from dashboard.screens._table import show_table
from dashboard.screens._text import note, sentence
from dashboard.territory.register import register

MONTHS = 36


def history(code: str) -> None:
    """Draw the series of one unit, offer it as a table, and that table as a file."""
    _ = state.wording()
    rows = _series(code)
    if rows.empty or rows["state"].eq("not_applicable").all():
        return
    st.header(_("How has the score moved over three years?"))
    said = _told(rows)
    figure = series_chart(_drawn(rows), _)
    sentence(said)
    show_chart(figure, said=said, key="history_chart")
    note(
        _(
            "Every month is recomputed with method {version} from what is known now. The band is "
            "the range; time runs from left to right.",
            version=method().version,
        )
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        is_shown = st.toggle(_("Show the months as a table"), key="show_history", width="content")
        measure, unit = _("Score, month by month"), register().unit_name(code, _.language)
        chart_download(
            _("{name}: {value}", name=unit, value=measure),
            said,
            chart="history_chart",
            name=f"jahiziya-{code}-history",
            rows=lambda: history_rows(_series(code, for_files)),
            may_leave=not is_confidential(),
        )
    if is_shown:
        show_table(history_rows(rows), key="history", searchable=False, height=420)


def history_rows(rows: pd.DataFrame) -> Table:
    """Return the months, the newest first: class, score, range, reliability."""
    _ = state.wording()
    return table(
        rows.iloc[::-1].assign(class_no=rows["class_low"]),
        [
            columns.date_column(_("Day"), "as_of"),
            columns.class_column(_("Class")),
            columns.number_column(_("Score"), "score", 1),
            columns.number_column(_("Reliability of 100"), "reliability"),
            columns.number_column(_("Low end"), "low", 1),
            columns.number_column(_("High end"), "high", 1),
            columns.share_column(_("Weights known"), "known_weight"),
        ],
        caption=_("Score, month by month"),
        id_column="as_of",
    )


def months() -> list[dt.date]:
    """Return the days of a history up to the view's, oldest first."""
    day = state.view().day
    return [*reversed(month_ends(day, MONTHS - 1)), day]


def _series(code: str, ask: Callable[..., pd.DataFrame] = state.answer) -> pd.DataFrame:
    """Return the days of one unit, oldest first; kept once for the whole region."""
    rows = ask("score_series", days=months())
    return rows[rows["unit_code"] == code]


def _drawn(rows: pd.DataFrame) -> Series:
    return Series(
        [columns.day(value) for value in rows["as_of"]],
        [float(value) for value in rows["low"]],
        [float(value) for value in rows["high"]],
        [None if pd.isna(value) else float(value) for value in rows["score"]],
    )


def _told(rows: pd.DataFrame) -> str:
    """Return what the chart shows, for who cannot see it: first, last, and the range now."""
    _ = state.wording()
    last, scored = rows.iloc[-1], rows[rows["score"].notna()]
    range_now = columns.range_words(last)
    if scored.empty:
        return _("Not assessable in any of these months; range now {range}.", range=range_now)
    first, newest = scored.iloc[0], scored.iloc[-1]
    return _(
        "Score {first} on {first_day}, {last} on {last_day}; range now {range}.",
        first=round(first["score"]),
        first_day=columns.day(first["as_of"]),
        last=round(newest["score"]),
        last_day=columns.day(newest["as_of"]),
        range=range_now,
    )
