"""The kinds of election: what their units are, how they are elected, for how long, by which quota.

What no source settles stays empty in `data/reference/election_kinds.csv`, and is unknown here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dashboard.elections.allocation import Base
from dashboard.reference_files import reference_rows
from dashboard.wording import N_

BALLOTS: dict[str, str] = {
    "list": N_("list"),
    "uninominal": N_("uninominal"),
    "by_population": N_("by population"),
    "indirect_list": N_("list, indirect"),
    "unknown": N_("unknown"),
}


@dataclass(frozen=True)
class Kind:
    """A kind of election.

    `units` are levels of territory or kinds of constituency; `ballot` one of `BALLOTS`; `quotient`
    the base of the quota, None where unknown or where nothing is shared out by lists; `threshold` a
    share (0..1) of the valid votes, None where unknown.
    """

    code: str
    units: tuple[str, ...]
    ballot: str
    term_years: int
    quotient: Base | None
    threshold: float | None
    basis: str
    source: str


@cache
def kinds() -> dict[str, Kind]:
    """Return the kinds by code, in the order of the reference file."""
    return {row["kind"]: _kind(row) for row in reference_rows("election_kinds")}


def _kind(row: dict[str, str]) -> Kind:
    quotients: dict[str, Base] = {"registered": "registered", "valid": "valid"}
    threshold = row["threshold_percent"]
    return Kind(
        row["kind"],
        tuple(row["units"].split("|")),
        row["ballot"],
        int(row["term_years"]),
        quotients.get(row["quotient"]),
        float(threshold) / 100 if threshold else None,
        row["basis"],
        row["source"],
    )
