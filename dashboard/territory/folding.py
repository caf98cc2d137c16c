"""Folding of names: what may differ in two writings of one name, and nothing else.

Folded away: case, accents, Arabic diacritics and tatweel, presentation forms, hamza forms, ة/ه,
ى/ی/ي, ھ/ه, ک/گ/ڭ/ك, hyphens, apostrophes, spaces and any other sign, the article (ال, El, Al),
Gh/Rh, Ou/W, Arabic-Indic digits. Two names that fold alike are the same name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

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
ARTICLES = ("ال", "el", "al")


def fold(text: str) -> str:
    """Return the form in which two writings of one name are equal.

    Empty when the text has no letter or digit, or is longer than any name.
    """
    return joined(words(text))


def writings(parts: Sequence[str]) -> tuple[str, ...]:
    """Return the folded forms of a name given as plain words: without its articles, and with them.

    Where the blank after an article is lost («Elhajeb», «عينالشقف») only the second is the same.
    """
    return tuple(dict.fromkeys((joined(without_articles(parts)), joined(parts))))


def words(text: str) -> list[str]:
    """Return the plain words of a text without its articles, which alone stay as they are."""
    return without_articles(plain_words(text))


def plain_words(text: str) -> list[str]:
    """Return the words of a text in one case, letters without accents, articles kept."""
    text = text.strip()
    return [] if len(text) > MAX_LENGTH else _plain(text).split()


def without_articles(parts: Sequence[str]) -> list[str]:
    """Return words without the articles among them or before them."""
    found = [_article_cut(word) for word in parts]
    return [word for word in found if word not in ARTICLES] or found


def joined(parts: Sequence[str]) -> str:
    """Return words as one, Gh/Rh and Ou/W made equal (after joining: «Dar Hamra», «DarHamra»)."""
    return "".join(parts).replace("rh", "gh").replace("ou", "w")


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
