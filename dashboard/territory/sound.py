"""How a name sounds, in French or Arabic letters: one phonetic form for both scripts.

Used to put near names in order, never to decide: «Ouled Taieb» and «أولاد الطيب» sound alike, and
so may two different villages. Capital letters stand for one sound each: S (ch, ش), G (gh, غ) and L,
an article, which may be missing on either side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dashboard.territory.folding import ARTICLES

_ARABIC = str.maketrans(
    {"ا": "a", "ع": "a", "و": "u", "ي": "i", "ه": "h", "ح": "h", "خ": "x", "غ": "G", "ش": "S"}
    | {"ص": "s", "س": "s", "ز": "z", "ض": "d", "ظ": "d", "ذ": "d", "د": "d", "ط": "t", "ت": "t"}
    | {"ث": "t", "ق": "q", "ك": "k", "ج": "j", "ف": "f", "ڤ": "f", "ب": "b", "پ": "b", "چ": "S"}
    | {"ل": "l", "م": "m", "ن": "n", "ر": "r"}
)
_FRENCH = {
    **{"tch": "S", "sch": "S", "ch": "S", "sh": "S", "gh": "G", "rh": "G", "kh": "x", "dh": "d"},
    **{"th": "t", "ph": "f", "dj": "j", "gu": "g", "qu": "q", "ck": "k", "ou": "u", "oo": "u"},
    **{"c": "k", "w": "u", "o": "u", "e": "a", "y": "i", "v": "f", "p": "b", "x": "ks"},
}
_SOUNDS = re.compile("tch|sch|ch|sh|gh|rh|kh|dh|th|ph|dj|gu(?=[ei])|qu(?=[ei])|ck|ou|oo|[cwoeyvpx]")
_DOUBLE = re.compile(r"(.)\1+")
# Articles as they stand before the letter they take on: Es-Souk, Ed-Dar, L'Qsir.
_FRENCH_ARTICLES = frozenset((*ARTICLES, "l", "es", "ed", "er", "ez", "et", "ech", "en", "du"))
# Words so usual that every writing of them is one: Sidi, Moulay, Oulad, Ain, Bni, Oued, Haj.
_USUAL = {
    word: sound
    for sound, all_words in {
        "sidi": "sidi si s سيدي سي",
        "mulai": "moulay my mly moulai mouley mulay م مولاي مولا",
        "ulad": "oulad ouled ulad wlad wled awlad ouelad اولاد ولاد لاد",
        "ain": "ain aine ayn عين",
        "bni": "bni beni ben bani benni بني بن",
        "ait": "ait ayt aith ايت اييت",
        "uad": "oued ouad wad wed oud ouadi oueds واد وادي",
        "haj": "haj hadj hajj حاج",
    }.items()
    for word in all_words.split()
}
_DAYS = {
    word: number
    for number, all_words in enumerate(
        (
            "had hadd lhad elhad احد حد لحد",
            "tnine tnin itnine letnine tnain اثنين اتنين تنين لتنين",
            "tlat tlata tleta tlta ثلاثا تلاتا تلات ثلاث",
            "arbaa larbaa arba larba اربعا لاربعا لربعا",
            "khmis khemis lkhmis khamis خميس لخميس",
            "jemaa jamaa djemaa jomoa jmaa جمعه",
            "sebt sabt essebt سبت",
        )
    )
    for word in all_words.split()
}
_MARKETS = frozenset(("souk", "suk", "souq", "سوق"))
_LENGTHS = {"a": 0.15, "i": 0.2, "u": 0.2, "L": 0.15, "h": 0.35}  # every other sound: 1
_NEAR = {
    both: cost
    for cost, pairs in {
        0.1: "kq gq gk Ll",
        0.2: "ai au iu hx",
        0.35: "td sz gj Gr Gx Gg dz xk",
        0.5: "Ss jz mn kj Sj lr st qG bf",
    }.items()
    for pair in pairs.split()
    for both in (pair, pair[::-1])
}
_ROUGH = str.maketrans("dzSqgjGxm", "tsskkkrrn", "aiuhL")


@dataclass(frozen=True)
class Sound:
    """A name as it sounds: its words, its market day (0 Sunday … 6 Saturday), its rough letters."""

    words: tuple[str, ...]
    day: int | None
    rough: frozenset[str]

    @property
    def whole(self) -> str:
        """The words as one."""
        return "".join(self.words)


def sound_of(parts: Sequence[str]) -> Sound:
    """Return how a name sounds that is given as plain words."""
    day, rest = _market_day(parts)
    heard: list[str] = []
    article = ""
    for word in rest:
        if word in _FRENCH_ARTICLES and word != rest[-1]:
            article = "L"
            continue
        heard.append(article + _word(word))
        article = ""
    whole = "".join(heard).translate(_ROUGH)
    framed = f"^{whole}$"
    pairs = {framed[i : i + 2] for i in range(len(framed) - 1)}
    return Sound(tuple(heard), day, frozenset(pairs | set(whole)))


def roughly(one: Sound, other: Sound) -> float:
    """Return how many rough letters and pairs two names share, 0..1; cheap."""
    total = len(one.rough) + len(other.rough)
    return 2 * len(one.rough & other.rough) / total if total else 0.0


def likeness(one: Sound, other: Sound) -> float:
    """Return how alike two names sound, 0..1."""
    whole = _alike(one.whole, other.whole)
    found = max(whole, 0.95 * _by_words(one.words, other.words))
    if one.day == other.day:
        return found
    # Had X and Sebt X are two places; a day left out is usual.
    return found * (0.95 if None in (one.day, other.day) else 0.7)


def _market_day(parts: Sequence[str]) -> tuple[int | None, Sequence[str]]:
    rest = list(parts)
    if len(rest) > 1 and _bare(rest[0]) in _MARKETS:
        rest = rest[1:]
    if len(rest) > 1 and rest[0] in _FRENCH_ARTICLES:
        if _bare(rest[1]) not in _DAYS or len(rest) < 3:
            return None, rest
        rest = rest[1:]
    day = _DAYS.get(_bare(rest[0])) if len(rest) > 1 else None
    return day, rest if day is None else rest[1:]


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 3 else word


def _word(word: str) -> str:
    bare = _bare(word)
    article = "L" if bare != word else ""
    if bare in _USUAL:
        return article + _USUAL[bare]
    if bare.endswith("ه"):
        bare = bare[:-1] + "ا"
    heard = _SOUNDS.sub(lambda found: _FRENCH[found.group()], bare.translate(_ARABIC))
    return article + _DOUBLE.sub(r"\1", heard)


def _by_words(ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """Compare word by word, whatever their order; words left out cost less than other words."""
    if not ours or not theirs or len(ours) == len(theirs) == 1:
        return 0.0
    there, back = _covered(ours, theirs), _covered(theirs, ours)
    return 0.65 * max(there, back) + 0.35 * min(there, back)


def _covered(ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    weights = [_weight(word) for word in ours]
    best = [max(_alike(word, other) for other in theirs) for word in ours]
    total = sum(weights)
    return sum(w * b for w, b in zip(weights, best, strict=True)) / total if total else 0.0


def _weight(heard: str) -> float:
    return sum(_LENGTHS.get(letter, 1.0) for letter in heard)


@lru_cache(maxsize=100_000)
def _alike(one: str, other: str) -> float:
    """Return 1 less the cost of turning one into the other, by the weight of both."""
    total = _weight(one) + _weight(other)
    return max(0.0, 1 - 2 * _cost(one, other) / total) if total else 0.0


def _cost(one: str, other: str) -> float:
    above = [0.0]
    for letter in other:
        above.append(above[-1] + _LENGTHS.get(letter, 1.0))
    for letter in one:
        lost = _LENGTHS.get(letter, 1.0)
        row = [above[0] + lost]
        for column, theirs in enumerate(other, 1):
            gained = _LENGTHS.get(theirs, 1.0)
            swapped = 0.0 if letter == theirs else _NEAR.get(letter + theirs)
            turned = above[column - 1] + (lost + gained if swapped is None else swapped)
            row.append(min(above[column] + lost, row[-1] + gained, turned))
        above = row
    return above[-1]
