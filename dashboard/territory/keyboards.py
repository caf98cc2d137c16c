"""A text typed with the keyboard in the other language: what the same keys would have written.

The keys of Morocco's two usual layouts are compared by their place: French (AZERTY) or English
(QWERTY) letters against Arabic ones. «بثس» is `fes` and `ths` is «فاس»: neither is a mistake of
spelling, only of the layout.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

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
_DEAD_KEY = "\u0302"  # the circumflex of AZERTY is pressed before its letter


def _tables(latin: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the keys of a layout by their Latin letters, and by their Arabic ones."""
    by_arabic = dict(zip(_ARABIC, latin, strict=True))
    shifted = {sign: by_arabic[key] for sign, key in _SHIFTED.items()}
    return dict(zip(latin, _ARABIC, strict=True)), shifted | by_arabic


_LAYOUTS = tuple(_tables(latin) for latin in _LATIN)


def readings(text: str) -> tuple[str, ...]:
    """Return what the keys of a text write in the other language, the likeliest layout first.

    Empty when a text holds letters of both scripts, or of none.
    """
    bare = _undone(text.casefold())
    is_arabic = any("\u0621" <= sign <= "\u064a" for sign in bare)
    if is_arabic == any("a" <= sign <= "z" for sign in bare):
        return ()
    found = (_typed(bare, layout[1] if is_arabic else layout[0]) for layout in _LAYOUTS)
    return tuple(dict.fromkeys(one for one in found if one.strip() and one != bare))


def _undone(text: str) -> str:
    """Return a text with every circumflex as the key that was pressed before its letter."""
    keys = ""
    for sign in unicodedata.normalize("NFD", text):
        keys = keys[:-1] + "^" + keys[-1:] if sign == _DEAD_KEY else keys + sign
    return unicodedata.normalize("NFC", keys)


def _typed(text: str, keys: Mapping[str, str]) -> str:
    """Return a text key by key; «لا» is one key, and a sign without a key stays."""
    typed, rest = "", text
    while rest:
        taken = 2 if rest[:2] in keys else 1
        typed, rest = typed + keys.get(rest[:taken], rest[:taken]), rest[taken:]
    return typed
