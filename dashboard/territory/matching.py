"""Names of files and forms to codes: an exact folded name yields a code, a near one never does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from dashboard.territory.folding import fold
from dashboard.territory.names import NameIndex, index_of
from dashboard.territory.register import LEVELS, Level, Place, Register
from dashboard.territory.register import register as shipped_register
from dashboard.territory.typed import Typed, typed, without_part

__all__ = ["Candidate", "How", "Match", "fold", "is_name", "match"]

How: TypeAlias = Literal["code", "name", "synonym", "none", "ambiguous", "province_unknown"]
_MAX_CANDIDATES = 5
_LEAST_SCORE = 0.5
# A name means the smaller place first: Sefrou is the commune unless the file says otherwise.
_TIERS: tuple[tuple[Level, ...], ...] = (
    ("commune", "arrondissement"),
    ("cercle", "province", "region", "country"),
    ("constituency",),
)


@dataclass(frozen=True)
class Candidate:
    """A place that was perhaps meant; `score` is 1 for an equal folded name, else likeness 0..1."""

    code: str
    name_fr: str
    name_ar: str
    province_code: str | None
    score: float


@dataclass(frozen=True)
class Match:
    """The answer for one name: a code, or None and the candidates.

    `how` is `code`, `name` or `synonym` with a code; without one `ambiguous` (every equal name is a
    candidate), `none` (the nearest, best first, at most five) or `province_unknown` (the province
    given is none of the region's; the candidates are the provinces nearest to it). `part` is the
    word («centre», «دوار») that says the text names no whole territory: then nothing matches.
    """

    code: str | None
    how: How
    candidates: tuple[Candidate, ...] = ()
    part: str | None = None


def match(
    name: str,
    province: str | None = None,
    levels: Sequence[Level] | None = None,
    register: Register | None = None,
) -> Match:
    """Find the territory a text names.

    Args:
        name: a code, or a French or Arabic name, with or without «commune de», «إقليم» and the
            like before it or behind; such a word settles the level.
        province: code or name; only places of that province are looked at. Empty is none.
        levels: the levels allowed; default every territory, no constituency. Communes and
            arrondissements go before the others, so that Sefrou is the commune unless
            `levels` or a word says otherwise.
        register: where to look; default the shipped register.
    """
    index = index_of(register or shipped_register())
    inside = _province(index, province)
    if isinstance(inside, Match):
        return inside
    allowed = tuple(levels) if levels is not None else LEVELS
    if index.is_code(name):
        return _by_code(index, index.code(name), inside, allowed)
    one = typed(name)
    wanted = tuple(level for level in allowed if _says(one.level, level))
    answer = _by_name(index, one, inside, wanted)
    if answer:
        return answer
    if not index.has(one.keys):
        one = without_part(one, name)
    return _nearest(index, one, inside, wanted)


def is_name(name: str, register: Register | None = None) -> bool:
    """Tell whether a text is the name or code of a place, in any province (ambiguous ones too)."""
    index = index_of(register or shipped_register())
    if index.is_code(name):
        return bool(index.places([index.code(name)], None, LEVELS))
    one = typed(name)
    levels = tuple(level for level in LEVELS if _says(one.level, level))
    return _by_name(index, one, None, levels) is not None


def _province(index: NameIndex, province: str | None) -> str | Match | None:
    """Return the province's code, None when none is given, or the answer: unknown."""
    if province is None or not province.strip():
        return None
    if index.is_code(province):
        found = index.places([index.code(province)], None, ("province",))
        return found[0].code if found else Match(None, "province_unknown")
    name = Typed(typed(province).words)
    answer = _by_name(index, name, None, ("province",))
    if answer and answer.code:
        return answer.code
    return Match(None, "province_unknown", _nearest(index, name, None, ("province",)).candidates)


def _by_code(index: NameIndex, code: str, inside: str | None, levels: Sequence[Level]) -> Match:
    """Answer for a code; one of another province or level is no match but a candidate."""
    if index.places([code], inside, levels):
        return Match(code, "code")
    elsewhere = index.places([code], None, (*LEVELS, "constituency"))
    return Match(None, "none", tuple(_candidate(place, 1.0) for place in elsewhere))


def _by_name(
    index: NameIndex, name: Typed, inside: str | None, levels: Sequence[Level]
) -> Match | None:
    """Answer for an exact folded name: the smaller levels first; None when nothing has it."""
    official, other = index.bearers(name.keys)
    for tier in _TIERS:
        found = index.places(official | other, inside, [one for one in tier if one in levels])
        if len(found) == 1:
            code = found[0].code
            return Match(code, "name" if code in official else "synonym")
        if found:
            return Match(None, "ambiguous", tuple(_candidate(place, 1.0) for place in found))
    return None


def _nearest(index: NameIndex, name: Typed, inside: str | None, levels: Sequence[Level]) -> Match:
    """Answer that nothing has the name, with the nearest: in the province, or equal elsewhere."""
    if not any(name.keys):
        return Match(None, "none")
    scores: dict[str, tuple[float, Place]] = {}
    for place, score in _scored(index, name, inside, levels):
        if score >= _LEAST_SCORE and score > scores.get(place.code, (0.0, place))[0]:
            scores[place.code] = (score, place)
    best = sorted(scores.values(), key=lambda one: (-one[0], _tier(one[1]), one[1].code))
    found = tuple(_candidate(place, score) for score, place in best[:_MAX_CANDIDATES])
    return Match(None, "none", found, name.part)


def _scored(
    index: NameIndex, name: Typed, inside: str | None, levels: Sequence[Level]
) -> Iterator[tuple[Place, float]]:
    yield from index.near(name, inside, levels)
    official, other = index.bearers(name.keys)
    everywhere = index.places(official | other, None, (*LEVELS, "constituency"))
    for place in everywhere:
        yield place, 1.0


def _tier(place: Place) -> int:
    return next(number for number, tier in enumerate(_TIERS) if place.level in tier)


def _candidate(place: Place, score: float) -> Candidate:
    return Candidate(place.code, place.name_fr, place.name_ar, place.province_code, round(score, 3))


def _says(said: Level | None, allowed: Level) -> bool:
    """Tell whether a word for a level may mean this one; دائرة is a cercle or a constituency."""
    return said in (None, allowed) or (said == "cercle" and allowed == "constituency")
