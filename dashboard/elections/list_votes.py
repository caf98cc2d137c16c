"""Votes by list as somebody pastes them, a list a line, and published results to try."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dashboard.elections.allocation import Ballot, Base
from dashboard.errors import Said, UserError
from dashboard.intake.counts import count
from dashboard.intake.faults import CellFault
from dashboard.reference_files import reference_rows

# The last number of a line: digits of any script, with blanks, points or commas between thousands.
_LINE = re.compile(r"(?P<name>.*?)[\s;:,\t|]*(?P<votes>\d[\d\s.,\u00a0\u202f]*)$")
_MANY = 60  # lists: more than ever stood


@dataclass(frozen=True)
class Published:
    """A published result: what was shared out, the votes of each list, the seats each obtained."""

    code: str
    unit_code: str
    cycle: int
    ballot: Ballot
    votes: dict[str, int]
    seats: dict[str, int]
    source: str


def read_votes(text: str) -> dict[str, int]:
    """Return the votes by list of a text: on each line the list's name, then its votes.

    Raises:
        UserError: a line has no number, no name, or a name that an earlier line has.
    """
    found: dict[str, int] = {}
    for at, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        name, votes = _read(line.strip(), at)
        if name in found:
            raise UserError(
                Said("Line {n}: the list {name} is there twice. Keep one.", n=at, name=name)
            )
        found[name] = votes
    if len(found) > _MANY:
        raise UserError(Said("There are {n} lists: give {most} at the most.", n=len(found),
                             most=_MANY))  # fmt: skip
    return found


def _read(line: str, at: int) -> tuple[str, int]:
    found = _LINE.fullmatch(line)
    name = found["name"].strip() if found else ""
    if found is None or not name:
        raise UserError(
            Said("Line {n}: «{line}» is not a name and its votes. Write the list, then its number "
                 "of votes, as: PAM 12 500", n=at, line=line[:60])
        )  # fmt: skip
    try:
        return name, count(found["votes"].strip())
    except CellFault as fault:
        raise UserError(
            Said("Line {n}: {fault} {remedy} Found: {found}.", n=at, fault=fault.message,
                 remedy=fault.remedy, found=found["votes"].strip())
        ) from fault  # fmt: skip


def written(votes: dict[str, int]) -> str:
    """Return votes as lines that `read_votes` reads."""
    return "\n".join(f"{name} {n}" for name, n in votes.items())


@cache
def published() -> dict[str, Published]:
    """Return the published results of the reference file by their code."""
    rows: dict[str, list[dict[str, str]]] = {}
    for row in reference_rows("published_results"):
        rows.setdefault(row["example"], []).append(row)
    return {code: _published(code, some) for code, some in rows.items()}


def _published(code: str, rows: list[dict[str, str]]) -> Published:
    first = rows[0]
    bases: dict[str, Base] = {"registered": "registered", "valid": "valid"}
    ballot = Ballot(
        int(first["seats"]),
        bases[first["base"]],
        int(first["registered"]) if first["registered"] else None,
        float(first["threshold_percent"]) / 100,
    )
    return Published(
        code,
        first["unit_code"],
        int(first["cycle"]),
        ballot,
        {row["list"]: int(row["votes"]) for row in rows},
        {row["list"]: int(row["seats_published"]) for row in rows if row["seats_published"] != "0"},
        first["source"],
    )
