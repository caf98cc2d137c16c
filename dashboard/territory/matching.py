"""Names of files and forms to codes: an exact folded name yields a code, a near one never does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from dashboard.territory.folding import fold
from dashboard.territory.names import NameIndex, index_of, level_and_name
from dashboard.territory.register import LEVELS, Level, Place, Register
from dashboard.territory.register import register as shipped_register

__all__ = ["Candidate", "How", "Match", "fold", "match"]

How: TypeAlias = Literal["code", "name", "synonym", "none", "ambiguous", "province_unknown"]
_MAX_CANDIDATES = 5
_LEAST_SCORE = 0.4
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
    given is none of the region's; the candidates are the provinces nearest to it).
    """

    code: str | None
    how: How
    candidates: tuple[Candidate, ...] = ()


def match(
    name: str,
    province: str | None = None,
    levels: Sequence[Level] | None = None,
    register: Register | None = None,
) -> Match:
    """Find the territory a text names.

    Args:
        name: a code, or a French or Arabic name, with or without «commune de», «إقليم» and the
            like; such a word settles the level.
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
    level, folded = level_and_name(name)
    wanted = tuple(one for one in allowed if level in (None, one) or _is_daira(level, one))
    return _by_name(index, folded, inside, wanted) or _nearest(index, folded, inside, wanted)


def _province(index: NameIndex, province: str | None) -> str | Match | None:
    """Return the province's code, None when none is given, or the answer: unknown."""
    if province is None or not province.strip():
        return None
    if index.is_code(province):
        found = index.places([index.code(province)], None, ("province",))
        return found[0].code if found else Match(None, "province_unknown")
    folded = level_and_name(province)[1]
    answer = _by_name(index, folded, None, ("province",))
    if answer and answer.code:
        return answer.code
    return Match(None, "province_unknown", _nearest(index, folded, None, ("province",)).candidates)


def _by_code(index: NameIndex, code: str, inside: str | None, levels: Sequence[Level]) -> Match:
    """Answer for a code; one of another province or level is no match but a candidate."""
    if index.places([code], inside, levels):
        return Match(code, "code")
    elsewhere = index.places([code], None, (*LEVELS, "constituency"))
    return Match(None, "none", tuple(_candidate(place, 1.0) for place in elsewhere))


def _by_name(
    index: NameIndex, folded: str, inside: str | None, levels: Sequence[Level]
) -> Match | None:
    """Answer for an exact folded name: the smaller levels first; None when nothing has it."""
    official, other = index.official.get(folded, set()), index.other.get(folded, set())
    for tier in _TIERS:
        found = index.places(official | other, inside, [one for one in tier if one in levels])
        if len(found) == 1:
            code = found[0].code
            return Match(code, "name" if code in official else "synonym")
        if found:
            return Match(None, "ambiguous", tuple(_candidate(place, 1.0) for place in found))
    return None


def _nearest(index: NameIndex, folded: str, inside: str | None, levels: Sequence[Level]) -> Match:
    """Answer that nothing has the name, with the nearest: in the province, or equal elsewhere."""
    if not folded:
        return Match(None, "none")
    scored = sorted(_scored(index, folded, inside, levels), key=lambda c: (-c.score, c.code))
    return Match(None, "none", tuple(scored[:_MAX_CANDIDATES]))


def _scored(
    index: NameIndex, folded: str, inside: str | None, levels: Sequence[Level]
) -> Iterator[Candidate]:
    for place in index.named():
        score = index.score(folded, place.code)
        near = inside in (None, place.province_code) and place.level in levels
        if score == 1 or (near and score >= _LEAST_SCORE):
            yield _candidate(place, score)


def _candidate(place: Place, score: float) -> Candidate:
    return Candidate(place.code, place.name_fr, place.name_ar, place.province_code, round(score, 3))


def _is_daira(said: Level | None, allowed: Level) -> bool:
    """Tell whether the one Arabic word for cercle and constituency may mean this level."""
    return said == "cercle" and allowed == "constituency"
