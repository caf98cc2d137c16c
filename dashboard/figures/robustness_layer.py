"""The layer of the map that says where the figure is sure: surely weak, undecided, surely ready."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.figures.map_table import Layer, LayerClass, State
from dashboard.figures.tables import records
from dashboard.readiness.robustness import VERDICTS, choices
from dashboard.wording import Wording

_COLOURS = {
    "surely_weak": "readiness.1",
    "undecided": "readiness.3",
    "surely_ready": "readiness.5",
}


def robustness_layer(found: pd.DataFrame, words: Wording) -> Layer:
    """Return the layer of verdicts, with the interval of ranks beside each.

    Args:
        found: `robustness` of the communes (and of the arrondissements, made apart); a unit that
            is not assessable, or that the election is not held in, is shown as such.
        words: The reader's language.
    """
    numbers = {name: number for number, name in enumerate(_COLOURS, start=1)}
    known = [row for row in records(found) if row.verdict in numbers]
    chosen = {row.unit_code: numbers[row.verdict] for row in known}
    return Layer(
        id="robustness",
        label=words("How sure the class is"),
        kind="category",
        classes=tuple(
            LayerClass(words(VERDICTS[name]), colour=colour) for name, colour in _COLOURS.items()
        ),
        values={
            **{row.unit_code: _silent(row) for row in records(found)},
            **{code: float(number) for code, number in chosen.items()},
        },
        numbers=chosen,
        notes={row.unit_code: _note(row, words) for row in known},
        group=words("Readiness"),
    )


def _silent(row: Any) -> State:
    return "not_applicable" if row.verdict == "not_applicable" else "not_assessable"


def _note(row: Any, words: Wording) -> str:
    given = choices()
    return words(
        "When the method's own choices are moved, its rank stays between {low} and {high} in"
        " {share} of trials; its class is at most weak in {weak}, at least good in {ready}.",
        low=int(row.rank_low),
        high=int(row.rank_high),
        share=words.share(given.interval_high - given.interval_low),
        weak=words.share(row.class_1 + row.class_2),
        ready=words.share(row.class_4 + row.class_5),
    )
