"""The units of an election and the seats the reference files know for them, sourced or estimated.

What a user gives in `seats` stands before these; both are shown. Unknown seats stay None.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dashboard.elections.kinds import kinds
from dashboard.elections.seat_rule import SeatRules, council
from dashboard.reference_files import reference_rows
from dashboard.territory.register import Constituency, Place, register


@dataclass(frozen=True)
class Unit:
    """A unit of an election with its seats as the reference files know them.

    `seats` None: not known. `women` reserved among them, None: not known. `is_estimate`: by rule,
    or taken over from an earlier election. `population` of 2024, persons; None for chambers.
    """

    unit_code: str
    ballot: str
    seats: int | None
    women: int | None
    is_estimate: bool
    basis: str
    source: str
    population: int | None


def units(kind: str, cycle: int, rules: SeatRules) -> tuple[Unit, ...]:
    """Return the units of an election in order of code; empty for a kind that is not known."""
    known = kinds().get(kind)
    if known is None:
        return ()
    if kind == "communal":
        return tuple(_commune(place, cycle, rules) for place in register().communes())
    if kind == "arrondissement":
        return tuple(_council(kind, p, cycle, known.ballot) for p in register().arrondissements())
    if kind == "prefectural_provincial":
        return tuple(_council(kind, p, cycle, known.ballot) for p in register().provinces())
    return tuple(
        _constituency(one, cycle, known.ballot)
        for name in known.units
        for one in register().constituencies(name)
    )


def population_of(unit_code: str) -> int | None:
    """Return the inhabitants of 2024 of a territory or constituency; None where one is unknown."""
    people = [_people(code) for code in register().atoms(unit_code)]
    known = [n for n in people if n is not None]
    return sum(known) if known and len(known) == len(people) else None


def _people(code: str) -> int | None:
    place = register().place(code)
    return place.population_2024 if place else None


def _constituency(one: Constituency, cycle: int, ballot: str) -> Unit:
    is_sourced = one.seats is not None and one.seats_cycle == cycle
    is_house = one.kind.startswith(("legislative", "regional"))
    return Unit(
        one.id,
        ballot,
        one.seats,
        # The regional lists of the House are lists of women (organic law 27-11 as amended).
        one.seats if one.kind == "legislative.regional-list" else None,
        one.seats is not None and not is_sourced,
        "unknown" if one.seats is None else "sourced" if is_sourced else "inferred",
        one.seats_source,
        population_of(one.id) if is_house else None,
    )


def _commune(place: Place, cycle: int, rules: SeatRules) -> Unit:
    known, rule = _known("communal", place.code, cycle), council(place, rules)
    if known is not None:
        seats, source = known
        return Unit(place.code, rule.ballot or "unknown", seats, None, False, "sourced", source,
                    place.population_2024)  # fmt: skip
    basis = "inferred" if rule.basis == "sourced" else rule.basis
    return Unit(place.code, rule.ballot or "unknown", rule.seats, rule.women, True, basis,
                rule.source, place.population_2024)  # fmt: skip


def _council(kind: str, place: Place, cycle: int, ballot: str) -> Unit:
    """Return a council whose size no rule here gives: known for that election, or unknown."""
    known = _known(kind, place.code, cycle)
    seats, source = known or (None, "")
    return Unit(place.code, ballot, seats, None, False, "sourced" if known else "unknown", source,
                place.population_2024)  # fmt: skip


def known_total(kind: str, unit_code: str, cycle: int) -> tuple[int, str] | None:
    """Return the seats a source gives for a larger unit in one election, and the source."""
    return _known(kind, unit_code, cycle)


def _known(kind: str, unit_code: str, cycle: int) -> tuple[int, str] | None:
    return _known_councils().get((kind, unit_code, cycle))


@cache
def _known_councils() -> dict[tuple[str, str, int], tuple[int, str]]:
    return {
        (row["kind"], row["unit_code"], int(row["cycle"])): (int(row["seats"]), row["source"])
        for row in reference_rows("known_councils")
    }
