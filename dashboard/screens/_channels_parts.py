"""The parts of the page of channels: the matrix, the chain, the boards, who was never carried."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.grid_table import GridCell, grid_table
from dashboard.figures.tables import records
from dashboard.screens import _columns as columns
from dashboard.screens._channels_tables import (
    STEP_WORDS,
    need_rows,
    sector_words,
    uncarried_rows,
)
from dashboard.screens._correction import correction
from dashboard.screens._export import export_buttons
from dashboard.screens._nothing import nothing
from dashboard.screens._table import show_table
from dashboard.screens._text import dated, note, sentence
from dashboard.territory.register import register
from dashboard.wording import N_

_LOOKS = {"hole": "hole", "partial": "unknown", "unknown": "unknown"}
_EMPTY = {
    "hole": N_("no request"),
    "partial": N_("none known"),
    "unknown": N_("not reported"),
}
_TAKEN = {
    "parliamentarian": N_("From need to parliamentarian"),
    "ministry": N_("From parliamentarian to ministry"),
    "answered": N_("From ministry to answer"),
    "fed_back": N_("From answer to commune"),
}


def matrix_part(rows: pd.DataFrame) -> None:
    """Draw sectors over provinces: requests of 12 months, answers, days; holes in words."""
    _ = state.wording()
    if rows.empty:
        nothing(
            _("No list of sectors holds on this day: enter the sectors of the government below."),
            "sectors",
        )
        return
    units = list(dict.fromkeys(rows.sort_values(["grain", "unit_code"])["unit_code"]))
    names = [register().unit_name(code, _.language) for code in units]
    lines = []
    for _code, found in rows.groupby("sector_code", sort=False):
        by_unit = {row.unit_code: row for row in records(found)}
        lines.append((_sector_name(records(found)[0]), [_cell(by_unit[code]) for code in units]))
    st.html(grid_table(dated(_("Requests of the last 12 months")), [_("Sector"), *names], lines))
    holes = int((rows["state"] == "hole").sum())
    sentence(
        _.count(
            "{n} pair of sector and province has had no request in 12 months.",
            "{n} pairs of sector and province have had no request in 12 months.",
            holes,
        )
    )
    note(
        _(
            "A cell holds the requests, those answered, and the median days to the answer. The "
            "region's column holds its own alone. «None known»: some months are not reported."
        )
    )


def share_sentence(rows: pd.DataFrame, indicator: str) -> str:
    """Return the share of an indicator in the place of the view, or why there is none."""
    _ = state.wording()
    unit = state.view().province or state.settings().region_code
    (row,) = records(rows[(rows["indicator"] == indicator) & (rows["unit_code"] == unit)])
    if not row.is_known:
        return _("The share is not known: months of its window are not reported.")
    met, due = int(row.numerator), int(row.denominator)
    if due == 0:
        return _("No case is old enough to be counted.")
    share = _.share(met / due)
    if indicator == "liaison_answered":
        return _(
            "{n} of {all} requests were answered in 60 days ({share}).", n=met, all=due, share=share
        )
    return _("{n} of {all} needs were fed back ({share}).", n=met, all=due, share=share)


def chain_part(rows: pd.DataFrame) -> None:
    """Draw the days at each step of the chain in the place of the view: median, of how many."""
    unit = state.view().province or state.settings().region_code
    mine = records(rows[rows["unit_code"] == unit])
    st.html(f'<dl class="jz-figures">{"".join(_figure(row) for row in mine)}</dl>')
    _ = state.wording()
    note(
        _(
            "Needs of the last 545 days. A median needs both days; a step taken without its day is "
            "counted and not timed."
        )
    )


def boards_part(rows: pd.DataFrame, *, is_province: bool) -> None:
    """Draw the board of a step, the oldest first, and the way to correct a row."""
    _ = state.wording()
    counts = rows["step"].value_counts()
    words = {
        one: f"{_(said)} ({_.number(int(counts.get(one, 0)))})" for one, said in STEP_WORDS.items()
    }
    step = st.selectbox(_("Step"), list(words), format_func=lambda one: words[one], key="board")
    shown = rows[rows["step"] == step]
    if shown.empty:
        nothing(_("No need stands at this step."), "advocacy_items")
        return
    caption = _("Needs at one step, those waiting longest first")
    show_table(need_rows(shown, caption, with_summary=is_province), key="needs")
    exported = partial(need_rows, shown, caption, with_summary=False)
    export_buttons(exported, name="jahiziya-advocacy", key="needs_export")
    correction("advocacy_items", shown)


def uncarried_part(rows: pd.DataFrame) -> None:
    """Draw the communes and the sectors that no need was carried for in 12 months."""
    _ = state.wording()
    communes = rows[rows["kind"] == "commune"]
    sectors = rows[rows["kind"] == "sector"]
    sentence(
        _.count(
            "No need of {n} commune was carried in the last 12 months, as far as is reported.",
            "No need of {n} communes was carried in the last 12 months, as far as is reported.",
            len(communes),
        )
    )
    if len(sectors):
        names = _.join([_sector_of(row) for row in records(sectors)])
        sentence(_("Nor to these sectors: {names}.", names=names))
    if rows.empty:
        return
    shown = uncarried_rows(rows)
    show_table(shown, key="uncarried")
    export_buttons(shown, name="jahiziya-never-carried", key="uncarried_export")


def _sector_of(row: Any) -> str:
    return columns.value_words("liaison_requests", "sector_code", row.subject)


def _sector_name(row: Any) -> str:
    _ = state.wording()
    name = columns.local(row, "name") or sector_words(row)
    return name if row.is_listed else _("{name} (not on the list)", name=name)


def _cell(row: Any) -> GridCell:
    _ = state.wording()
    if row.state != "asked":
        return GridCell(_(_EMPTY[row.state]), look=_LOOKS[row.state])
    said = [_.count("{n} answered", "{n} answered", int(row.answered))]
    if row.open:
        said.append(_.count("{n} open", "{n} open", int(row.open)))
    if columns.number(row.median_days) is not None:
        said.append(_.count("{n} day", "{n} days", round(row.median_days)))
    return GridCell(_.number(int(row.requests)), _.join(said), weight=int(row.requests))


def _figure(row: Any) -> str:
    _ = state.wording()
    median, timed = columns.number(row.median_days), int(row.timed)
    key = _("unknown") if median is None else _.count("{n} day", "{n} days", round(median))
    behind = [
        _.count("median of {n} need", "median of {n} needs", timed)
        if timed
        else _("no need has both days"),
        _.count("{n} waits before it", "{n} wait before it", int(row.waiting)),
    ]
    if row.passed > timed:
        untimed = int(row.passed) - timed
        behind.append(_.count("{n} without its day", "{n} without their day", untimed))
    lines = "".join(f"<dd>{one}</dd>" for one in behind)
    return (
        f'<div class="jz-figure"><dt>{_(_TAKEN[row.step])}</dt><dd class="key">{key}</dd>'
        f"{lines}</div>"
    )
