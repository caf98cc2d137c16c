"""The names of a register, folded and sounded, ready to be looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from heapq import nlargest
from typing import TypeAlias

from dashboard.territory.folding import MAX_LENGTH
from dashboard.territory.register import Level, Place, Register
from dashboard.territory.sound import Sound, likeness, roughly
from dashboard.territory.typed import Typed, typed

_CODE = re.compile(r"\d{2}(\.\d{1,3})*")
_MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
# How many of the roughly nearest names are compared sound by sound.
_COMPARED = 30
_Named: TypeAlias = tuple[Sound, list[Place]]


class NameIndex:
    """The names of a register: official ones, other spellings, and how each sounds."""

    def __init__(self, register: Register) -> None:
        """Fold every name of a register."""
        self.official: dict[str, set[str]] = {}
        self.other: dict[str, set[str]] = {}
        self._units = {place.code: place for place in (*register.places(), *_seats_of(register))}
        self._heard: dict[Sound, set[str]] = {}
        self._pairs: dict[Sound, frozenset[str]] = {}
        self._narrowed: dict[tuple[str | None, tuple[Level, ...]], list[_Named]] = {}
        for place in self._units.values():
            if ":" in place.code and not place.code.startswith("legislative:"):
                continue  # long names that nobody types; their ids are found
            for text in (place.name_fr, place.name_ar, place.party_label_fr, place.party_label_ar):
                self._add(self.official, text, place.code)
        for code, text in register.other_spellings:
            self._add(self.other, text, code)

    def _add(self, names: dict[str, set[str]], text: str | None, code: str) -> None:
        if text:
            one = typed(text)
            for key in one.keys:
                names.setdefault(key, set()).add(code)
            self._heard.setdefault(one.sound, set()).add(code)
            self._pairs[one.sound] = _pairs(one.keys[0])

    def has(self, keys: Iterable[str]) -> bool:
        """Tell whether a folded name is borne by any place."""
        return any(key in self.official or key in self.other for key in keys)

    def bearers(self, keys: Iterable[str]) -> tuple[set[str], set[str]]:
        """Return the codes that bear a folded name officially, and by another spelling."""
        official: set[str] = set()
        other: set[str] = set()
        for key in keys:
            official |= self.official.get(key, set())
            other |= self.other.get(key, set())
        return official, other

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

    def _within(self, inside: str | None, levels: tuple[Level, ...]) -> list[_Named]:
        """Return the names of a province and levels with their places; made once for each."""
        if (inside, levels) not in self._narrowed:
            self._narrowed[inside, levels] = [
                (sound, places)
                for sound, codes in self._heard.items()
                if (places := self.places(codes, inside, levels))
            ]
        return self._narrowed[inside, levels]

    def near(
        self, name: Typed, inside: str | None, levels: Sequence[Level]
    ) -> Iterator[tuple[Place, float]]:
        """Yield the places that sound most like a name, each with its likeness below 1."""
        rough = name.sound
        allowed = self._within(inside, tuple(levels))
        ours = _pairs(name.keys[0])
        for sound, places in nlargest(_COMPARED, allowed, key=lambda one: roughly(rough, one[0])):
            score = _score(likeness(name.sound, sound), ours, self._pairs[sound])
            for place in places:
                yield place, score


def _score(heard: float, ours: frozenset[str], theirs: frozenset[str]) -> float:
    """Join how alike two names sound and how alike they are written (Dice over letter pairs).

    Names in two scripts share no letters: then the sound alone speaks.
    """
    shared = len(ours & theirs)
    written = 2 * shared / (len(ours) + len(theirs))
    score = 0.8 * heard + 0.2 * written if shared else heard * 0.97
    return min(0.999, score)


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
    return frozenset(folded[i : i + 2] for i in range(len(folded) - 1)) or frozenset((folded,))
