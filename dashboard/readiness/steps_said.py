"""One plain sentence for each step of a score, and for each part of a change."""

from __future__ import annotations

from typing import Any

from dashboard.readiness.explaining import Explanation, Moved, Step
from dashboard.wording import N_, Wording

# What a value of 0 or 1 is called where the unit is one commune (or, hosting, one province).
_AT_ONE = {
    ("mandate_current", 1): N_("in term"),
    ("mandate_current", 0): N_("none in term"),
    ("agenda_late", 1): N_("late"),
    ("agenda_late", 0): N_("not late"),
    ("recent_meeting", 1): N_("met lately"),
    ("recent_meeting", 0): N_("no meeting lately"),
    ("rotation", 1): N_("a regional meeting hosted"),
    ("rotation", 0): N_("no regional meeting hosted"),
}
_SECRETARIATS = {
    ("own", 1.0): N_("own, in term"),
    ("own", 0.5): N_("own, out of term"),
    ("other", 0.5): N_("covered by another body, in term"),
    ("other", 0.25): N_("covered by another body, out of term"),
    ("none", 0.0): N_("none"),
}
_LEAVES = ("commune", "arrondissement")


def indicator_name(row: Any, words: Wording) -> str:
    """Return the name of a row's indicator."""
    return str(getattr(row, f"indicator_{words.label_language}"))


def step_sentence(step: Step, words: Wording) -> str:
    """Return what one indicator brings: its state, its points, what it could have brought."""
    if step.row is None:
        return words(
            "The other indicators: {points} points of {possible} possible",
            points=words.signed(step.points, 1),
            possible=words.number(step.possible, 1),
        )
    name = indicator_name(step.row, words)
    if not step.row.is_applicable:
        return words("{name}: nothing to measure here; its weight goes to the others", name=name)
    if not step.row.k:
        return words(
            "{name}: unknown; up to {n} points more at the high end", name=name, n=step.unknown
        )
    said = words(
        "{name}: {value}: {points} points of {possible} possible",
        name=name,
        value=value_said(step.row, words),
        points=words.signed(step.points, 1),
        possible=words.number(step.possible, 1),
    )
    return words.join([said, *_reserves(step.row, words)])


def value_said(row: Any, words: Wording) -> str:
    """Return the value of an indicator in words where it has them, else as a number."""
    if row.is_masked:
        return words("fewer than 10 persons")
    if row.indicator == "secretariat" and row.grain in _LEAVES:
        known = _SECRETARIATS.get((_standing(row), round(float(row.value), 9)))
        if known:
            return words(known)
    known = _AT_ONE.get((row.indicator, row.value))
    if known and (row.grain in _LEAVES or row.indicator == "rotation"):
        return words(known)
    if row.unit == "share" and row.indicator != "secretariat":
        return words.share(row.value)
    return words.number(row.value, 2)


def total_sentence(found: Explanation, words: Wording) -> str:
    """Return what the steps add up to."""
    if found.of == "score":
        return words("Score: {n} of 100", n=found.total)
    return words("Low end of the range: {n} of 100", n=found.total)


def range_sentence(low: float, unknown: float, words: Wording) -> str:
    """Return how what is unknown makes the range."""
    if round(unknown, 1) == 0:
        return words("Everything that counts here is known: the range is one number.")
    return words(
        "Range: from {low}, if all that is unknown brings nothing, to {high}, if it brings all "
        "it can: {n} points are unknown.",
        low=low,
        high=low + unknown,
        n=unknown,
    )


def moved_sentences(moved: Moved, words: Wording) -> list[str]:
    """Return a sentence for each way in which an indicator moved the total; none if it did not."""
    name = indicator_name(moved.row, words)
    return [
        words(sentence, name=name, points=words.signed(points, 1))
        for sentence, points in (
            (N_("{name}: {points}, the method changed"), moved.method),
            (N_("{name}: {points}, data arrived since"), moved.arrived),
            (N_("{name}: {points}, the facts changed"), moved.facts),
        )
        if abs(points) >= 0.05
    ]


def _reserves(row: Any, words: Wording) -> list[str]:
    said = []
    if row.k < 1 - 1e-9:
        said.append(words("known for {share} of the adults", share=words.share(row.k)))
    if row.is_inherited:
        said.append(words("reported for a larger territory"))
    return said


def _standing(row: Any) -> str:
    if row.own_share and row.own_share > 1 - 1e-9:
        return "own"
    if row.covered_share and row.covered_share > 1 - 1e-9:
        return "other"
    return "part" if row.covered_share and row.covered_share > 0 else "none"
