"""The territory and its constituencies, from the reference files: what lies in what."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

READY = ("region", "province", "commune", "arrondissement")


@dataclass(frozen=True)
class Place:
    """A territory or constituency. `leaves` are the communes and arrondissements at its bottom."""

    code: str
    grain: str
    layer: str  # territories are one layer, each kind of constituency another
    leaves: frozenset[str]
    adults: int = 0
    women: int | None = None
    men: int | None = None
    milieu: str = ""
    population: int | None = None
    seats: int | None = None

    @property
    def is_above(self) -> bool:
        """Whether it is computed over members."""
        return self.grain not in ("commune", "arrondissement")


class Places:
    """Every place by code."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.by_code: dict[str, Place] = {}
        self.parts: dict[str, tuple[str, ...]] = {}  # arrondissements of a commune that has some
        self.inside_commune: dict[str, str] = {}
        self._members: dict[str, list[Place]] = {}
        self._territories()
        self._constituencies()

    def _rows(self, name: str) -> list[dict[str, str]]:
        file = self._folder / f"{name}.csv"
        if not file.is_file():
            return []
        with file.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    def _territories(self) -> None:
        opened: dict[str, list[str]] = {}
        bottom: dict[str, dict[str, set[str]]] = {"province_code": {}, "cercle_code": {}}
        bottom["region_code"] = {}
        for row in self._rows("arrondissements"):
            opened.setdefault(row["commune_code"], []).append(row["code"])
            self._add(row, "arrondissement", {row["code"]})
        for row in self._rows("communes"):
            leaves = set(opened.get(row["code"], [row["code"]]))
            self._add(row, "commune", leaves)
            for column, found in bottom.items():
                found.setdefault(row[column], set()).update(leaves)
        self.parts = {code: tuple(parts) for code, parts in opened.items()}
        self.inside_commune = {part: code for code, parts in opened.items() for part in parts}
        for name, grain in (
            ("cercles", "cercle"),
            ("provinces", "province"),
            ("regions", "region"),
        ):
            for row in self._rows(name):
                self._add(row, grain, bottom[f"{grain}_code"].get(row["code"], set()))

    def _add(self, row: dict[str, str], grain: str, leaves: set[str]) -> None:
        self.by_code[row["code"]] = Place(
            row["code"], grain, "territory", frozenset(leaves),
            adults=_number(row.get("adults_18_plus")) or 0,
            women=_number(row.get("women_18_plus")),
            men=_number(row.get("men_18_plus")),
            milieu=row.get("milieu", ""),
            population=_number(row.get("population_2024")),
        )  # fmt: skip

    def _constituencies(self) -> None:
        held: dict[str, set[str]] = {}
        for row in self._rows("constituency_units"):
            held.setdefault(row["constituency_id"], set()).update(
                self.by_code[row["unit_code"]].leaves
            )
        for row in self._rows("constituencies"):
            leaves = frozenset(held.get(row["id"], set()))
            members = [self.by_code[code] for code in self.members_of(leaves)]
            self.by_code[row["id"]] = Place(
                row["id"], "constituency", row["kind"], leaves,
                adults=sum(one.adults for one in members),
                women=_sum(one.women for one in members),
                men=_sum(one.men for one in members),
                seats=_number(row.get("seats")),
            )  # fmt: skip

    def members_of(self, leaves: frozenset[str]) -> list[str]:
        """The communes that make up some leaves; arrondissements where not all of a commune's."""
        found = set()
        for leaf in leaves:
            commune = self.inside_commune.get(leaf)
            whole = commune is not None and set(self.parts[commune]) <= leaves
            found.add(commune if whole else leaf)
        return sorted(found)

    def members(self, code: str) -> list[Place]:
        """The communes (arrondissements of a split commune) an indicator is computed over."""
        if code not in self._members:
            listed = self.members_of(self.by_code[code].leaves)
            self._members[code] = [self.by_code[one] for one in listed]
        return self._members[code]

    def within(self, inner: str, outer: str) -> bool:
        """Whether a place lies wholly in another (or is the same)."""
        a, b = self.by_code.get(inner), self.by_code.get(outer)
        return a is not None and b is not None and bool(a.leaves) and a.leaves <= b.leaves

    @cached_property
    def ready(self) -> list[Place]:
        """Region, provinces, communes, arrondissements."""
        return [one for one in self.by_code.values() if one.grain in READY]

    def constituencies(self, kind: str) -> list[Place]:
        """The constituencies of an election kind."""
        word = "chamber" if kind == "professional_chambers" else kind
        return [
            one
            for one in self.by_code.values()
            if one.grain == "constituency" and one.layer.split(".")[0] == word
        ]

    def above(self, code: str, grain: str) -> Place | None:
        """The province or region a place lies in."""
        found = [one for one in self.by_code.values() if one.grain == grain]
        return next((one for one in found if self.within(code, one.code)), None)


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _sum(numbers: object) -> int | None:
    listed = list(numbers)  # type: ignore[call-overload]
    return None if None in listed else sum(listed)
