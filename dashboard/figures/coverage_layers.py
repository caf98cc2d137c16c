"""Answers → the two layers of the coverage map: who has a secretariat, and whether it lives."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.figures.layers import COVERAGE
from dashboard.figures.map_table import Layer, LayerClass, State
from dashboard.figures.tables import records
from dashboard.readiness.next_steps import NEXT_STEPS
from dashboard.wording import N_, Wording

# What the best body of a place is, the least alive first, and its colour.
VERDICTS = {
    "dormant": N_("Dormant"),
    "on_paper": N_("On paper only"),
    "watched": N_("To be watched"),
    "living": N_("Living"),
}
_STATES = ("none", "part", "other", "own")
_COLOURS = ("readiness.1", "readiness.2", "readiness.4", "readiness.5")


def coverage_layers(rows: pd.DataFrame, words: Wording) -> tuple[Layer, Layer]:
    """Return the layers over `coverage_units`: coverage, and living or on paper."""
    lines = records(rows)
    steps = {row.unit_code: _step(row, words) for row in lines}
    dates = {row.unit_code: pd.Timestamp(row.fact_on).date() for row in lines if _known(row)}
    covered = {row.unit_code: _STATES.index(row.state) + 1 for row in lines if row.state in _STATES}
    lives = {
        row.unit_code: list(VERDICTS).index(row.verdict) + 1
        for row in lines
        if row.verdict in VERDICTS
    }
    coverage = _layer("coverage", words("Local secretariats"), COVERAGE, covered, words)
    living = _layer("living", words("Living or on paper"), VERDICTS, lives, words)
    bodiless: dict[str, float | State] = {
        row.unit_code: "not_applicable" for row in lines if _is_bodiless(row)
    }
    return (
        Layer(**{**vars(coverage), "dates": dates, "notes": steps}),
        Layer(**{**vars(living), "dates": dates, "values": {**living.values, **bodiless}}),
    )


def _layer(
    layer_id: str, label: str, names: dict[str, str], numbers: dict[str, int], words: Wording
) -> Layer:
    return Layer(
        id=layer_id,
        label=label,
        kind="category",
        classes=tuple(
            LayerClass(words(word), colour=colour)
            for word, colour in zip(names.values(), _COLOURS, strict=True)
        ),
        values={code: float(number) for code, number in numbers.items()},
        numbers=numbers,
        group=words("Coverage"),
    )


def _known(row: Any) -> bool:
    return bool(row.state != "unknown" and not pd.isna(row.fact_on))


def _is_bodiless(row: Any) -> bool:
    return row.state in ("none", "part") and not isinstance(row.verdict, str)


def _step(row: Any, words: Wording) -> str:
    return words("Next step: {step}.", step=words.inside(words(NEXT_STEPS[row.next_step])))
