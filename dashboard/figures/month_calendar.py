"""A month as a table of weeks, Monday first: what lies on each day, by glyph and word.

Drawn in HTML and not by Plotly: the table follows the direction of the page, so that in Arabic
Monday stands at the right, and a reader of the screen hears days and names.
"""

from __future__ import annotations

import calendar
import datetime as dt
import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.wording import Wording

_MONDAY = dt.date(2024, 1, 1)


@dataclass(frozen=True)
class Entry:
    """One thing on one day: its look (a class of the style), its glyph, its place, its words.

    `words` say what the glyph means; where the cell is too narrow for the place they and the
    place are still there for the pointer and for a reader of the screen.
    """

    on: dt.date
    look: str
    glyph: str
    place: str
    words: str


def month_calendar(
    month: dt.date,
    entries: Sequence[Entry],
    words: Wording,
    *,
    caption: str,
    today: dt.date,
    boxed: Mapping[dt.date, str],
) -> str:
    """Return a month as HTML.

    Args:
        month: any day of the month.
        entries: what is drawn, those of other months left out.
        words: the reader's language.
        caption: what the calendar shows.
        today: the day asked about, marked with its word.
        boxed: days fixed by law or by the party, each with its occasion.
    """
    weeks = calendar.Calendar(firstweekday=0).monthdatescalendar(month.year, month.month)
    by_day: dict[dt.date, list[Entry]] = {}
    for one in entries:
        by_day.setdefault(one.on, []).append(one)

    def cell(on: dt.date) -> str:
        if on.month != month.month:
            return "<td></td>"
        marks = [words("Today")] if on == today else []
        marks += [boxed[on]] if on in boxed else []
        return _cell(on, by_day.get(on, []), marks, words, is_boxed=on in boxed)

    rows = "".join(f"<tr>{''.join(cell(on) for on in week)}</tr>" for week in weeks)
    return (
        f'<table class="jz-month"><caption>{html.escape(caption)}</caption>'
        f"<thead><tr>{_weekdays(words)}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _weekdays(words: Wording) -> str:
    days = [_MONDAY + dt.timedelta(days=n) for n in range(7)]
    return "".join(
        f'<th scope="col" abbr="{html.escape(words.weekday(day))}">'
        f'<span class="wide">{html.escape(words.weekday(day))}</span>'
        f'<span class="narrow" aria-hidden="true">{html.escape(words.weekday(day, "narrow"))}'
        "</span></th>"
        for day in days
    )


def _cell(
    on: dt.date, entries: Sequence[Entry], marks: Sequence[str], words: Wording, *, is_boxed: bool
) -> str:
    look = ' class="boxed"' if is_boxed else ""
    said = "".join(f'<span class="mark">{html.escape(mark)}</span>' for mark in marks)
    items = "".join(_item(one) for one in entries)
    inside = f"<ul>{items}</ul>" if items else ""
    return f"<td{look}><b>{html.escape(words.number(on.day))}</b>{said}{inside}</td>"


def _item(one: Entry) -> str:
    whole = html.escape(f"{one.place}: {one.words}")
    return (
        f'<li class="{one.look}" title="{whole}"><i aria-hidden="true">{one.glyph}</i>'
        f'<span class="place">{html.escape(one.place)}</span>'
        f'<span class="heard">{html.escape(one.words)}</span></li>'
    )
