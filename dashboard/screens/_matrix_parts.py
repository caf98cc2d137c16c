"""The matrix of elections and provinces: a cell a pair, each a link to the map of that election."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.grid_table import GridCell, grid_table
from dashboard.figures.tables import Table, records, table
from dashboard.readiness.profiles_said import ORGANISATIONAL, PROFILES
from dashboard.screens import _columns as columns
from dashboard.screens._elections_words import election_name, kind_words
from dashboard.screens._export import export_buttons
from dashboard.territory.register import register

KINDS = tuple(name for name in PROFILES if name != ORGANISATIONAL)


def matrix_part(rows: pd.DataFrame) -> None:
    """Draw the matrix: provinces as rows, elections as columns."""
    _ = state.wording()
    by_pair = {(row.unit_code, row.profile): row for row in records(rows)}
    units = list(dict.fromkeys(rows["unit_code"]))
    language = _.language
    lines = [
        (register().unit_name(unit, language), [cell(by_pair[unit, kind]) for kind in KINDS])
        for unit in units
    ]
    headers = [_("Province or prefecture"), *(_heading(rows, kind) for kind in KINDS)]
    st.html(grid_table(_caption(), headers, lines))


def matrix_export() -> None:
    """Offer the matrix as a file, without candidacies that are confidential."""
    _ = state.wording()
    rows = state.answer("election_matrix", profile=KINDS, sees_candidacies=False)
    here = state.view().province
    listed = matrix_rows(rows[rows["unit_code"] == here] if here else rows)
    scores = _("Scores: of each kind of election, without candidacies that are confidential.")
    export_buttons(listed, name="jahiziya-election-matrix", key="matrix_export", scores=scores)


def cell(row: Any) -> GridCell:
    """Return a cell: class, range and reliability; what is unknown says so and has no colour."""
    _ = state.wording()
    if isinstance(row.state, str):
        look = "" if row.state == "not_applicable" else "unknown"
        return GridCell(columns.state_words(row.state), look=look, link=_link(row) if look else "")
    low_high = columns.range_words(row)
    reliability = _("reliability {n}", n=round(row.reliability))
    number = int(row.class_no)
    return GridCell(
        columns.class_words(row),
        _.join([low_high, reliability]),
        colour=f"readiness.{number}",
        ink=f"readiness_text.{number}",
        link=_link(row),
    )


def matrix_rows(rows: pd.DataFrame) -> Table:
    """Return the matrix as a table, a row a pair: the twin for files."""
    _ = state.wording()
    return table(
        rows,
        [
            columns.text_column(_("Election"), _election),
            columns.name_column(_("Province or prefecture")),
            columns.class_column(_("Class of the low end")),
            columns.range_column(_("Range of the score, of 100")),
            columns.number_column(_("Reliability, of 100"), "reliability"),
            columns.date_column(_("Polling day"), "polling_on"),
        ],
        caption=_caption(),
        id_column="unit_code",
    )


def _caption() -> str:
    _ = state.wording()
    return _("Readiness by election and province, as of {day}", day=state.view().day)


def _heading(rows: pd.DataFrame, kind: str) -> str:
    """Return the election a column stands for, and that it is over where it is."""
    _ = state.wording()
    row = records(rows[rows["profile"] == kind])[0]
    if row.is_past and columns.day(row.polling_on):
        return _("{election}, as at polling day", election=_election(row))
    return _election(row)


def _election(row: Any) -> str:
    known = isinstance(row.election_id, str)
    return election_name(row.election_id) if known else kind_words(row.profile)


def _link(row: Any) -> str:
    """Return the address of the map of that election, of the row's province."""
    province = row.unit_code if row.grain == "province" else None
    view = replace(state.view(), profile=row.profile, province=province, commune=None, layer=None)
    return f"./readiness?{urlencode(view.params())}"
