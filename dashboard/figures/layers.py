"""Answers → the layers of the map: readiness, coverage, indicators, census.

Breaks, units and decimals stand in `data/reference/map_layers.csv`: fixed, so that months compare.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd

from dashboard.figures.map_table import Layer, LayerClass, layer_from_rows
from dashboard.figures.tables import records
from dashboard.readiness.caps import cap_sentence
from dashboard.readiness.method import classes
from dashboard.readiness.next_steps import NEXT_STEPS
from dashboard.readiness.profiles_said import ORGANISATIONAL, PROFILES
from dashboard.reference_files import reference_rows
from dashboard.territory.register import Place
from dashboard.wording import N_, Wording

# What stands on a commune, lowest first, and the number of its class.
COVERAGE = {
    "none": N_("No local body"),
    "part": N_("Some arrondissements covered"),
    "other": N_("Covered by another body"),
    "own": N_("Own local secretariat"),
}
_COVERAGE_COLOURS = ("readiness.1", "readiness.2", "readiness.4", "readiness.5")


@cache
def layer_rows() -> tuple[dict[str, str], ...]:
    """Return the rows of the reference file, in the order of the control."""
    return tuple(reference_rows("map_layers"))


def readiness_layer(rows: pd.DataFrame, words: Wording, profile: str = ORGANISATIONAL) -> Layer:
    """Return the readiness layer: the class of the low end of the range, the score beside it."""
    noted = rows.assign(note=[_readiness_note(row, words) for row in records(rows)])
    return layer_from_rows(
        noted,
        id="readiness",
        label=words(PROFILES[profile]),
        kind="readiness",
        classes=tuple(LayerClass(one.name(words.language), one.low, one.high) for one in classes()),
        value="low",
        state="state",
        number="class_no",
        date="true_on",
        reliability="reliability",
        note="note",
        unit=words("of 100, low end"),
        group=words("Readiness"),
    )


def coverage_layer(rows: pd.DataFrame, facts: pd.DataFrame, words: Wording) -> Layer:
    """Return the layer of local secretariats: own, another's, some arrondissements, none.

    Args:
        rows: `commune_table`; coverage null where unknown.
        facts: `indicator_map`, for the day each is true on.
        words: The reader's language.
    """
    numbers = {name: number for number, name in enumerate(COVERAGE, start=1)}
    known = rows[rows["coverage"].notna()]
    chosen = {row.unit_code: numbers[row.coverage] for row in records(known)}
    secretariat = facts[facts["indicator"] == "secretariat"]
    return Layer(
        id="coverage",
        label=words("Local secretariats"),
        kind="category",
        classes=tuple(
            LayerClass(words(word), colour=colour)
            for word, colour in zip(COVERAGE.values(), _COVERAGE_COLOURS, strict=True)
        ),
        values={code: float(number) for code, number in chosen.items()},
        numbers=chosen,
        dates=_dates(secretariat),
        notes={row.unit_code: _step_words(row, words) for row in records(rows)},
        group=words("Readiness"),
    )


def indicator_layers(facts: pd.DataFrame, names: pd.DataFrame, words: Wording) -> list[Layer]:
    """Return a layer for each indicator that has breaks and a weight at the commune.

    Args:
        facts: `indicator_map`; a state says why a value is missing.
        names: `indicator_catalogue`.
        words: The reader's language.
    """
    names = names[names["weight_commune"].notna()]
    titles = dict(zip(names["indicator"], names[f"name_{words.label_language}"], strict=True))
    pillars = dict(
        zip(names["indicator"], names[f"pillar_name_{words.label_language}"], strict=True)
    )
    return [
        layer_from_rows(
            facts[facts["indicator"] == row["layer"]],
            label=titles[row["layer"]],
            group=pillars[row["layer"]],
            state="state",
            date="true_on",
            reliability="reliability",
            **look(row, words),
        )
        for row in layer_rows()
        if row["taken_from"] == "indicator" and row["layer"] in titles
    ]


def census_layers(places: Sequence[Place], words: Wording) -> list[Layer]:
    """Return the layers of the census, over communes and arrondissements."""
    rows = pd.DataFrame([_census(place) for place in places])
    return [
        layer_from_rows(
            rows,
            value=row["layer"],
            label=row[f"name_{words.label_language}"],
            group=words("Census"),
            **look(row, words),
        )
        for row in layer_rows()
        if row["taken_from"] == "census"
    ]


def look(row: Mapping[str, str], words: Wording) -> dict[str, Any]:
    """Return what a row of the reference file says of a layer: id, classes, unit, decimals."""
    return {
        "id": row["layer"],
        "kind": "sequential",
        "classes": _classes([float(one) for one in row["breaks"].split("|")]),
        "unit": row[f"unit_{words.label_language}"],
        "decimals": int(row["decimals"]),
        "is_share": row["is_share"] == "true",
    }


def _classes(breaks: Sequence[float]) -> tuple[LayerClass, ...]:
    highs: Iterable[float | None] = [*breaks[1:], None]
    return tuple(LayerClass("", low, high) for low, high in zip(breaks, highs, strict=True))


def _census(place: Place) -> dict[str, Any]:
    before, now = place.population_2014, place.population_2024
    return {
        "territory_code": place.code,
        "population_2024": now,
        "adults_18_plus": place.adults_18_plus,
        "density_per_km2": now / place.area_km2 if now and place.area_km2 else None,
        "youth_share": place.youth_18_34 / now if now and place.youth_18_34 else None,
        "population_change": now / before - 1 if now and before else None,
    }


def _dates(facts: pd.DataFrame) -> dict[str, Any]:
    dated = facts[facts["true_on"].notna()]
    return {row.unit_code: pd.Timestamp(row.true_on).date() for row in records(dated)}


def _readiness_note(row: Any, words: Wording) -> str:
    if row.state == "not_applicable":
        return words("No such election takes place here.")
    if row.state == "no_data":
        silent = NEXT_STEPS["send_return"]
        return words("Nothing is known here. Next step: {step}.", step=words.inside(words(silent)))
    said = [
        words("Between {low} and {high}.", low=round(row.low), high=round(row.high)),
        _step_words(row, words),
    ]
    limited = cap_sentence(row.class_limited_by, row.grain)
    if limited:
        said.insert(1, words(limited))
    return " ".join(said)


def _step_words(row: Any, words: Wording) -> str:
    if not isinstance(row.next_step, str):
        return ""
    return words("Next step: {step}.", step=words.inside(words(NEXT_STEPS[row.next_step])))
