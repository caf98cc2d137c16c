"""Readiness × electoral weight → the bivariate layer of the map, and its square as a key."""

from __future__ import annotations

import html
from collections import Counter
from typing import Any

import pandas as pd

from dashboard.figures.map_table import Layer, LayerClass, State
from dashboard.figures.tables import records
from dashboard.figures.tokens import css_colour
from dashboard.readiness.next_steps import NEXT_STEPS
from dashboard.readiness.priority import (
    CORNERS,
    READINESS,
    STEPS,
    WEIGHTS_OF,
    pair_number,
    pairs,
    weight_bands,
)
from dashboard.wording import Wording

LAYER = "priority"


def priority_layer(rows: pd.DataFrame, words: Wording) -> Layer:
    """Return the layer over `electoral_priority`: nine pairs, and one marker for what is unknown.

    Args:
        rows: one a unit; readiness_no null where not assessable, state not_applicable where no such
            election takes place.
        words: The reader's language.
    """
    listed = records(rows)
    numbers = {
        row.unit_code: pair_number(int(row.weight_no), int(row.readiness_no))
        for row in listed
        if not pd.isna(row.readiness_no)
    }
    values: dict[str, float | State] = {
        row.unit_code: _unknown(row) for row in listed if row.unit_code not in numbers
    }
    dated = [row for row in listed if not pd.isna(row.true_on)]
    return Layer(
        id=LAYER,
        label=words("Readiness and electoral weight"),
        kind="category",
        classes=tuple(
            LayerClass(pair_words(weight, ready, words), colour=f"bivariate.{weight}.{ready}")
            for weight, ready in pairs()
        ),
        values=values | {code: float(number) for code, number in numbers.items()},
        numbers=numbers,
        dates={row.unit_code: pd.Timestamp(row.true_on).date() for row in dated},
        notes={row.unit_code: _note(row, words) for row in listed},
        group=words("Readiness"),
    )


def pair_words(weight_no: int, readiness_no: int, words: Wording) -> str:
    """Return what a pair is called; a corner of the square says what it asks for."""
    named = {
        "weight": weight_bands()[weight_no - 1].name(words.language),
        "readiness": words.inside(words(READINESS[readiness_no - 1])),
    }
    corner = CORNERS.get((weight_no, readiness_no))
    if corner is None:
        return words("{weight}, {readiness}", **named)
    return words("{weight}, {readiness}: {corner}", corner=words(corner), **named)


def weight_words(row: Any, words: Wording) -> str:
    """Return the electoral weight with what it counts: voters registered on a day, or adults."""
    number, what = words.number(int(row.weight)), WEIGHTS_OF[row.weight_of]
    if pd.isna(row.counted_on):
        return words("{n} ({what})", n=number, what=words(what))
    on = pd.Timestamp(row.counted_on).date()
    return words("{n} ({what}, {day})", n=number, what=words(what), day=on)


def priority_square(rows: pd.DataFrame, caption: str, words: Wording) -> str:
    """Return the square of nine as HTML, with the number of units in each.

    Drawn the same way round in every language: readiness grows to the right, weight upwards.
    """
    known = rows[rows["readiness_no"].notna()]
    pairs_of = zip(known["weight_no"], known["readiness_no"], strict=True)
    counts = Counter((int(weight), int(ready)) for weight, ready in pairs_of)
    columns = range(1, STEPS + 1)
    heads = "".join(_head("col", words(READINESS[ready - 1]), words) for ready in columns)
    body = "".join(
        f"<tr>{_head('row', band.name(words.language), words)}"
        + "".join(_square_cell(band.number, ready, counts, words) for ready in columns)
        + "</tr>"
        for band in reversed(weight_bands())
    )
    return (
        f'<div class="jz-scroll" tabindex="0"><table class="jz-square" dir="ltr">'
        f'<caption dir="{words.direction}">{html.escape(caption)}</caption>'
        f"<thead><tr><td></td>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _head(scope: str, text: str, words: Wording) -> str:
    return f'<th scope="{scope}" dir="{words.direction}">{html.escape(text)}</th>'


def _square_cell(weight: int, ready: int, counts: Counter[tuple[int, int]], words: Wording) -> str:
    fill, ink = (css_colour(f"bivariate{part}.{weight}.{ready}") for part in ("", "_text"))
    corner = CORNERS.get((weight, ready))
    said = f"<span>{html.escape(words(corner))}</span>" if corner else ""
    number = html.escape(words.number(counts[weight, ready]))
    return (
        f'<td dir="{words.direction}" style="background:{fill};color:{ink}"><b>{number}</b>'
        f"{said}</td>"
    )


def _unknown(row: Any) -> State:
    return "not_applicable" if row.state == "not_applicable" else "not_assessable"


def _note(row: Any, words: Wording) -> str:
    if row.state == "not_applicable":
        return words("No such election takes place here.")
    weight = weight_words(row, words)
    said = [words("Electoral weight: {weight}.", weight=weight)]
    if row.state != "no_data":
        said.append(words("Between {low} and {high}.", low=round(row.low), high=round(row.high)))
    if isinstance(row.next_step, str):
        step = words.inside(words(NEXT_STEPS[row.next_step]))
        said.append(words("Next step: {step}.", step=step))
    return " ".join(said)
