"""Whether constituencies split the region: every smallest unit in exactly one of each kind.

The smallest units are the communes, and the arrondissements where a commune has any. A constituency
that overlaps another, or a commune in none, would be counted twice or never: all is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dashboard.errors import Problem, Refused, Said
from dashboard.paths import REFERENCE
from dashboard.territory.register import Register, register

# The kinds whose constituencies lie side by side and cover the region.
SPLITTING = ("legislative", "regional")


def check_constituencies(folder: Path = REFERENCE) -> None:
    """Check the constituencies of a reference folder.

    Raises:
        Refused: they overlap, leave a commune out, or name a unit that is no territory; each
            fault is one of its problems.
    """
    known = register() if folder == REFERENCE else Register(folder)
    units = {one.id: one.units for one in known.constituencies()}
    problems = list(constituency_faults(known, units))
    if problems:
        said = Said("The constituencies do not split the region: {n} faults.", n=len(problems))
        raise Refused(said, problems)


def constituency_faults(known: Register, units: Mapping[str, Iterable[str]]) -> Iterator[Problem]:
    """Yield what is wrong with the units of each constituency, by id (`legislative:fes-nord`)."""
    inside = {place.code: known.atoms(place.code) for place in known.places()}
    return split_faults(units, inside, known.atoms(known.region().code))


def split_faults(
    units: Mapping[str, Iterable[str]],
    inside: Mapping[str, frozenset[str]],
    region: frozenset[str],
) -> Iterator[Problem]:
    """Yield what keeps constituencies from splitting a region.

    Args:
        units: the codes each constituency names, by its id.
        inside: the smallest units of every territory, by its code.
        region: the smallest units of the region.
    """
    for kind in SPLITTING:
        holders: dict[str, list[str]] = {code: [] for code in sorted(region)}
        ours = {name: codes for name, codes in units.items() if name.split(":")[0] == kind}
        for name, codes in ours.items():
            for code in codes:
                if not inside.get(code):
                    yield _no_territory(code, name)
                for atom in inside.get(code, frozenset()) & region:
                    holders[atom].append(name)
        if ours:
            yield from _held(kind, holders)


def _held(kind: str, holders: Mapping[str, list[str]]) -> Iterator[Problem]:
    for code, names in holders.items():
        if not names:
            yield Problem(
                "constituency.none", "error",
                Said("This unit lies in no constituency of the kind {kind}.", kind=kind),
                Said("Add it to one in constituency_units.csv."), found=code,
            )  # fmt: skip
        elif len(names) > 1:
            yield Problem(
                "constituency.overlap", "error",
                Said("This unit lies in several constituencies: {names}.", names=names),
                Said("Take it out of all but one in constituency_units.csv."), found=code,
            )  # fmt: skip


def _no_territory(code: str, constituency: str) -> Problem:
    return Problem(
        "constituency.no_territory", "error",
        Said("{constituency} names a unit that is no territory.", constituency=constituency),
        Said("Correct its code in constituency_units.csv."), found=code,
    )  # fmt: skip
