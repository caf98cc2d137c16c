"""A text typed with the keyboard in the other language: what the same keys would have written.

The keys of Morocco's two usual layouts are compared by their place: French (AZERTY) or English
(QWERTY) letters against Arabic ones. «بثس» is `fes` and `ths` is «فاس»: neither is a mistake of
spelling, only of the layout.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

_ARABIC = ("ض", "ص", "ث", "ق", "ف", "غ", "ع", "ه", "خ", "ح", "ج", "د",
           "ش", "س", "ي", "ب", "ل", "ا", "ت", "ن", "م", "ك", "ط",
           "ئ", "ء", "ؤ", "ر", "لا", "ى", "ة", "و", "ز", "ظ")  # fmt: skip
# Row by row, from the left, the keys that carry the Arabic letters above.
_LATIN = ("azertyuiop^$qsdfghjklmùwxcvbn,;:!", "qwertyuiop[]asdfghjkl;'zxcvbnm,./")
# What the same keys write with Shift: a name begun with a capital, the keyboard in Arabic.
_SHIFTED = {
    **{"\u064e": "ض", "\u064b": "ص", "\u064f": "ث", "\u064c": "ق", "لإ": "ف", "إ": "غ", "‘": "ع"},
    **{"÷": "ه", "×": "خ", "؛": "ح", "\u0650": "ش", "\u064d": "س", "]": "ي", "[": "ب", "لأ": "ل"},
    **{"أ": "ا", "ـ": "ت", "،": "ن", "/": "م", "~": "ئ", "\u0652": "ء", "}": "ؤ", "{": "ر"},
    **{"لآ": "لا", "آ": "ى"},
}
_LETTERS = "أإآ"  # what Shift writes on a letter's key that is itself a letter
_PAIRS = re.compile("(لا|لأ|لإ|لآ)")
_MOST_PAIRS = 3  # each is read in two ways
_DEAD_KEY = "\u0302"  # the circumflex of AZERTY is pressed before its letter


def _tables(latin: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the keys of a layout by their Latin letters, and by their Arabic ones."""
    by_arabic = dict(zip(_ARABIC, latin, strict=True))
    shifted = {sign: by_arabic[key] for sign, key in _SHIFTED.items()}
    capitals = {key.upper(): sign for sign, key in shifted.items() if key.isalpha()}
    letters = {key: sign for key, sign in capitals.items() if sign[-1] in _LETTERS}
    return dict(zip(latin, _ARABIC, strict=True)) | letters, shifted | by_arabic


_LAYOUTS = tuple(_tables(latin) for latin in _LATIN)


def readings(text: str) -> tuple[str, ...]:
    """Return what the keys of a text write in the other language, the likeliest layout first.

    Empty when a text holds letters of both scripts, or of none.
    """
    keys = _undone(text)
    is_arabic = any("\u0621" <= sign <= "\u064a" for sign in keys)
    if is_arabic == any("a" <= sign <= "z" for sign in keys.casefold()):
        return ()
    tried = dict.fromkeys((keys, keys.casefold()))  # a capital is Shift, or of no meaning
    found = (_typed(parts, layout[is_arabic])
             for layout in _LAYOUTS for one in tried for parts in _parted(one))  # fmt: skip
    return tuple(dict.fromkeys(one for one in found if one.strip() and one not in tried))


def _undone(text: str) -> str:
    """Return a text with every circumflex as the key that was pressed before its letter."""
    keys = ""
    for sign in unicodedata.normalize("NFD", text):
        keys = keys[:-1] + "^" + keys[-1:] if sign == _DEAD_KEY else keys + sign
    return unicodedata.normalize("NFC", keys)


def _parted(text: str) -> Iterator[list[str]]:
    """Yield a text key by key, in each way: «لا» is one key (b), or two (gh)."""
    pieces = _PAIRS.split(text)
    pairs = [[[piece], list(piece)] for piece in pieces[1::2]][:_MOST_PAIRS]
    for chosen in product(*pairs):
        parts = [list(piece) for piece in pieces]
        parts[1 : 2 * len(chosen) : 2] = chosen
        yield [key for piece in parts for key in piece]


def _typed(parts: Iterable[str], keys: Mapping[str, str]) -> str:
    """Return keys as the other language writes them; a sign without a key stays."""
    return "".join(keys.get(part, part) for part in parts)
