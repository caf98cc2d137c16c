"""What is entered about elections: a day that is published, a by-election, a new election.

Nobody types an id: kind, cycle and place make it, and a day that comes later does not change it.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.contracts import contracts
from dashboard.elections.kinds import kinds
from dashboard.elections.seat_rule import seat_rules
from dashboard.elections.units import units
from dashboard.figures.tables import records
from dashboard.intake.election_ids import by_election_id, election_of, general_id
from dashboard.intake.known import Known
from dashboard.screens._elections_words import election_name, kind_words
from dashboard.screens._row_entry import changed_row, new_row, what_is_entered
from dashboard.screens._row_fields import place_labels
from dashboard.screens._text import note

_DAYS = (
    "date_status",
    "polling_on",
    "rolls_close_on",
    "nominations_open_on",
    "nominations_close_on",
    "campaign_open_on",
    "basis",
    "source",
)
_NEW = ("date_status", "polling_on", "basis", "source")
_CYCLES_AHEAD = 8  # years offered for a new election


def entry_part(rows: pd.DataFrame) -> None:
    """Draw the choice of what is entered, its form, and what the last one wrote."""
    _ = state.wording()
    words = {
        "day": _("The day of an election, or what became of it"),
        "by": _("A by-election"),
        "new": _("A new general election"),
    }
    chosen = what_is_entered(("elections",), words)
    if chosen == "day":
        _day(rows)
    elif chosen == "by":
        _by_election(rows)
    elif chosen == "new":
        _general()


def _day(rows: pd.DataFrame) -> None:
    _ = state.wording()
    left = [row.election_id for row in records(rows)]
    if not left:
        note(_("No election is stored: enter it first."))
        return
    names = {code: election_name(code) for code in left}
    code = st.selectbox(_("Election"), left, format_func=lambda one: names[one], key="election_row")
    note(_("The day changes nothing else: seats, candidacies and stations stay with the election."))
    changed_row("elections", {"election_id": code}, _DAYS)


def _by_election(rows: pd.DataFrame) -> None:
    _ = state.wording()
    kind = _kind()
    known = {_cycle(row) for row in records(rows) if row.kind == kind}
    cycles = sorted((year for year in known if year), reverse=True) or [state.today().year]
    cycle = st.selectbox(
        _("Cycle of the council"), cycles, format_func=lambda year: _.isolate(str(year)),
        key=f"by_cycle_{kind}",
    )  # fmt: skip
    codes = [one.unit_code for one in units(kind, cycle, seat_rules())]
    names = place_labels(codes)
    unit = st.selectbox(
        _("Constituency or commune"), codes, format_func=lambda code: names[code],
        key=f"by_unit_{kind}",
    )  # fmt: skip
    code = by_election_id(kind, cycle, unit, _stored())
    preset = {"election_id": code, "kind": kind, "is_by_election": "true"}
    new_row("elections", _NEW, preset)


def _general() -> None:
    _ = state.wording()
    kind, now = _kind(), state.today().year
    cycles, stored = range(now, now + _CYCLES_AHEAD), _stored()
    cycle = st.selectbox(
        _("Cycle: the year it is due"), cycles, format_func=lambda year: _.isolate(str(year)),
        key=f"new_cycle_{kind}",
    )  # fmt: skip
    code = general_id(kind, cycle)
    if code in stored:
        note(_("This election is stored already: enter its day, or a by-election."))
        return
    new_row("elections", _NEW, {"election_id": code, "kind": kind, "is_by_election": "false"})


def _stored() -> frozenset[str]:
    """Return the ids of every election stored now, whatever day the page looks back to."""
    held = Known(state.store().cursor(), contracts()["elections"]).current.values()
    return frozenset(str(row["election_id"]) for row in held)


def _kind() -> str:
    _ = state.wording()
    offered = [code for code in contracts()["elections"].by_name["kind"].by_code if code in kinds()]
    words = {code: kind_words(code) for code in offered}
    return str(
        st.selectbox(
            _("Kind of election"), offered, format_func=lambda one: words[one], key="election_kind"
        )
    )


def _cycle(row: object) -> int | None:
    said = election_of(str(getattr(row, "election_id", "")))
    return said.cycle if said else None
