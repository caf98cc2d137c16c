"""What a method must be to be in force: each fault as a sentence, for the files and for a what-if.

The files are those of `data/reference` that make a score. A fault refuses the whole method: half a
method makes figures that nobody chose.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from dashboard.errors import Said
from dashboard.readiness.profiles_said import PROFILES

# The reference files that make a score, without their ending.
METHOD_FILES = ("pillars", "pillar_weights", "indicators", "indicator_weights", "classes", "method")
_NEAR = 1e-6
_AIMS = (
    ("floor", "target_commune"),
    ("floor", "target_above"),
    ("floor_urban", "target_urban"),
    ("floor_rural", "target_rural"),
)
Rows = list[dict[str, str]]


def method_faults(files: Mapping[str, str], constituencies: str = "") -> list[Said]:
    """Return what is wrong with a method, given its files as text; empty where nothing is.

    Args:
        files: the CSV text of each of `METHOD_FILES`.
        constituencies: the CSV text of the reference list, for elections without seats.
    """
    rows = {name: _rows(files.get(name, "")) for name in METHOD_FILES}
    missing = [name for name in METHOD_FILES if not rows[name]]
    if missing:
        return [Said("The method's file {name} is missing or empty.", name=one) for one in missing]
    pillars = {row.get("pillar", "") for row in rows["pillars"]}
    indicators = {row.get("id", ""): row for row in rows["indicators"]}
    return [
        *_weight_faults(rows["pillar_weights"], pillars),
        *_indicator_faults(rows["indicator_weights"], indicators, pillars),
        *(fault for row in rows["indicators"] for fault in _row_aims(row)),
        *_seat_faults(_rows(constituencies)),
    ]


def weights_faults(
    profile: str, weights: Mapping[str, float], pillars: Iterable[str]
) -> list[Said]:
    """Return what is wrong with the weights of one profile."""
    known = set(pillars)
    faults = [
        Said("{pillar} is no pillar of the method.", pillar=one)
        for one in weights
        if one not in known
    ]
    faults += [
        Said("The weight of {pillar} is below 0.", pillar=one)
        for one, weight in weights.items()
        if weight < 0
    ]
    total = sum(weights.values())
    if abs(total - 1) > _NEAR:
        faults.append(
            Said(
                "The weights of the pillars of {profile} add up to {total} %, not to 100 %. "
                "Change one so that they do.",
                profile=Said(PROFILES[profile]) if profile in PROFILES else profile,
                total=round(100 * total, 1),
            )
        )
    return faults


def aim_faults(indicator: str, floor: float, target: float) -> list[Said]:
    """Return what is wrong with a floor and a target: they may not be the same."""
    if abs(target - floor) > 1e-12:
        return []
    return [
        Said(
            "The target of {indicator} is its floor: no value could earn a part of its points. "
            "Change one of them.",
            indicator=indicator,
        )
    ]


def unknown_indicator(name: str) -> Said:
    """Return the sentence for an indicator that the method does not have."""
    return Said("{name} is no indicator of the method.", name=name)


def no_seats(election: str, place: str) -> Said:
    """Return the sentence for seats that nobody knows, or that are none."""
    return Said(
        "{election} has no seats known in {place}: candidacies cannot be counted there. "
        "Give the seats first.",
        election=election,
        place=place,
    )


def _weight_faults(rows: Rows, pillars: set[str]) -> Iterator[Said]:
    profiles: dict[str, dict[str, float]] = {}
    for row in rows:
        weight = _number(row.get("weight"))
        if weight is None:
            yield _no_number("pillar_weights", row.get("weight"))
            return
        profiles.setdefault(row["profile"], {})[row["pillar"]] = weight
    for profile, weights in profiles.items():
        yield from weights_faults(profile, weights, pillars)


def _indicator_faults(
    rows: Rows, indicators: Mapping[str, Mapping[str, str]], pillars: set[str]
) -> Iterator[Said]:
    for row in rows:
        if row.get("indicator") not in indicators:
            yield unknown_indicator(row.get("indicator") or "")
        if row.get("pillar") not in pillars:
            yield Said("{pillar} is no pillar of the method.", pillar=row.get("pillar") or "")
        if _number(row.get("weight")) is None:
            yield _no_number("indicator_weights", row.get("weight"))


def _row_aims(row: Mapping[str, str]) -> Iterator[Said]:
    for low, high in _AIMS:
        given = row.get(low) or "", row.get(high) or ""
        floor, target = (_number(one) for one in given)
        for one, value in zip(given, (floor, target), strict=True):
            if one and value is None:
                yield _no_number("indicators", one)
        if floor is not None and target is not None:
            yield from aim_faults(row["id"], floor, target)


def _seat_faults(rows: Rows) -> Iterator[Said]:
    for row in rows:
        if row.get("seats") == "0":
            yield no_seats(row.get("kind", ""), row.get("name_fr") or row.get("id", ""))


def _no_number(file: str, found: str | None) -> Said:
    return Said("{file}: «{found}» is no number.", file=file, found=found or "")


def _number(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None


def _rows(text: str) -> Rows:
    return list(csv.DictReader(io.StringIO(text)))
