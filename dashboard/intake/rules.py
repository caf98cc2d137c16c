"""What single tables ask beyond their contract: membership against adults, plans, Fès, cercles."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dashboard.access.small_counts import Counted, counted_sum, quoted
from dashboard.contracts import Contract
from dashboard.errors import Month, Problem, Said
from dashboard.intake.checks import Standing
from dashboard.intake.faults import Place, error, warning
from dashboard.settings import settings
from dashboard.territory.register import register
from dashboard.wording.terms import STATUS_WORDS

_MANY_MEMBERS = 0.10  # of adults
_LARGE_CHANGE = 0.30  # on the last period
_COUNTS = ("members", "women", "under_35", "new_members", "renewed_members")
Rows = Mapping[tuple[Any, ...], Mapping[str, Any]]


def check_table(
    contract: Contract, standings: Sequence[Standing], stored: Rows, today: dt.date
) -> Iterator[Problem]:
    """Yield what the rows of one table, seen together and with what is stored, have wrong."""
    if contract.table == "membership":
        yield from _membership(standings, stored)
    if contract.table == "structures":
        for standing in standings:
            yield from _structure(standing, today)
    if contract.table == "meetings":
        for standing in standings:
            yield from _gone_by(standing, standing.now.get("status") == "planned", today)
    if contract.table == "electorate":
        for standing in standings:
            yield from _more_than_adults(standing)


def _membership(standings: Sequence[Standing], stored: Rows) -> Iterator[Problem]:
    months: dict[str, dict[str, Mapping[str, Any]]] = defaultdict(dict)
    for row in (*stored.values(), *(standing.now for standing in standings)):
        months[row["period"]][row["territory_code"]] = row
    for standing in standings:
        yield from _many_members(standing)
    yield from _large_changes(standings, stored)
    touched: dict[str, dict[str, int]] = defaultdict(dict)
    for standing in standings:
        touched[standing.now["period"]][standing.now["territory_code"]] = standing.row
    for period, here in sorted(touched.items()):
        yield from _whole_and_parts(months[period], here)
        yield from _cercles(months[period], here)


def _many_members(standing: Standing) -> Iterator[Problem]:
    members, place = standing.now.get("members"), register().place(standing.now["territory_code"])
    adults = place.adults_18_plus if place else None
    if members and adults and "members" in standing.given and members > _MANY_MEMBERS * adults:
        yield warning(
            "members.above_tenth",
            Said("Members are more than a tenth of the adults ({adults}).", adults=adults),
            Said("Check the number; it is kept as given."),
            at=Place(standing.row, "members"),
            found=quoted(members),
        )


def _more_than_adults(standing: Standing) -> Iterator[Problem]:
    """True in some rural communes: flagged, never an error, never clipped."""
    place = register().place(standing.now["territory_code"])
    registered, adults = standing.now.get("registered"), place.adults_18_plus if place else None
    if registered and adults and "registered" in standing.given and registered > adults:
        yield warning(
            "electorate.above_adults",
            Said("More are registered than there are adults ({adults}).", adults=adults),
            Said("Check the number; it is kept as given."),
            at=Place(standing.row, "registered"),
            found=registered,
        )


def _large_changes(standings: Sequence[Standing], stored: Rows) -> Iterator[Problem]:
    """Compare each month with the last one before it in which the place reported members."""
    reported: dict[str, dict[str, int]] = defaultdict(dict)
    for row in (*stored.values(), *(standing.now for standing in standings)):
        if row.get("members") is not None:
            reported[row["territory_code"]][row["period"]] = row["members"]
    months = {place: sorted(periods) for place, periods in reported.items()}
    for standing in standings:
        place, members = standing.now["territory_code"], standing.now.get("members")
        earlier = bisect_left(months.get(place, []), standing.now["period"])
        if members is None or "members" not in standing.given or not earlier:
            continue
        period = months[place][earlier - 1]
        last = reported[place][period]
        if last and abs(members - last) > _LARGE_CHANGE * last:
            yield _large_change(standing.row, members, period, last)


def _large_change(row: int, members: int, period: str, last: int) -> Problem:
    return warning(
        "members.large_change",
        Said(
            "Members change by more than 30 % on {period} ({last}).",
            period=Month(period),
            last=Counted(last),
        ),
        Said("Check the number; it is kept as given."),
        at=Place(row, "members"),
        found=quoted(members),
    )


def _whole_and_parts(month: Mapping[str, Any], here: Mapping[str, int]) -> Iterator[Problem]:
    """Fès holds either the commune or its arrondissements; both: the commune counts."""
    parts: dict[str, set[str]] = defaultdict(set)
    for one in register().arrondissements():
        if one.code in month and one.commune_code in month:
            parts[str(one.commune_code)].add(one.code)
    for commune, found in parts.items():
        touched = sorted(here[code] for code in (commune, *found) if code in here)
        if touched:
            total = counted_sum(month[code].get("members") or 0 for code in found)
            yield warning(
                "members.commune_and_arrondissements",
                Said(
                    "The commune ({whole}) and its arrondissements ({parts}) are both given.",
                    whole=Counted(month[commune].get("members") or 0),
                    parts=total,
                ),
                Said("The commune counts; give one of the two."),
                at=Place(touched[0], "territory_code"),
                found=commune,
            )


def _cercles(month: Mapping[str, Any], here: Mapping[str, int]) -> Iterator[Problem]:
    """A cercle's row cannot be less than the sum of its communes."""
    for cercle in (one for one in register().cercles() if one.code in month):
        inside = [p.code for p in register().communes() if p.cercle_code == cercle.code]
        touched = sorted(here[code] for code in (cercle.code, *inside) if code in here)
        for name in _COUNTS if touched else ():
            whole = month[cercle.code].get(name)
            parts = [month[code].get(name) or 0 for code in inside if code in month]
            if whole is not None and whole < sum(parts):
                yield error(
                    "count.cercle_below_communes",
                    Said("The cercle counts less than its communes together."),
                    Said("Correct the cercle or its communes."),
                    at=Place(here.get(cercle.code, touched[0]), name),
                    found=quoted(whole),
                    expected=Said("at least {total}", total=counted_sum(parts)),
                )


