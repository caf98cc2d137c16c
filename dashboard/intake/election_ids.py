"""The id of an election: its kind and cycle, never a date; of a by-election also where, and which.

`communal.2027`; `communal.2021.by.03.061.01.01.01` is the first by-election of that term in Meknès.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

_ID = re.compile(
    r"(?P<kind>[a-z_]+)\.(?P<cycle>[0-9]{4})(\.by\.(?P<unit>.+)\.(?P<number>[0-9]{2}))?"
)


@dataclass(frozen=True)
class ElectionId:
    """What an election's id says; `unit` and `number` are those of a by-election."""

    kind: str
    cycle: int
    unit: str | None = None
    number: int | None = None


def election_of(election_id: str) -> ElectionId | None:
    """Return what an id says, None where it has not the form of one."""
    found = _ID.fullmatch(election_id)
    if found is None:
        return None
    number = int(found["number"]) if found["number"] else None
    return ElectionId(found["kind"], int(found["cycle"]), found["unit"], number)


def general_id(kind: str, cycle: int) -> str:
    """Return the id of the general election of a kind and cycle."""
    return f"{kind}.{cycle}"


def by_election_id(kind: str, cycle: int, unit: str, taken: Collection[str]) -> str:
    """Return the id of a new by-election in a unit: the first number that is not taken."""
    number = 1
    while (code := f"{kind}.{cycle}.by.{unit}.{number:02d}") in taken:
        number += 1
    return code
