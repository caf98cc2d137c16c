"""The parts of the page of candidacies: figures, provinces, the year behind, the entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.elections.candidacies import stands, together
from dashboard.elections.seat_table import SeatRow
from dashboard.elections.stand import Stand, Together
from dashboard.figures.series_chart import Series, series_chart
from dashboard.figures.tables import Table
from dashboard.screens import _unit_columns as units
from dashboard.screens._candidates_tables import province_rows
from dashboard.screens._chart import chart_download, show_chart
from dashboard.screens._choices import month_ends
from dashboard.screens._election_asked import by_unit
from dashboard.screens._export import export_buttons
from dashboard.screens._figures import tiles
from dashboard.screens._nothing import nothing
from dashboard.screens._row_entry import new_row, tell_saved
from dashboard.screens._row_fields import place_labels
from dashboard.screens._table import show_table
from dashboard.screens._text import note, sentence
from dashboard.territory.register import register

_MONTHS = 12
_FIELDS = ("counted_on", "seats_covered", "seats_reserved_women_covered", "files_expected",
           "files_complete", "finance_agent_named")  # fmt: skip


def figure_tiles(sums: Together) -> None:
    """Draw what is covered of what, and how many units that is of."""
    _ = state.wording()
    known = _("in {n} of {all} units", n=sums.units_known, all=sums.units)
    tiles(
        [
            (_("Seats covered"), units.of_words(sums.covered, sums.seats_known), known),
            (
                _("Seats reserved for women covered"),
                units.of_words(sums.women_covered, sums.women_seats),
                _("of units that say both"),
            ),
            (
                _("Files complete"),
                units.of_words(sums.files_complete, sums.files_expected),
                _.count("{n} row says it", "{n} rows say it", sums.files_said),
            ),
            (
                _("Finance agents named"),
                units.of_words(sums.agents, sums.agents_said),
                _("of rows that say whether one is"),
            ),
        ]
    )


def provinces_part(
    found: dict[str, Stand], codes: Sequence[str], election: str, *, confidential: bool
) -> None:
    """Draw the sums of each province that has units of this election."""
    _ = state.wording()
    st.header(_("Which provinces have the most seats left?"))
    rows = []
    for place in register().provinces():
        inside = [code for code in codes if code in register().units_within(place.code)]
        if inside:
            rows.append(together(place.code, found, inside))
    if not rows:
        note(_("No unit of this election lies in one province."))
        return
    listed = province_rows(rows, election)
    show_table(listed, key="candidates_provinces", searchable=False, height=720)
    export_buttons(
        listed, name="jahiziya-candidacies-provinces", key="candidates_provinces_export",
        confidential=confidential,
    )  # fmt: skip


def series_part(
    seats: Sequence[SeatRow], given: dict[str, Any], election_id: str, *, confidential: bool
) -> None:
    """Draw the share of seats covered over twelve months, with the range of what is unknown."""
    _ = state.wording()
    st.header(_("How has it moved over a year?"))
    day = state.view().day
    days = [*reversed(month_ends(day, _MONTHS)), day]
    rows = state.answer(
        "candidacies_counted", days=days, sees_candidacies=state.may_see_own_candidacies()
    )
    codes = [row.unit.unit_code for row in seats]
    found = []
    for one in days:
        counted = by_unit(rows[pd.to_datetime(rows["as_of"]).dt.date == one], election_id,
                          "unit_code")  # fmt: skip
        found.append((one, together("", stands(seats, counted, given), codes)))
    told = [(one, sums) for one, sums in found if sums.units_known and sums.bounds is not None]
    if not told:
        nothing(_("No month of the year before has a count."), "candidacies")
        return
    said = _said(told)
    sentence(said)
    show_chart(series_chart(_drawn(told), _), said=said, key="candidates_series")
    note(_("Of 100 seats. The band runs from nobody standing where nothing is reported to somebody "
           "standing for every seat there; time runs from left to right."))  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center"):
        label = _("Show the months as a table")
        is_shown = st.toggle(label, key="candidates_months", width="content")
        chart_download(
            _("Seats covered"),
            said,
            chart="candidates_series",
            name="jahiziya-candidacies-months",
            rows=partial(month_rows, told),
            confidential=confidential,
        )
    if is_shown:
        show_table(month_rows(told), key="candidates_months_table", searchable=False)


def month_rows(told: Sequence[tuple[dt.date, Together]]) -> Table:
    """Return the months, the newest first: seats covered, of those reported and of all."""
    _ = state.wording()
    dated = [_Month(one.isoformat(), one, sums) for one, sums in reversed(told)]
    return units.unit_table(
        dated,
        [
            units.day_column(_("Day"), lambda row: row.day),
            units.of_column(
                _("Seats covered"),
                lambda row: row.sums.covered,
                lambda row: row.sums.seats_known,
            ),
            units.count_column(_("All seats"), lambda row: row.sums.seats),
            units.of_column(
                _("Units reported"),
                lambda row: row.sums.units_known,
                lambda row: row.sums.units,
            ),
        ],
        caption=_("Candidacies, month by month"),
    )


def entry_part(election_id: str | None, codes: Sequence[str], provinces: Sequence[str]) -> None:
    """Draw the form of one count of a unit, or of a province as the sum of its seats."""
    _ = state.wording()
    tell_saved("candidacies")
    if election_id is None:
        nothing(
            _("No election of this kind is stored: enter it in the calendar of elections first."),
            "elections",
        )
        return
    offered = [*codes, *(code for code in provinces if code not in codes)]
    if not offered:
        return
    names = place_labels(offered)
    code = st.selectbox(
        _("Unit"), offered, format_func=lambda one: names[one], key=f"stand_unit_{election_id}"
    )
    new_row("candidacies", _FIELDS, {"election_id": election_id, "unit_code": code})


class _Month:
    """A month of the series as a row of a table."""

    def __init__(self, unit_code: str, day: dt.date, sums: Together) -> None:
        self.unit_code, self.day, self.sums = unit_code, day, sums


def _drawn(told: Sequence[tuple[dt.date, Together]]) -> Series:
    bounds = [sums.bounds or (0.0, 1.0) for _day, sums in told]
    return Series(
        [one for one, _sums in told],
        [100 * low for low, _high in bounds],
        [100 * high for _low, high in bounds],
        [None if sums.share is None else 100 * sums.share for _day, sums in told],
    )


def _said(told: Sequence[tuple[dt.date, Together]]) -> str:
    _ = state.wording()
    (first, before), (last, now) = told[0], told[-1]
    return _(
        "Covered of the seats reported: {before} on {first}, {now} on {last}.",
        before=_.share(before.share),
        first=first,
        now=_.share(now.share),
        last=last,
    )
