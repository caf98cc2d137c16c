"""A name as somebody typed it: the level a word of it says, its folded forms, its sound.

«commune de Taza», «تازة (إقليم)» say the level. «centre de Guigou», «دوار …» say that no whole
territory is meant, though its name may be the same: such a text never matches by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dashboard.territory.folding import joined, plain_words, without_articles, writings
from dashboard.territory.register import Level
from dashboard.territory.sound import Sound, sound_of

_LEVEL_WORDS: dict[str, Level] = {
    "commune": "commune",
    "municipalite": "commune",
    "جماعه": "commune",
    "بلديه": "commune",
    "arrondissement": "arrondissement",
    "مقاطعه": "arrondissement",
    "cercle": "cercle",
    "دايره": "cercle",
    "province": "province",
    "prefecture": "province",
    "اقليم": "province",
    "عماله": "province",
    "region": "region",
    "جهه": "region",
    "circonscription": "constituency",
}
# Another kind of place, inside a commune or beside it, that often bears its name.
_PARTS = frozenset(
    (
        *(
            "centre",
            "center",
            "ville",
            "village",
            "douar",
            "quartier",
            "ksar",
            "caidat",
            "pachalik",
        ),
        *("annexe", "مركز", "مدينه", "قياده", "باشويه", "دوار", "حي", "ملحقه", "قصر"),
    )
)
_QUALIFIERS = frozenset(("rurale", "urbaine", "territoriale", "ترابيه", "حضريه", "قرويه"))
LINKS = frozenset(("de", "d", "du", "des", "la", "le", "l", "of"))
_ELISION = re.compile(r"\b([dl])['’‘ʼ]", re.IGNORECASE)


@dataclass(frozen=True)
class Typed:
    """A typed name in plain words. `part` is the word that says it is no whole territory."""

    words: tuple[str, ...]
    level: Level | None = None
    part: str | None = None

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The folded forms, without its articles first; one empty form when it has no letter."""
        return writings(self.words)

    @cached_property
    def sound(self) -> Sound:
        """How it sounds."""
        return sound_of(self.words)


def typed(text: str) -> Typed:
    """Return a text as a name and the level it says."""
    parts = plain_words(text)
    if not parts:
        return Typed(())
    if _kind(parts[0]) in _LEVEL_WORDS:
        return _led(plain_words(_ELISION.sub(r"\1 ", text)))
    level = _LEVEL_WORDS.get(_kind(parts[-1])) if len(parts) > 1 else None
    return Typed(tuple(parts[:-1]), level) if level else Typed(tuple(parts))


def without_part(name: Typed, text: str) -> Typed:
    """Return a name without the word «centre», «ville», «دوار» before or behind it, if it has one.

    To be asked only when no place bears the whole name: «فاس المدينة» is an arrondissement.
    """
    parts = plain_words(_ELISION.sub(r"\1 ", text)) if name.level is None else list(name.words)
    if len(parts) < 2:
        return name
    if _kind(parts[0]) in _PARTS:
        rest = _linked(parts[1:])
        return Typed(tuple(rest), name.level, parts[0]) if rest else name
    if _kind(parts[-1]) in _PARTS:
        return Typed(tuple(name.words[:-1]), name.level, parts[-1])
    return name


def _led(parts: Sequence[str]) -> Typed:
    level = _LEVEL_WORDS[_kind(parts[0])]
    rest = _linked(parts[1:])
    return Typed(tuple(rest), level) if rest else Typed(tuple(parts))


def _linked(parts: Sequence[str]) -> list[str]:
    rest = list(parts)
    while rest and (_kind(rest[0]) in _QUALIFIERS or rest[0] in LINKS):
        rest = rest[1:]
    return rest


def _kind(word: str) -> str:
    return joined(without_articles([word]))
