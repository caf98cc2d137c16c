"""The map pales where a figure is little reliable: by how much, and what the legend says of it."""

from __future__ import annotations

from typing import Any

from dashboard.figures.map_table import Layer
from dashboard.readiness.method import reliability_steps
from dashboard.wording import Wording


def paleness(layer: Layer, code: str) -> str:
    """Return the step of reliability a unit is drawn with, as a digit: 0 is the palest.

    What is unknown has a pattern of its own and never pales: it is drawn with the last step.
    """
    return str(_step(layer, code))


def opacity(layer: Layer, code: str) -> float:
    """Return the opacity of the step a unit is drawn with, 0..1."""
    return reliability_steps()[_step(layer, code)].opacity


def _step(layer: Layer, code: str) -> int:
    steps, reliability = reliability_steps(), layer.reliability.get(code, 0.0)
    if layer.state(code):
        return len(steps) - 1
    return sum(reliability >= step.low for step in steps[1:])


def pales(layer: Layer) -> bool:
    """Return whether a layer is drawn paler where its figure is less reliable."""
    return layer.kind == "readiness" and bool(layer.reliability)


def steps_said(words: Wording) -> list[dict[str, Any]]:
    """Return the steps for the browser: opacity, and what the legend says."""
    steps = reliability_steps()
    highs = [*(step.low for step in steps[1:]), None]
    return [
        {
            "opacity": step.opacity,
            "word": step.name(words.language),
            "range": _between(step.low, high, words),
        }
        for step, high in zip(steps, highs, strict=True)
    ]


def _between(low: float, high: float | None, words: Wording) -> str:
    if high is None:
        return words("{low} and over", low=low)
    if low:
        return words("{low} to {high}", low=low, high=high)
    return words("under {high}", high=high)
