"""The calculator's fields and tables: what is shared out, and what the votes given make."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.elections.allocation import (
    Allocation,
    Ballot,
    Base,
    allocate,
    votes_for_one_more,
)
from dashboard.elections.kinds import Kind, kinds
from dashboard.elections.list_votes import Published, published, read_votes, written
from dashboard.elections.seat_rule import seat_rules
from dashboard.elections.units import units
from dashboard.errors import UserError
from dashboard.figures.tables import Table, TableColumn, table
from dashboard.screens._columns import text_column
from dashboard.screens._elections_words import kind_words
from dashboard.screens._row_fields import place_labels
from dashboard.territory.register import register
from dashboard.wording import N_

_BASES: dict[Base, str] = {"registered": N_("registered voters"), "valid": N_("valid votes")}
_LISTS = ("legislative", "regional", "communal", "arrondissement")
_MOST_SEATS = 200


@dataclass(frozen=True)
class Asked:
    """What the fields ask: the ballot, the votes by list."""

    ballot: Ballot
    votes: dict[str, int]


def example_part() -> Published | None:
    """Draw the choice of a published result to start from; None starts empty."""
    _ = state.wording()
    codes = [None, *published()]

    def said(code: str | None) -> str:
        if code is None:
            return _("none: my own figures")
        one = published()[code]
        return _("{place}, {cycle}", place=register().unit_name(one.unit_code, _.language),
                 cycle=_.isolate(str(one.cycle)))  # fmt: skip

    code = st.selectbox(_("Start from a published result"), codes, format_func=said, key="example")
    return published()[code] if code else None


def fields(example: Published | None) -> Asked | None:
    """Draw the fields; return what they ask once there are votes.

    Raises:
        UserError: a line of votes cannot be read.
    """
    _ = state.wording()
    key = example.code if example else "own"
    seats, base, threshold = _ballot_of(example) if example else _ballot_of_unit()
    with st.container(horizontal=True):
        seats = st.number_input(_("Seats to share out"), 1, _MOST_SEATS, seats, key=f"seats_{key}")
        registered = st.number_input(
            _("Registered voters"), 0, None, (example and example.ballot.registered) or 0, step=1,
            key=f"registered_{key}", help=_("0: not known. The quota on registered needs them."),
        )  # fmt: skip
        percent = st.number_input(
            _("Threshold, in % of the valid votes"), 0.0, 50.0, 100 * threshold, step=0.5,
            key=f"threshold_{key}",
        )  # fmt: skip
    chosen = st.segmented_control(
        _("Quota reckoned on"), list(_BASES), format_func=lambda one: _(_BASES[one]), default=base,
        key=f"base_{key}",
    )  # fmt: skip
    text = st.text_area(
        _("Votes: a list a line, its name and then its votes"),
        written(example.votes) if example else "",
        placeholder="PAM 12 500\nRNI 11 200", height=220, key=f"votes_{key}",
    )  # fmt: skip
    votes = read_votes(text)
    if not votes:
        return None
    return Asked(Ballot(int(seats), chosen or base, int(registered) or None, percent / 100), votes)


def _ballot_of(example: Published) -> tuple[int, Base, float]:
    ballot = example.ballot
    return ballot.seats, ballot.base, ballot.threshold


def _ballot_of_unit() -> tuple[int, Base, float]:
    """Draw the choice of a unit; return its seats, and base and threshold of its kind."""
    _ = state.wording()
    with st.container(horizontal=True):
        words = {one: kind_words(one) for one in _LISTS}
        code = st.selectbox(
            _("Kind of election"), _LISTS, format_func=lambda one: words[one], key="list_kind"
        )
        kind: Kind = kinds()[code]
        known = [one for one in units(code, state.view().day.year, seat_rules())
                 if one.ballot == "list"]  # fmt: skip
        names = place_labels([one.unit_code for one in known])
        at = st.selectbox(
            _("Unit"), range(len(known)), format_func=lambda n: names[known[n].unit_code],
            key=f"list_unit_{code}",
        )  # fmt: skip
    return known[at].seats or 1, kind.quotient or "registered", kind.threshold or 0.0


def results(asked: Asked) -> tuple[Allocation, Table]:
    """Return what the votes make, and its table: seats, remainders, what one more seat takes.

    Raises:
        UserError: the figures cannot be shared out by.
    """
    _ = state.wording()
    found, other = allocate(asked.votes, asked.ballot), _other(asked)
    valid = sum(asked.votes.values())
    more = {name: votes_for_one_more(asked.votes, asked.ballot, name) for name in asked.votes}
    rows = pd.DataFrame({"name": [one.name for one in found.lists],
                         "of": pd.Series(list(found.lists), dtype=object)})  # fmt: skip
    columns = [
        text_column(_("List"), lambda row: _.isolate(row.name)),
        _number(_("Votes"), lambda row: row.of.votes),
        TableColumn(_("Share of the votes"), lambda row: _.share(row.of.votes / valid, 1),
                    lambda row: row.of.votes / valid, kind="number"),
        _number(_("Seats obtained"), lambda row: row.of.seats),
        _number(_("By whole quotas"), lambda row: row.of.by_quota),
        _number(_("By remainder"), lambda row: row.of.by_remainder),
        _number(_("Votes left over"), lambda row: round(row.of.remainder)),
        TableColumn(_("One more seat takes"), lambda row: _more(more[row.name]),
                    lambda row: more[row.name], kind="number"),
        text_column(_("Remark"), lambda row: _remark(row.of)),
    ]  # fmt: skip
    if other is not None:
        label = _("Seats on {base}", base=_(_BASES[_turned(asked.ballot.base)]))
        columns.insert(4, _number(label, lambda row: other.of(row.name).seats))
    return found, table(rows, columns, caption=_("Seats by list"), id_column="name")


def _other(asked: Asked) -> Allocation | None:
    """Return what the other base makes, None where it cannot be reckoned."""
    try:
        return allocate(asked.votes, replace(asked.ballot, base=_turned(asked.ballot.base)))
    except UserError:
        return None


def _turned(base: Base) -> Base:
    return "valid" if base == "registered" else "registered"


def said_of(asked: Asked, found: Allocation) -> str:
    """Return the quota and the seats given, in a sentence."""
    _ = state.wording()
    base = _(_BASES[asked.ballot.base])
    said = [
        _.count("{n} seat; one quota is {quota} votes, reckoned on {base}.",
                "{n} seats; one quota is {quota} votes, reckoned on {base}.",
                asked.ballot.seats, quota=round(found.quota), base=base)
    ]  # fmt: skip
    if found.undecided:
        said.append(
            _.count("{n} seat stands between lists that are level: the law's rule for that is "
                    "not applied here.",
                    "{n} seats stand between lists that are level: the law's rule for that is "
                    "not applied here.", found.undecided)
        )  # fmt: skip
    return " ".join(said)


def _number(label: str, value: Any) -> TableColumn:
    _ = state.wording()
    return TableColumn(label, lambda row: _.number(value(row)), value, kind="number")


def _more(votes: int | None) -> str:
    _ = state.wording()
    if votes is None:
        return _("out of reach")
    return _.count("{n} vote more", "{n} votes more", votes)


def _remark(one: Any) -> str:
    _ = state.wording()
    if one.is_below:
        return _("below the threshold")
    return _("level with another list") if one.is_tied else ""
