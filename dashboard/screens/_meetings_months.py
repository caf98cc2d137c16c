"""Whether the bodies meet more: meetings held by month and province, silence beside them."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.grid_table import GridCell, grid_table
from dashboard.figures.tables import records
from dashboard.screens import _columns as columns
from dashboard.screens._text import dated, note
from dashboard.territory.register import register


def months_part(rows: pd.DataFrame) -> None:
    """Draw the meetings held in each of the last twelve months, a row a province."""
    _ = state.wording()
    st.header(_("Do the bodies meet more, month by month?"))
    units = list(dict.fromkeys(rows["unit_code"]))
    months = sorted(set(rows["month"]))
    by_cell = {(row.unit_code, row.month): row for row in records(rows)}
    headers = [_("Province or prefecture"), *(_.month(columns.day(one)) for one in months)]
    lines = [
        (register().unit_name(code, _.language), [_cell(by_cell[code, one]) for one in months])
        for code in units
    ]
    st.html(grid_table(dated(_("Meetings held by month")), headers, lines))
    note(
        _("Meetings held up to {day} by the bodies seated in the province; the row of the region "
          "holds its own alone. Below: the share of the adults whose communes returned the month; "
          "where it is under 100 % a 0 is no «none».", day=state.view().day)
    )  # fmt: skip


def _cell(row: Any) -> GridCell:
    _ = state.wording()
    share = columns.number(row.known_share) or 0.0
    if row.held == 0 and share == 0:
        return GridCell(_("not reported"), look="unknown")
    whole = share > 1 - 1e-9  # 99.7 % is not all of it: cut off, never rounded up
    behind = "" if whole else _("reported: {share}", share=_.share(math.floor(share * 100) / 100))
    return GridCell(_.number(int(row.held)), behind, weight=int(row.held))
