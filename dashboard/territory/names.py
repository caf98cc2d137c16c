"""The names of a register, folded and ready to be looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from dashboard.territory.folding import MAX_LENGTH, words
from dashboard.territory.register import Level, Place, Register

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
_QUALIFIERS = frozenset(("rurale", "urbaine", "territoriale", "ترابيه", "حضريه", "قرويه"))
_LINKS = frozenset(("de", "d", "du", "des", "la", "le", "l", "of"))
_ELISION = re.compile(r"\b([dl])['’‘ʼ]", re.IGNORECASE)
_CODE = re.compile(r"\d{2}(\.\d{1,3})*")
_MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class NameIndex:
    """The folded names of a register: official ones, other spellings, and their letter pairs."""

    def __init__(self, register: Register) -> None:
        """Fold every name of a register."""
        self.official: dict[str, set[str]] = {}
        self.other: dict[str, set[str]] = {}
        self._units = {place.code: place for place in (*register.places(), *_seats_of(register))}
        for place in self._units.values():
            if ":" in place.code and not place.code.startswith("legislative:"):
                continue  # long names that nobody types; their ids are found
            for text in (place.name_fr, place.name_ar, place.party_label_fr, place.party_label_ar):
                self._add(self.official, text, place.code)
        for code, text in register.other_spellings:
            self._add(self.other, text, code)
        self._names: dict[str, set[str]] = {}
        for names in (self.official, self.other):
            for folded, codes in names.items():
                for code in codes:
                    self._names.setdefault(code, set()).add(folded)
        self._pairs = {folded: _pairs(folded) for folded in (*self.official, *self.other)}

    def _add(self, names: dict[str, set[str]], text: str | None, code: str) -> None:
        if text:
            names.setdefault(level_and_name(text)[1], set()).add(code)

    def is_code(self, text: str) -> bool:
        """Tell whether a text has the form of a code, known or not."""
        code = self.code(text)
        return code in self._units or bool(_CODE.fullmatch(code))

    def code(self, text: str) -> str:
        """Return a text as a code: no blanks or marks around it, Latin digits."""
        bare = _MARKS.sub("", text).strip()[:MAX_LENGTH]
        return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in bare)

    def places(
        self, codes: Iterable[str], inside: str | None, levels: Sequence[Level]
    ) -> list[Place]:
        """Return the places of a level and province among some codes, in order of code."""
        found = [place for code in sorted(codes) if (place := self._units.get(code))]
        return [p for p in found if p.level in levels and inside in (None, p.province_code)]

    def named(self) -> Iterator[Place]:
        """Yield every place that has a name to match."""
        return (self._units[code] for code in self._names)

    def score(self, folded: str, code: str) -> float:
        """Return how like the names of a place a folded text is, 0..1 (Dice over letter pairs)."""
        ours = _pairs(folded)
        return max(
            2 * len(ours & self._pairs[name]) / (len(ours) + len(self._pairs[name]))
            for name in self._names[code]
        )


def _seats_of(register: Register) -> Iterator[Place]:
    """Yield the constituencies as places, so that a body can sit on one by its name."""
    for one in register.constituencies():
        above = {p.province_code for u in register.atoms(one.id) if (p := register.place(u))}
        province = above.pop() if len(above) == 1 else None
        yield Place(one.id, "constituency", one.name_fr, one.name_ar, province_code=province)


@lru_cache(maxsize=8)
def index_of(register: Register) -> NameIndex:
    """Return the index of a register; made once."""
    return NameIndex(register)


def _pairs(folded: str) -> frozenset[str]:
    framed = f"^{folded}$"
    return frozenset(framed[i : i + 2] for i in range(len(framed) - 1))


def level_and_name(text: str) -> tuple[Level | None, str]:
    """Split «commune de Taza» into its level and its folded name."""
    parts = words(_ELISION.sub(r"\1 ", text)) if _first_is_level(text) else words(text)
    level = _LEVEL_WORDS.get(_first(parts))
    if level is None:
        return None, "".join(parts)
    rest = parts[1:]
    while rest and (rest[0] in _QUALIFIERS or rest[0] in _LINKS):
        rest = rest[1:]
    return (level, "".join(rest)) if rest else (None, "".join(parts))


def _first_is_level(text: str) -> bool:
    return _first(words(text)) in _LEVEL_WORDS


def _first(parts: Sequence[str]) -> str:
    return parts[0] if parts else ""