def _structure(standing: Standing, today: dt.date) -> Iterator[Problem]:
    now, given = standing.now, standing.now.get("status")
    begun = any(now.get(name) for name in ("convened_on", "founded_on", "dissolved_on"))
    yield from _gone_by(standing, not begun, today)
    derived = derived_status(now, today)
    undated = {"not_started", "planned", "dormant"}
    if given is None or given == derived or "status" not in standing.given:
        return
    if given in undated and derived == "not_started":
        return
    if given == "dormant" and derived in ("founded", "renewal_due"):
        return
    yield warning(
        "status.contradicts_dates",
        Said(
            "The status contradicts the dates, which say {derived}.",
            derived=Said(STATUS_WORDS[derived]),
        ),
        Said("Complete or correct the dates: the status is taken from them."),
        at=Place(standing.row, "status"),
        found=given,
    )


def derived_status(row: Mapping[str, Any], day: dt.date) -> str:
    """Return the status that the dates of a structure say for a day."""

    def by_then(name: str) -> bool:
        return row.get(name) is not None and row[name] <= day

    renewals = [one for one in row.get("renewals") or () if one <= day]
    if by_then("dissolved_on"):
        return "dissolved"
    if by_then("dormant_since") and not any(one > row["dormant_since"] for one in renewals):
        return "dormant"
    if by_then("founded_on"):
        return "renewal_due" if _term_over(max([row["founded_on"], *renewals]), day) else "founded"
    if by_then("convened_on"):
        return "convened"
    return "planned" if row.get("planned_on") else "not_started"


def _term_over(begun: dt.date, day: dt.date) -> bool:
    months = (day.year - begun.year) * 12 + day.month - begun.month - (day.day < begun.day)
    return months >= settings().local_secretariat_term_months


def _gone_by(standing: Standing, is_open: bool, today: dt.date) -> Iterator[Problem]:
    planned_on = standing.now.get("planned_on")
    if is_open and planned_on and planned_on < today and standing.given & {"planned_on", "status"}:
        yield warning(
            "plan.gone_by",
            Said("The planned day is gone by and nothing is said of what happened."),
            Said("Say what happened, or give a new day."),
            at=Place(standing.row, "planned_on"),
            found=planned_on,
        )
