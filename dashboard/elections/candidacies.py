"""Candidacies unit by unit, and their sums: seats covered, reserved seats, files, finance agents.

Counts only, and confidential: whoever asks for them asks first whether the reader may see them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.elections.seat_table import SeatRow
from dashboard.elections.stand import Stand, Together
from dashboard.territory.register import register


def stands(
    seats: Sequence[SeatRow], counted: Mapping[str, Any], given: Mapping[str, Any]
) -> dict[str, Stand]:
    """Return every unit of the election, and each province that gave the sum of its own.

    Args:
        seats: the seats of each unit of the election.
        counted: rows of `candidacies_counted` of that election by unit.
        given: rows of `seats_given` of that election by unit, for the sums of provinces.
    """
    units = {row.unit.unit_code: row for row in seats}
    sums = {place.code: _sum_of(place.code, units, counted) for place in register().provinces()}
    found = {
        code: _stand(code, row.seats, row.women, row.is_estimate, counted.get(code))
        for code, row in units.items()
    }
    for province, inside in sums.items():
        if not inside:
            continue
        told = given.get(province)
        seated = _whole(told.seats) if told else _total(units[code].seats for code in inside)
        women = (
            _whole(told.seats_reserved_women)
            if told
            else _total(units[code].women for code in inside)
        )
        is_estimate = bool(told.is_estimate) if told else True
        found[province] = _stand(province, seated, women, is_estimate, counted[province])
        for code in inside:
            kept = found[code]
            found[code] = Stand(code, kept.seats, kept.women, kept.is_estimate, summed_in=province)
    return found


def together(unit_code: str, found: Mapping[str, Stand], units: Iterable[str]) -> Together:
    """Return the sum over the units of a territory, what a province gave as a sum in their place.

    `units`: the election's units that lie in the territory.
    """
    inside = list(units)
    sums = {found[code].summed_in for code in inside} - {None}
    rows = [found[code] for code in inside if not found[code].summed_in]
    rows += [found[code] for code in sorted(filter(None, sums))]
    known = [row for row in rows if row.covered is not None]
    seated = [row for row in known if row.seats is not None]
    women = [row for row in known if row.women_gap is not None]
    files = [row for row in known if row.files_gap is not None]
    said = [row for row in known if row.has_agent is not None]
    reported = [code for code in inside if found[code].summed_in or found[code] in known]
    return Together(
        unit_code,
        units=len(inside),
        units_known=len(reported),
        seats=_total(row.seats for row in rows),
        seats_known=sum(row.seats or 0 for row in seated),
        covered=sum(row.covered or 0 for row in seated),
        women_seats=sum(row.women or 0 for row in women),
        women_covered=sum(row.women_covered or 0 for row in women),
        files_expected=sum(row.files_expected or 0 for row in files),
        files_complete=sum(row.files_complete or 0 for row in files),
        files_said=len(files),
        agents=sum(bool(row.has_agent) for row in said),
        agents_said=len(said),
        since=min((row.counted_on for row in known if row.counted_on), default=None),
        is_sum=bool(sums),
    )


def gaps_first(rows: Iterable[Stand]) -> list[Stand]:
    """Return the rows in the order of what is left to do: gaps, then what is not reported."""
    return sorted(rows, key=_rank)


def _rank(row: Stand) -> tuple[int, int, int, str]:
    if row.covered is None:
        return (3 if row.summed_in else 1, -(row.seats or 0), 0, row.unit_code)
    has_gap = bool(row.gap or row.women_gap)
    return (0 if has_gap else 2, -(row.gap or 0), -(row.women_gap or 0), row.unit_code)


def _sum_of(
    province: str, units: Mapping[str, SeatRow], counted: Mapping[str, Any]
) -> tuple[str, ...]:
    """Return the units that a province's own row stands for; none where it has none, or is one."""
    own = counted.get(province)
    inside = sorted(register().units_within(province) & set(units))
    if own is None or province in units or not inside:
        return ()
    below = [counted[code] for code in inside if code in counted]
    if len(below) == len(inside) and max(row.counted_on for row in below) > own.counted_on:
        return ()
    return tuple(inside)


def _stand(
    code: str, seats: int | None, women: int | None, is_estimate: bool, row: Any | None
) -> Stand:
    if row is None:
        return Stand(code, seats, women, is_estimate)
    agent = row.finance_agent_named
    return Stand(
        code,
        seats,
        women,
        is_estimate,
        _whole(row.seats_covered),
        _whole(row.seats_reserved_women_covered),
        _whole(row.files_expected),
        _whole(row.files_complete),
        None if pd.isna(agent) else bool(agent),
        pd.Timestamp(row.counted_on).date(),
        source=row,
    )


def _total(values: Iterable[int | None]) -> int | None:
    """Return the sum, None where one is not known or there is none."""
    known = list(values)
    if not known or any(value is None for value in known):
        return None
    return sum(value or 0 for value in known)


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
