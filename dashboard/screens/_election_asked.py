"""Which election a page counts for: its kind, held by the view, and one election of that kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.elections.seat_rule import seat_rules
from dashboard.elections.seat_table import SeatRow, seat_rows
from dashboard.elections.units import units
from dashboard.figures.tables import records
from dashboard.intake.election_ids import election_of
from dashboard.screens._elections_words import election_name, kind_words

FIRST = "communal"  # the kind shown when the view names none


def kind_asked(offered: Sequence[str]) -> str:
    """Draw the choice of a kind of election; the view holds it."""
    _ = state.wording()
    listed = [FIRST, *(code for code in offered if code != FIRST)]
    words = {code: kind_words(code) for code in listed}
    return str(state.pick("profile", _("Kind of election"), listed, lambda code: words[code]))


def kind_shown(offered: Sequence[str]) -> str:
    """Return the kind of the view, the first where it is not among those offered."""
    asked = state.view().profile
    return asked if asked is not None and asked in offered else FIRST


def election_asked(rows: pd.DataFrame, kind: str) -> Any | None:
    """Draw the choice among elections of a kind where there are several; None where none is stored.

    `rows`: `elections_counted`. Those ahead stand first, general ones before by-elections.
    """
    _ = state.wording()
    found = records(rows[rows["kind"] == kind])
    found.sort(key=lambda row: (row.is_past, row.is_by_election))
    by_id = {row.election_id: row for row in found}
    if not by_id:
        return None
    words = {code: election_name(code) for code in by_id}
    if len(by_id) == 1:
        return next(iter(by_id.values()))
    chosen = st.selectbox(
        _("Election"), list(by_id), format_func=lambda code: words[code], key=f"counted_{kind}"
    )
    return by_id[chosen]


def by_election_unit(election: Any) -> str | None:
    """Return where a by-election is held; None for a general election."""
    said = election_of(election.election_id)
    return said.unit if said is not None else None


def seats_of(election: Any, given: pd.DataFrame) -> list[SeatRow]:
    """Return the seats of every unit of an election.

    Of a by-election, those given for its own unit: a reference knows the seats of a whole term.
    """
    said = election_of(election.election_id)
    cycle = said.cycle if said else state.view().day.year
    found = units(election.kind, cycle, seat_rules())
    if said is not None and said.unit is not None:
        own = [one for one in found if one.unit_code == said.unit]
        found = tuple(replace(one, seats=None, women=None, basis="unknown") for one in own)
    return seat_rows(found, records(given[given["election_id"] == election.election_id]), [])


def by_unit(rows: pd.DataFrame, election_id: str, column: str) -> dict[str, Any]:
    """Return the rows of one election by the code of their place."""
    return {getattr(row, column): row for row in records(rows[rows["election_id"] == election_id])}
