"""Folding of names: what may differ in two writings of one name, and nothing else.

Folded away: case, accents, Arabic diacritics and tatweel, presentation forms, hamza forms, ة/ه,
ى/ی/ي, ھ/ه, ک/گ/ڭ/ك, hyphens, apostrophes, spaces and any other sign, the article (ال, El, Al),
Gh/Rh, Ou/W, Arabic-Indic digits. Two names that fold alike are the same name.
"""

from __future__ import annotations

import re
import unicodedata

# Longer texts are no name; the limit keeps a hostile cell cheap.
MAX_LENGTH = 200
_LETTERS = str.maketrans(
    {
        "ٱ": "ا",
        "ء": "",
        "ة": "ه",
        "ھ": "ه",
        "ہ": "ه",
        "ە": "ه",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ک": "ك",
        "گ": "ك",
        "ڭ": "ك",
        "ݣ": "ك",
        "ـ": "",
        "œ": "oe",
        "æ": "ae",
    }
)
_JOINING = re.compile(r"['’‘ʼʿʾ`´]")
_ARTICLES = ("ال", "el", "al")


def fold(text: str) -> str:
    """Return the form in which two writings of one name are equal.

    Empty when the text has no letter or digit, or is longer than any name.
    """
    return "".join(words(text))


def words(text: str) -> list[str]:
    """Return the folded words of a text without its articles, which alone stay as they are."""
    text = text.strip()
    if len(text) > MAX_LENGTH:
        return []
    found = [_article_cut(word) for word in _plain(text).split()]
    kept = [word for word in found if word not in _ARTICLES] or found
    return [word.replace("rh", "gh").replace("ou", "w") for word in kept]


def _plain(text: str) -> str:
    """Return letters and digits of a text in one case, words parted by single spaces."""
    joined = _JOINING.sub("", unicodedata.normalize("NFKC", text).casefold())
    bare = unicodedata.normalize("NFKD", joined).translate(_LETTERS)
    return "".join(_sign(sign) for sign in bare)


def _sign(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Nd":
        return str(unicodedata.digit(sign))
    if category[0] == "L":
        return sign
    # Accents, vowel signs and marks of direction sit inside a word; all else parts words.
    return "" if category in ("Mn", "Cf") else " "


def _article_cut(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 3 else word
