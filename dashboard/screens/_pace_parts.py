"""The parts of the page of the pace: tiles, the two charts, the table of provinces."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.delay_chart import delay_chart
from dashboard.figures.pace_chart import pace_chart
from dashboard.figures.tables import Table, TableColumn, records, table
from dashboard.planning.delays import Delays, delays
from dashboard.planning.method import planning_method
from dashboard.planning.outlook import Counted, fan, month_ends_before, planned
from dashboard.planning.provinces import Outlook
from dashboard.screens import _columns as columns
from dashboard.screens._chart import chart_download, show_chart
from dashboard.screens._figures import Tile, tiles
from dashboard.screens._pace_words import chances_words, delay_words, finish_words, in_ten
from dashboard.screens._text import finding, note
from dashboard.territory.register import register

_PAST_MONTHS = 24


def pace_tiles(one: Outlook, until: dt.date) -> None:
    """Draw the pace seen, the pace asked for, the chance of it, and what remains."""
    _ = state.wording()
    says = planning_method()
    seen: Tile = (_("Foundings a month"), _("Too few"), _count_words(one))
    if one.is_enough:
        bounds = one.pace.rate(says.interval_share)
        between = _("{low} to {high}", low=_.number(bounds.low, 1), high=_.number(bounds.high, 1))
        chances = _("{chances}: {range}", chances=chances_words(says.interval_share), range=between)
        seen = (seen[0], _.number(one.pace.observed, 1), chances)
    asked = _.number(one.needed, 1) if one.needed is not None else _("not reported")
    sure = in_ten(one.chance) if one.chance is not None else _("not assessable")
    tiles(
        [
            seen,
            (_("Needed a month"), asked, _("to finish by {day}", day=until)),
            (_("Chances at today's pace"), sure, _("of every place known by {day}", day=until)),
            (
                _("Empty places"),
                _.number(one.empty),
                _("of {all} places, {n} unknown", all=one.places, n=one.unknown),
            ),
        ]
    )


def pace_figure(one: Outlook, agenda: pd.DataFrame, until: dt.date) -> None:
    """Draw the places covered, what the pace gives and what is planned."""
    _ = state.wording()
    now, says = state.view(), planning_method()
    past = _past(one.unit_code, now.day)
    ahead = None
    if one.is_enough and one.empty:
        ahead = fan(one.pace, covered=one.covered, empty=one.empty, as_of=now.day, until=until)
    days = [(columns.day(row.planned_on), int(row.empty_places)) for row in records(agenda)]
    plan = planned(days, covered=one.covered, empty=one.empty, as_of=now.day)
    said = _said(past, plan, one)
    figure = pace_chart(
        past,
        ahead,
        plan,
        places=one.places,
        until=until,
        chances=(chances_words(says.interval_share), chances_words(says.inner_share)),
        words=_,
    )
    show_chart(figure, said=said, key="pace_chart")
    note(_("{said} Time runs from left to right.", said=said))
    chart_download(_("Pace"), said, chart="pace_chart", name="jahiziya-pace-chart")


def delay_part(rows: pd.DataFrame) -> None:
    """Draw how long after its first planned day a founding is held."""
    _ = state.wording()
    says = planning_method()
    st.header(_("How long after its first planned day is a founding held?"))
    found = _delays(rows)
    said = delay_words(found)
    finding(said)
    if found.planned >= says.min_planned and found.founded:
        chance = chances_words(says.interval_share)
        figure = delay_chart(found, chance=chance, words=_)
        show_chart(figure, said=said, key="delay_chart")
        title = _("How long after its first planned day is a founding held?")
        chart_download(title, said, chart="delay_chart", name="jahiziya-delay-chart")
    note(
        _(
            "A founding that has not been held counts for as long as it has waited (estimate of "
            "Kaplan and Meier)."
        )
    )


def province_rows(found: Sequence[Outlook], planned_by: dict[str, int]) -> Table:
    """Return the provinces: pace, when it ends, what the day asks for, and the next step."""
    _ = state.wording()
    rows = pd.DataFrame(
        [{"unit_code": one.unit_code, "one": one, "planned": planned_by.get(one.unit_code, 0)}
         for one in found]
    )  # fmt: skip
    return table(
        rows,
        [
            columns.text_column(_("Province or prefecture"), _name),
            TableColumn(_("Empty places"), _empty_words, lambda row: row.one.empty, "number"),
            _number(_("Foundings in 12 months"), lambda row: row.one.pace.foundings, 0),
            TableColumn(_("A month"), _rate_words, lambda row: row.one.pace.observed, "number"),
            TableColumn(_("All covered"), _finish_words, _finish_day),
            _number(_("Needed a month"), lambda row: row.one.needed, 1),
            TableColumn(_("Chances"), _chance_words, lambda row: row.one.chance),
            columns.text_column(_("Next step"), _step_words),
        ],
        caption=_("The pace of each province"),
        id_column="unit_code",
    )


def _past(unit_code: str, as_of: dt.date) -> Counted:
    days = month_ends_before(as_of, _PAST_MONTHS)
    rows = state.series("coverage_series", days)
    here = rows[rows["unit_code"] == unit_code].sort_values("as_of")
    return Counted([columns.day(day) for day in here["as_of"]], [float(n) for n in here["covered"]])


@st.cache_data(show_spinner=False, max_entries=64)
def _estimated(days: tuple[int, ...], founded: tuple[bool, ...], share: float) -> Delays:
    return delays(days, founded, share)


def _delays(rows: pd.DataFrame) -> Delays:
    days = tuple(int(n) for n in rows["delay_days"])
    founded = tuple(bool(one) for one in rows["is_founded"])
    return _estimated(days, founded, planning_method().interval_share)


def _said(past: Counted, plan: Counted, one: Outlook) -> str:
    """Return the chart in words, made of its own points."""
    _ = state.wording()
    was = _(
        "Places covered: {before} on {first}, {now} on {last}, of {all}.",
        before=round(past.places[0]),
        first=past.days[0],
        now=round(past.places[-1]),
        last=past.days[-1],
        all=one.places,
    )
    if len(plan.days) == 1:
        return f"{was} {finish_words(one)} {_('Nothing is planned.')}"
    coming = _("By the agenda they are {n} on {day}.", n=round(plan.places[-1]), day=plan.days[-1])
    return f"{was} {finish_words(one)} {coming}"


def _count_words(one: Outlook) -> str:
    _ = state.wording()
    months = planning_method().window_months
    return _.count(
        "{n} in the last {months} months", "{n} in the last {months} months",
        one.pace.foundings, months=months,
    )  # fmt: skip


def _name(row: Any) -> str:
    return register().unit_name(row.unit_code, state.view().lang)


def _number(label: str, value: Any, decimals: int) -> TableColumn:
    _ = state.wording()
    return TableColumn(label, lambda row: _.number(value(row), decimals), value, "number")


def _empty_words(row: Any) -> str:
    _ = state.wording()
    if not row.one.unknown:
        return _.number(row.one.empty)
    return _("{n}, unknown: {unknown}", n=row.one.empty, unknown=row.one.unknown)


def _rate_words(row: Any) -> str:
    _ = state.wording()
    if not row.one.is_enough:
        return _("Too few")
    bounds = row.one.pace.rate(planning_method().interval_share)
    return _(
        "{rate} ({low} to {high})",
        rate=_.number(row.one.pace.observed, 1),
        low=_.number(bounds.low, 1),
        high=_.number(bounds.high, 1),
    )


def _finish_words(row: Any) -> str:
    _ = state.wording()
    done = row.one.finish
    if row.one.empty == 0:
        return _("Every place known is covered.")
    if done is None:
        return _("Too few")
    if done.middle is None:
        return _("too far to say")
    if done.high is None:
        return _("{month} (from {low})", month=_.month(done.middle), low=_.month(done.low))
    return _(
        "{month} ({low} to {high})",
        month=_.month(done.middle), low=_.month(done.low), high=_.month(done.high),
    )  # fmt: skip


def _finish_day(row: Any) -> dt.date | None:
    done = row.one.finish
    if row.one.empty == 0:
        return state.view().day
    return done.middle if done else None


def _chance_words(row: Any) -> str:
    _ = state.wording()
    if row.one.empty == 0:
        return _("done")
    return _("Too few") if row.one.chance is None else in_ten(row.one.chance)


def _step_words(row: Any) -> str:
    """Return what a province does next: report, plan more foundings, or hold those planned."""
    _ = state.wording()
    missing = row.one.empty - row.planned
    if missing > 0:
        return _.count("Programme {n} more", "Programme {n} more", missing)
    if row.one.empty:
        return _("Hold the foundings planned")
    if row.one.unknown:
        return _("Send the monthly return")
    return _("Nothing is due")
