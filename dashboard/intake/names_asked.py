"""Does a text look as if it named a person? Then the analyst is asked; nothing is decided here.

Known places, functions, themes, sectors and kinds of bodies are taken out first, as whole
expressions, so that «Sidi Youssef Ben Ahmed» is a commune. What is left is looked at word by word:
a title before a word that is no function, a given name, a family name beside another name, two
capitals that are no words of the work, «بن», «بنت», «Ben», «Aït».
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from dashboard.intake.name_places import (
    ARABIC_JOINERS,
    LATIN_JOINERS,
    WORD_ENDS,
    is_family,
    is_given,
    is_servant,
    mark_places,
    titles,
)
from dashboard.intake.name_words import (
    Word,
    key_of,
    listed_keys,
    mark_known,
    ordinary_words,
    sound_of,
    without_prefix,
    words_of,
)
from dashboard.intake.personal import plain_text

_MARKS = re.compile(
    r"\bn[ée]e?s? (?:le|en|à) |\bdomicili[ée]|\bdemeurant\b|مزداد|القاطن|الساكن ب",
    re.IGNORECASE,
)
_OF_FATHER = frozenset(["بن", "بنت", "ابن", "ben", "bent", "bint", "bnt", "ibn"])


@lru_cache(maxsize=20_000)
def looks_like_a_name(text: str) -> bool:
    """Say whether a text seems to name a person and the analyst has to be asked."""
    plain = "".join(s for s in plain_text(text)[:600] if unicodedata.category(s) != "Mn" or s in "ٌ")
    if _MARKS.search(plain) or any(_is_foreign(sign) for sign in plain):
        return True
    words = words_of(plain)
    mark_known(words)
    mark_places(words)
    is_shouted = not any(sign.islower() for sign in plain)
    return any(
        _titled(words, at) or _named(words, at) or (not is_shouted and _capitals(words, at))
        for at, word in enumerate(words)
        if not word.is_known
    )


def _titled(words: list[Word], at: int) -> bool:
    """A title, then a word that is neither a function nor a word of the work."""
    word = words[at]
    title = (
        word.key
        if word.key in titles()
        else next((k for k in without_prefix(word.key) if word.is_arabic and k in titles()), "")
    )
    if not title or at + 1 >= len(words) or not words[at + 1].follows:
        return False
    following = words[at + 1]
    if following.is_known or following.key in ordinary_words():
        return False
    if word.is_arabic:
        return (
            title not in (key_of("سيدي"), key_of("مولاي"))
            and following.is_arabic
            and len(following.key) > 2
        )
    if title in ("si", "sidi", "moulay", "my", "lalla"):
        return word.is_capital and is_given(following)
    is_short = len(title) <= 3
    return following.is_capital and (word.is_capital or not is_short)


def _named(words: list[Word], at: int) -> bool:
    """A given name that is nothing else; or an ambiguous one beside another name."""
    word = words[at]
    if word.key in _OF_FATHER and _stands_between(words, at):
        return True
    sure = listed_keys("ambiguous")
    if is_given(word) and not _spells(word, sure):
        return len(word.key) > 2 and (not word.is_arabic or len(word.key) > 2)
    if sound_of(word.key) in listed_keys("family") and sound_of(word.key) not in sure:
        alone = word.is_capital or word.key.startswith("بن")
        if alone and word.key not in ordinary_words():
            return True
    if not (is_given(word) or is_family(word)):
        return False
    return any(_is_beside(words, at, step) for step in (1, -1))


def _spells(word: Word, among: frozenset[str]) -> bool:
    """Whether the word, or what is left of it without «و», «ل», «ب», is on a list."""
    if sound_of(word.key) in listed_keys("given") or is_servant(word.key):
        return sound_of(word.key) in among
    stripped = [
        key
        for key in without_prefix(word.key)
        if sound_of(key) in listed_keys("given") or is_servant(key)
    ]
    return any(key in among or len(key) < 4 for key in stripped)


def _stands_between(words: list[Word], at: int) -> bool:
    """«X بن Y», «X Ben Y»: two words of a name around «son of»."""
    if not 0 < at < len(words) - 1 or not (words[at].follows and words[at + 1].follows):
        return False
    one, other = words[at - 1], words[at + 1]
    if one.is_known or other.is_known or one.key in ordinary_words():
        return False
    if words[at].is_arabic:
        return words[at].key != "بن" or other.key not in ordinary_words()
    return one.is_capital and other.is_capital


def _is_beside(words: list[Word], at: int, step: int) -> bool:
    """Whether the word next to it, past «El» or «بن», is a name or an unknown capital."""
    word, near = words[at], at + step
    joined = False
    while (
        0 <= near < len(words)
        and words[near].key in LATIN_JOINERS | ARABIC_JOINERS
        and not words[near].is_known
    ):
        joined, near = True, near + step
    if not 0 <= near < len(words) or words[near].is_known:
        return False
    low, high = sorted((at, near))
    if not all(one.follows for one in words[low + 1 : high + 1]):
        return False
    other = words[near]
    if other.is_arabic != word.is_arabic:
        return False
    if is_given(word) and (is_family(other) or (is_given(other) and not _only_prefixed(other))):
        return word.is_arabic or word.is_capital or sound_of(other.key) in listed_keys("family")
    if is_family(word) and is_given(other):
        return word.is_arabic or word.is_capital or sound_of(word.key) in listed_keys("family")
    if word.is_arabic:
        return joined and is_given(word)
    return _is_unknown_capital(other) and word.is_capital


def _only_prefixed(word: Word) -> bool:
    return (
        word.is_arabic
        and sound_of(word.key) not in listed_keys("given")
        and not is_servant(word.key)
    )


def _is_unknown_capital(word: Word) -> bool:
    if not word.is_capital or word.is_known or len(word.key) < 3 or word.key in ordinary_words():
        return False
    return not (word.is_first and (word.key.endswith(WORD_ENDS) or len(word.key) < 4))


def _capitals(words: list[Word], at: int) -> bool:
    """Two capitals in a row, or an initial and a capital, that are no words of the work."""
    word = words[at]
    near = at + 1
    while (
        near < len(words)
        and words[near].key in LATIN_JOINERS
        and words[near].follows
        and not words[near].is_known
    ):
        near += 1
    if near >= len(words) or not words[near].follows or words[near].is_known:
        return False
    other = words[near]
    if len(word.raw) == 1 and word.is_capital and other.before.startswith("."):
        return _is_unknown_capital(other)
    return _is_unknown_capital(word) and _is_unknown_capital(other) and not word.raw.isupper()


def _is_foreign(sign: str) -> bool:
    if (
        not sign.isalpha()
        or sign.isascii()
        or "\u0600" <= sign <= "\u06ff"
        or "\u0750" <= sign <= "\u077f"
    ):
        return False
    return not unicodedata.name(sign, "").startswith(("LATIN", "ARABIC", "MODIFIER"))
