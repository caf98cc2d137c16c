"""How elections are named, and how far a day is: always between two days that are both said."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dashboard import state
from dashboard.elections.basis import BASES
from dashboard.intake.election_ids import election_of
from dashboard.screens import _columns as columns
from dashboard.territory.register import register


def kind_words(kind: str) -> str:
    """Return the name of a kind of election."""
    return columns.value_words("elections", "kind", kind)


def election_name(election_id: str) -> str:
    """Return an election in words: kind and cycle; a by-election also where, and its number."""
    _ = state.wording()
    said = election_of(election_id)
    if said is None:
        return _.isolate(election_id)
    name = _("{kind} {cycle}", kind=kind_words(said.kind), cycle=_.isolate(str(said.cycle)))
    if said.unit is None:
        return name
    return _(
        "By-election: {election}, {place} ({number})",
        election=name,
        place=register().unit_name(said.unit, _.language),
        number=said.number,
    )


def between(today: dt.date, day: dt.date) -> str:
    """Return the days between two days, both named: never «in 47 days» of a page read later."""
    _ = state.wording()
    first, last = min(today, day), max(today, day)
    return _.count("{n} day from {first} to {last}.", "{n} days from {first} to {last}.",
                   (last - first).days, first=first, last=last)  # fmt: skip


def state_words(row: Any) -> str:
    """Return what is known of an election's day: held, official, expected, unknown, or gone by."""
    if row.state == "gone_by":
        return state.wording()("Gone by, no outcome said")
    return columns.value_words("elections", "date_status", row.date_status)


def basis_words(basis: Any) -> str:
    """Return whether something is sourced, inferred, assumed or unknown."""
    return state.wording()(BASES[basis if basis in BASES else "unknown"])


def polling_words(row: Any) -> str:
    """Return polling day with what it is worth, or that none is published."""
    _ = state.wording()
    day = columns.day(row.polling_on)
    if day is None:
        return _("day not published")
    if row.state == "expected":
        return _("{day} (expected)", day=_.date(day, "medium"))
    return _.date(day, "medium")
