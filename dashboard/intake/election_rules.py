"""What elections and their seats ask beyond their contracts: ids, legal days, cycles, seats held.

The id of an election is its kind and cycle, `communal.2027`, never a date; that of a by-election
adds where it is and its number, `communal.2021.by.03.061.01.01.01`. So one kind has one general
election a cycle, and a day that is published later changes no id.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dashboard.contracts import Contract, contracts
from dashboard.errors import Named, Problem, Said
from dashboard.intake.checks import Standing, titled
from dashboard.intake.election_ids import ElectionId, election_of, general_id
from dashboard.intake.election_units import (
    OF_A_UNIT,
    outside_its_kind,
    unit_expected,
    units_of_kind,
)
from dashboard.intake.faults import Place, error, warning
from dashboard.intake.uploads import Upload

_FIRST_CYCLE, _LAST_CYCLE = 1960, 2099  # the first communal elections; what a file may still mean
_BEFORE_POLLING = ("rolls_close_on", "nominations_open_on", "nominations_close_on")
_PUBLISHED = ("held", "official")
_SHORTEST_TERM = 4  # years: closer than that, two general elections are not two terms
Rows = Mapping[tuple[Any, ...], Mapping[str, Any]]


def check_elections(
    upload: Upload, contract: Contract, standings: Sequence[Standing], stored: Rows
) -> Iterator[Problem]:
    """Yield what rows of elections, or of their seats, have wrong."""
    if contract.table == "elections":
        for standing in standings:
            yield from _identity(standing)
            yield from _late_days(contract, standing)
            yield from _held_ahead(standing, upload.today)
        yield from _neighbours(standings, stored)
    if contract.table in OF_A_UNIT:
        for standing in standings:
            yield from outside_its_kind(contract, standing)
    if contract.table == "seats" and standings:
        held = _held(upload.known("mandates").current)
        for standing in standings:
            yield from _below_held(standing, held)


def _identity(standing: Standing) -> Iterator[Problem]:
    code, kind = str(standing.now["election_id"]), standing.now.get("kind")
    said, is_by = election_of(code), bool(standing.now.get("is_by_election"))
    at = Place(standing.row, "election_id")
    kinds = contracts()["elections"].by_name["kind"].by_code
    if said is None or said.kind not in kinds or (said.unit is not None) != is_by:
        expected = (
            Said("kind.cycle.by.territory.number: {example}",
                 example="communal.2021.by.03.061.01.01.01")
            if is_by
            else Said("kind.cycle: {example}", example="communal.2027")
        )  # fmt: skip
        yield error(
            "election.id_form",
            Said("The id of an election is its kind and cycle; that of a by-election also says "
                 "where, and its number."),
            Said("Correct the id. One kind has one general election a cycle: another one is a "
                 "by-election."),
            at=at, found=code, expected=expected,
        )  # fmt: skip
    elif kind is not None and said.kind != kind:
        yield error(
            "election.id_kind",
            Said("The id names another kind of election than the row."),
            Said("Correct one of the two."),
            at=at, found=code, expected=Named(kinds[str(kind)].labels),
        )  # fmt: skip
    else:
        yield from _cycle_and_unit(said, at)


def _cycle_and_unit(said: ElectionId, at: Place) -> Iterator[Problem]:
    if not _FIRST_CYCLE <= said.cycle <= _LAST_CYCLE:
        first, last = str(_FIRST_CYCLE), str(_LAST_CYCLE)
        yield error(
            "election.cycle",
            Said("The cycle of this election is no year in which one can be."),
            Said("Give the year in which the general election is due."),
            at=at, found=f"{said.cycle:04}",
            expected=Said("a year from {first} to {last}", first=first, last=last),
        )  # fmt: skip
    elif said.unit is not None and said.unit not in units_of_kind(said.kind):
        yield error(
            "election.id_unit",
            Said("The id of this by-election names no unit in which this kind is elected."),
            Said("Correct the part of the id after «by»."),
            at=at, found=said.unit, expected=unit_expected(said.kind),
        )  # fmt: skip


def _held_ahead(standing: Standing, today: dt.date) -> Iterator[Problem]:
    """An election that is held before its day would close its term and show its candidacies."""
    polling = standing.now.get("polling_on")
    is_given = {"date_status", "polling_on"} & standing.given
    if standing.now.get("date_status") != "held" or not is_given or not polling or polling <= today:
        return
    is_said = "date_status" in standing.given
    yield error(
        "election.held_ahead",
        Said("This election is said to be held, and its polling day has not come."),
        Said("Correct the day, or say that its day is official or expected."),
        at=Place(standing.row, "date_status" if is_said else "polling_on"),
        found="held" if is_said else polling,
        expected=Said("polling day not after {today}", today=today),
    )


def _late_days(contract: Contract, standing: Standing) -> Iterator[Problem]:
    polling = standing.now.get("polling_on")
    for name in _BEFORE_POLLING:
        day = standing.now.get(name)
        if not (polling and day and day > polling and {name, "polling_on"} & standing.given):
            continue
        yield error(
            "election.day_after_polling",
            Said("This legal day comes after polling day."),
            Said("Correct one of the two dates."),
            at=Place(standing.row, name),
            found=day,
            expected=Said("not after {polling} ({column})", polling=polling,
                          column=titled(contract, "polling_on")),
        )  # fmt: skip


def _neighbours(standings: Sequence[Standing], stored: Rows) -> Iterator[Problem]:
    """Two general elections of one kind within a term: an expected one is refused."""
    known = {str(row["election_id"]) for row in stored.values()}
    known |= {str(standing.now["election_id"]) for standing in standings}
    cycles: dict[str, set[int]] = {}
    for said in filter(None, map(election_of, sorted(known))):
        if said.unit is None:
            cycles.setdefault(said.kind, set()).add(said.cycle)
    for standing in standings:
        own = election_of(str(standing.now["election_id"]))
        if own is None or own.unit is not None or standing.before is not None:
            continue
        near = [n for n in cycles[own.kind] if 0 < abs(n - own.cycle) < _SHORTEST_TERM]
        if near:
            yield _too_near(standing, general_id(own.kind, min(near)))


def _too_near(standing: Standing, other: str) -> Problem:
    """A dissolution makes two real ones: once its day is published it is kept with a warning."""
    message = Said(
        "A general election of this kind is known within the same term: {other}.", other=other
    )
    remedy = Said("Correct the cycle, or give it as a by-election.")
    at, found = Place(standing.row, "election_id"), standing.now["election_id"]
    if standing.now.get("date_status") in _PUBLISHED:
        return warning("election.within_term", message, remedy, at=at, found=found)
    return error("election.within_term", message, remedy, at=at, found=found)


def _held(mandates: Rows) -> dict[tuple[str, str], list[Mapping[str, Any]]]:
    found: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in sorted(mandates.values(), key=lambda one: one["counted_on"]):
        found.setdefault((row["council_kind"], row["unit_code"]), []).append(row)
    return found


def _below_held(
    standing: Standing, held: Mapping[tuple[str, str], list[Mapping[str, Any]]]
) -> Iterator[Problem]:
    """The party cannot hold more seats than there are: its newest count up to the cycle."""
    said, seats = election_of(str(standing.now["election_id"])), standing.now.get("seats")
    if said is None or seats is None or "seats" not in standing.given:
        return
    rows = held.get((said.kind, str(standing.now["unit_code"])), [])
    party = [row["party_seats"] for row in rows if row["term_start"].year <= said.cycle]
    if party and party[-1] is not None and seats < party[-1]:
        yield error(
            "seats.below_held",
            Said("There are fewer seats than the party holds there."),
            Said("Correct the seats, or the seats held (table of mandates)."),
            at=Place(standing.row, "seats"),
            found=seats,
            expected=Said("at least {held}", held=party[-1]),
        )
