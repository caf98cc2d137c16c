"""The parts of the page of the agenda: the month, its legend, and whose turn it is to host."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.month_calendar import Entry
from dashboard.figures.tables import records
from dashboard.screens import _columns as columns
from dashboard.screens._agenda_tables import KIND_WORDS, place_words, stage_words
from dashboard.screens._calendar import month_part
from dashboard.screens._text import note, sentence
from dashboard.territory.register import register
from dashboard.wording import N_

_GLYPHS = {"founding": "■", "renewal": "●", "meeting": "▲"}
_STATE_GLYPHS = {"late": "!", "unreported": "?", "coming": ""}
_LEGEND = (
    ("coming", "■", N_("founding")),
    ("coming", "●", N_("end of a mandate")),
    ("coming", "▲", N_("meeting")),
    ("late", "!", N_("late")),
    ("unreported", "?", N_("outcome not reported")),
)
_HOST_STATES = {
    "hosted": N_("Hosted in the last 12 months"),
    "not_hosted": N_("Not host in the last 12 months"),
    "unknown": N_("The last 12 months are not all reported"),
}


def calendar_part(rows: pd.DataFrame, targets: pd.DataFrame) -> None:
    """Draw a month of the agenda, chosen by the reader; days of elections and councils boxed."""
    dated = [row for row in records(rows) if row.state != "undated"]
    month_part([_entry(row) for row in dated], targets, _LEGEND, key="agenda_month")


def rotation_part(rows: pd.DataFrame) -> None:
    """Draw a tile for each province: its last day as host, and whose turn comes next."""
    _ = state.wording()
    st.header(_("Which province hosts the next regional meeting?"))
    hosts = sorted(records(rows), key=_turn)
    first = hosts[0] if hosts and _turn(hosts[0])[0] == 1 else None
    if first is not None:
        name = register().unit_name(first.unit_code, _.language)
        sentence(_("Next suggested host: {province}.", province=name))
    elif all(columns.number(row.next_rank) is None for row in hosts):
        sentence(_("No host can be suggested: report the meetings of the region month by month."))
    st.html(f'<dl class="jz-figures jz-nine">{"".join(_host(row) for row in hosts)}</dl>')
    note(
        _(
            "Turns go to the provinces whose last 12 months are known and that have no regional "
            "meeting planned: those without a stored day as host first, then the oldest day, then "
            "the lower end of the readiness score. No stored day does not mean never."
        )
    )


def _entry(row: Any) -> Entry:
    _ = state.wording()
    words = _.join([_(KIND_WORDS[row.kind]), stage_words(row)])
    glyph = _STATE_GLYPHS[row.state] + _GLYPHS[row.kind]
    return Entry(columns.day(row.day_on), row.state, glyph, place_words(row), words)


def _turn(row: Any) -> tuple[float, str]:
    rank = columns.number(row.next_rank)
    return (float("inf") if rank is None else rank, row.unit_code)


def _host(row: Any) -> str:
    _ = state.wording()
    last = columns.day(row.last_hosted_on)
    value = _.date(last, "medium") if last else _("No day stored")
    if last is None and row.state == "unknown":
        value = _("Unknown")
    said = [_(_HOST_STATES[row.state]), _turn_words(row)]
    behind = "".join(f"<dd>{html.escape(one)}</dd>" for one in said if one)
    name = html.escape(register().unit_name(row.unit_code, _.language))
    look = " next" if _turn(row)[0] == 1 else ""
    return (
        f'<div class="jz-figure{look}"><dt>{name}</dt>'
        f'<dd class="key">{html.escape(value)}</dd>{behind}</div>'
    )


def _turn_words(row: Any) -> str:
    _ = state.wording()
    planned = columns.day(row.next_on)
    if planned is not None:
        return _("Hosts on {day}", day=planned)
    rank = columns.number(row.next_rank)
    if rank is None:
        return ""
    return _("Next suggested host") if rank == 1 else _("Turn {n}", n=int(rank))
