"""The papers of the party as tables: how far each came down, by unit and by province."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import state
from dashboard.figures.grid_table import GridCell, grid_table
from dashboard.figures.tables import Table, TableColumn, records, table
from dashboard.followup.paper import place_name
from dashboard.screens import _columns as columns
from dashboard.screens._text import dated
from dashboard.wording import N_
from dashboard.wording.terms import LEVEL_WORDS

STATES = {
    "decided": N_("decided on"),
    "discussed": N_("discussed"),
    "part": N_("discussed in part"),
    "silent": N_("silent"),
    "early": N_("too early to tell"),
    "no_body": N_("no body there"),
    "unknown": N_("not reported"),
}
_STEPS = {
    "decided": N_("Follow the decision until it is done"),
    "discussed": N_("Decide what is done here: an owner and a day"),
    "part": N_("Put it before the arrondissements that have not met on it"),
    "silent": N_("Put it on the agenda of its next meeting"),
    "early": N_("Put it on the agenda of its next meeting"),
    "no_body": N_("Found a local secretariat, or let a neighbour's cover it"),
    "unknown": N_("Ask for its returns of meetings"),
}
_MOST_IN_GRID = 12  # papers, the newest
_LOOKS = {"silent": "hole", "unknown": "unknown", "early": "unknown"}


def paper_words(row: Any) -> str:
    """Return what a paper is known by: its day first, for a title may be in another script."""
    _ = state.wording()
    return _.join([_.date(columns.day(row.issued_on), "medium"), _.isolate(row.title)])


def paper_rows(rows: pd.DataFrame) -> Table:
    """Return every paper: from whom, by when, how many units discussed it, what comes next."""
    _ = state.wording()
    return table(
        rows,
        [
            columns.said_column(_("Title"), "title"),
            _of_units(_("Discussed"), "discussed"),
            _of_units(_("With a decision"), "decided"),
            _of_units(_("Silent"), "silent"),
            _of_units(_("Not reported"), "unknown"),
            columns.text_column(_("Next step"), _paper_step),
            TableColumn(_("Late by"), _late, lambda row: columns.number(row.days_late), "number"),
            columns.day_column(_("Due on"), "due_on", _("not said")),
            columns.said_column(_("What it asks for"), "action"),
            columns.value_column(_("Kind"), "directives.kind", "kind"),
            columns.value_column(_("Issued by"), "directives.body", "body"),
            columns.date_column(_("Issued on"), "issued_on"),
            columns.text_column(_("Source"), columns.source_words),
        ],
        caption=_("Communiqués, directives and notes, the newest first"),
        id_column="directive_id",
    )  # fmt: skip


def cascade_rows(rows: pd.DataFrame, title: str) -> Table:
    """Return the units that one paper must reach, from the region down, with the next step."""
    _ = state.wording()
    return table(
        rows,
        [
            columns.text_column(_("Place"), lambda row: place_name(row.unit_code, _)),
            columns.text_column(_("Level of the place"), lambda row: _(LEVEL_WORDS[row.grain])),
            columns.text_column(_("Province"), lambda row: place_name(row.province_code, _)),
            columns.text_column(_("State"), _state),
            columns.day_column(_("Discussed on"), "discussed_on", "–"),
            columns.day_column(_("Decided on"), "decided_on", "–"),
            columns.text_column(_("Months returned since"), _months),
            columns.text_column(_("Next step"), lambda row: _(_STEPS[row.state])),
        ],
        caption=title,
        id_column="unit_code",
    )


def of_place(papers: pd.DataFrame, reach: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return the papers with the counts of one province or region, of `directive_reach`."""
    counts = ["units", "discussed", "decided", "silent", "early", "no_body", "unknown"]
    here = reach[reach["unit_code"] == unit].groupby("directive_id")[counts].sum()
    told = papers.drop(columns=counts).merge(here.reset_index(), on="directive_id", how="left")
    told["days_late"] = told["days_late"].where(told["decided"] != told["units"])
    return told


def province_grid(papers: pd.DataFrame, stood: pd.DataFrame, reach: pd.DataFrame) -> str:
    """Return each paper over the provinces: what the province did, and how many communes.

    Args:
        papers: rows of `directive_register`, those of the grid alone.
        stood: rows of `directive_cascade`.
        reach: rows of `directive_reach`.
    """
    _ = state.wording()
    own = stood[stood["grain"] == "province"]
    units = list(dict.fromkeys(own["unit_code"]))
    states = {(row.directive_id, row.unit_code): row.state for row in records(own)}
    inside = reach[reach["level"] == "commune"]
    counts = {(row.directive_id, row.unit_code): row for row in records(inside)}
    lines = [
        (paper_words(paper),
         [_cell(states[paper.directive_id, unit], counts[paper.directive_id, unit])
          for unit in units])
        for paper in records(papers[papers["units"] > 0].head(_MOST_IN_GRID))
    ]  # fmt: skip
    names = [place_name(unit, _) for unit in units]
    caption = _.count(
        "The newest paper by province: what the province did, and its communes",
        "The {n} newest papers by province: what the province did, and its communes",
        len(lines),
    )
    return grid_table(dated(caption), [_("Title"), *names], lines) if lines else ""


def _cell(code: str, communes: Any) -> GridCell:
    _ = state.wording()
    n, units = int(communes.discussed), int(communes.units)
    behind = _("communes: {n} of {all}", n=n, all=units)
    return GridCell(_(STATES[code]), behind, _LOOKS.get(code, ""), weight=n / units)


def _of_units(title: str, field: str) -> TableColumn:
    _ = state.wording()

    def words(row: Any) -> str:
        units = columns.number(row.units)
        if units is None:
            return _("not followed")
        return _("{n} of {all}", n=int(getattr(row, field)), all=int(units))

    return TableColumn(title, words, lambda row: columns.number(getattr(row, field)), "number")


def _late(row: Any) -> str:
    _ = state.wording()
    late = columns.number(row.days_late)
    if late is None:
        return _("no day is due") if columns.day(row.due_on) is None else _("not late")
    return _.count("{n} day", "{n} days", int(late)) if late else _("not late")


def _paper_step(row: Any) -> str:
    _ = state.wording()
    if columns.number(row.units) is None:
        return _("The body names no territory: follow it by hand")
    if row.decided == row.units:
        return _("Decided on everywhere: follow the decisions")
    if row.silent:
        return _("Put it on the agendas of those that are silent")
    if row.unknown:
        return _("Ask for the returns that are missing")
    return _("Turn what was discussed into decisions")


def _state(row: Any) -> str:
    _ = state.wording()
    if row.state != "part":
        return _(STATES[row.state])
    return _("discussed in {n} of {all} arrondissements", n=int(row.parts_discussed),
             all=int(row.parts))  # fmt: skip


def _months(row: Any) -> str:
    _ = state.wording()
    return _("{n} of {all}", n=int(row.months_known), all=int(row.months_asked))
