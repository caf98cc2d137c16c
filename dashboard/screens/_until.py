"""The day to finish by: an election or a council whose day is known, or a day chosen."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from dashboard import state
from dashboard.figures.tables import records
from dashboard.screens._columns import day, value_words
from dashboard.screens._text import aside, note
from dashboard.state.picking import pick

_LEAST_MONTHS, _HALF_YEARS = 6, 6


def until_picker(rows: pd.DataFrame) -> dt.date:
    """Draw the choice of the day to finish by, and return it.

    `rows`: `target_days`. Without a choice it is the next election whose day is published, else
    the end of the first half-year that is six months away.
    """
    _ = state.wording()
    as_of, kept = state.view().day, state.view().until
    named = {
        day(row.target_on): _occasion(row) for row in reversed(records(rows)) if _is_dated(row)
    }
    usual = _default(rows, as_of)
    ahead = kept is not None and kept > as_of
    offered = sorted({*named, *_half_years(as_of), *([kept] if ahead and kept else [])} - {usual})

    def shown(chosen: dt.date | None) -> str:
        on = chosen or usual
        return _("{day} ({occasion})", day=on, occasion=named[on]) if on in named else _.date(on)

    chosen = pick("until", _("To finish by"), [None, *offered], shown)
    return chosen or usual


def until_notes(rows: pd.DataFrame) -> None:
    """Say when a day was asked for that has gone by, and when no polling day is published."""
    _ = state.wording()
    now = state.view()
    if now.until is not None and now.until <= now.day:
        said = _(
            "The day to finish by, {until}, is not after {day}: choose a later one.",
            until=now.until,
            day=now.day,
        )
        aside(said)
    elections = rows[rows["table_name"] == "elections"]
    if elections["target_on"].isna().all():
        note(
            _(
                "No polling day is published for the elections to come: the day to finish by is "
                "a choice of yours."
            )
        )


def _default(rows: pd.DataFrame, as_of: dt.date) -> dt.date:
    polls = [row for row in records(rows[rows["table_name"] == "elections"]) if _is_dated(row)]
    return min((day(row.target_on) for row in polls), default=_half_years(as_of)[0])


def _half_years(as_of: dt.date) -> list[dt.date]:
    """Return the ends of half-years at least six months away."""
    ends = [
        end
        for year in range(as_of.year, as_of.year + _HALF_YEARS)
        for end in (dt.date(year, 6, 30), dt.date(year, 12, 31))
        if end >= as_of + dt.timedelta(days=_LEAST_MONTHS * 30)
    ]
    return ends[:_HALF_YEARS]


def _is_dated(row: Any) -> bool:
    return day(row.target_on) is not None


def _occasion(row: Any) -> str:
    return value_words(row.table_name, "kind", row.kind)
