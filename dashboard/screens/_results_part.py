"""Past results as a context layer, drawn only when asked for: a map and a table, no score."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.elections.seat_rule import seat_rules
from dashboard.elections.units import units
from dashboard.figures.map_table import MapTable
from dashboard.figures.result_layer import result_layer
from dashboard.figures.tables import records
from dashboard.intake.election_ids import election_of
from dashboard.screens import _columns as columns
from dashboard.screens._correction import correction
from dashboard.screens._elections_words import election_name
from dashboard.screens._export import export_buttons
from dashboard.screens._mandates_tables import result_rows, vote_share
from dashboard.screens._map import readiness_map
from dashboard.screens._map_files import map_download
from dashboard.screens._menu import script
from dashboard.screens._nothing import nothing
from dashboard.screens._own_part import named
from dashboard.screens._row_entry import new_row, tell_saved
from dashboard.screens._row_fields import place_labels
from dashboard.screens._seats_parts import MAPPED
from dashboard.screens._table import show_table
from dashboard.screens._text import note, sentence
from dashboard.territory.register import register
from dashboard.wording import Language, wording

_FIELDS = ("registered", "voters", "valid_votes", "party_votes", "party_seats")


def results_part() -> None:
    """Draw the switch, and behind it the results of one past election."""
    _ = state.wording()
    st.header(_("What were the results before?"))
    if not st.toggle(_("Show past results, as a context"), key="results_shown"):
        note(_("A context: no result is in a score, and nothing here is a forecast."))
        return
    tell_saved("results")
    rows = state.answer("results_published")
    if now := state.view().province:
        rows = rows[rows["unit_code"].isin(register().units_within(now))]
    if rows.empty:
        note(_("No past result is stored here: bring in a file of the table of results, or enter "
               "one below."))  # fmt: skip
        st.page_link(script("data"), label=_("Bring in a file"),
                     query_params=state.view().params())  # fmt: skip
    else:
        _one_election(rows)
    if st.toggle(_("Enter a result"), key="results_enter"):
        _entry()


def _one_election(rows: pd.DataFrame) -> None:
    _ = state.wording()
    ids = list(dict.fromkeys(rows["election_id"]))
    names = {code: election_name(code) for code in ids}
    chosen = st.selectbox(
        _("Past election"), ids, format_func=lambda code: names[code], key="result_election"
    )
    shown = rows[rows["election_id"] == chosen]
    kind = str(shown["kind"].iloc[0])
    sentence(_sums(shown, names[chosen]))
    if kind in MAPPED:
        now = state.view()
        version = (state.data_version(), now.day, now.known_until, state.scope(), chosen)
        drawn = _map_table(version, state.view().lang, kind, state.view().province, shown)
        province = state.view().province if kind == "communal" else None
        readiness_map(
            drawn,
            layer="result_share",
            province=province,
            wording=_,
            key=f"results_map_{kind}",
        )
        map_download(
            drawn,
            "result_share",
            name=f"jahiziya-results-{kind}",
            key=f"results_map_{kind}_export",
            province=province,
        )
    listed = result_rows(shown, names[chosen])
    show_table(listed, key="results")
    export_buttons(listed, name=f"jahiziya-results-{kind}", key="results_export")
    note(_("As published: what is not published is unknown, never zero. No turnout is computed."))
    correction("results", shown)


@st.cache_resource(show_spinner=False, max_entries=16)
def _map_table(
    version: tuple[object, ...],
    language: Language,
    kind: str,
    province: str | None,
    _rows: pd.DataFrame,
) -> MapTable:
    shares = {row.unit_code: vote_share(row) for row in records(_rows)}
    known = {code: share for code, share in shares.items() if share is not None}
    polling = columns.day(_rows["polling_on"].iloc[0])
    codes = _codes(kind)
    drawn = {code: share for code, share in known.items() if code in codes}
    return MapTable(tuple(codes), (result_layer(drawn, polling, wording(language)),), MAPPED[kind])


def _codes(kind: str) -> list[str]:
    """Return the units the map draws: those of the kind that lie side by side."""
    found = [one.unit_code for one in units(kind, state.view().day.year, seat_rules())]
    return named([code for code in found if kind == "communal" or code.startswith(f"{kind}:")])


def _sums(rows: pd.DataFrame, name: str) -> str:
    _ = state.wording()
    both = rows[rows["party_votes"].notna() & rows["valid_votes"].notna()]
    seats = rows["party_seats"].dropna()
    day = columns.day(rows["polling_on"].iloc[0])
    said = [_("{election}, {day}.", election=name, day=day or _("day not published"))]
    valid = int(both["valid_votes"].sum())
    if valid:
        said.append(
            _.count(
                "{votes} votes of {valid} valid ones in {n} unit published: {share}.",
                "{votes} votes of {valid} valid ones in {n} units published: {share}.",
                len(both),
                votes=int(both["party_votes"].sum()),
                valid=valid,
                share=_.share(float(both["party_votes"].sum()) / valid, 1),
            )
        )  # fmt: skip
    if len(seats):
        said.append(_.count("{n} seat in the units published.", "{n} seats in the units published.",
                            int(seats.sum())))  # fmt: skip
    return " ".join(said)


def _entry() -> None:
    _ = state.wording()
    elections = state.answer("elections_counted")
    past = [row for row in records(elections) if row.is_past]
    if not past:
        nothing(
            _("No past election is stored: enter it in the calendar of elections first."),
            "elections",
        )
        return
    names = {row.election_id: election_name(row.election_id) for row in past}
    code = st.selectbox(
        _("Past election"), list(names), format_func=lambda one: names[one], key="result_of"
    )
    codes = _units_of(code, next(row.kind for row in past if row.election_id == code))
    words = place_labels(codes)
    unit = st.selectbox(
        _("Unit"), codes, format_func=lambda one: words[one], key=f"result_unit_{code}"
    )
    new_row("results", _FIELDS, {"election_id": code, "unit_code": unit})


def _units_of(election_id: str, kind: str) -> Sequence[str]:
    said = election_of(election_id)
    if said is not None and said.unit is not None:
        return [said.unit]
    cycle = said.cycle if said else state.view().day.year
    return named([one.unit_code for one in units(kind, cycle, seat_rules())])
