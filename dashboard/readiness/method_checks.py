"""What a method must be to be in force: each fault as a sentence, for the files and for a what-if.

The files are those of `data/reference` that make a score. A fault refuses the whole method: half a
method makes figures that nobody chose.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator, Mapping

from dashboard.errors import Said
from dashboard.readiness.profiles_said import PROFILES

# The reference files that make a score, without their ending, and the columns each must have.
_COLUMNS = {
    "pillars": ("pillar",),
    "pillar_weights": ("profile", "pillar", "weight"),
    "indicators": ("id", "pillar", "floor", "target_commune", "target_above"),
    "indicator_weights": ("pillar", "indicator", "grain", "weight"),
    "classes": ("class_no", "low", "high"),
    "method": ("version", "not_assessable_under"),
}
# Where the seats of elections are known from: of the method too, but there may be none.
METHOD_FILES = (*_COLUMNS, "constituencies")
# What `queries/tables` computes: any other indicator would be unknown for ever.
COMPUTED = frozenset({
    "secretariat", "mandate_current", "agenda_late", "recent_meeting", "decisions_on_time",
    "rotation", "milestone_tasks", "members_per_1000", "bureau_women_share",
    "bureau_under_35_share", "seats_covered", "women_seats_covered", "files_complete",
    "finance_agent", "stations_covered", "representatives_trained", "registration_rate",
    "registration_gap", "constraints_closed", "constraints_age", "liaison_answered",
    "advocacy_fed_back",
})  # fmt: skip
_NEAR = 1e-6
_AIMS = (
    ("floor", "target_commune"),
    ("floor", "target_above"),
    ("floor_urban", "target_urban"),
    ("floor_rural", "target_rural"),
)
Rows = list[dict[str, str]]


def method_faults(files: Mapping[str, str]) -> list[Said]:
    """Return what is wrong with a method, given the CSV text of each of `METHOD_FILES` by name."""
    rows = {name: _rows(files.get(name, "")) for name in METHOD_FILES}
    missing = [
        Said("The method's file {name} is missing or empty.", name=one)
        for one in _COLUMNS
        if not rows[one]
    ] or list(_column_faults(rows))
    if missing:
        return missing
    pillars = {row["pillar"] for row in rows["pillars"]}
    return [
        *_profile_faults(rows["pillar_weights"], pillars),
        *_indicator_faults(rows["indicator_weights"], rows["indicators"], pillars),
        *(fault for row in rows["indicators"] for fault in _row_aims(row)),
        *_class_faults(rows["classes"]),
        *_threshold_faults(rows["method"]),
        *_seat_faults(rows["constituencies"]),
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
    if not abs(total - 1) <= _NEAR:  # so said, a weight that is no number is refused too
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


def _column_faults(rows: Mapping[str, Rows]) -> Iterator[Said]:
    for name, columns in _COLUMNS.items():
        for column in columns:
            if column not in rows[name][0]:
                yield Said(
                    "The method's file {name} has no column {column}.", name=name, column=column
                )


def _profile_faults(rows: Rows, pillars: set[str]) -> Iterator[Said]:
    profiles: dict[str, dict[str, float]] = {}
    for row in rows:
        weight = _number(row["weight"])
        if weight is None:
            yield _no_number("pillar_weights", row["weight"])
            return
        profiles.setdefault(row["profile"], {})[row["pillar"]] = weight
    for profile, weights in profiles.items():
        if profile not in PROFILES:
            yield Said("{profile} is no kind of election of the method.", profile=profile)
        yield from weights_faults(profile, weights, pillars)
    for profile in PROFILES:
        if profile not in profiles:
            name = Said(PROFILES[profile])
            yield Said("The method gives no weights for {profile}.", profile=name)


def _indicator_faults(rows: Rows, indicators: Rows, pillars: set[str]) -> Iterator[Said]:
    yield from (unknown_indicator(row["id"]) for row in indicators if row["id"] not in COMPUTED)
    known = {row["id"] for row in indicators}
    sums: dict[tuple[str, str], float] = {}
    for row in rows:
        weight = _number(row["weight"])
        if row["indicator"] not in known:
            yield unknown_indicator(row["indicator"])
        if row["pillar"] not in pillars:
            yield Said("{pillar} is no pillar of the method.", pillar=row["pillar"])
        if weight is None:
            yield _no_number("indicator_weights", row["weight"])
            return
        if weight < 0:
            yield Said("The weight of {pillar} is below 0.", pillar=row["indicator"])
        place = row["pillar"], row["grain"]
        sums[place] = sums.get(place, 0.0) + weight
    for (pillar, _grain), total in sums.items():
        if abs(total - 1) > _NEAR:
            yield Said(
                "The weights of the indicators of {pillar} add up to {total} %, not to 100 %. "
                "Change one so that they do.",
                pillar=pillar,
                total=round(100 * total, 1),
            )


def _class_faults(rows: Rows) -> Iterator[Said]:
    """The classes are numbered from 1 and follow one another from 0 to 100."""
    numbers, lows, highs = (
        [_number(row[name]) for row in rows] for name in ("class_no", "low", "high")
    )
    known = [low for low in lows if low is not None]
    is_chain = lows == [0.0, *highs[:-1]] and highs[-1:] == [100.0]
    if numbers != [1, 2, 3, 4, 5] or not is_chain or lows != sorted(set(known)):
        yield Said("The five classes must follow one another from 0 to 100 without a gap.")


def _threshold_faults(rows: Rows) -> Iterator[Said]:
    for name, text in rows[0].items():
        if name not in ("version", "source") and _number(text) is None:
            yield _no_number(f"method, {name}", text)


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
        found = float(text or "")
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def _rows(text: str) -> Rows:
    return list(csv.DictReader(io.StringIO(text)))
