"""The register of territories and constituencies, and what lies in what.

Read once a process from data/reference with the csv module: nothing heavy is imported. What lies
in what follows from parent codes and from the units of constituencies, never from a prefix:
commune 03.231.01.03 begins with Fès's 03.231.01.0 and does not lie in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache, cached_property
from pathlib import Path

from dashboard.paths import REFERENCE
from dashboard.settings import installed_regions, settings
from dashboard.territory.places import (
    COUNTRY,
    LEVELS,
    Constituency,
    Level,
    Place,
    read_constituencies,
    read_places,
    read_spellings,
)

__all__ = ["COUNTRY", "LEVELS", "Constituency", "Level", "Place", "Register", "register"]


class Register:
    """Every territory and constituency by code, in order of code within a level."""

    def __init__(self, folder: Path = REFERENCE, regions: Collection[str] | None = None) -> None:
        """Read the territory files of a folder, those of some regions or (None) its own."""
        country = Place(COUNTRY, "country", "Maroc", "المغرب")
        self._places = {place.code: place for place in (country, *read_places(folder, regions))}
        self._constituencies = {c.id: c for c in read_constituencies(folder, self._places)}
        spellings = read_spellings(folder)
        self.other_spellings = tuple(one for one in spellings if self.is_unit(one[0]))

    def place(self, code: str) -> Place | None:
        """Return a territory, or None for any other text."""
        return self._places.get(code)

    def constituency(self, code: str) -> Constituency | None:
        """Return a constituency, or None for any other text."""
        return self._constituencies.get(code)

    def places(self, level: Level | None = None) -> tuple[Place, ...]:
        """Return the territories of a level, or all, the country first."""
        return tuple(p for p in self._places.values() if level in (None, p.level))

    def constituencies(self, kind: str | None = None) -> tuple[Constituency, ...]:
        """Return the constituencies of a kind, or all."""
        return tuple(c for c in self._constituencies.values() if kind in (None, c.kind))

    def communes(self) -> tuple[Place, ...]:
        """Return the communes; a commune with arrondissements is one of them."""
        return self.places("commune")

    def arrondissements(self) -> tuple[Place, ...]:
        """Return the arrondissements."""
        return self.places("arrondissement")

    def cercles(self) -> tuple[Place, ...]:
        """Return the cercles."""
        return self.places("cercle")

    def provinces(self) -> tuple[Place, ...]:
        """Return the provinces and prefectures."""
        return self.places("province")

    def region(self) -> Place:
        """Return the region."""
        return self.places("region")[0]

    def is_unit(self, code: str) -> bool:
        """Tell whether a code is a territory or a constituency."""
        return code in self._places or code in self._constituencies

    def units_of(self, sort: str) -> frozenset[str]:
        """Return the codes of a level of territory, or of a kind of constituency."""
        places = {place.code for place in self._places.values() if place.level == sort}
        return frozenset(places or {one.id for one in self.constituencies(sort)})

    def unit_name(self, code: str, language: str) -> str:
        """Return the name of a territory or constituency; an unknown code stands for itself."""
        unit = self._places.get(code) or self._constituencies.get(code)
        return unit.name(language) if unit else code

    def units_within(self, code: str) -> frozenset[str]:
        """Return every unit that lies in a territory or constituency, itself included.

        A territory lies in those above it, and in a constituency that holds all its smallest units
        (communes; arrondissements where there are any). A constituency lies in a territory when all
        its units do, and in no other constituency. An unknown code has nothing in it.
        """
        return self._within.get(code, frozenset())

    def containers_of(self, code: str) -> frozenset[str]:
        """Return every territory and constituency a unit lies in, itself included."""
        return self._containers.get(code, frozenset())

    def within_pairs(self) -> Iterator[tuple[str, str]]:
        """Yield (unit, container) for every unit that lies in a container, in order."""
        for container in sorted(self._within):
            for unit in sorted(self._within[container]):
                yield unit, container

    def atoms(self, code: str) -> frozenset[str]:
        """Return the smallest units of a unit: communes, arrondissements where there are any."""
        return self._atoms.get(code, frozenset())

    @cached_property
    def _containers(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for unit, container in self.within_pairs():
            found.setdefault(unit, set()).add(container)
        return {unit: frozenset(containers) for unit, containers in found.items()}

    @cached_property
    def _below(self) -> dict[str, set[str]]:
        """Index the territories below each territory, itself included, by parent codes."""
        below: dict[str, set[str]] = {code: {code} for code in self._places}
        for place in self._places.values():
            for above in _codes_above(place):
                below[above].add(place.code)
        return below

    @cached_property
    def _atoms(self) -> dict[str, frozenset[str]]:
        split = {place.commune_code for place in self.arrondissements()}
        small = {p.code for p in self.communes() if p.code not in split}
        small |= {place.code for place in self.arrondissements()}
        atoms = {code: frozenset(below & small) for code, below in self._below.items()}
        for constituency in self._constituencies.values():
            atoms[constituency.id] = frozenset().union(*(atoms[u] for u in constituency.units))
        return atoms

    @cached_property
    def _within(self) -> dict[str, frozenset[str]]:
        return {
            **{code: frozenset(below | self._inside(code)) for code, below in self._below.items()},
            **{code: self._held_by(code) for code in self._constituencies},
        }

    def _inside(self, territory: str) -> set[str]:
        """Return the constituencies that lie in a territory."""
        ours = self._atoms[territory]
        return {c for c in self._constituencies if territory == COUNTRY or self._atoms[c] <= ours}

    def _held_by(self, constituency: str) -> frozenset[str]:
        """Return the territories that lie in a constituency, and itself."""
        ours = self._atoms[constituency]
        held = {p for p in self._places if p != COUNTRY and self._atoms[p] <= ours}
        return frozenset(held | {constituency})


def register() -> Register:
    """Return the shipped register of the region in force; read once a process."""
    return _register((settings().region_code,))


def whole_register() -> Register:
    """Return the register of every region that the installation holds."""
    return _register(installed_regions())


@cache
def _register(regions: tuple[str, ...]) -> Register:
    return Register(REFERENCE, regions)


def _codes_above(place: Place) -> set[str]:
    above = {place.region_code, place.province_code, place.cercle_code, place.commune_code}
    return {code for code in above | {COUNTRY} if code}
