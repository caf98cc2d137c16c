"""What a layer of a map says in the reader's language: its bounds, a unit's value, its class."""

from __future__ import annotations

from dashboard.figures.map_table import STATE_WORDS, Layer, LayerClass
from dashboard.wording import Wording


def range_words(layer: Layer, each: LayerClass, words: Wording) -> str:
    """Return the bounds of a class in words: no dash and no `<`, which turn around in Arabic."""
    low, high = (_bound(layer, bound, words) for bound in (each.low, each.high))
    if low and high:
        return words("{low} to {high}", low=low, high=high)
    if low:
        return words("{low} and over", low=low)
    return words("under {high}", high=high) if high else ""


def value_words(layer: Layer, code: str, words: Wording) -> str:
    """Return a unit's value, without its unit of measure, or why there is none."""
    state = layer.state(code)
    if state:
        return words(STATE_WORDS[state])
    if layer.kind == "category":
        return layer.classes[(layer.number(code) or 1) - 1].word
    value = layer.values[code]
    assert not isinstance(value, str)
    return _bound(layer, value, words)


def shown_value(layer: Layer, code: str) -> float | None:
    """Return a value no finer than it is written: the class is decided here, not in the browser."""
    value = layer.values.get(code)
    if value is None or isinstance(value, str):
        return None
    decimals = layer.decimals + 2 if layer.is_share else layer.decimals
    return round(value, decimals) if decimals else round(value)


def _bound(layer: Layer, value: float | None, words: Wording) -> str:
    if value is None:
        return ""
    write = words.share if layer.is_share else words.number
    return write(value, layer.decimals)
