"""A territory and a constituency as the reference files describe them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from dashboard.reference_files import reference_rows, territory_rows

# `constituency` is a level of matching only: a constituency is a unit, no territory.
Level: TypeAlias = Literal[
    "country", "region", "province", "cercle", "commune", "arrondissement", "constituency"
]
LEVELS: tuple[Level, ...] = (
    "country",
    "region",
    "province",
    "cercle",
    "commune",
    "arrondissement",
)
COUNTRY = "MA"
_FILES: Mapping[str, Level] = {
    "regions": "region",
    "provinces": "province",
    "cercles": "cercle",
    "communes": "commune",
    "arrondissements": "arrondissement",
}


@dataclass(frozen=True)
class Place:
    """A territory with its census figures (RGPH 2024; persons) and its size.

    `adults_18_plus` and its parts are estimates from five-year groups; `lon`, `lat` is the
    centroid, or a point inside where the centroid falls outside. Figures are None for the country.
    `constituency_id` is that of the House of Representatives, None when the place spans several
    (Fès, Taounate, the region). A province's code is its own `province_code`, and so on.
    """

    code: str
    level: Level
    name_fr: str
    name_ar: str
    region_code: str | None = None
    province_code: str | None = None
    cercle_code: str | None = None
    commune_code: str | None = None
    milieu: str | None = None
    official_type: str | None = None
    party_label_fr: str | None = None
    party_label_ar: str | None = None
    population_2014: int | None = None
    population_2024: int | None = None
    adults_18_plus: int | None = None
    women_18_plus: int | None = None
    men_18_plus: int | None = None
    youth_18_34: int | None = None
    area_km2: float | None = None
    density_per_km2: float | None = None
    lon: float | None = None
    lat: float | None = None
    constituency_id: str | None = None

    def name(self, language: str) -> str:
        """Return the name in a language; English uses the French name, as the census does."""
        if language == "en" and self.code == COUNTRY:
            return "Morocco"
        return self.name_ar if language == "ar" else self.name_fr


@dataclass(frozen=True)
class Constituency:
    """A constituency and its units: the territories it is made of.

    `seats` None is not sourced; `seats_cycle` is the year of the election they are known for.
    """

    id: str
    kind: str
    name_fr: str
    name_ar: str
    seats: int | None
    seats_cycle: int | None
    seats_source: str
    source: str
    units: tuple[str, ...]

    def name(self, language: str) -> str:
        """Return the name in a language; English uses the French name."""
        return self.name_ar if language == "ar" else self.name_fr


def read_places(folder: Path, regions: Collection[str] | None) -> Iterator[Place]:
    """Yield the territories of some regions, each with its own code among its parent codes."""
    for name, level in _FILES.items():
        for row in territory_rows(name, regions, folder):
            values = _typed(row)
            if level != "arrondissement":
                values[f"{level}_code"] = row["code"]
            yield Place(level=level, **values)


def _typed(row: Mapping[str, str]) -> dict[str, Any]:
    return {name: _value(name, text) for name, text in row.items()}


def _value(name: str, text: str) -> str | int | float | None:
    if not text:
        return None
    if name in ("area_km2", "density_per_km2", "lon", "lat"):
        return float(text)
    return int(text) if name.startswith(("population", "adults", "women", "men", "youth")) else text


def read_constituencies(folder: Path, places: Collection[str]) -> Iterator[Constituency]:
    """Yield the constituencies whose units are all among some places."""
    units: dict[str, list[str]] = {}
    for row in reference_rows("constituency_units", folder):
        units.setdefault(row["constituency_id"], []).append(row["unit_code"])
    for row in reference_rows("constituencies", folder):
        if not set(units[row["id"]]) <= set(places):
            continue
        values: dict[str, Any] = dict(row)
        for name in ("seats", "seats_cycle"):
            values[name] = int(row[name]) if row[name] else None
        yield Constituency(**values, units=tuple(units[row["id"]]))


def read_spellings(folder: Path) -> tuple[tuple[str, str], ...]:
    """Return (code, name) of the spellings in use beside the official names."""
    return tuple((row["code"], row["name"]) for row in reference_rows("synonyms", folder))
